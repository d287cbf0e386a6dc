// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/grey_image.h"
#include "core/model/model.h"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace numeral {

/// A network's output for one image.
struct Recognition {
    std::size_t label = 0; ///< index of the most probable class
    std::vector<float> probabilities; ///< one per class; they sum to 1
    float logit = 0; ///< the largest logit
};

/// A selection of a data set's images, by index. Non-owning.
struct PickedImages {
    const std::uint8_t* pixels = nullptr; ///< the whole set: images × inputs, row-major, 0–255
    const std::uint8_t* labels = nullptr; ///< the whole set: one class index per image
    std::span<const std::uint32_t> indices;
};

/// Classifies images with given weights. Doesn't need LibTorch, so that a drawing is read before
/// the training engine is available. Thread-safe: several threads may use one object.
class Classifier {
public:
    explicit Classifier(const Weights& weights);
    ~Classifier();
    Classifier(Classifier&& other) noexcept;
    Classifier& operator=(Classifier&& other) noexcept;

    /// Returns the class probabilities of a preprocessed image, which must have the network's
    /// number of inputs.
    Recognition classify(const GreyImage& image) const;

    /// Returns the logits of many images, images × classes, row-major. The labels are ignored.
    std::vector<float> logits(const PickedImages& images) const;

private:
    struct Layers;
    std::unique_ptr<const Layers> m_layers;
};

} // namespace numeral
