// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/architecture.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace numeral {

namespace {

constexpr std::size_t saturated = std::numeric_limits<std::size_t>::max();

std::size_t saturatingMultiply(std::size_t a, std::size_t b)
{
    return b != 0 && a > saturated / b ? saturated : a * b;
}

std::size_t saturatingAdd(std::size_t a, std::size_t b)
{
    return a > saturated - b ? saturated : a + b;
}

std::size_t parametersOf(const LayerShape& layer)
{
    return saturatingMultiply(saturatingAdd(layer.inputs, 1), layer.outputs);
}

/// How often a layer's weights are used for one image.
std::size_t positionsOf(const LayerShape& layer)
{
    return layer.convolution
        ? saturatingMultiply(layer.convolution->input.rows, layer.convolution->input.columns)
        : 1;
}

/// Checks each factor before products of them are relied upon, since a file may name any numbers.
Result<void> checkConvolution(const LayerShape& layer)
{
    const ConvolutionShape& shape = *layer.convolution;
    const std::size_t pixels = saturatingMultiply(shape.input.rows, shape.input.columns);
    const std::size_t kernel = saturatingMultiply(shape.kernel, shape.kernel);
    const std::size_t taken
        = saturatingMultiply(saturatingMultiply(pixels, kernel), shape.input.channels);
    const std::size_t made = saturatingMultiply(pixels, shape.output.channels);
    if (taken > Architecture::maximumFeatures || made > Architecture::maximumFeatures) {
        return failure(ErrorCode::InvalidSetting,
            "The feature maps would need too much memory; choose fewer channels, smaller kernels "
            "or "
            "smaller images.");
    }
    if (Result<void> valid = checkKernel(shape.kernel); !valid) {
        return valid;
    }
    if (shape.pooling == 0 || shape.output.rows == 0 || shape.output.columns == 0) {
        return failure(ErrorCode::InvalidSetting,
            "Pooling of " + std::to_string(shape.pooling) + " pixels leaves nothing of feature "
                + "maps of " + std::to_string(shape.input.rows) + "×"
                + std::to_string(shape.input.columns) + "; pool less, or choose fewer blocks.");
    }
    return {};
}

} // namespace

Architecture::Architecture(Perceptron network)
    : m_network(std::move(network))
{
}

Architecture::Architecture(ConvolutionalNetwork network)
    : m_network(std::move(network))
{
}

std::size_t Architecture::inputs() const
{
    const ConvolutionalNetwork* convolutional = this->convolutional();
    return convolutional != nullptr ? convolutional->image.pixels() : perceptron()->inputs;
}

std::size_t Architecture::outputs() const
{
    return std::visit([](const auto& network) { return network.outputs; }, m_network);
}

const std::vector<std::size_t>& Architecture::hidden() const
{
    return std::visit(
        [](const auto& network) -> const std::vector<std::size_t>& { return network.hidden; },
        m_network);
}

Activation Architecture::activation() const
{
    return std::visit([](const auto& network) { return network.activation; }, m_network);
}

std::vector<LayerShape> Architecture::layers() const
{
    return std::visit([](const auto& network) { return network.layers(); }, m_network);
}

std::size_t Architecture::parameterCount() const
{
    std::size_t count = 0;
    for (const LayerShape& layer : layers()) {
        count = saturatingAdd(count, parametersOf(layer));
    }
    return count;
}

std::size_t Architecture::multiplyAdds() const
{
    std::size_t count = 0;
    for (const LayerShape& layer : layers()) {
        const std::size_t weights = saturatingMultiply(layer.inputs, layer.outputs);
        count = saturatingAdd(count, saturatingMultiply(weights, positionsOf(layer)));
    }
    return count;
}

std::size_t Architecture::activationCount() const
{
    std::size_t count = inputs();
    for (const LayerShape& layer : layers()) {
        count = saturatingAdd(count, saturatingMultiply(layer.outputs, positionsOf(layer)));
    }
    return count;
}

std::vector<std::string> Architecture::hiddenSizes() const
{
    std::vector<std::string> sizes;
    if (const ConvolutionalNetwork* network = convolutional()) {
        for (const ConvolutionBlock& block : network->blocks) {
            sizes.push_back(std::to_string(block.channels) + "×" + std::to_string(block.kernel));
        }
    }
    for (const std::size_t width : hidden()) {
        sizes.push_back(std::to_string(width));
    }
    return sizes;
}

std::string Architecture::hiddenText() const
{
    std::string text;
    for (const std::string& size : hiddenSizes()) {
        text += (text.empty() ? "" : "–") + size;
    }
    return text;
}

std::string Architecture::sizesText() const
{
    const ConvolutionalNetwork* network = convolutional();
    std::string text = network == nullptr
        ? std::to_string(inputs())
        : std::to_string(network->image.rows) + "×" + std::to_string(network->image.columns);
    const std::string hidden = hiddenText();
    text += hidden.empty() ? "" : "–" + hidden;
    return text + "–" + std::to_string(outputs());
}

Result<void> Architecture::validate() const
{
    for (const LayerShape& layer : layers()) {
        if (layer.convolution) {
            if (Result<void> checked = checkConvolution(layer); !checked) {
                return checked;
            }
        }
        if (layer.inputs == 0 || layer.outputs == 0) {
            return failure(ErrorCode::InvalidSetting, "A layer of the network has no units.");
        }
    }
    if (parameterCount() > maximumParameters) {
        return failure(ErrorCode::InvalidSetting,
            "The network would have more than " + std::to_string(maximumParameters)
                + " parameters; choose fewer or narrower hidden layers.");
    }
    return {};
}

} // namespace numeral
