// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/engine_table.h"

#include <QList>

class QAction;
class QMainWindow;
class QStackedWidget;

namespace numeral::ui {

class Activity;
class DataNeedView;
class GroupSession;
class MessageBar;
class TrainingPanel;

/// What the actions work with.
struct StudyParts {
    QMainWindow& window;
    QStackedWidget& middle; ///< holds the view, scrolled
    Activity& activity;
    TrainingPanel& training;
    GroupSession& session;
    DataNeedView& view;
    MessageBar& messages;
    EngineSource engines;
};

/// Makes the actions that find a learning rate, and how many images are needed, and one that shows
/// the last such study again.
QList<QAction*> makeStudyActions(const StudyParts& parts);

} // namespace numeral::ui
