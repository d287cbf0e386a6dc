// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine_run.h"

#include "core/kernels/panels.h"

#include <algorithm>
#include <numeric>
#include <stdexcept>

namespace bench {

namespace {

void check(const numeral::Result<numeral::BatchSums>& sums)
{
    if (!sums) {
        throw std::runtime_error(sums.error().detail);
    }
}

} // namespace

EngineRun::EngineRun(const Workload& workload, const TrainingData& data, int threads,
    const numeral::EngineFactory& engine)
    : m_workload(workload)
    , m_data(data)
    , m_order(trainingImages)
    , m_random(1, numeral::RandomStream::Shuffle, 0)
{
    numeral::EngineOptions options;
    options.threads = threads;
    options.inputMeans = data.means;
    auto made = engine(*numeral::initialWeights(workload.spec, data.images.shape(), 1), options);
    if (!made) {
        throw std::runtime_error(made.error().detail);
    }
    m_engine = std::move(*made);
    std::iota(m_order.begin(), m_order.end(), 0U);
    shuffle(m_random, m_order);
}

double EngineRun::train()
{
    const std::size_t size = m_workload.batchSize;
    const double start = now();
    if (m_workload.batches * size + size > trainingImages) {
        shuffle(m_random, m_order); // a timed epoch includes its shuffle
    }
    for (std::size_t i = 0; i < m_workload.batches; ++i) {
        check(m_engine->train({m_data.images.pixels().data(), m_data.images.labels().data(),
            m_order.data() + i * size, size, trainingImages - (i + 1) * size}));
    }
    const double seconds = now() - start;
    std::rotate(m_order.begin(),
        m_order.begin() + static_cast<std::ptrdiff_t>(m_workload.batches * size), m_order.end());
    return seconds;
}

double EngineRun::validate()
{
    constexpr std::size_t images = 6'000;
    constexpr std::size_t atOnce = 1'000;
    const double start = now();
    for (std::size_t first = 0; first < images; first += atOnce) {
        check(m_engine->evaluate({m_data.images.pixels().data(), m_data.images.labels().data(),
            m_order.data() + first, atOnce, images - first - atOnce}));
    }
    return now() - start;
}

double engineFmaRate()
{
    constexpr std::size_t rows = 96;
    constexpr std::size_t width = 256;
    constexpr int products = 50;
    const numeral::kernels::AlignedFloats input(numeral::kernels::panelFloats(rows, width));
    const numeral::kernels::AlignedFloats weights(numeral::kernels::panelFloats(width, width));
    const numeral::kernels::AlignedFloats bias(numeral::kernels::panelFloats(1, width));
    numeral::kernels::AlignedFloats output(numeral::kernels::panelFloats(rows, width));
    const numeral::kernels::Layer layer{weights.data(), bias.data(), width, width, true};
    const double start = now();
    for (int i = 0; i < products; ++i) {
        numeral::kernels::best().forward(input.data(), layer, output.data(), rows, {0, rows});
    }
    return static_cast<double>(rows * width * width) * products / (now() - start);
}

} // namespace bench
