// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/run_estimate.h"
#include "ui/training/training_session.h"

#include <QObject>
#include <QTimer>

#include <atomic>
#include <memory>

class QThread;

namespace numeral::ui {

/// Finds out how long a run would take before it is started, on a thread of its own, once the
/// settings have been left alone for a moment.
class RunEstimator final : public QObject {
    Q_OBJECT

public:
    explicit RunEstimator(EngineSource engineSource, QObject* parent = nullptr);
    ~RunEstimator() override;

    /// Takes the place of what was asked for before.
    void estimate(const TrainingConfig& config, const std::shared_ptr<const Dataset>& dataset);

    /// No estimate follows.
    void cancel();

Q_SIGNALS:
    void estimated(const numeral::RunEstimate& estimate);

private:
    void start();
    void finish(const std::optional<RunEstimate>& estimate);

    EngineSource m_engineSource;
    QTimer m_delay;
    TrainingConfig m_config;
    std::shared_ptr<const Dataset> m_dataset;
    std::shared_ptr<std::atomic<bool>> m_cancelled; ///< of the thread
    std::unique_ptr<QThread> m_thread; ///< null where nothing is measured
    bool m_isWanted = false;
};

} // namespace numeral::ui
