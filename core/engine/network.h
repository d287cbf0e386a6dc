// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/thread_choice.h"
#include "core/engine/thread_team.h"
#include "core/engine/training_engine.h"
#include "core/kernels/kernels.h"
#include "core/kernels/panels.h"

namespace numeral {

/// Memory for floats, zeroed, that starts at a multiple of kernels::alignment bytes.
using FloatArray = std::shared_ptr<float>;
using Allocate = std::function<FloatArray(std::size_t floats)>;

/// A network in training: what TrainingEngine promises, on plain memory.
///
/// A step has three parts, and threads wait for each other only at the end of each. First the
/// pixels, in two halves, give the first layer's sums. Then each image goes through the other
/// layers and its δ comes back through them: images know nothing of each other. Last each row of
/// weights, with all the images' δ, gets its gradient and its step of Adam at once; rows of weights
/// know nothing of each other. With two threads, each half of the pixels is nearly always the same
/// one's: it reads them, and reads and writes their weights, so that these stay in its core's
/// cache. The halves' sums are added in one order whoever made them, and no other sum is split.
///
/// The backward pass is by hand: a multilayer perceptron needs three lines for a layer, and what is
/// known beforehand can be used. Where most pixels are 0, those are neither multiplied nor added;
/// no gradient is stored; no weights are copied, but for those that δ goes back through.
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
        bool rectified = false;
    };

    /// What a batch's images leave in each layer: rows × width in panels.
    struct Workspace {
        std::size_t capacity = 0; ///< rows that there is memory for
        std::vector<FloatArray> outputs;
        FloatArray secondHalf; ///< what the second half of the pixels gives to the first output
        std::vector<FloatArray> deltas;
        std::vector<kernels::RowScore, kernels::AlignedAllocator<kernels::RowScore>> scores;
    };

    /// What a thread uses while it does a task.
    struct alignas(kernels::alignment) ThreadScratch {
        FloatArray turned;
        FloatArray spread;
        std::vector<kernels::InkList> lists;
        FloatArray biasGradient; ///< of the layer at hand
        FloatArray firstBiasGradient; ///< of the first layer
        std::int64_t firstGradientStep = 0; ///< the step that it is of

        kernels::Scratch view() { return {turned.get(), spread.get(), lists.data()}; }
    };

    /// Half of the pixels, of some of the batch's rows.
    struct PixelTask {
        bool second = false;
        kernels::Range pixels;
        kernels::Range rows;
    };

    /// Some rows of one layer's weights.
    struct WeightTask {
        std::size_t layer = 0;
        kernels::Range inputs;
        FloatArray shift; ///< see kernels::Centring
    };

    void reserve(std::size_t rows, bool training);
    void splitRows(std::size_t rows);
    std::size_t firstHalf() const;
    std::vector<WeightTask> splitWeights(std::size_t pixelsInTask) const;
    const std::vector<WeightTask>& weightTasks() const;
    void forward(const Batch& batch, bool learning);
    void pixelTask(const Batch& batch, std::size_t task, std::size_t thread);
    void rowTask(const Batch& batch, std::size_t task, std::size_t thread, bool learning);
    void scoreRows(const Batch& batch, kernels::Range rows, bool learning);
    void backwardRows(std::size_t batchRows, kernels::Range rows, const kernels::Scratch& scratch);
    void learnTask(
        const Batch& batch, std::size_t task, std::size_t thread, const kernels::AdamStep& adam);
    void learnBias(LayerState& layer, const float* gradient, const kernels::AdamStep& adam);
    void learnFirstBias(std::size_t rows, const kernels::AdamStep& adam);
    const float* firstBiasGradient(std::size_t rows, std::size_t thread);
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
    std::size_t m_splitRows = 0; ///< a batch's rows that the tasks are for
    std::vector<PixelTask> m_pixelTasks;
    std::vector<std::size_t> m_ink; ///< by pixel task: pixels that weren't 0
    std::vector<kernels::Range> m_rowTasks;
    std::vector<WeightTask> m_listedWeights;
    std::vector<WeightTask> m_spreadWeights;
    std::int64_t m_steps = 0;
    bool m_listed = true; ///< most pixels of the last batch were 0
};

} // namespace numeral
