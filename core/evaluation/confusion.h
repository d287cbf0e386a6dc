// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/label.h"

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace numeral {

/// How often images of each class (truth) were taken for each class (answer): a confusion matrix.
class Confusion {
public:
    explicit Confusion(std::size_t classes);

    /// Counts answers; truths and answers are less than the number of classes.
    Confusion(std::size_t classes, std::span<const Label> truths, std::span<const Label> answers);

    void add(Label truth, Label answer, std::size_t count = 1);

    std::size_t classes() const { return m_classes; }
    std::size_t count(std::size_t truth, std::size_t answer) const
    {
        return m_counts[truth * m_classes + answer];
    }

    std::size_t images() const; ///< all of them
    std::size_t right() const; ///< whose answer is the truth
    std::size_t imagesOf(std::size_t truth) const;

    /// The share of right answers, 0 to 1; 0 without images.
    double accuracy() const;

    /// A class, how many of its images there are, and how many were taken for another.
    struct Misread {
        std::size_t truth;
        std::size_t images;
        std::size_t wrong;
    };

    /// Returns the class of which the largest share is misread (of equals the one with more wrong),
    /// or nothing if all are right.
    std::optional<Misread> hardest() const;

    friend bool operator==(const Confusion&, const Confusion&) = default;

private:
    std::size_t m_classes;
    std::vector<std::size_t> m_counts; ///< by truth, then answer
};

} // namespace numeral
