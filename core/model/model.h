// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/image_shape.h"
#include "core/model/weights.h"

#include <optional>
#include <string>
#include <vector>

namespace numeral {

/// How a picture becomes the network's input.
enum class Preprocessing {
    Mnist, ///< boxed, scaled and centred by mass as MNIST's digits were
    Fit, ///< scaled to fill the image, shape kept, centred by its box
};

/// Where a model comes from, each as JSON text; empty where it isn't known.
struct Provenance {
    std::string configuration; ///< the TrainingConfig
    std::string data; ///< the data set's name and the SHA-256 of its files
    std::string result; ///< how training ended, with test loss and accuracy
};

/// What is known of a network's answers by images that it hasn't learnt from.
struct Calibration {
    double temperature = 1; ///< that its logits were divided by (Guo et al. 2017)

    /// A largest logit below this one is seldom that of an image like those that it has learnt
    /// from; nothing where that isn't known.
    std::optional<double> leastLogit;

    friend bool operator==(const Calibration&, const Calibration&) = default;
};

/// Everything that is needed to use a network with nothing else at hand. A plain value.
struct Model {
    WeightsSnapshot weights; ///< never null
    ImageShape image; ///< image.pixels() == weights->spec().inputs
    std::vector<std::string> classes; ///< weights->spec().outputs names
    Preprocessing preprocessing = Preprocessing::Mnist;
    Calibration calibration;
    Provenance provenance;
};

} // namespace numeral
