// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/dataset.h"
#include "core/training/run_record.h"

#include <QWidget>

namespace numeral::ui {

class CurvesPicture;
class LearningCurves;
class ProgressPanel;
class TrainingSession;

/// The central widget: the progress of a run and its learning curves.
class LearningView final : public QWidget {
    Q_OBJECT

public:
    explicit LearningView(TrainingSession& session, QWidget* parent = nullptr);

    /// Before the first run: shows which data set is loaded, or that there is none.
    void showReady(const Dataset& dataset);
    void showNoData();

    LearningCurves& curves() const { return *m_curves; }
    /// Shows the run that trained an opened model, if the model tells of one.
    void showPastRun(const Model& model);

    /// A picture of the curves, with the headline of their run.
    CurvesPicture picture() const;

private:
    void showLoading();
    void showState();
    void showPreparing();
    void showStart(const RunStart& start);
    void showEnd(const RunRecord& run);

    TrainingSession& m_session;
    TrainingConfig m_config; ///< of the run that is shown
    ProgressPanel* m_progress;
    LearningCurves* m_curves;
    bool m_hasRun = false; ///< there has been a run, so there are curves to show
};

} // namespace numeral::ui
