// SPDX-License-Identifier: GPL-3.0-or-later
//
// A convolution is computed as a matrix product: the surroundings of each pixel become a row
// ("im2col"; Chellapilla, Puri & Simard 2006, "High Performance Convolutional Neural Networks for
// Document Processing"), so that the perceptrons' kernels serve for convolutions, too.
#include "core/model/convolution_layers.h"

#include <algorithm>

namespace numeral {

namespace {

using kernels::panelWidth;

/// Calls visit(place in the rows, place in the maps, count) for each run of a row's pixels that
/// have a neighbour at some offset in the maps, for each column (channel, y, x) of a layer's
/// weights. In the rows, which are in panels, the places of a run are `panelWidth` apart.
template <typename Visit>
void forEachRun(const ConvolutionShape& shape, const Visit& visit)
{
    const std::size_t rows = shape.input.rows;
    const std::size_t columns = shape.input.columns;
    const std::size_t margin = shape.kernel / 2;
    std::size_t weight = 0;
    for (std::size_t channel = 0; channel < shape.input.channels; ++channel) {
        const std::size_t map = channel * rows * columns;
        for (std::size_t y = 0; y < shape.kernel; ++y) {
            for (std::size_t x = 0; x < shape.kernel; ++x, ++weight) {
                const std::size_t column
                    = weight / panelWidth * rows * columns * panelWidth + weight % panelWidth;
                const std::size_t top = margin - std::min(y, margin);
                const std::size_t left = margin - std::min(x, margin);
                const std::size_t bottom
                    = std::min(rows, rows + margin - std::min(y, rows + margin));
                const std::size_t right
                    = std::min(columns, columns + margin - std::min(x, columns + margin));
                for (std::size_t row = top; row < bottom && left < right; ++row) {
                    visit(column + (row * columns + left) * panelWidth,
                        map + (row + y - margin) * columns + left + x - margin, right - left);
                }
            }
        }
    }
}

/// Returns the surroundings of each pixel, pixels × (channels · kernel²) in panels, with zeros
/// beyond the edges.
kernels::AlignedFloats unfolded(const ConvolutionShape& shape, const std::vector<float>& maps)
{
    const std::size_t pixels = shape.input.rows * shape.input.columns;
    kernels::AlignedFloats rows(
        kernels::panelFloats(pixels, shape.input.channels * shape.kernel * shape.kernel));
    forEachRun(shape, [&](std::size_t place, std::size_t from, std::size_t count) {
        for (std::size_t i = 0; i < count; ++i) {
            rows[place + i * panelWidth] = maps[from + i];
        }
    });
    return rows;
}

/// The transpose of `unfolded`: adds up what came from the same pixel.
std::vector<float> folded(const ConvolutionShape& shape, const kernels::AlignedFloats& rows)
{
    std::vector<float> maps(shape.input.size());
    forEachRun(shape, [&](std::size_t place, std::size_t to, std::size_t count) {
        for (std::size_t i = 0; i < count; ++i) {
            maps[to + i] += rows[place + i * panelWidth];
        }
    });
    return maps;
}

/// Calls visit(output, place, pixel) for the pixel with the largest value in each window of each
/// channel; `values` is pixels × channels in panels.
template <typename Visit>
void forEachWinner(
    const ConvolutionShape& shape, const kernels::AlignedFloats& values, const Visit& visit)
{
    const std::size_t columns = shape.input.columns;
    const std::size_t pixels = shape.input.rows * columns;
    const std::size_t outputs = shape.output.rows * shape.output.columns;
    for (std::size_t first = 0; first < shape.output.channels; first += panelWidth) {
        const float* const panel = values.data() + first * pixels;
        const std::size_t channels = std::min(panelWidth, shape.output.channels - first);
        for (std::size_t output = 0; output < outputs; ++output) {
            const std::size_t corner = output / shape.output.columns * shape.pooling * columns
                + output % shape.output.columns * shape.pooling;
            float largest[panelWidth];
            std::uint32_t winners[panelWidth];
            std::copy_n(panel + corner * panelWidth, panelWidth, largest);
            std::fill_n(winners, panelWidth, static_cast<std::uint32_t>(corner));
            for (std::size_t i = 1; i < shape.pooling * shape.pooling; ++i) {
                const std::size_t pixel = corner + i / shape.pooling * columns + i % shape.pooling;
                const float* const others = panel + pixel * panelWidth;
                for (std::size_t channel = 0; channel < panelWidth; ++channel) {
                    const bool isLarger = others[channel] > largest[channel];
                    largest[channel] = isLarger ? others[channel] : largest[channel];
                    winners[channel]
                        = isLarger ? static_cast<std::uint32_t>(pixel) : winners[channel];
                }
            }
            for (std::size_t channel = 0; channel < channels; ++channel) {
                visit((first + channel) * outputs + output,
                    (first * pixels + winners[channel] * panelWidth) + channel, winners[channel]);
            }
        }
    }
}

} // namespace

ConvolutionLayers::ConvolutionLayers(const Weights& weights)
    : m_activation(weights.architecture().activation())
{
    for (std::size_t i = 0; i < weights.layers().size(); ++i) {
        if (weights.layers()[i].convolution) {
            m_layers.emplace_back(weights, i, m_activation == Activation::Relu);
        }
    }
}

/// Returns the sums, after ReLU if that is the activation: pixels × channels in panels.
kernels::AlignedFloats ConvolutionLayers::convolved(
    const PackedLayer& layer, const std::vector<float>& maps) const
{
    const ConvolutionShape& shape = *layer.shape().convolution;
    const std::size_t pixels = shape.input.rows * shape.input.columns;
    const kernels::AlignedFloats rows = unfolded(shape, maps);
    kernels::AlignedFloats sums(kernels::panelFloats(pixels, shape.output.channels));
    m_kernels.forward(rows.data(), layer.view(), sums.data(), pixels, {0, pixels});
    return sums;
}

std::vector<float> ConvolutionLayers::features(std::vector<float> image) const
{
    for (const PackedLayer& layer : m_layers) {
        const ConvolutionShape& shape = *layer.shape().convolution;
        kernels::AlignedFloats values = convolved(layer, image);
        if (m_activation != Activation::Relu) {
            const std::size_t pixels = shape.input.rows * shape.input.columns;
            m_kernels.activate(
                m_activation, values.data(), nullptr, shape.output.channels, pixels, {0, pixels});
        }
        image.resize(shape.output.size());
        forEachWinner(shape, values, [&](std::size_t output, std::size_t place, std::uint32_t) {
            image[output] = values[place];
        });
    }
    return image;
}

ConvolutionLayers::Trace ConvolutionLayers::trace(const std::vector<float>& image) const
{
    Trace trace;
    for (const PackedLayer& layer : m_layers) {
        const ConvolutionShape& shape = *layer.shape().convolution;
        const std::size_t pixels = shape.input.rows * shape.input.columns;
        kernels::AlignedFloats values
            = convolved(layer, trace.empty() ? image : trace.back().output);
        kernels::AlignedFloats slopes(values.size());
        m_kernels.activate(
            m_activation, values.data(), slopes.data(), shape.output.channels, pixels, {0, pixels});
        LayerTrace made;
        made.output.resize(shape.output.size());
        made.winners.resize(shape.output.size());
        made.slopes.resize(shape.output.size());
        forEachWinner(
            shape, values, [&](std::size_t output, std::size_t place, std::uint32_t pixel) {
                made.output[output] = values[place];
                made.winners[output] = pixel;
                made.slopes[output] = slopes[place];
            });
        trace.push_back(std::move(made));
    }
    return trace;
}

std::vector<float> ConvolutionLayers::gradient(
    std::vector<float> direction, const Trace& trace) const
{
    kernels::AlignedFloats transposed(kernels::transposedFloats());
    for (std::size_t i = m_layers.size(); i-- > 0;) {
        const ConvolutionShape& shape = *m_layers[i].shape().convolution;
        const std::size_t pixels = shape.input.rows * shape.input.columns;
        const std::size_t outputs = shape.output.rows * shape.output.columns;
        kernels::AlignedFloats delta(kernels::panelFloats(pixels, shape.output.channels));
        for (std::size_t output = 0; output < direction.size(); ++output) {
            const std::size_t channel = output / outputs;
            const std::size_t place
                = (channel / panelWidth * pixels + trace[i].winners[output]) * panelWidth
                + channel % panelWidth;
            delta[place] = direction[output] * trace[i].slopes[output];
        }
        kernels::AlignedFloats rows(kernels::panelFloats(pixels, m_layers[i].shape().inputs));
        m_kernels.backward(delta.data(), m_layers[i].view(), {nullptr, true}, rows.data(), pixels,
            {0, pixels}, {transposed.data(), nullptr});
        direction = folded(shape, rows);
    }
    return direction;
}

} // namespace numeral
