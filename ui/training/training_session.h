// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/engine_table.h"
#include "core/training/trainer.h"
#include "ui/base/job_tracker.h"
#include "ui/training/training_job.h"
#include "ui/training/training_mailbox.h"

#include <QTimer>

#include <memory>
#include <span>

namespace numeral::ui {

/// Owns the training thread and runs one training run at a time. All signals are emitted on the GUI
/// thread; figures are delivered at most about 30 times a second.
class TrainingSession final : public TrainingJob {
    Q_OBJECT

public:
    explicit TrainingSession(EngineSource engineSource, QObject* parent = nullptr);

    /// Abandons the current run, if any, and waits for it to end.
    ~TrainingSession() override;

    const EngineSource& engineSource() const { return m_engineSource; }

    /// The data set of the current or the last run; only after a start.
    const Dataset& dataset() const { return *m_dataset; }

    /// Starts a run; only while idle. `finished` or `failed` follows, also after a stop: with the
    /// best weights so far.
    void start(const TrainingConfig& config, const std::shared_ptr<const Dataset>& dataset);

Q_SIGNALS:
    /// A run begins; no more signals of the previous run follow.
    void starting();
    /// What the run does before it starts to learn, and how much of it is done, 0–1.
    void preparing(numeral::Preparation what, double fraction);
    /// The untrained network of a new run; its weights follow with `weightsPublished`.
    void started(const numeral::RunStart& start, const numeral::Model& untrained);
    void batchesTrained(std::span<const numeral::BatchFigures> figures);
    void epochFinished(const numeral::EpochFigures& figures);
    void weightsPublished(const numeral::WeightsSnapshot& weights);
    /// The best model of this run so far, ready to be saved.
    void improved(const numeral::Model& best);
    void finished(const numeral::Model& model, const numeral::TrainingResult& result);
    void failed(const numeral::Error& error);
    /// The run, or a part of it, isn't kept among the user's runs. It goes on all the same.
    void notKept(const numeral::Error& error);

private:
    void requestPause() override { m_control->pause(); }
    void requestResume() override { m_control->resume(); }
    void requestStop() override { m_control->stop(); }
    void requestAbandonment() override { m_control->abandon(); }
    void deliver();
    void deliverEnd(const Result<TrainingResult>& result);

    EngineSource m_engineSource;
    QTimer m_delivery; ///< limits the rate of deliveries
    TrainingConfig m_config;
    std::shared_ptr<const Dataset> m_dataset;
    std::vector<EpochFigures> m_epochs; ///< of this run, as far as delivered
    std::shared_ptr<RunControl> m_control;
    std::shared_ptr<TrainingMailbox> m_mailbox;
    JobTracker m_job{nullptr, QThread::LowPriority};
};

} // namespace numeral::ui
