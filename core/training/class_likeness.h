// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/dataset.h"
#include "core/training/image_passes.h"

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace numeral {

/// Tells whether an image looks like one of a data set's classes, without a network:
/// nearest-neighbour search among its images (Cover & Hart 1967, "Nearest Neighbor Pattern
/// Classification"), pooled to 14×14 and compared by cosine similarity. Thread-safe once
/// constructed.
class ClassLikeness {
public:
    /// Stores at most 3,000 training images as references, and derives the thresholds from others.
    /// With fewer than 600 images too little is known, and nothing looks like a class.
    ClassLikeness(const LabelledImages& images, const Indices& training);

    /// Whether the image is as close to a reference as most images are. `image` has the data set's
    /// number of pixels.
    bool isLikeClass(std::span<const std::uint8_t> image) const;

private:
    static constexpr std::size_t side = 14;
    using Features = std::array<float, side * side>;

    struct Reference {
        Features features;
        Label label;
    };

    Features featuresOf(std::span<const std::uint8_t> image) const;

    /// The nearest reference: its class, and the cosine similarity.
    struct Nearest {
        Label label = 0;
        float cosine = 0;
    };
    Nearest nearest(const Features& features) const;

    ImageShape m_shape;
    std::vector<Reference> m_references;
    /// Per class: the lowest cosine of an image that looks like it.
    std::vector<float> m_thresholds;
};

} // namespace numeral
