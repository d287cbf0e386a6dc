// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/architecture.h"

#include <string>

namespace numeral {

/// Returns the canonical JSON of an architecture but for its activation and image:
/// {"hidden":[50,50],"inputs":784,"outputs":10}; of a convolutional network with its "blocks",
/// [{"channels":16,"kernel":5,"pooling":2}].
std::string architectureText(const Architecture& architecture);

} // namespace numeral
