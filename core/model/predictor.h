// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/picked_images.h"
#include "core/model/weights.h"

#include <memory>
#include <span>
#include <vector>

namespace numeral {

/// Computes the logits of images and their gradients, for any architecture. Doesn't need LibTorch,
/// so that a drawing is read before a training engine is available. Thread-safe: several threads
/// may use one object.
class Predictor {
public:
    explicit Predictor(const Weights& weights);
    ~Predictor();
    Predictor(Predictor&& other) noexcept;
    Predictor& operator=(Predictor&& other) noexcept;

    std::size_t inputs() const; ///< pixels of an image
    std::size_t outputs() const; ///< classes

    /// Returns the logits of many images, images × classes, row-major. The labels are ignored.
    std::vector<float> logits(const PickedImages& images) const;

    /// Returns each hidden layer's output for one image, `inputs()` pixels from 0 to 1: after the
    /// activation and the pooling; feature maps as channels × rows × columns.
    std::vector<std::vector<float>> activations(std::span<const float> image) const;

    /// Returns the gradients of Σ direction · logits with respect to the pixels of each of some
    /// images, for `images`, images × inputs() pixels from 0 to 1, and `direction`, one factor per
    /// class. The result has the shape of `images`.
    std::vector<float> gradients(
        std::span<const float> images, std::span<const float> direction) const;

private:
    struct Layers;
    std::unique_ptr<const Layers> m_layers;
};

} // namespace numeral
