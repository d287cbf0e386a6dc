// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/packed_layer.h"

#include <vector>

namespace numeral {

/// The fully connected layers of a network. Matrices are in panels (core/kernels/kernels.h) where
/// nothing else is said, with one row per image.
class DenseLayers {
public:
    /// What the backward pass needs of the forward pass.
    struct Trace {
        std::vector<kernels::AlignedFloats> outputs; ///< of each hidden layer, rows × units
        std::vector<kernels::AlignedFloats> slopes; ///< the activation's, same shapes
    };

    explicit DenseLayers(const Weights& weights);

    std::size_t inputs() const { return m_layers.front().shape().inputs; }
    std::size_t outputs() const { return m_layers.back().shape().outputs; }
    std::size_t hidden(std::size_t layer) const { return m_layers[layer].shape().outputs; }

    /// Write the logits of at most kernels::maxRows images, rows × classes, row-major.
    void logits(const kernels::Images& images, std::size_t rows, float* logits) const;
    void logits(const kernels::AlignedFloats& inputs, std::size_t rows, float* logits) const;

    /// Returns the logits of any number of rows, rows × classes; keeps what `gradients` needs.
    kernels::AlignedFloats logits(
        const kernels::AlignedFloats& inputs, std::size_t rows, Trace& trace) const;

    /// Returns the gradients of Σ direction · logits with respect to the inputs, rows × inputs, for
    /// `direction`, rows × classes.
    kernels::AlignedFloats gradients(
        kernels::AlignedFloats direction, std::size_t rows, const Trace& trace) const;

private:
    class PassMemory;

    void afterFirst(float* output, std::size_t rows, PassMemory& memory, float* logits) const;

    const kernels::Kernels& m_kernels = kernels::best();
    Activation m_activation;
    std::vector<PackedLayer> m_layers;
    std::size_t m_widest = 0; ///< floats in panels for one row of the widest layer's output
};

} // namespace numeral
