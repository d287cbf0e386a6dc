// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/thread_choice.h"
#include "core/engine/thread_team.h"
#include "core/engine/training_engine.h"
#include "core/kernels/kernels.h"

namespace numeral {

/// Memory for floats, zeroed, that starts at a multiple of kernels::alignment bytes.
using FloatArray = std::shared_ptr<float>;
using Allocate = std::function<FloatArray(std::size_t floats)>;

/// A network in training: what TrainingEngine promises, on plain memory.
///
/// A step has two parts, and threads wait for each other only at the end of each. First each image
/// goes through all layers and its δ comes back through them: images know nothing of each other.
/// Then each row of weights, with all the images' δ, gets its gradient and its step of Adam at
/// once; rows of weights know nothing of each other. No sum is split between threads.
///
/// The backward pass is by hand: a multilayer perceptron needs three lines for a layer, and what is
/// known beforehand can be used. Most pixels are 0, and those are neither multiplied nor added in
/// either part; no gradient is stored; no product is packed or copied.
///
/// One object belongs to one thread. Throws std::bad_alloc and what `allocate` throws.
class Network {
public:
    Network(const Weights& initial, const EngineOptions& options, const Allocate& allocate);

    BatchSums train(const Batch& batch);
    BatchSums evaluate(const Batch& batch);

    std::vector<float> parameters() const;
    void setParameters(const Weights& weights);

private:
    /// A layer's parameters, moments and place in the flat vector.
    struct LayerState {
        LayerShape shape;
        FloatArray weights; ///< inputs × outputs in panels, and so are the moments
        FloatArray firstMoments;
        FloatArray secondMoments;
        FloatArray bias; ///< outputs up to a whole panel, and so are the moments
        FloatArray biasFirstMoments;
        FloatArray biasSecondMoments;
        FloatArray biasGradient;
        bool rectified = false;
    };

    /// What a batch's images leave in each layer: rows × width in panels.
    struct Workspace {
        std::size_t capacity = 0; ///< rows that there is memory for
        std::vector<FloatArray> outputs;
        std::vector<FloatArray> deltas;
        std::vector<std::uint8_t> labels;
        std::vector<float> losses;
        std::vector<std::uint8_t> correct;
    };

    /// What a thread uses while it does a task.
    struct ThreadScratch {
        FloatArray turned;
        FloatArray spread;
        std::vector<kernels::Entry> entries;

        kernels::Scratch view() { return {turned.get(), spread.get(), entries.data()}; }
    };

    /// Some rows of one layer's weights.
    struct WeightTask {
        std::size_t layer = 0;
        kernels::Range inputs;
        FloatArray shift; ///< see kernels::Centring
    };

    void reserve(std::size_t rows, bool training);
    void splitRows(std::size_t rows);
    void splitWeights();
    void forwardTask(const Batch& batch, std::size_t task, std::size_t thread, bool learning);
    void scoreRows(const Batch& batch, kernels::Range rows, bool learning);
    void backwardRows(std::size_t batchRows, kernels::Range rows, const kernels::Scratch& scratch);
    void learnTask(
        const Batch& batch, std::size_t task, std::size_t thread, const kernels::AdamStep& adam);
    void learnBiases(const kernels::AdamStep& adam);
    kernels::AdamStep nextAdamStep();
    BatchSums sums(std::size_t rows) const;
    kernels::Images images(const Batch& batch) const;
    kernels::Layer layerView(std::size_t layer) const;
    kernels::Learnt learntView(const LayerState& layer) const;

    const kernels::Kernels& m_kernels;
    MlpSpec m_spec;
    EngineOptions m_options;
    Allocate m_allocate;
    ThreadTeam m_team;
    ThreadChoice m_choice;
    std::vector<LayerState> m_layers;
    FloatArray m_inputMeans; ///< null without them
    Workspace m_work;
    std::vector<ThreadScratch> m_scratch; ///< one a thread
    std::vector<kernels::Range> m_rowTasks;
    std::vector<std::size_t> m_ink; ///< by row task: pixels that weren't 0
    std::vector<WeightTask> m_weightTasks;
    std::int64_t m_steps = 0;
    bool m_listed = true; ///< most pixels of the last batch were 0
};

} // namespace numeral
