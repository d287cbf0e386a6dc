// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model.h"
#include "core/recognition/grey_image.h"

#include <memory>
#include <vector>

namespace numeral {

/// What a network makes of one image.
struct Recognition {
    std::size_t label = 0; ///< index of the most probable class
    std::vector<float> probabilities; ///< one a class; they sum to 1
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

private:
    struct Layers;
    std::unique_ptr<const Layers> m_layers;
};

} // namespace numeral
