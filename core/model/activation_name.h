// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/activation.h"

#include <optional>
#include <string_view>

namespace numeral {

/// Returns "relu", "gelu" or "tanh".
std::string_view activationName(Activation activation);

/// Returns the activation of that name, or nullopt.
std::optional<Activation> findActivation(std::string_view name);

} // namespace numeral
