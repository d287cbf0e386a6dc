// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/history/rerun.h"
#include "core/history/run_table.h"
#include "ui/base/job_tracker.h"

#include <QObject>

#include <memory>

class QMainWindow;

namespace numeral::ui {

class Activity;
class DataPanel;
class LearningView;
class MessageBar;
class ModelStore;
class RunKeeper;
class RunList;
class RunsPanel;
class TrainingPanel;

/// What a kept run is used for, and what with.
struct HistoryParts {
    QMainWindow& window;
    RunList& list;
    RunsPanel& panel;
    Activity& activity;
    TrainingPanel& training;
    DataPanel& data;
    ModelStore& store;
    RunKeeper& keeper;
    LearningView& learning;
    MessageBar& messages;
    EngineSource engines;
};

/// Uses one of the user's runs: its settings, or its weights; trains it again to compare; writes
/// the table of runs to a file.
class HistoryActions final : public QObject {
    Q_OBJECT

public:
    explicit HistoryActions(const HistoryParts& parts);
    ~HistoryActions() override;

Q_SIGNALS:
    /// A run's curves are shown as if it had just been trained.
    void runShown();

private:
    void useSettings(RunId run);
    void useWeights(RunId run);
    void verify(RunId run);
    void startVerification(const KeptRun& kept);
    void tell(RunId run, const Result<RerunVerdict>& verdict);
    void chooseFile(const TableFormat& format);

    HistoryParts m_parts;
    std::shared_ptr<RunControl> m_verification; ///< while a run is trained again
    JobTracker m_jobs{nullptr, QThread::LowPriority};
    JobTracker m_writing;
};

} // namespace numeral::ui
