// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/model/architecture.h"

#include <string>
#include <string_view>

namespace numeral {

/// Returns the canonical JSON of an architecture but for its activation and image:
/// {"hidden":[50,50],"inputs":784,"outputs":10}; of a convolutional network with its "blocks",
/// [{"channels":16,"kernel":5,"pooling":2}].
std::string architectureText(const Architecture& architecture);

/// Whether the tensors alone don't say what the network is: it is no perceptron.
bool isNeededForTensors(std::string_view text);

/// Returns the network that such a text describes. Error: FileMalformed if it can't be one; its
/// detail is only the reason, to follow a colon.
Result<Architecture> architectureFrom(
    std::string_view text, const ImageShape& image, Activation activation);

} // namespace numeral
