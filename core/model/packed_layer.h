// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/kernels/panels.h"
#include "core/model/weights.h"

namespace numeral {

/// A layer's parameters in the panels that the kernels expect: inputs × outputs.
class PackedLayer {
public:
    /// `hasRelu`: whether ReLU follows, which the product then applies at once.
    PackedLayer(const Weights& weights, std::size_t index, bool hasRelu)
        : m_shape(weights.layers()[index])
        , m_weights(kernels::panelFloats(m_shape.inputs, m_shape.outputs))
        , m_bias(kernels::panelFloats(1, m_shape.outputs))
        , m_hasRelu(hasRelu)
    {
        kernels::toPanels(weights.weight(index), m_shape.inputs, m_shape.outputs, m_weights.data());
        std::copy_n(weights.bias(index), m_shape.outputs, m_bias.begin());
    }

    const LayerShape& shape() const { return m_shape; }

    kernels::Layer view() const
    {
        return {m_weights.data(), m_bias.data(), m_shape.inputs, m_shape.outputs, m_hasRelu};
    }

private:
    LayerShape m_shape;
    kernels::AlignedFloats m_weights;
    kernels::AlignedFloats m_bias;
    bool m_hasRelu;
};

} // namespace numeral
