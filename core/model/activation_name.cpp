// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/activation_name.h"

#include <algorithm>
#include <array>
#include <utility>

namespace numeral {

namespace {

constexpr std::array activationNames{
    std::pair{Activation::Relu, std::string_view("relu")},
    std::pair{Activation::Gelu, std::string_view("gelu")},
    std::pair{Activation::Tanh, std::string_view("tanh")},
};

} // namespace

std::string_view activationName(Activation activation)
{
    const auto* const found = std::find_if(activationNames.begin(), activationNames.end(),
        [activation](const auto& entry) { return entry.first == activation; });
    return found->second;
}

std::optional<Activation> findActivation(std::string_view name)
{
    const auto* const found = std::find_if(activationNames.begin(), activationNames.end(),
        [name](const auto& entry) { return entry.second == name; });
    return found == activationNames.end() ? std::nullopt : std::optional(found->first);
}

} // namespace numeral
