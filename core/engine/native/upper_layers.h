// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/dropout.h"
#include "core/engine/native/layer_state.h"
#include "core/engine/training_engine.h"
#include "core/kernels/panels.h"

namespace numeral {

/// Returns the step without weight decay, for biases.
kernels::AdamStep withoutDecay(kernels::AdamStep adam);

/// The layers after the first, and a batch's activations and δ in them, from the first layer's
/// output on. Threads may share the work: images are independent of each other, and so are parts of
/// the weights.
class UpperLayers {
public:
    /// A range of rows of one layer's weights.
    struct Part {
        std::size_t layer = 0;
        kernels::Range inputs;
    };

    /// Value of `step` for a forward pass that only scores.
    static constexpr std::int64_t evaluateOnly = 0;

    UpperLayers(const Architecture& architecture, const EngineOptions& options,
        const kernels::Kernels& kernels);

    void setParameters(const Weights& values);
    void writeParameters(float* values, bool averaged) const; ///< `values`: the whole network's

    /// See LayerState.
    void average(float share);
    void swapAverage();

    /// Copies parameters and moments.
    void copyFrom(const UpperLayers& other);

    /// Allocates memory for a batch of `rows` images, for training or only for evaluation.
    void reserve(std::size_t rows, bool training);

    /// Return the first layer's output, rows × units in panels, and δ for it.
    float* input() const { return m_outputs.front().get(); }
    const float* inputDelta() const { return m_deltas.front().get(); }

    /// Passes some images from the first layer's output (its pre-activations, if the activation is
    /// not ReLU) forward to their scores; in a training step, counted from 1, also back to δ for
    /// that output.
    void passRows(const Batch& batch, kernels::Range rows, std::int64_t step,
        const kernels::Scratch& scratch);

    const std::vector<Part>& parts() const { return m_parts; }

    /// Applies an Adam step to a part of the weights, and, for a layer's first part, to its bias.
    void updateWeights(const Part& part, std::size_t rows, const kernels::AdamStep& adam);

    /// Returns the sums over all rows, added in row order, whichever threads computed the scores.
    BatchSums sums(std::size_t rows) const;

private:
    void applyActivation(
        std::size_t layer, const Batch& batch, kernels::Range rows, std::int64_t step);

    const kernels::Kernels& m_kernels;
    Architecture m_architecture; ///< of the whole network
    Dropout m_dropout;
    float m_labelSmoothing;
    bool m_hasSlopes; ///< the backward pass uses stored derivatives
    std::vector<LayerState> m_layers;
    std::vector<FloatArray> m_biasGradients; ///< by layer
    std::vector<Part> m_parts;
    std::size_t m_capacity = 0; ///< rows for which memory is allocated
    std::vector<FloatArray> m_outputs; ///< the first layer's, then these layers'
    std::vector<FloatArray> m_slopes; ///< of the hidden layers, if stored
    std::vector<FloatArray> m_deltas; ///< δ for each of m_outputs
    std::vector<kernels::RowScore, kernels::AlignedAllocator<kernels::RowScore>> m_scores;
};

} // namespace numeral
