// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workload.h"

#include "core/base/small_random.h"

namespace bench {

/// A run of ours that goes on from one measurement to the next, shuffling as the trainer does.
class OwnRun {
public:
    OwnRun(const Workload& workload, const TrainingData& data, int threads,
        const numeral::EngineFactory& engine);

    /// Seconds for the workload's batches.
    double train();

    /// Seconds for scoring 6,000 images.
    double validate();

private:
    Workload m_workload;
    const TrainingData& m_data;
    std::unique_ptr<numeral::TrainingEngine> m_engine;
    std::vector<std::uint32_t> m_order;
    numeral::SmallRandom m_random;
};

/// Multiply-adds of float32 in a second, in the engine's own product of matrices that stay in the
/// second cache.
double ownMultiplyAdds();

} // namespace bench
