// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/network.h"

#include "core/kernels/panels.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace numeral {

using kernels::panelFloats;
using kernels::Range;

namespace {

constexpr double adamBeta1 = 0.9;
constexpr double adamBeta2 = 0.999;

/// Pixels are listed where at most this share of them isn't 0; beyond it the plain product is as
/// fast.
constexpr double sparseShare = 0.5;

/// Enough rows for full tiles, few enough that a thread which is done early can help another.
constexpr std::size_t rowTasksForThread = 2;
constexpr std::size_t wideParameters = 1'000'000; ///< with more, each task reads weights for long

/// Inputs whose weights are one task, behind the first layer.
constexpr std::size_t inputsInTask = 128;

/// Null where the processor lacks it.
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

} // namespace

Network::Network(const Weights& initial, const EngineOptions& options, const Allocate& allocate)
    : m_kernels(kernelsFor(options.instructionSet))
    , m_spec(initial.spec())
    , m_options(options)
    , m_allocate(allocate)
    , m_team(static_cast<std::size_t>(std::max(options.threads, 1)))
    , m_choice(m_team.size())
{
    const std::vector<LayerShape> shapes = m_spec.layers();
    for (std::size_t i = 0; i < shapes.size(); ++i) {
        const std::size_t weights = panelFloats(shapes[i].inputs, shapes[i].outputs);
        const std::size_t outputs = panelFloats(1, shapes[i].outputs);
        m_layers.push_back(
            {shapes[i], allocate(weights), allocate(weights), allocate(weights), allocate(outputs),
                allocate(outputs), allocate(outputs), allocate(outputs), i + 1 < shapes.size()});
    }
    setParameters(initial);
    if (!options.inputMeans.empty()) {
        m_inputMeans = allocate(m_spec.inputs);
        std::copy(options.inputMeans.begin(), options.inputMeans.end(), m_inputMeans.get());
    }
    const std::size_t widest = std::max_element(
        shapes.begin(), shapes.end(), [](const LayerShape& a, const LayerShape& b) {
            return a.outputs < b.outputs;
        })->outputs;
    for (std::size_t i = 0; i < m_team.size(); ++i) {
        m_scratch.push_back({allocate(kernels::turnedFloats(widest)), nullptr, {}});
    }
    splitWeights();
}

void Network::setParameters(const Weights& weights)
{
    for (std::size_t i = 0; i < m_layers.size(); ++i) {
        const LayerShape& shape = m_layers[i].shape;
        kernels::toPanels(
            weights.weight(i), shape.inputs, shape.outputs, m_layers[i].weights.get());
        std::copy_n(weights.bias(i), shape.outputs, m_layers[i].bias.get());
    }
}

std::vector<float> Network::parameters() const
{
    std::vector<float> values(m_spec.parameterCount());
    for (const LayerState& layer : m_layers) {
        const LayerShape& shape = layer.shape;
        kernels::fromPanels(
            layer.weights.get(), shape.inputs, shape.outputs, values.data() + shape.weightOffset);
        std::copy_n(layer.bias.get(), shape.outputs, values.data() + shape.biasOffset);
    }
    return values;
}

BatchSums Network::train(const Batch& batch)
{
    const auto start = std::chrono::steady_clock::now();
    const std::size_t threads = m_choice.threads();
    reserve(batch.size, true);
    splitRows(batch.size);
    runTasks(m_team, m_rowTasks.size(), threads,
        [&](std::size_t task, std::size_t thread) { forwardTask(batch, task, thread, true); });
    for (std::size_t i = 0; i < m_layers.size(); ++i) {
        m_kernels.sumColumns(m_work.deltas[i].get(), m_layers[i].shape.outputs, batch.size,
            m_layers[i].biasGradient.get());
    }
    const kernels::AdamStep adam = nextAdamStep();
    runTasks(m_team, m_weightTasks.size(), threads,
        [&](std::size_t task, std::size_t thread) { learnTask(batch, task, thread, adam); });
    learnBiases(adam);
    const std::size_t ink = std::accumulate(m_ink.begin(), m_ink.end(), std::size_t{0});
    m_listed
        = static_cast<double>(ink) <= sparseShare * static_cast<double>(batch.size * m_spec.inputs);
    m_choice.took(batch.size, std::chrono::steady_clock::now() - start);
    return sums(batch.size);
}

BatchSums Network::evaluate(const Batch& batch)
{
    reserve(batch.size, false);
    splitRows(batch.size);
    runTasks(m_team, m_rowTasks.size(), m_choice.threads(),
        [&](std::size_t task, std::size_t thread) { forwardTask(batch, task, thread, false); });
    return sums(batch.size);
}

void Network::reserve(std::size_t rows, bool training)
{
    Workspace& work = m_work;
    if (rows > work.capacity) {
        work = {};
        for (const LayerState& layer : m_layers) {
            work.outputs.push_back(m_allocate(panelFloats(rows, layer.shape.outputs)));
        }
        work.labels.resize(rows);
        work.losses.resize(rows);
        work.correct.resize(rows);
        work.capacity = rows;
        for (ThreadScratch& scratch : m_scratch) {
            scratch.spread = m_allocate(kernels::spreadFloats(rows));
            scratch.entries.resize(kernels::scratchEntries(rows));
        }
    }
    if (training && work.deltas.empty()) {
        for (const LayerState& layer : m_layers) {
            work.deltas.push_back(m_allocate(panelFloats(work.capacity, layer.shape.outputs)));
        }
    }
}

/// Tasks of nearly equal numbers of rows.
void Network::splitRows(std::size_t rows)
{
    const bool once = m_team.size() == 1 || m_spec.parameterCount() > wideParameters;
    const std::size_t shares = m_team.size() * (once ? 1 : rowTasksForThread);
    const std::size_t tasks = std::max(
        std::min(shares, (rows + 7) / 8), (rows + kernels::rowsAtOnce - 1) / kernels::rowsAtOnce);
    m_rowTasks.clear();
    for (std::size_t i = 0; i < tasks; ++i) {
        m_rowTasks.push_back({i * rows / tasks, (i + 1) * rows / tasks});
    }
    m_ink.assign(tasks, 0);
}

void Network::splitWeights()
{
    for (std::size_t layer = 0; layer < m_layers.size(); ++layer) {
        const std::size_t inputs = m_layers[layer].shape.inputs;
        const std::size_t size = layer == 0 ? kernels::pixelsAtOnce : inputsInTask;
        for (std::size_t first = 0; first < inputs; first += size) {
            m_weightTasks.push_back({layer, {first, std::min(first + size, inputs)},
                layer == 0 && m_inputMeans ? m_allocate(panelFloats(1, m_layers[0].shape.outputs))
                                           : nullptr});
        }
    }
}

/// Some images through all layers; to learn, also back through them.
void Network::forwardTask(const Batch& batch, std::size_t task, std::size_t thread, bool learning)
{
    const Range rows = m_rowTasks[task];
    const kernels::Scratch scratch = m_scratch[thread].view();
    for (std::size_t row = rows.first; row < rows.last; ++row) {
        m_work.labels[row] = batch.labels[batch.indices[row]];
    }
    const auto readPixels = m_listed ? m_kernels.forwardListed : m_kernels.forwardSpread;
    m_ink[task] = readPixels(
        images(batch), layerView(0), m_work.outputs.front().get(), batch.size, rows, scratch);
    for (std::size_t i = 1; i < m_layers.size(); ++i) {
        m_kernels.forward(
            m_work.outputs[i - 1].get(), layerView(i), m_work.outputs[i].get(), batch.size, rows);
    }
    scoreRows(batch, rows, learning);
    if (learning) {
        backwardRows(batch.size, rows, scratch);
    }
}

void Network::scoreRows(const Batch& batch, Range rows, bool learning)
{
    m_kernels.crossEntropy(m_work.outputs.back().get(), m_spec.outputs, m_work.labels.data(),
        1.0F / static_cast<float>(batch.size), m_work.losses.data(), m_work.correct.data(),
        learning ? m_work.deltas.back().get() : nullptr, batch.size, rows);
}

void Network::backwardRows(std::size_t batchRows, Range rows, const kernels::Scratch& scratch)
{
    for (std::size_t i = m_layers.size(); --i > 0;) {
        m_kernels.backward(m_work.deltas[i].get(), layerView(i), m_work.outputs[i - 1].get(),
            m_work.deltas[i - 1].get(), batchRows, rows, scratch);
    }
}

void Network::learnTask(
    const Batch& batch, std::size_t task, std::size_t thread, const kernels::AdamStep& adam)
{
    const WeightTask& part = m_weightTasks[task];
    const LayerState& layer = m_layers[part.layer];
    const kernels::Learnt learnt = learntView(layer);
    const float* const delta = m_work.deltas[part.layer].get();
    kernels::Centring centring;
    if (part.shift) {
        centring = {m_inputMeans.get(), layer.biasGradient.get(), part.shift.get()};
    }
    if (part.layer == 0) {
        const auto learnPixels = m_listed ? m_kernels.learnListed : m_kernels.learnSpread;
        learnPixels(images(batch), delta, batch.size, layer.shape.outputs, learnt, adam, centring,
            part.inputs, m_scratch[thread].view());
        return;
    }
    m_kernels.learn(m_work.outputs[part.layer - 1].get(), delta, batch.size, layer.shape.inputs,
        layer.shape.outputs, learnt, adam, centring, part.inputs);
}

/// With centred inputs x − m, what the first bias learns is b + W·m: so b takes its step and the
/// opposite of the change of W·m.
void Network::learnBiases(const kernels::AdamStep& adam)
{
    for (const LayerState& layer : m_layers) {
        const kernels::Learnt learnt{
            layer.bias.get(), layer.biasFirstMoments.get(), layer.biasSecondMoments.get()};
        m_kernels.adam(learnt, layer.biasGradient.get(), panelFloats(1, layer.shape.outputs), adam);
    }
    for (const WeightTask& part : m_weightTasks) {
        if (part.shift) {
            float* const bias = m_layers.front().bias.get();
            const float* const shift = part.shift.get();
            for (std::size_t i = 0; i < m_layers.front().shape.outputs; ++i) {
                bias[i] -= shift[i];
            }
        }
    }
}

kernels::AdamStep Network::nextAdamStep()
{
    const auto steps = static_cast<double>(++m_steps);
    const double correction1 = 1.0 - std::pow(adamBeta1, steps);
    const double correction2 = 1.0 - std::pow(adamBeta2, steps);
    return {static_cast<float>(adamBeta1), static_cast<float>(adamBeta2),
        static_cast<float>(m_options.epsilon),
        static_cast<float>(m_options.learningRate / correction1),
        static_cast<float>(1.0 / std::sqrt(correction2))};
}

BatchSums Network::sums(std::size_t rows) const
{
    BatchSums sums;
    sums.images = rows;
    for (std::size_t row = 0; row < rows; ++row) {
        sums.loss += static_cast<double>(m_work.losses[row]);
        sums.correct += m_work.correct[row];
    }
    return sums;
}

kernels::Images Network::images(const Batch& batch) const
{
    return {batch.pixels, batch.indices, m_spec.inputs, batch.upcoming};
}

kernels::Layer Network::layerView(std::size_t layer) const
{
    const LayerState& state = m_layers[layer];
    return {state.weights.get(), state.bias.get(), state.shape.inputs, state.shape.outputs,
        state.rectified};
}

kernels::Learnt Network::learntView(const LayerState& layer) const
{
    return {layer.weights.get(), layer.firstMoments.get(), layer.secondMoments.get()};
}

} // namespace numeral
