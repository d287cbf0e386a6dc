// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/convolutional_network.h"

#include <optional>
#include <string_view>
#include <vector>

namespace numeral {

/// Parses the widths of hidden layers: "50,50"; "none" or "" for no hidden layer. Returns nullopt
/// if it is no such list.
std::optional<std::vector<int>> parseWidths(std::string_view text);

/// Parses the blocks of a convolutional network, channels × kernel × pooling: "16x5,32x5x1". Where
/// there is no third number, the pooling is 2. Returns nullopt if it is no such list.
std::optional<std::vector<ConvolutionBlock>> parseBlocks(std::string_view text);

} // namespace numeral
