// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/run_record.h"

#include <QWidget>

namespace numeral::ui {

class Headline;

/// Progress of a run, then its result: a headline, a sentence below it and a progress bar.
class ProgressPanel final : public QWidget {
    Q_OBJECT

public:
    explicit ProgressPanel(QWidget* parent = nullptr);

    /// Shows this text while there is neither a run nor a result.
    void showIdle(const QString& headline, const QString& sentence);
    void showPreparing();
    void showPreparing(Preparation what, double fraction);
    void showStart(const RunStart& start);
    void showBatch(const BatchFigures& figures);
    void showEpoch(const EpochFigures& figures);
    void showPaused(bool paused);
    void showStopping();
    /// Of a run that has just ended, or one that is shown again.
    void showResult(const RunRecord& run);
    void showFailure();
    /// Has screen readers say how the run ended, as it is shown.
    void announceEnd();

    /// The texts shown now.
    QString headline() const;
    QString detail() const;

private:
    void showProgress();
    void showPreparation();
    QString resultHeadline(const RunRecord& run) const;
    QString testText(const RunRecord& run) const;

    Headline* m_text;
    bool m_isPreparing = false;
    std::optional<std::pair<Preparation, double>> m_preparation; ///< and how much of it is done
    RunStart m_run;
    double m_position = 0; ///< in epochs
    int m_finishedEpochs = 0;
    double m_epochSeconds = 0; ///< sum over all finished epochs
    double m_latestAccuracy = -1; ///< validation, or else training, accuracy; negative = none yet
    bool m_paused = false;
};

} // namespace numeral::ui
