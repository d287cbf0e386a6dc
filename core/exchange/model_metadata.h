// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/model/model.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace numeral {

/// Everything in a Model but its weights, as strings for a SafeTensors file: `format` ("numeral"),
/// `version` ("1"), `activation` ("relu", "gelu" or "tanh"), `preprocessing` ("mnist" or "fit"); as
/// JSON texts, `architecture` (see architectureText), `classes` (an array of strings) and `image`
/// ({"columns":28,"rows":28}); and, if known, `calibration`
/// ({"least_logit":6.2,"temperature":1.1}), `configuration`, `data` and `result`. If the network's
/// input is not plain, there is `look` ({"ink":0,"paper":255,"transposed":false}), and the version
/// is "2"; of a convolutional network it is "3": so programs that don't know of these refuse the
/// file.
using Metadata = std::map<std::string, std::string>;

Metadata metadataOf(const Model& model);

/// Returns "mnist" or "fit".
std::string_view preprocessingName(Preprocessing preprocessing);

/// Whether Numeral wrote the file: its `format` says so, or, since damage may have hit that very
/// entry, most of what Numeral always writes is there in Numeral's form. Other programs' entries
/// that merely have the same keys don't count.
bool isNumeralFile(const Metadata& metadata);

/// Rejects what a later version of Numeral wrote. Error: FileMalformed; its detail is only the
/// reason, to follow a colon.
Result<void> checkVersion(const Metadata& metadata);

/// Returns the activation of the hidden layers; ReLU if the metadata don't say. Error:
/// FileMalformed; its detail is only the reason, to follow a colon.
Result<Activation> activationFromMetadata(const Metadata& metadata);

/// Returns the network that the metadata describe; nullopt if it is a perceptron, whose tensors say
/// all. Error: FileMalformed; its detail is only the reason, to follow a colon.
Result<std::optional<Architecture>> architectureFromMetadata(const Metadata& metadata);

/// Returns the model with these weights, and with Numeral's metadata or none. Defaults for missing
/// metadata: classes are called "0", "1" and so on; the image is square if the number of inputs is,
/// else one row; the preprocessing is MNIST's. Error: FileMalformed; its detail is only the reason,
/// to follow a colon.
Result<Model> modelFromMetadata(WeightsSnapshot weights, const Metadata& metadata);

} // namespace numeral
