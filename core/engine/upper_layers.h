// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/layer_state.h"
#include "core/engine/training_engine.h"
#include "core/kernels/panels.h"

namespace numeral {

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

    UpperLayers(const MlpSpec& spec, const kernels::Kernels& kernels, const Allocate& allocate);

    void setParameters(const Weights& values);
    void writeParameters(float* values) const; ///< of the whole network

    /// Takes over parameters and moments.
    void copyFrom(const UpperLayers& other);

    /// Makes room for a batch of `rows` images, to learn or only to evaluate.
    void reserve(std::size_t rows, bool training, const Allocate& allocate);

    /// The first layer's output, rows × width in panels, and δ for it.
    float* input() const { return m_outputs.front().get(); }
    const float* inputDelta() const { return m_deltas.front().get(); }

    /// Some images from the first layer's output to their scores; to learn, also back to its δ.
    void passRows(
        const Batch& batch, kernels::Range rows, bool learning, const kernels::Scratch& scratch);

    const std::vector<Part>& parts() const { return m_parts; }

    /// A step of Adam for some weights, and, with a layer's first ones, for its bias.
    void learn(const Part& part, std::size_t rows, const kernels::AdamStep& adam);

    /// Over all rows, in their order, whoever computed them.
    BatchSums sums(std::size_t rows) const;

private:
    const kernels::Kernels& m_kernels;
    MlpSpec m_spec; ///< of the whole network
    std::vector<LayerState> m_layers;
    std::vector<FloatArray> m_biasGradients; ///< by layer
    std::vector<Part> m_parts;
    std::size_t m_capacity = 0; ///< rows that there is memory for
    std::vector<FloatArray> m_outputs; ///< the first layer's, then these layers'
    std::vector<FloatArray> m_deltas; ///< for the same
    std::vector<kernels::RowScore, kernels::AlignedAllocator<kernels::RowScore>> m_scores;
};

} // namespace numeral
