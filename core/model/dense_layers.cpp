// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/dense_layers.h"

#include <algorithm>
#include <array>
#include <memory_resource>
#include <utility>

namespace numeral {

namespace {

kernels::AlignedFloats matrix(std::size_t rows, std::size_t columns)
{
    return kernels::AlignedFloats(kernels::panelFloats(rows, columns));
}

} // namespace

/// Memory for one forward pass. What one image takes in a small network is on the stack: each
/// aligned allocation takes a tenth of its time.
class DenseLayers::PassMemory {
public:
    /// Not initialised; aligned as the kernels need it.
    template <typename T>
    T* make(std::size_t count)
    {
        return static_cast<T*>(m_memory.allocate(count * sizeof(T), kernels::alignment));
    }

private:
    alignas(kernels::alignment) std::array<std::byte, 4096> m_room;
    std::pmr::monotonic_buffer_resource m_memory{m_room.data(), m_room.size()};
};

DenseLayers::DenseLayers(const Weights& weights)
    : m_activation(weights.architecture().activation())
{
    const std::size_t last = weights.layers().size() - 1;
    for (std::size_t i = 0; i <= last; ++i) {
        if (!weights.layers()[i].convolution) {
            m_layers.emplace_back(weights, i, m_activation == Activation::Relu && i < last);
            m_widest = std::max(m_widest, kernels::panelFloats(1, m_layers.back().shape().outputs));
        }
    }
}

void DenseLayers::logits(const kernels::Images& images, std::size_t rows, float* logits) const
{
    PassMemory memory;
    auto* const first = memory.make<float>(rows * m_widest);
    m_kernels.forwardSparse(images, {0, images.pixels}, m_layers.front().view(), first, rows,
        {0, rows}, {nullptr, memory.make<kernels::SparseList>(rows)});
    afterFirst(first, rows, memory, logits);
}

void DenseLayers::logits(
    const kernels::AlignedFloats& inputs, std::size_t rows, float* logits) const
{
    PassMemory memory;
    auto* const first = memory.make<float>(rows * m_widest);
    m_kernels.forward(inputs.data(), m_layers.front().view(), first, rows, {0, rows});
    afterFirst(first, rows, memory, logits);
}

/// Writes the logits for the first layer's output, before its activation unless that is ReLU; the
/// layers then take turns with it and a second matrix.
void DenseLayers::afterFirst(
    float* output, std::size_t rows, PassMemory& memory, float* logits) const
{
    auto* input = memory.make<float>(rows * m_widest);
    for (std::size_t i = 1; i < m_layers.size(); ++i) {
        std::swap(input, output);
        if (m_activation != Activation::Relu) { // which the products apply
            m_kernels.activate(
                m_activation, input, nullptr, m_layers[i].shape().inputs, rows, {0, rows});
        }
        m_kernels.forward(input, m_layers[i].view(), output, rows, {0, rows});
    }
    kernels::fromPanelRows(output, rows, outputs(), logits);
}

kernels::AlignedFloats DenseLayers::logits(
    const kernels::AlignedFloats& inputs, std::size_t rows, Trace& trace) const
{
    trace = {};
    for (std::size_t i = 0; i < m_layers.size(); ++i) {
        const std::size_t units = m_layers[i].shape().outputs;
        const float* const from = i == 0 ? inputs.data() : trace.outputs.back().data();
        kernels::AlignedFloats values = matrix(rows, units);
        m_kernels.forward(from, m_layers[i].view(), values.data(), rows, {0, rows});
        if (i + 1 == m_layers.size()) {
            return values;
        }
        trace.slopes.push_back(matrix(rows, units));
        // ReLU's value and slope are the same before and after it.
        m_kernels.activate(
            m_activation, values.data(), trace.slopes.back().data(), units, rows, {0, rows});
        trace.outputs.push_back(std::move(values));
    }
    return {};
}

kernels::AlignedFloats DenseLayers::gradients(
    kernels::AlignedFloats direction, std::size_t rows, const Trace& trace) const
{
    kernels::AlignedFloats transposed(kernels::transposedFloats());
    for (std::size_t i = m_layers.size(); i-- > 0;) {
        kernels::AlignedFloats before = matrix(rows, m_layers[i].shape().inputs);
        const float* const slopes = i == 0 ? nullptr : trace.slopes[i - 1].data();
        m_kernels.backward(direction.data(), m_layers[i].view(), {slopes, true}, before.data(),
            rows, {0, rows}, {transposed.data(), nullptr});
        direction = std::move(before);
    }
    return direction;
}

} // namespace numeral
