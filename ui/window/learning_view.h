// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/dataset.h"
#include "core/training/trainer.h"

#include <QWidget>

namespace numeral::ui {

class LearningCurves;
class ProgressPanel;
class TrainingSession;

/// The middle of the window: how far the run is, and its curves.
class LearningView final : public QWidget {
    Q_OBJECT

public:
    explicit LearningView(TrainingSession& session, QWidget* parent = nullptr);

    /// Before the first run: what there is to learn from.
    void showReady(const Dataset& dataset);
    void showNoData();

    LearningCurves& curves() const { return *m_curves; }

private:
    void showLoading();
    void showState();
    void showStart(const RunStart& start);
    void showEnd(const TrainingResult& result);

    TrainingSession& m_session;
    ProgressPanel* m_progress;
    LearningCurves* m_curves;
    bool m_hasRun = false; ///< there are curves to see
    bool m_isStarted = false; ///< the run that goes on has told its first
};

} // namespace numeral::ui
