// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/dataset.h"
#include "core/training/image_passes.h"

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace numeral {

/// Tells what looks like a digit without any network: by the nearest of some images of digits
/// (Cover & Hart 1967, "Nearest Neighbor Pattern Classification"), each reduced to 14×14 means and
/// compared by the cosine. Any number of threads may ask.
class DigitLikeness {
public:
    /// Learns from at most 3,000 of the set's training images; of fewer than 600 too little can be
    /// told, and nothing is like a digit.
    DigitLikeness(const LabelledImages& images, const Indices& training);

    /// True where the image is as near to one of those as most digits are to each other. `image`
    /// has the set's number of pixels.
    bool isLikeDigit(std::span<const std::uint8_t> image) const;

private:
    static constexpr std::size_t side = 14;
    using Features = std::array<float, side * side>;

    struct Known {
        Features features;
        std::uint8_t label;
    };

    Features featuresOf(std::span<const std::uint8_t> image) const;

    /// The nearest known image of a class, and how near it is: the cosine.
    struct Nearest {
        std::uint8_t label = 0;
        float cosine = 0;
    };
    Nearest nearest(const Features& features) const;

    ImageShape m_shape;
    std::vector<Known> m_known;
    std::array<float, 256> m_least{}; ///< by class: from which cosine on an image is like it
};

} // namespace numeral
