// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/model/architecture.h"

#include <optional>
#include <string>
#include <string_view>

namespace numeral {

/// Returns the canonical JSON of an architecture but for its activation and image:
/// {"hidden":[50,50],"inputs":784,"outputs":10}; of a convolutional network with its "blocks",
/// [{"channels":16,"kernel":5,"pooling":2}].
std::string architectureText(const Architecture& architecture);

/// Returns the convolutional network that such a text describes; nullopt for a perceptron, whose
/// tensors say all, and for a text that isn't JSON. Error: FileMalformed if it can't be a network;
/// its detail is only the reason, to follow a colon.
Result<std::optional<ConvolutionalNetwork>> convolutionalNetworkFrom(
    std::string_view text, const ImageShape& image, Activation activation);

} // namespace numeral
