// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/native/network.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace numeral {

using kernels::panelFloats;
using kernels::Range;

namespace {

/// Pixels are treated as sparse if at most this share of them is non-zero; beyond that, the dense
/// product is as fast.
constexpr double sparseShare = 0.5;

/// Maximum number of floats for dense pixels; beyond that, the sparse kernels are used, which work
/// for any image.
constexpr std::size_t maxDense = std::size_t{1} << 24U;

/// The upper layers are redundant if they have at most 1/redundantRatio as many parameters as the
/// first layer has weights: beyond that, half of their products takes longer than communication
/// with the other core.
constexpr std::size_t redundantRatio = 8;

/// Number of dense pixels whose weights are one task.
constexpr std::size_t densePixelsInTask = 64;

/// Returns null if the processor lacks the instruction set.
const kernels::Kernels* kernelsOf(InstructionSet set)
{
    switch (set) {
    case InstructionSet::Best:
        return &kernels::best();
    case InstructionSet::Baseline:
        return kernels::baseline();
    case InstructionSet::Avx2:
        return kernels::avx2();
    case InstructionSet::Avx512:
        return kernels::avx512();
    }
    return nullptr;
}

const kernels::Kernels& kernelsFor(InstructionSet set)
{
    const kernels::Kernels* const wanted = kernelsOf(set);
    return wanted != nullptr ? *wanted : kernels::best();
}

/// Splits all rows into `wanted` ranges of nearly equal size: fewer if they would be very short,
/// more if they would exceed what the kernels accept.
std::vector<Range> equalRanges(std::size_t rows, std::size_t wanted)
{
    constexpr std::size_t unit = kernels::rowsApart;
    constexpr std::size_t most = kernels::maxRows / unit;
    const std::size_t units = (rows + unit - 1) / unit;
    const std::size_t ranges = std::max(std::min(wanted, units), (units + most - 1) / most);
    std::vector<Range> equal;
    for (std::size_t i = 0; i < ranges; ++i) {
        equal.push_back(
            {i * units / ranges * unit, std::min((i + 1) * units / ranges * unit, rows)});
    }
    return equal;
}

} // namespace

Network::Network(const Weights& initial, const EngineOptions& options, const NativeOptions& native)
    : m_kernels(kernelsFor(native.instructionSet))
    , m_architecture(initial.architecture())
    , m_options(options)
    , m_team(static_cast<std::size_t>(std::max(options.threads, 1)))
    , m_strategies(threadingStrategies(native.sharing))
    , m_tuner(m_strategies.size())
    , m_first(m_architecture.layers().front(),
          m_architecture.activation() == Activation::Relu && !m_architecture.hidden().empty())
{
    if (options.averaging > 0) {
        m_first.allocateAverage();
    }
    const bool redundant = std::any_of(m_strategies.begin(), m_strategies.end(),
        [](const ThreadingStrategy& strategy) { return strategy.redundant; });
    for (std::size_t i = 0; i < (redundant ? 2U : 1U); ++i) {
        m_upper.emplace_back(m_architecture, options, m_kernels);
    }
    setParameters(initial);
    if (!options.inputMeans.empty()) {
        m_inputMeans = zeros(m_architecture.inputs());
        std::copy(options.inputMeans.begin(), options.inputMeans.end(), m_inputMeans.get());
    }
    for (std::size_t i = 0; i < m_team.size(); ++i) {
        ThreadScratch scratch;
        scratch.transposed = zeros(kernels::transposedFloats());
        scratch.biasGradient = zeros(panelFloats(1, m_first.shape.outputs));
        m_scratch.push_back(std::move(scratch));
    }
    m_sparseWeights = splitWeights(kernels::sparsePixelBlock);
    m_denseWeights = splitWeights(densePixelsInTask);
}

void Network::setParameters(const Weights& weights)
{
    m_first.setParameters(weights, 0);
    m_upper.front().setParameters(weights);
    m_copyIsCurrent = false;
    m_averaged = 0;
}

std::vector<float> Network::parameters() const
{
    std::vector<float> values(m_architecture.parameterCount());
    m_first.writeParameters(values.data(), m_averaged > 0);
    m_upper.front().writeParameters(values.data(), m_averaged > 0);
    return values;
}

BatchSums Network::train(const Batch& batch)
{
    const auto start = std::chrono::steady_clock::now();
    const ThreadingStrategy strategy = m_strategies[m_tuner.strategy()];
    reserve(batch.size, true);
    const kernels::AdamStep adam = nextAdamStep();
    if (strategy.redundant) {
        trainRedundant(batch, adam, strategy.threads);
    } else {
        trainSplit(batch, adam, strategy.threads);
    }
    updateFirstBias(batch.size, adam);
    if (m_options.averaging > 0 && m_steps % averagingInterval == 0) {
        average();
    }
    const std::size_t ink = std::accumulate(m_ink.begin(), m_ink.end(), std::size_t{0});
    m_wasDense = static_cast<double>(ink)
        > sparseShare * static_cast<double>(batch.size * m_architecture.inputs());
    m_tuner.report(batch.size, std::chrono::steady_clock::now() - start);
    return m_upper.front().sums(batch.size);
}

BatchSums Network::evaluate(const Batch& batch)
{
    reserve(batch.size, false);
    if (m_averaged > 0) {
        swapAverage();
    }
    forwardSplit(batch, UpperLayers::evaluateOnly, m_strategies[m_tuner.strategy()].threads);
    if (m_averaged > 0) {
        swapAverage();
    }
    return m_upper.front().sums(batch.size);
}

/// There is a barrier after each of the three phases.
void Network::trainSplit(const Batch& batch, const kernels::AdamStep& adam, std::size_t threads)
{
    forwardSplit(batch, m_steps, threads);
    const WeightTasks& tasks = weightTasks();
    UpperLayers& upper = m_upper.front();
    runTasks(m_team, tasks.order.size(), threads, [&](std::size_t task, std::size_t thread) {
        const std::size_t part = tasks.order[task];
        if (part < tasks.pixels.size()) {
            updatePixels(upper, batch, tasks.pixels[part], thread, adam);
        } else {
            upper.updateWeights(upper.parts()[part - tasks.pixels.size()], batch.size, adam);
        }
    });
    m_copyIsCurrent = false;
}

void Network::forwardSplit(const Batch& batch, std::int64_t step, std::size_t threads)
{
    m_ink.resize(m_pixelTasks.size());
    runTasks(m_team, m_pixelTasks.size(), threads, [&](std::size_t task, std::size_t thread) {
        m_ink[task] = readPixels(batch, m_pixelTasks[task], thread);
    });
    runTasks(m_team, m_rowTasks.size(), threads, [&](std::size_t task, std::size_t thread) {
        passRows(m_upper.front(), batch, m_rowTasks[task], step, thread);
    });
}

/// One task for each half of the pixels, each with its own copy of the upper layers.
void Network::trainRedundant(const Batch& batch, const kernels::AdamStep& adam, std::size_t threads)
{
    m_upper[Second].reserve(batch.size, true);
    if (!m_copyIsCurrent) {
        m_upper[Second].copyFrom(m_upper[First]);
        m_copyIsCurrent = true;
    }
    m_ink.resize(2);
    runTasks(m_team, 2, threads, [&](std::size_t task, std::size_t thread) {
        std::size_t ink = 0;
        for (const Range rows : m_allRows) {
            ink += readPixels(batch, {static_cast<Half>(task), rows}, thread);
        }
        m_ink[task] = ink;
    });
    const WeightTasks& tasks = weightTasks();
    runTasks(m_team, 2, threads, [&](std::size_t task, std::size_t thread) {
        UpperLayers& upper = m_upper[task];
        for (const Range rows : m_allRows) {
            passRows(upper, batch, rows, m_steps, thread);
        }
        for (const UpperLayers::Part& part : upper.parts()) {
            upper.updateWeights(part, batch.size, adam);
        }
        const std::size_t last = task == First ? tasks.inFirstHalf : tasks.pixels.size();
        for (std::size_t i = task == First ? 0 : tasks.inFirstHalf; i < last; ++i) {
            updatePixels(upper, batch, tasks.pixels[i], thread, adam);
        }
    });
}

std::vector<Network::ThreadingStrategy> Network::threadingStrategies(Sharing sharing) const
{
    const std::size_t threads = m_team.size();
    if (threads == 1) {
        return {{1, false}};
    }
    const std::size_t first = m_architecture.inputs() * m_architecture.layers().front().outputs;
    const bool small = (m_architecture.parameterCount() - first) * redundantRatio <= first;
    switch (sharing) {
    case Sharing::Split:
        return {{threads, false}};
    case Sharing::Redundant:
        return {{2, true}};
    case Sharing::Measured:
        break;
    }
    return small ? std::vector<ThreadingStrategy>{{2, true}, {threads, false}, {1, false}}
                 : std::vector<ThreadingStrategy>{{threads, false}, {1, false}};
}

void Network::reserve(std::size_t rows, bool training)
{
    // If memory runs out, the state stays consistent, so that a smaller batch can follow.
    if (rows > m_capacity) {
        m_capacity = 0;
        for (FloatArray& half : m_halves) {
            half = nullptr;
            half = zeros(panelFloats(rows, m_first.shape.outputs));
        }
        for (ThreadScratch& scratch : m_scratch) {
            scratch.lists.resize(kernels::scratchLists(rows));
        }
        m_capacity = rows;
    }
    m_isSparse = !m_wasDense || panelFloats(rows, m_architecture.inputs()) > maxDense;
    if (!m_isSparse && rows > m_denseCapacity) {
        m_denseCapacity = 0;
        m_dense = nullptr;
        m_dense = zeros(panelFloats(rows, m_architecture.inputs()));
        m_denseCapacity = rows;
    }
    m_upper.front().reserve(rows, training);
    splitRows(rows);
}

void Network::splitRows(std::size_t rows)
{
    if (rows == m_splitRows) {
        return; // rewriting it would invalidate the other cores' cached copies
    }
    m_splitRows = 0;
    const std::size_t threads = m_team.size();
    m_pixelTasks.clear();
    // Two tasks per range: one for each thread, or two for each if the number of threads is odd.
    const auto ranges = equalRanges(rows, threads % 2 == 0 ? threads / 2 : threads);
    for (const Half half : {First, Second}) {
        for (const Range rowsOfTask : ranges) {
            m_pixelTasks.push_back({half, rowsOfTask});
        }
    }
    m_rowTasks = equalRanges(rows, threads);
    m_allRows = equalRanges(rows, 1);
    m_splitRows = rows;
}

/// Returns half of the pixels: the first half in whole panels; the second may be empty.
Range Network::pixelsOf(Half half) const
{
    const std::size_t inputs = m_architecture.inputs();
    const std::size_t middle
        = std::min((kernels::panelsFor(inputs) + 1) / 2 * kernels::panelWidth, inputs);
    return half == First ? Range{0, middle} : Range{middle, inputs};
}

/// Orders the parts so that two threads, which halve the order, each get the weights of the half of
/// the pixels that they read, followed by some parts of the upper layers.
Network::WeightTasks Network::splitWeights(std::size_t pixelsInTask) const
{
    WeightTasks tasks;
    for (const Half half : {First, Second}) {
        const Range pixels = pixelsOf(half);
        for (std::size_t first = pixels.first; first < pixels.last; first += pixelsInTask) {
            FloatArray shift;
            if (m_inputMeans) {
                shift = zeros(panelFloats(1, m_first.shape.outputs));
            }
            tasks.pixels.push_back(
                {{first, std::min(first + pixelsInTask, pixels.last)}, std::move(shift)});
        }
        if (half == First) {
            tasks.inFirstHalf = tasks.pixels.size();
        }
    }
    const std::size_t all = tasks.pixels.size() + m_upper.front().parts().size();
    tasks.order.resize(all);
    std::iota(tasks.order.begin(), tasks.order.end(), std::size_t{0});
    const auto at
        = [&](std::size_t i) { return tasks.order.begin() + static_cast<std::ptrdiff_t>(i); };
    // Move the first thread's share of the upper layers before the second half of the pixels.
    const std::size_t upperInFirst
        = std::min(all / 2 - std::min(all / 2, tasks.inFirstHalf), all - tasks.pixels.size());
    std::rotate(
        at(tasks.inFirstHalf), at(tasks.pixels.size()), at(tasks.pixels.size() + upperInFirst));
    return tasks;
}

const Network::WeightTasks& Network::weightTasks() const
{
    return m_isSparse ? m_sparseWeights : m_denseWeights;
}

/// Computes a task's partial sums of the first layer. Returns the number of non-zero pixels.
std::size_t Network::readPixels(const Batch& batch, const PixelTask& task, std::size_t thread)
{
    kernels::Layer layer = m_first.view();
    layer.relu = false; // applied once the halves are added
    if (task.half == Second) {
        layer.bias = nullptr;
    }
    float* const output = m_halves[task.half].get();
    const Range pixels = pixelsOf(task.half);
    return m_isSparse ? m_kernels.forwardSparse(images(batch), pixels, layer, output, batch.size,
               task.rows, m_scratch[thread].view())
                      : m_kernels.forwardDense(images(batch), pixels, layer, output, batch.size,
                          task.rows, m_dense.get());
}

/// Passes some images from the first layer's partial sums forward through all layers; when
/// training, also back.
void Network::passRows(
    UpperLayers& upper, const Batch& batch, Range rows, std::int64_t step, std::size_t thread)
{
    m_kernels.addParts(m_halves[First].get(), m_halves[Second].get(), m_first.view(), upper.input(),
        batch.size, rows);
    upper.passRows(batch, rows, step, m_scratch[thread].view());
}

void Network::updatePixels(const UpperLayers& upper, const Batch& batch, const PixelWeights& part,
    std::size_t thread, const kernels::AdamStep& adam)
{
    kernels::Centring centring;
    if (part.shift) {
        centring
            = {m_inputMeans.get(), firstBiasGradient(upper, batch.size, thread), part.shift.get()};
    }
    const float* const delta = upper.inputDelta();
    const std::size_t outputs = m_first.shape.outputs;
    if (m_isSparse) {
        m_kernels.updateSparse(images(batch), delta, batch.size, outputs, m_first.state(), adam,
            centring, part.pixels, m_scratch[thread].view());
    } else {
        m_kernels.updateWeights(m_dense.get(), delta, batch.size, m_architecture.inputs(), outputs,
            m_first.state(), adam, centring, part.pixels);
    }
}

/// Returns the gradient of the first bias. Each thread computes it redundantly, as it reads all of
/// δ anyway.
const float* Network::firstBiasGradient(
    const UpperLayers& upper, std::size_t rows, std::size_t thread)
{
    ThreadScratch& scratch = m_scratch[thread];
    if (scratch.gradientStep != m_steps) {
        m_kernels.sumColumns(
            upper.inputDelta(), m_first.shape.outputs, rows, scratch.biasGradient.get());
        scratch.gradientStep = m_steps;
    }
    return scratch.biasGradient.get();
}

/// With centred inputs x − m, the trained parameter is b + W·m: so b takes its Adam step, minus the
/// change of W·m.
void Network::updateFirstBias(std::size_t rows, const kernels::AdamStep& adam)
{
    const std::size_t outputs = m_first.shape.outputs;
    m_kernels.adam(m_first.biasState(), firstBiasGradient(m_upper.front(), rows, 0),
        panelFloats(1, outputs), withoutDecay(adam));
    for (const PixelWeights& part : weightTasks().pixels) {
        if (part.shift) {
            float* const bias = m_first.bias.get();
            const float* const shift = part.shift.get();
            for (std::size_t i = 0; i < outputs; ++i) {
                bias[i] -= shift[i];
            }
        }
    }
}

kernels::AdamStep Network::nextAdamStep()
{
    const auto steps = static_cast<double>(++m_steps);
    const OptimizerOptions& adam = m_options.optimizer;
    const double correction1 = 1.0 - std::pow(adam.beta1, steps);
    const double correction2 = 1.0 - std::pow(adam.beta2, steps);
    return {static_cast<float>(adam.beta1), static_cast<float>(adam.beta2),
        static_cast<float>(adam.epsilon), static_cast<float>(adam.learningRate / correction1),
        static_cast<float>(1.0 / std::sqrt(correction2)),
        static_cast<float>(adam.learningRate * adam.weightDecay)};
}

/// Updates the exponential moving average with bias correction: a weighted mean of the parameters
/// at all updates so far, each weighing less than the next by the decay, without a bias towards
/// zero or towards the initial weights.
void Network::average()
{
    const double decay = std::pow(m_options.averaging, averagingInterval);
    const auto share = static_cast<float>((1.0 - decay) / (1.0 - std::pow(decay, ++m_averaged)));
    m_first.average(share);
    m_upper.front().average(share);
}

void Network::swapAverage()
{
    m_first.swapAverage();
    m_upper.front().swapAverage();
}

kernels::Images Network::images(const Batch& batch) const
{
    return {batch.pixels, batch.indices, m_architecture.inputs(), batch.prefetchCount};
}

} // namespace numeral
