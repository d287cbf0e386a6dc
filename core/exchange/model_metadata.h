// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/model/model.h"

#include <map>
#include <string>

namespace numeral {

/// What a Model says beside its weights, as the strings that a SafeTensors file can hold:
/// `format` ("numeral"), `version` ("1"), `activation` ("relu", "gelu" or "tanh"),
/// `preprocessing` ("mnist" or "fit"); as JSON texts `architecture`
/// ({"hidden":[50,50],"inputs":784,"outputs":10}), `classes` (an array of strings) and `image`
/// ({"columns":28,"rows":28}); and those of `calibration` ({"least_logit":6.2,"temperature":1.1}),
/// `configuration`, `data` and `result` that are known.
using Metadata = std::map<std::string, std::string>;

Metadata metadataOf(const Model& model);

/// Whether the metadata say that Numeral wrote the file.
bool isOurs(const Metadata& metadata);

/// Refuses what a later version of Numeral wrote.
/// Error: FileMalformed; its detail is only the reason, to follow a colon.
Result<void> checkVersion(const Metadata& metadata);

/// Of the hidden layers; ReLU where the metadata don't say.
/// Error: FileMalformed; its detail is only the reason, to follow a colon.
Result<Activation> describedActivation(const Metadata& metadata);

/// The model that has these weights. What the metadata don't say: classes are called "0", "1" and
/// so on; the image is square if the number of inputs is, else one row; the preprocessing is
/// MNIST's.
/// Error: FileMalformed; its detail is only the reason, to follow a colon.
Result<Model> describedModel(WeightsSnapshot weights, const Metadata& metadata);

} // namespace numeral
