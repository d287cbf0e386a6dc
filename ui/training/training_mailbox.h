// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/trainer.h"

#include <functional>
#include <mutex>
#include <optional>
#include <vector>

namespace numeral::ui {

/// What a run has told since it was last asked.
struct TrainingMail {
    std::optional<RunStart> start;
    std::vector<BatchFigures> batches;
    std::vector<EpochFigures> epochs;
    WeightsSnapshot weights; ///< the newest; null where nothing new was published
    int bestEpoch = 0; ///< the newest one that was better than all before; 0 where none is new
    WeightsSnapshot bestWeights; ///< that epoch's; null where none is new
    std::optional<Result<TrainingResult>> result; ///< the last that is heard of a run
};

/// Hands a run's figures from the training thread to the window's. The trainer puts in, the window
/// takes all at once; `wake` is called on the training thread only when the empty box gets its
/// first letter, so that however fast training runs, one event waits at the most.
class TrainingMailbox final : public TrainingObserver {
public:
    explicit TrainingMailbox(std::function<void()> wake);

    void runStarted(const RunStart& start) override;
    void batchTrained(const BatchFigures& figures) override;
    void epochFinished(const EpochFigures& figures) override;
    void weightsPublished(const WeightsSnapshot& weights) override;
    void runEnded(Result<TrainingResult> result);

    TrainingMail take();

private:
    template <typename Put>
    void put(Put put);

    std::function<void()> m_wake;
    std::mutex m_mutex;
    TrainingMail m_mail;
    WeightsSnapshot m_newest;
    bool m_empty = true;
};

} // namespace numeral::ui
