// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/network.h"

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

/// Inputs whose weights are one task, behind the first layer.
constexpr std::size_t inputsInTask = 32;

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

/// All rows in ranges of nearly one size: `wanted` of them, fewer where they would be very short,
/// more where the kernels would not take them at once.
std::vector<Range> equalRanges(std::size_t rows, std::size_t wanted)
{
    constexpr std::size_t unit = kernels::rowsApart;
    constexpr std::size_t most = kernels::rowsAtOnce / unit;
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
        m_layers.push_back({shapes[i], allocate(weights), allocate(weights), allocate(weights),
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
        ThreadScratch scratch;
        scratch.turned = allocate(kernels::turnedFloats(widest));
        scratch.biasGradient = allocate(panelFloats(1, widest));
        scratch.firstBiasGradient = allocate(panelFloats(1, shapes.front().outputs));
        m_scratch.push_back(std::move(scratch));
    }
    m_listedWeights = splitWeights(kernels::listedPixelsAtOnce);
    m_spreadWeights = splitWeights(kernels::spreadPixelsAtOnce);
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
    forward(batch, true);
    const kernels::AdamStep adam = nextAdamStep();
    runTasks(m_team, weightTasks().size(), m_choice.threads(),
        [&](std::size_t task, std::size_t thread) { learnTask(batch, task, thread, adam); });
    learnFirstBias(batch.size, adam);
    const std::size_t ink = std::accumulate(m_ink.begin(), m_ink.end(), std::size_t{0});
    m_listed
        = static_cast<double>(ink) <= sparseShare * static_cast<double>(batch.size * m_spec.inputs);
    m_choice.took(batch.size, std::chrono::steady_clock::now() - start);
    return sums(batch.size);
}

BatchSums Network::evaluate(const Batch& batch)
{
    forward(batch, false);
    return sums(batch.size);
}

void Network::forward(const Batch& batch, bool learning)
{
    reserve(batch.size, learning);
    splitRows(batch.size);
    const std::size_t threads = m_choice.threads();
    runTasks(m_team, m_pixelTasks.size(), threads,
        [&](std::size_t task, std::size_t thread) { pixelTask(batch, task, thread); });
    runTasks(m_team, m_rowTasks.size(), threads,
        [&](std::size_t task, std::size_t thread) { rowTask(batch, task, thread, learning); });
}

void Network::reserve(std::size_t rows, bool training)
{
    // Where there isn't memory, nothing half-made is left, so that a smaller batch can follow.
    if (rows > m_work.capacity) {
        m_work = {};
        Workspace work;
        for (const LayerState& layer : m_layers) {
            work.outputs.push_back(m_allocate(panelFloats(rows, layer.shape.outputs)));
        }
        work.secondHalf = m_allocate(panelFloats(rows, m_layers.front().shape.outputs));
        work.scores.resize(rows);
        for (ThreadScratch& scratch : m_scratch) {
            scratch.spread = m_allocate(kernels::spreadFloats(rows));
            scratch.lists.resize(kernels::scratchLists(rows));
        }
        work.capacity = rows;
        m_work = std::move(work);
    }
    if (training && m_work.deltas.empty()) {
        std::vector<FloatArray> deltas;
        for (const LayerState& layer : m_layers) {
            deltas.push_back(m_allocate(panelFloats(m_work.capacity, layer.shape.outputs)));
        }
        m_work.deltas = std::move(deltas);
    }
}

void Network::splitRows(std::size_t rows)
{
    if (rows == m_splitRows) {
        return; // to write the same again would cost the other threads a look at it
    }
    m_splitRows = 0;
    const std::size_t threads = m_team.size();
    const std::size_t half = firstHalf();
    m_pixelTasks.clear();
    // Two tasks a range: one for each thread, or two where they can't be paired.
    for (const Range rowsOfTask : equalRanges(rows, threads % 2 == 0 ? threads / 2 : threads)) {
        m_pixelTasks.push_back({false, {0, half}, rowsOfTask});
    }
    for (std::size_t i = 0, count = m_pixelTasks.size(); half < m_spec.inputs && i < count; ++i) {
        m_pixelTasks.push_back({true, {half, m_spec.inputs}, m_pixelTasks[i].rows});
    }
    m_ink.assign(m_pixelTasks.size(), 0);
    m_rowTasks = equalRanges(rows, threads);
    m_splitRows = rows;
}

/// Where the second half of the pixels begins: whole panels.
std::size_t Network::firstHalf() const
{
    return std::min(
        (kernels::panelsFor(m_spec.inputs) + 1) / 2 * kernels::panelWidth, m_spec.inputs);
}

/// In an order that two threads halve where the pixels are halved: each gets the weights of the
/// half that it reads, and, at its end, some of the other layers'.
std::vector<Network::WeightTask> Network::splitWeights(std::size_t pixelsInTask) const
{
    std::vector<WeightTask> pixels;
    std::vector<WeightTask> others;
    for (std::size_t layer = 0; layer < m_layers.size(); ++layer) {
        const LayerShape& shape = m_layers[layer].shape;
        const std::size_t size = layer == 0 ? pixelsInTask : inputsInTask;
        for (std::size_t first = 0; first < shape.inputs; first += size) {
            const Range inputs{first, std::min(first + size, shape.inputs)};
            FloatArray shift;
            if (layer == 0 && m_inputMeans) {
                shift = m_allocate(panelFloats(1, shape.outputs));
            }
            (layer == 0 ? pixels : others).push_back({layer, inputs, std::move(shift)});
        }
    }
    const std::size_t ofFirstHalf = (firstHalf() + pixelsInTask - 1) / pixelsInTask;
    const std::size_t middle = (pixels.size() + others.size()) / 2;
    const std::size_t between
        = middle > ofFirstHalf ? std::min(middle - ofFirstHalf, others.size()) : 0;
    const auto at = [](std::size_t i) { return static_cast<std::ptrdiff_t>(i); };
    std::vector<WeightTask> tasks(pixels.begin(), pixels.begin() + at(ofFirstHalf));
    tasks.insert(tasks.end(), others.begin(), others.begin() + at(between));
    tasks.insert(tasks.end(), pixels.begin() + at(ofFirstHalf), pixels.end());
    tasks.insert(tasks.end(), others.begin() + at(between), others.end());
    return tasks;
}

const std::vector<Network::WeightTask>& Network::weightTasks() const
{
    return m_listed ? m_listedWeights : m_spreadWeights;
}

void Network::pixelTask(const Batch& batch, std::size_t task, std::size_t thread)
{
    const PixelTask& part = m_pixelTasks[task];
    kernels::Layer layer = layerView(0);
    layer.rectified = false; // once the halves are together
    if (part.second) {
        layer.bias = nullptr;
    }
    const auto readPixels = m_listed ? m_kernels.forwardListed : m_kernels.forwardSpread;
    float* const output = (part.second ? m_work.secondHalf : m_work.outputs.front()).get();
    m_ink[task] = readPixels(
        images(batch), part.pixels, layer, output, batch.size, part.rows, m_scratch[thread].view());
}

/// Some images from the first layer's sums through all layers; to learn, also back through them.
void Network::rowTask(const Batch& batch, std::size_t task, std::size_t thread, bool learning)
{
    const Range rows = m_rowTasks[task];
    m_kernels.join(
        m_work.secondHalf.get(), layerView(0), m_work.outputs.front().get(), batch.size, rows);
    for (std::size_t i = 1; i < m_layers.size(); ++i) {
        m_kernels.forward(
            m_work.outputs[i - 1].get(), layerView(i), m_work.outputs[i].get(), batch.size, rows);
    }
    scoreRows(batch, rows, learning);
    if (learning) {
        backwardRows(batch.size, rows, m_scratch[thread].view());
    }
}

void Network::scoreRows(const Batch& batch, Range rows, bool learning)
{
    m_kernels.crossEntropy(m_work.outputs.back().get(), m_spec.outputs, batch.labels, batch.indices,
        1.0F / static_cast<float>(batch.size), m_work.scores.data(),
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
    const WeightTask& part = weightTasks()[task];
    LayerState& layer = m_layers[part.layer];
    const kernels::Learnt learnt = learntView(layer);
    const float* const delta = m_work.deltas[part.layer].get();
    if (part.layer == 0) {
        kernels::Centring centring;
        if (part.shift) {
            centring
                = {m_inputMeans.get(), firstBiasGradient(batch.size, thread), part.shift.get()};
        }
        const auto learnPixels = m_listed ? m_kernels.learnListed : m_kernels.learnSpread;
        learnPixels(images(batch), delta, batch.size, layer.shape.outputs, learnt, adam, centring,
            part.inputs, m_scratch[thread].view());
        return;
    }
    m_kernels.learn(m_work.outputs[part.layer - 1].get(), delta, batch.size, layer.shape.inputs,
        layer.shape.outputs, learnt, adam, {}, part.inputs);
    if (part.inputs.first == 0) {
        float* const gradient = m_scratch[thread].biasGradient.get();
        m_kernels.sumColumns(delta, layer.shape.outputs, batch.size, gradient);
        learnBias(layer, gradient, adam);
    }
}

/// Each thread sums for itself: it reads all of δ anyway.
const float* Network::firstBiasGradient(std::size_t rows, std::size_t thread)
{
    ThreadScratch& scratch = m_scratch[thread];
    if (scratch.firstGradientStep != m_steps) {
        m_kernels.sumColumns(m_work.deltas.front().get(), m_layers.front().shape.outputs, rows,
            scratch.firstBiasGradient.get());
        scratch.firstGradientStep = m_steps;
    }
    return scratch.firstBiasGradient.get();
}

void Network::learnBias(LayerState& layer, const float* gradient, const kernels::AdamStep& adam)
{
    const kernels::Learnt learnt{
        layer.bias.get(), layer.biasFirstMoments.get(), layer.biasSecondMoments.get()};
    m_kernels.adam(learnt, gradient, panelFloats(1, layer.shape.outputs), adam);
}

/// With centred inputs x − m, what the first bias learns is b + W·m: so b takes its step and the
/// opposite of the change of W·m.
void Network::learnFirstBias(std::size_t rows, const kernels::AdamStep& adam)
{
    LayerState& layer = m_layers.front();
    learnBias(layer, firstBiasGradient(rows, 0), adam);
    for (const WeightTask& part : weightTasks()) {
        if (part.shift) {
            float* const bias = layer.bias.get();
            const float* const shift = part.shift.get();
            for (std::size_t i = 0; i < layer.shape.outputs; ++i) {
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

/// In the rows' order, whoever computed them.
BatchSums Network::sums(std::size_t rows) const
{
    constexpr double large = 1e300; // a factor is at most the number of classes
    BatchSums sums;
    sums.images = rows;
    double product = 1;
    for (std::size_t row = 0; row < rows; ++row) {
        const kernels::RowScore& score = m_work.scores[row];
        product *= static_cast<double>(score.exponentials);
        if (product > large) {
            sums.loss += std::log(product);
            product = 1;
        }
        sums.loss -= static_cast<double>(score.label);
        sums.correct += score.correct;
    }
    sums.loss += std::log(product);
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
