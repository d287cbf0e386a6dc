// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/weights.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace numeral {

/// Returns a network with the same layers but the last, for other classes: transfer learning
/// (Yosinski, Clune, Bengio & Lipson 2014, "How transferable are features in deep neural
/// networks?"). Each output is that of `kept`, an output of the network, or starts anew: with
/// random weights as from `initialWeights`.
WeightsSnapshot withOutputs(const Weights& network,
    const std::vector<std::optional<std::size_t>>& kept, std::uint64_t seed);

} // namespace numeral
