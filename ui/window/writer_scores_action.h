// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/class_teaching.h"

#include <QAction>

class QMainWindow;

namespace numeral::ui {

class Activity;
class DataPanel;
class MessageBar;
class ModelStore;
class RunKeeper;
class TrainingSession;

/// What the action works with.
struct WriterScoresParts {
    QMainWindow& window;
    Activity& activity;
    DataPanel& data;
    TrainingSession& session;
    ModelStore& store;
    RunKeeper& keeper;
    MessageBar& messages;
};

/// Shows how the network that reads now reads each writer of the data set, if they are known; the
/// network that is taught their hands reads from then on.
class WriterScoresAction final : public QAction {
    Q_OBJECT

public:
    explicit WriterScoresAction(const WriterScoresParts& parts);

private:
    void showState();
    void open();
    void use(const ClassTaught& taught);

    WriterScoresParts m_parts;
};

} // namespace numeral::ui
