// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workload.h"

#include "core/base/small_random.h"

namespace bench {

/// A training run with one of our engines that continues from measurement to measurement; it
/// shuffles as the trainer does.
class EngineRun {
public:
    EngineRun(const Workload& workload, const TrainingData& data, int threads,
        const numeral::EngineFactory& engine);

    /// Seconds for the workload's batches.
    double train();

    /// Seconds to evaluate 6,000 images.
    double validate();

private:
    Workload m_workload;
    const TrainingData& m_data;
    std::unique_ptr<numeral::TrainingEngine> m_engine;
    std::vector<std::uint32_t> m_order;
    numeral::SmallRandom m_random;
};

/// Float32 multiply-adds per second of the native engine's forward product, on matrices that stay
/// in the L2 cache.
double engineFmaRate();

} // namespace bench
