// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/learning_rate_finder.h"
#include "ui/base/job_tracker.h"

#include <QDialog>

#include <memory>

class QLabel;
class QPushButton;

namespace numeral::ui {

class XyChart;

/// Tries learning rates beside the window, and offers the one at which the loss falls the fastest.
/// No network but its own is touched.
class RateDialog final : public QDialog {
    Q_OBJECT

public:
    RateDialog(const TrainingConfig& config, const std::shared_ptr<const Dataset>& dataset,
        const EngineSource& engines, QWidget* parent = nullptr);

Q_SIGNALS:
    /// The user wants to train with this learning rate.
    void rateChosen(double rate);

private:
    void take(const Result<std::optional<LearningRateSearch>>& search);

    QLabel* m_text;
    XyChart* m_chart;
    QPushButton* m_use;
    double m_rate = 0;
    JobTracker m_job;
};

} // namespace numeral::ui
