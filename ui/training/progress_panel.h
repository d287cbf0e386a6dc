// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/trainer.h"

#include <QWidget>

class QLabel;
class QProgressBar;

namespace numeral::ui {

/// How far a run is, then how it went: a headline, a sentence below it and a bar.
class ProgressPanel final : public QWidget {
    Q_OBJECT

public:
    explicit ProgressPanel(QWidget* parent = nullptr);

    /// While there is neither a run nor its result.
    void showIdle(const QString& headline, const QString& sentence);
    void showPreparing();
    void showStart(const RunStart& start);
    void showBatch(const BatchFigures& figures);
    void showEpoch(const EpochFigures& figures);
    void showPaused(bool paused);
    void showStopping();
    void showResult(const TrainingResult& result, const QString& datasetName);
    void showFailure();

private:
    void showProgress();

    QLabel* m_headline;
    QLabel* m_detail;
    QProgressBar* m_bar;
    RunStart m_run;
    double m_position = 0; ///< in epochs
    int m_finishedEpochs = 0;
    double m_epochSeconds = 0; ///< of all finished epochs together
    double m_latestAccuracy = -1; ///< validation accuracy; negative before there is one
    bool m_paused = false;
};

} // namespace numeral::ui
