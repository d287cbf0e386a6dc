// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/class_kind.h"
#include "core/model/image_filter.h"
#include "core/model/image_look.h"
#include "core/model/image_shape.h"
#include "core/model/weights.h"

#include <optional>
#include <string>
#include <vector>

namespace numeral {

/// How an image is converted to the network's input.
enum class Preprocessing {
    Mnist, ///< cropped, scaled and centred by centre of mass, as MNIST's digits were
    Fit, ///< scaled to fill the image, aspect ratio kept, bounding box centred
};

/// Where a model comes from. Each field is JSON text, or empty if unknown.
struct Provenance {
    std::string configuration; ///< the TrainingConfig
    std::string data; ///< the data set's name and the SHA-256 of its files
    std::string result; ///< why training ended, with test loss and accuracy
    std::string curves; ///< loss and accuracy of each epoch
};

/// Calibration of a network's outputs, measured on images it was not trained on.
struct Calibration {
    double temperature = 1; ///< of temperature scaling, already applied (Guo et al. 2017)

    /// Images similar to the training images seldom have a maximum logit below this threshold;
    /// nullopt if unknown.
    std::optional<double> minLogit;

    friend bool operator==(const Calibration&, const Calibration&) = default;
};

/// A self-contained model: everything needed to use the network. A value type.
struct Model {
    WeightsSnapshot weights; ///< never null
    ImageShape image; ///< image.pixels() == weights->architecture().inputs()
    ImageLook look; ///< of the images that the network reads
    std::vector<std::string> classes; ///< weights->architecture().outputs() names
    Preprocessing preprocessing = Preprocessing::Mnist;
    ClassKind kind = ClassKind::Digits;
    std::vector<ImageFilter> filters; ///< applied last, in this order
    Calibration calibration;
    Provenance provenance;
};

} // namespace numeral
