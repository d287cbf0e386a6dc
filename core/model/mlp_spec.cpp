// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/mlp_spec.h"

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

namespace numeral {

namespace {

constexpr std::size_t saturated = std::numeric_limits<std::size_t>::max();

constexpr std::array activationNames{
    std::pair{Activation::Relu, std::string_view("relu")},
    std::pair{Activation::Gelu, std::string_view("gelu")},
    std::pair{Activation::Tanh, std::string_view("tanh")},
};

std::size_t saturatingMultiply(std::size_t a, std::size_t b)
{
    return b != 0 && a > saturated / b ? saturated : a * b;
}

std::size_t saturatingAdd(std::size_t a, std::size_t b)
{
    return a > saturated - b ? saturated : a + b;
}

std::vector<std::size_t> widths(const MlpSpec& spec)
{
    std::vector<std::size_t> all{spec.inputs};
    all.insert(all.end(), spec.hidden.begin(), spec.hidden.end());
    all.push_back(spec.outputs);
    return all;
}

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

std::vector<LayerShape> MlpSpec::layers() const
{
    const std::vector<std::size_t> units = widths(*this);
    std::vector<LayerShape> shapes;
    std::size_t offset = 0;
    for (std::size_t i = 0; i + 1 < units.size(); ++i) {
        LayerShape shape;
        shape.inputs = units[i];
        shape.outputs = units[i + 1];
        shape.weightOffset = offset;
        shape.biasOffset = offset + shape.inputs * shape.outputs;
        offset = shape.biasOffset + shape.outputs;
        shapes.push_back(shape);
    }
    return shapes;
}

std::size_t MlpSpec::parameterCount() const
{
    const std::vector<std::size_t> units = widths(*this);
    std::size_t count = 0;
    for (std::size_t i = 0; i + 1 < units.size(); ++i) {
        const std::size_t inputsAndBias = saturatingAdd(units[i], 1);
        count = saturatingAdd(count, saturatingMultiply(inputsAndBias, units[i + 1]));
    }
    return count;
}

Result<void> MlpSpec::validate() const
{
    const std::vector<std::size_t> units = widths(*this);
    if (std::find(units.begin(), units.end(), 0U) != units.end()) {
        return failure(ErrorCode::InvalidSetting, "A layer of the network has no units.");
    }
    if (parameterCount() > maximumParameters) {
        return failure(ErrorCode::InvalidSetting,
            "The network would have more than " + std::to_string(maximumParameters)
                + " parameters; choose fewer or narrower hidden layers.");
    }
    return {};
}

bool operator==(const MlpSpec& a, const MlpSpec& b)
{
    return a.inputs == b.inputs && a.hidden == b.hidden && a.outputs == b.outputs
        && a.activation == b.activation;
}

bool operator!=(const MlpSpec& a, const MlpSpec& b)
{
    return !(a == b);
}

} // namespace numeral
