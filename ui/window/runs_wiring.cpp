// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/runs_wiring.h"

#include "ui/base/activity.h"
#include "ui/runs/data_need_view.h"
#include "ui/runs/run_list.h"
#include "ui/runs/runs_view.h"
#include "ui/runs/sweep_view.h"
#include "ui/training/group_session.h"
#include "ui/training/training_session.h"
#include "ui/window/file_actions.h"
#include "ui/window/history_actions.h"
#include "ui/window/learning_view.h"
#include "ui/window/panel_scroll.h"
#include "ui/window/run_comparison.h"

#include <QStackedWidget>

namespace numeral::ui {

void connectRuns(const RunsParts& parts)
{
    QStackedWidget* pages = &parts.middle;
    const auto showSingle = [pages, &view = parts.single] { showPage(*pages, view); };
    const auto showSeveral = [pages, &view = parts.several] { showPage(*pages, view); };
    QObject::connect(&parts.session, &TrainingSession::starting, pages, showSingle);
    QObject::connect(&parts.files, &FileActions::modelOpened, pages, showSingle);
    QObject::connect(&parts.several, &RunsView::backRequested, pages, showSingle);
    QObject::connect(&parts.sweep, &SweepView::backRequested, pages, showSingle);
    QObject::connect(&parts.dataNeed, &DataNeedView::backRequested, pages, showSingle);
    QObject::connect(&parts.group, &GroupSession::starting, pages, showSeveral);
    QObject::connect(&parts.comparison, &RunComparison::shown, pages, showSeveral);
    QObject::connect(&parts.history, &HistoryActions::runShown, pages, showSingle);
    RunList* list = &parts.list;
    QObject::connect(&parts.session, &TrainingSession::started, list, &RunList::refreshSoon);
    QObject::connect(&parts.session, &TrainingSession::epochFinished, list, &RunList::refreshSoon);
    QObject::connect(&parts.session, &TrainingSession::finished, list, &RunList::refreshSoon);
    QObject::connect(&parts.group, &GroupSession::progressed, list, &RunList::refreshSoon);
    QObject::connect(&parts.group, &GroupSession::finished, list, &RunList::refreshSoon);
    QObject::connect(pages, &QStackedWidget::currentChanged, &parts.activity,
        [&activity = parts.activity] { activity.update(); });
}

} // namespace numeral::ui
