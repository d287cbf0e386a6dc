// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/layer_shape.h"

#include <vector>

namespace numeral {

/// Appends fully connected layers of these widths, named "layers.0", "layers.1", …
void appendDenseLayers(std::size_t inputs, const std::vector<std::size_t>& hidden,
    std::size_t outputs, std::vector<LayerShape>& layers);

/// Sets the layers' offsets so that their parameters lie one behind the other.
void placeParameters(std::vector<LayerShape>& layers);

} // namespace numeral
