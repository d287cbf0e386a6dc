// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>

class QMainWindow;

namespace numeral::ui {

class Activity;
class GroupSession;
class TrainingPanel;

/// Trains networks with the form's settings from several seeds.
class RepeatAction final : public QAction {
    Q_OBJECT

public:
    RepeatAction(
        QMainWindow& window, Activity& activity, TrainingPanel& training, GroupSession& session);

private:
    void ask();
    void start(int seeds, int jobs);

    QMainWindow& m_window;
    TrainingPanel& m_training;
    GroupSession& m_session;
};

} // namespace numeral::ui
