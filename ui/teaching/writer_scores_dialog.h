// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/dataset.h"
#include "core/evaluation/writer_scores.h"
#include "core/training/class_teaching.h"
#include "ui/base/job_tracker.h"

#include <QDialog>
#include <QTimer>

#include <memory>
#include <optional>

class QProgressBar;
class QPushButton;
class QTableWidget;

namespace numeral::ui {

class WrappingLabel;

/// What the dialog begins with.
struct WritersStart {
    Model model; ///< reads what they wrote
    std::optional<Model> builtIn; ///< knows all of their classes, and can be taught their hands
    std::shared_ptr<const Dataset> data; ///< says who wrote its images
    EngineSource engines;
};

/// Shows how the network reads each writer of a data set, hardest to read first, and teaches the
/// built-in one their hands.
class WriterScoresDialog final : public QDialog {
    Q_OBJECT

public:
    WriterScoresDialog(WritersStart start, QWidget* parent);

Q_SIGNALS:
    void learnt(const numeral::ClassTaught& taught);

private:
    void score();
    void teach();
    void finish(const Result<std::optional<ClassTaught>>& taught);
    void show(const Result<std::vector<WriterScore>>& scores);
    void fillRow(int row, const WriterScore& score);

    WritersStart m_start;
    QString m_lesson; ///< what came of it
    WrappingLabel* m_summary;
    QTableWidget* m_table;
    QProgressBar* m_progress;
    QPushButton* m_teach;
    QTimer m_poll; ///< of the lesson's progress
    JobTracker m_job{nullptr, QThread::LowPriority};
};

} // namespace numeral::ui
