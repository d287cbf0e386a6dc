// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/progress_bar.h"
#include "core/training/training_observer.h"

#include <mutex>

namespace numeral::cli {

/// Reports a run for people: one line per epoch on standard output and, on a terminal, a progress
/// bar below it.
class ProgressReport final : public TrainingObserver {
public:
    void preparing(Preparation what, double fraction) override;
    void runStarted(const RunStart& start) override;
    void batchTrained(const BatchFigures& figures) override;
    void epochFinished(const EpochFigures& figures) override;

private:
    std::mutex m_mutex; ///< guards the bar while several threads prepare
    ProgressBar m_bar;
    int m_epochs = 0;
};

/// Reports a run as JSON, one object per line.
class JsonReport final : public TrainingObserver {
public:
    void runStarted(const RunStart& start) override;
    void epochFinished(const EpochFigures& figures) override;
};

} // namespace numeral::cli
