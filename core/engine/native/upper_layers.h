// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/dropout.h"
#include "core/engine/native/layer_state.h"
#include "core/engine/training_engine.h"
#include "core/kernels/panels.h"

namespace numeral {

/// For biases, which don't decay.
kernels::AdamStep withoutDecay(kernels::AdamStep adam);

/// The layers behind the first, and what a batch's images leave in them, from the first layer's
/// output on. Threads may share the work: images know nothing of each other, and neither do parts
/// of the weights.
class UpperLayers {
public:
    /// Some rows of one layer's weights.
    struct Part {
        std::size_t layer = 0;
        kernels::Range inputs;
    };

    /// `step` in place of a step's number: the pass only scores.
    static constexpr std::int64_t onlyScore = 0;

    UpperLayers(const MlpSpec& spec, const EngineOptions& options, const kernels::Kernels& kernels);

    void setParameters(const Weights& values);
    void writeParameters(float* values, bool averaged) const; ///< of the whole network

    /// See LayerState.
    void average(float share);
    void swapAverage();

    /// Takes over parameters and moments.
    void copyFrom(const UpperLayers& other);

    /// Makes room for a batch of `rows` images, to learn or only to evaluate.
    void reserve(std::size_t rows, bool training);

    /// The first layer's output, rows × width in panels, and δ for it.
    float* input() const { return m_outputs.front().get(); }
    const float* inputDelta() const { return m_deltas.front().get(); }

    /// Some images from the first layer's output (its sums, where the activation isn't ReLU) to
    /// their scores; to learn in a step, counted from 1, also back to its δ.
    void passRows(const Batch& batch, kernels::Range rows, std::int64_t step,
        const kernels::Scratch& scratch);

    const std::vector<Part>& parts() const { return m_parts; }

    /// A step of Adam for some weights, and, with a layer's first ones, for its bias.
    void learn(const Part& part, std::size_t rows, const kernels::AdamStep& adam);

    /// Over all rows, in their order, whoever computed them.
    BatchSums sums(std::size_t rows) const;

private:
    void finishHidden(
        std::size_t layer, const Batch& batch, kernels::Range rows, std::int64_t step);

    const kernels::Kernels& m_kernels;
    MlpSpec m_spec; ///< of the whole network
    Dropout m_dropout;
    float m_labelSmoothing;
    bool m_hasSlopes; ///< δ goes back through slopes that are stored
    std::vector<LayerState> m_layers;
    std::vector<FloatArray> m_biasGradients; ///< by layer
    std::vector<Part> m_parts;
    std::size_t m_capacity = 0; ///< rows that there is memory for
    std::vector<FloatArray> m_outputs; ///< the first layer's, then these layers'
    std::vector<FloatArray> m_slopes; ///< of the hidden ones, where they are stored
    std::vector<FloatArray> m_deltas; ///< for the same as m_outputs
    std::vector<kernels::RowScore, kernels::AlignedAllocator<kernels::RowScore>> m_scores;
};

} // namespace numeral
