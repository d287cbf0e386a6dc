// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/packed_layer.h"

#include <vector>

namespace numeral {

/// The fully connected layers of a network. Matrices are in panels (core/kernels/kernels.h), with
/// one row per image.
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

    /// Return the logits of at most kernels::maxRows images, rows × classes.
    kernels::AlignedFloats logits(const kernels::Images& images, std::size_t rows) const;
    kernels::AlignedFloats logits(const kernels::AlignedFloats& inputs, std::size_t rows) const;

    /// Same for any number of rows; keeps what `gradients` needs.
    kernels::AlignedFloats logits(
        const kernels::AlignedFloats& inputs, std::size_t rows, Trace& trace) const;

    /// Returns the gradients of Σ direction · logits with respect to the inputs, rows × inputs, for
    /// `direction`, rows × classes.
    kernels::AlignedFloats gradients(
        kernels::AlignedFloats direction, std::size_t rows, const Trace& trace) const;

private:
    kernels::AlignedFloats afterFirst(kernels::AlignedFloats values, std::size_t rows) const;
    void activate(kernels::AlignedFloats& values, std::size_t units, std::size_t rows) const;

    const kernels::Kernels& m_kernels = kernels::best();
    Activation m_activation;
    std::vector<PackedLayer> m_layers;
};

} // namespace numeral
