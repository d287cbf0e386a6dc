// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/native/native_engine.h"
#include "core/engine/native/strategy_tuner.h"
#include "core/engine/native/thread_team.h"
#include "core/engine/native/upper_layers.h"

namespace numeral {

/// A multilayer perceptron in training; it implements what TrainingEngine specifies.
///
/// A step has three phases. First, each half of the pixels contributes partial sums to the first
/// layer. Then each image passes through the upper layers, and its δ is propagated back; images are
/// independent of each other. Last, each row of weights gets its gradient from the δ of all images
/// and its Adam step at once; rows of weights are independent of each other. With two threads, each
/// half of the pixels is nearly always handled by the same thread, which reads the pixels, and
/// reads and writes their weights, so that these stay in its core's cache.
///
/// Threads can share a step in two ways. Split: all threads share each of the three phases, with a
/// barrier after each. Redundant, if the upper layers are small: two threads each compute all of
/// the upper layers, on two copies that stay equal. One more product costs less than fetching half
/// of its result from the other core, and there is only one barrier in mid-step. Which strategy is
/// faster, or whether a single thread is, is measured while training. The partial sums of the
/// halves are added in a fixed order, whichever thread computed them, and no other sum is split, so
/// results are bit-identical for any strategy and any number of threads.
///
/// The backward pass is hand-written: a multilayer perceptron needs three lines per layer, and its
/// structure can be exploited. If most pixels are 0, these are skipped; otherwise pixels are
/// converted to floats once per step. Gradients are never stored, and no weights are copied, except
/// those transposed for the backward pass.
///
/// Not thread-safe. Throws std::bad_alloc.
class Network {
public:
    Network(const Weights& initial, const EngineOptions& options, const NativeOptions& native);

    BatchSums train(const Batch& batch);
    void setLearningRate(double rate) { m_options.optimizer.learningRate = rate; }
    BatchSums evaluate(const Batch& batch);
    int threads() const { return static_cast<int>(m_team.size()); }

    std::vector<float> parameters() const;
    void setParameters(const Weights& weights);

private:
    enum Half : std::size_t { First, Second };

    struct ThreadingStrategy {
        std::size_t threads = 1;
        bool redundant = false; ///< each thread computes all of the upper layers
    };

    /// Scratch memory of one thread.
    struct alignas(kernels::alignment) ThreadScratch {
        FloatArray transposed;
        std::vector<kernels::SparseList> lists;
        FloatArray biasGradient; ///< of the first layer
        std::int64_t gradientStep = 0; ///< the step of biasGradient

        kernels::Scratch view() { return {transposed.get(), lists.data()}; }
    };

    /// Half of the pixels, for a range of the batch's rows.
    struct PixelTask {
        Half half = First;
        kernels::Range rows;
    };

    /// The first layer's weights of a range of pixels.
    struct PixelWeights {
        kernels::Range pixels;
        FloatArray shift; ///< see kernels::Centring
    };

    /// The first layer's weights in parts, half by half, and the order in which the Split strategy
    /// processes them together with the upper layers' parts. In `order`, indices from pixels.size()
    /// on denote the upper layers' parts.
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
    void trainRedundant(const Batch& batch, const kernels::AdamStep& adam, std::size_t threads);
    std::size_t readPixels(const Batch& batch, const PixelTask& task, std::size_t thread);
    void passRows(UpperLayers& upper, const Batch& batch, kernels::Range rows, std::int64_t step,
        std::size_t thread);
    void updatePixels(const UpperLayers& upper, const Batch& batch, const PixelWeights& part,
        std::size_t thread, const kernels::AdamStep& adam);
    void updateFirstBias(std::size_t rows, const kernels::AdamStep& adam);
    const float* firstBiasGradient(const UpperLayers& upper, std::size_t rows, std::size_t thread);
    kernels::AdamStep nextAdamStep();
    void average();
    void swapAverage();
    kernels::Images images(const Batch& batch) const;

    const kernels::Kernels& m_kernels;
    Architecture m_architecture;
    EngineOptions m_options;
    ThreadTeam m_team;
    std::vector<ThreadingStrategy> m_strategies;
    StrategyTuner m_tuner;
    LayerState m_first;
    FloatArray m_inputMeans; ///< null without centring
    std::vector<UpperLayers> m_upper; ///< and a copy, if a strategy repeats them
    bool m_copyIsCurrent = false;
    std::vector<ThreadScratch> m_scratch; ///< one per thread
    std::size_t m_capacity = 0; ///< rows for which memory is allocated
    FloatArray m_halves[2]; ///< contribution of each half of the pixels to the first layer
    std::size_t m_denseCapacity = 0; ///< rows for which m_dense is allocated
    FloatArray m_dense; ///< the batch's pixels as floats, if they are dense
    std::size_t m_splitRows = 0; ///< batch size for which the tasks were made
    std::vector<PixelTask> m_pixelTasks;
    std::vector<kernels::Range> m_rowTasks;
    std::vector<kernels::Range> m_allRows; ///< all rows, in as few ranges as the kernels accept
    std::vector<std::size_t> m_ink; ///< non-zero pixels, by pixel task
    WeightTasks m_sparseWeights;
    WeightTasks m_denseWeights;
    std::int64_t m_steps = 0;
    int m_averaged = 0; ///< number of updates of the average
    bool m_wasDense = false; ///< most pixels of the last batch were non-zero
    bool m_isSparse = true; ///< this batch's pixels are treated as sparse
};

} // namespace numeral
