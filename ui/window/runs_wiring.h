// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QStackedWidget;

namespace numeral::ui {

class Activity;
class DataNeedView;
class FileActions;
class GroupSession;
class LearningView;
class HistoryActions;
class RunComparison;
class RunList;
class RunsView;
class SweepView;
class TrainingSession;

/// What shows runs in the window's middle: a single one, or several together.
struct RunsParts {
    QStackedWidget& middle; ///< holds both views, scrolled
    LearningView& single;
    RunsView& several;
    SweepView& sweep;
    DataNeedView& dataNeed;
    TrainingSession& session;
    GroupSession& group;
    RunList& list;
    RunComparison& comparison;
    HistoryActions& history;
    FileActions& files;
    Activity& activity;
};

/// Shows the view of what is trained or opened.
void connectRuns(const RunsParts& parts);

} // namespace numeral::ui
