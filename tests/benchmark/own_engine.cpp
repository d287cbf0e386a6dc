// SPDX-License-Identifier: GPL-3.0-or-later
#include "own_engine.h"

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

OwnRun::OwnRun(const Workload& workload, const TrainingData& data, int threads,
    const numeral::EngineFactory& engine)
    : m_workload(workload)
    , m_data(data)
    , m_order(trainingImages)
    , m_random(1, numeral::RandomStream::Shuffle)
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
    m_random.shuffle(m_order);
}

double OwnRun::train()
{
    const std::size_t size = m_workload.batchSize;
    const double start = now();
    if (m_workload.batches * size + size > trainingImages) {
        m_random.shuffle(m_order); // what an epoch costs, where an epoch is timed
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

double OwnRun::validate()
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

} // namespace bench
