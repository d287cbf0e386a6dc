// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/dataset.h"
#include "core/evaluation/writer_scores.h"
#include "ui/base/job_tracker.h"

#include <QDialog>

#include <memory>

class QTableWidget;

namespace numeral::ui {

class WrappingLabel;

/// Shows how the network reads each writer of a data set, hardest to read first.
class WriterScoresDialog final : public QDialog {
    Q_OBJECT

public:
    /// `dataset` says who wrote its images.
    WriterScoresDialog(Model model, std::shared_ptr<const Dataset> dataset, QWidget* parent);

private:
    void show(const Result<std::vector<WriterScore>>& scores);
    void fillRow(int row, const WriterScore& score);

    std::vector<std::string> m_classes; ///< the network's
    WrappingLabel* m_summary;
    QTableWidget* m_table;
    JobTracker m_job;
};

} // namespace numeral::ui
