// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/grey_image.h"
#include "core/model/predictor.h"

#include <vector>

namespace numeral {

/// A network's output for one image.
struct Recognition {
    std::size_t label = 0; ///< index of the most probable class
    std::vector<float> probabilities; ///< one per class; they sum to 1
    float logit = 0; ///< the largest logit
};

/// Names the class of an image. Thread-safe: several threads may use one object.
class Classifier {
public:
    explicit Classifier(const Weights& weights);

    /// Returns the class probabilities of a preprocessed image, which must have the network's
    /// number of inputs.
    Recognition classify(const GreyImage& image) const;

private:
    Predictor m_predictor;
};

} // namespace numeral
