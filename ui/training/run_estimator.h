// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/run_estimate.h"
#include "ui/base/job_tracker.h"
#include "ui/training/training_session.h"

#include <QObject>
#include <QTimer>

#include <memory>

namespace numeral::ui {

/// Estimates how long a run would take, on a thread of its own, once the settings have not changed
/// for half a second (debounced).
class RunEstimator final : public QObject {
    Q_OBJECT

public:
    explicit RunEstimator(EngineSource engineSource, QObject* parent = nullptr);

    /// Requests an estimate; replaces any earlier request.
    void estimate(const TrainingConfig& config, const std::shared_ptr<const Dataset>& dataset);

    /// Cancels the request: no estimate follows.
    void cancel();

Q_SIGNALS:
    void estimated(const numeral::RunEstimate& estimate);

private:
    void start();

    EngineSource m_engineSource;
    QTimer m_delay;
    TrainingConfig m_config;
    std::shared_ptr<const Dataset> m_dataset;
    JobTracker m_measuring{nullptr, QThread::LowestPriority};
};

} // namespace numeral::ui
