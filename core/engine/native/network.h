// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/native/native_engine.h"
#include "core/engine/native/thread_choice.h"
#include "core/engine/native/thread_team.h"
#include "core/engine/native/upper_layers.h"

namespace numeral {

/// A perceptron in training: what TrainingEngine promises.
///
/// A step has three parts. First the pixels, in two halves, give the first layer's sums. Then each
/// image goes through the upper layers, and its δ comes back: images know nothing of each other.
/// Last each row of weights, with all the images' δ, gets its gradient and its step of Adam at
/// once; rows of weights know nothing of each other. With two threads each half of the pixels is
/// nearly always the same one's: it reads them, and reads and writes their weights, so that these
/// stay in its core's cache.
///
/// Threads have two strategies to share a step. They can split each of the three parts and wait for
/// each other behind it. Or, where the upper layers are small, two threads each do all of these for
/// themselves, on two copies that stay equal: what one more product costs is less than what it
/// costs to ask the other core for half of its result, and they wait for each other only once in
/// mid-step. Which is faster, or whether one thread alone is, is found out meanwhile. The halves'
/// sums are added in one order whoever made them, and no other sum is split: so no strategy and no
/// number of threads changes a bit.
///
/// The backward pass is by hand: a multilayer perceptron needs three lines for a layer, and what is
/// known beforehand can be used. Where most pixels are 0, those are neither multiplied nor added;
/// elsewhere pixels become floats once a step; no gradient is stored; no weights are copied, but
/// for those that δ goes back through.
///
/// One object belongs to one thread. Throws std::bad_alloc.
class Network {
public:
    Network(const Weights& initial, const EngineOptions& options, const NativeOptions& native);

    BatchSums train(const Batch& batch);
    void setLearningRate(double rate) { m_options.optimizer.learningRate = rate; }
    BatchSums evaluate(const Batch& batch);

    std::vector<float> parameters() const;
    void setParameters(const Weights& weights);

private:
    enum Half : std::size_t { First, Second };

    struct ThreadingStrategy {
        std::size_t threads = 1;
        bool repeated = false; ///< each thread does all of the upper layers
    };

    /// What a thread uses while it does a task.
    struct alignas(kernels::alignment) ThreadScratch {
        FloatArray transposed;
        std::vector<kernels::InkList> lists;
        FloatArray biasGradient; ///< of the first layer
        std::int64_t gradientStep = 0; ///< the step that it is of

        kernels::Scratch view() { return {transposed.get(), lists.data()}; }
    };

    /// Half of the pixels, of some of the batch's rows.
    struct PixelTask {
        Half half = First;
        kernels::Range rows;
    };

    /// The weights of some pixels.
    struct PixelWeights {
        kernels::Range pixels;
        FloatArray shift; ///< see kernels::Centring
    };

    /// The first layer's weights in parts, half by half, and the order in which threads that split
    /// them share them with the upper layers': behind the last of these are those.
    struct WeightTasks {
        std::vector<PixelWeights> pixels;
        std::size_t inFirstHalf = 0;
        std::vector<std::size_t> order;
    };

    std::vector<ThreadingStrategy> threadingStrategies(Sharing sharing) const;
    WeightTasks splitWeights(std::size_t pixelsInTask) const;
    const WeightTasks& weightTasks() const;
    kernels::Range pixelsOf(Half half) const;
    void reserve(std::size_t rows, bool training);
    void splitRows(std::size_t rows);
    void forwardSplit(const Batch& batch, std::int64_t step, std::size_t threads);
    void trainSplit(const Batch& batch, const kernels::AdamStep& adam, std::size_t threads);
    void trainRepeated(const Batch& batch, const kernels::AdamStep& adam, std::size_t threads);
    std::size_t readPixels(const Batch& batch, const PixelTask& task, std::size_t thread);
    void passRows(UpperLayers& upper, const Batch& batch, kernels::Range rows, std::int64_t step,
        std::size_t thread);
    void learnPixels(const UpperLayers& upper, const Batch& batch, const PixelWeights& part,
        std::size_t thread, const kernels::AdamStep& adam);
    void learnFirstBias(std::size_t rows, const kernels::AdamStep& adam);
    const float* firstBiasGradient(const UpperLayers& upper, std::size_t rows, std::size_t thread);
    kernels::AdamStep nextAdamStep();
    void average();
    void swapAverage();
    kernels::Images images(const Batch& batch) const;

    const kernels::Kernels& m_kernels;
    MlpSpec m_spec;
    EngineOptions m_options;
    ThreadTeam m_team;
    std::vector<ThreadingStrategy> m_strategies;
    ThreadChoice m_choice;
    LayerState m_first;
    FloatArray m_inputMeans; ///< null without them
    std::vector<UpperLayers> m_upper; ///< and, where a strategy repeats them, a copy
    bool m_copyIsCurrent = false;
    std::vector<ThreadScratch> m_scratch; ///< one a thread
    std::size_t m_capacity = 0; ///< rows that there is memory for
    FloatArray m_halves[2]; ///< what each half of the pixels gives to the first layer's output
    std::size_t m_denseCapacity = 0; ///< rows that m_dense has room for
    FloatArray m_dense; ///< the batch's pixels as floats, where they are dense
    std::size_t m_splitRows = 0; ///< a batch's rows that the tasks are for
    std::vector<PixelTask> m_pixelTasks;
    std::vector<kernels::Range> m_rowTasks;
    std::vector<kernels::Range> m_allRows; ///< in as few ranges as the kernels take
    std::vector<std::size_t> m_ink; ///< by pixel task: pixels that weren't 0
    WeightTasks m_sparseWeights;
    WeightTasks m_denseWeights;
    std::int64_t m_steps = 0;
    int m_averaged = 0; ///< how often the parameters went into their average
    bool m_inky = false; ///< most pixels of the last batch weren't 0
    bool m_isSparse = true; ///< this batch's pixels are
};

} // namespace numeral
