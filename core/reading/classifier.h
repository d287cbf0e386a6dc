// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/grey_image.h"
#include "core/model/model.h"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace numeral {

/// What a network makes of one image.
struct Recognition {
    std::size_t label = 0; ///< index of the most probable class
    std::vector<float> probabilities; ///< one a class; they sum to 1
    float logit = 0; ///< the most probable class's
};

/// Images of a set, picked by index. It borrows everything that it points to.
struct PickedImages {
    const std::uint8_t* pixels = nullptr; ///< the whole set: images × inputs, row-major, 0–255
    const std::uint8_t* labels = nullptr; ///< the whole set: one class index an image
    std::span<const std::uint32_t> indices;
};

/// Reads images with the weights it is given. Needs no LibTorch: a drawing is read before the
/// training engine is there. Any number of threads may use one.
class Classifier {
public:
    explicit Classifier(const Weights& weights);
    ~Classifier();
    Classifier(Classifier&& other) noexcept;
    Classifier& operator=(Classifier&& other) noexcept;

    /// Class probabilities of a prepared image, of the size that the weights read.
    Recognition classify(const GreyImage& image) const;

    /// The logits of many images, images × classes, row-major; the labels aren't looked at.
    std::vector<float> logits(const PickedImages& images) const;

private:
    struct Layers;
    std::unique_ptr<const Layers> m_layers;
};

} // namespace numeral
