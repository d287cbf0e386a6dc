// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/new_classes.h"
#include "ui/training/training_session.h"

#include <QAction>

class QMainWindow;

namespace numeral::ui {

class Activity;
class DataPanel;
class MessageBar;
class ModelStore;
class OwnDrawings;
class RunKeeper;

/// What the action works with.
struct NewClassesParts {
    QMainWindow& window;
    Activity& activity;
    DataPanel& data;
    TrainingSession& session;
    ModelStore& store;
    RunKeeper& keeper;
    OwnDrawings& drawings;
    MessageBar& messages;
};

/// Opens the dialog for classes from nothing; the network that it trains reads from then on.
class NewClassesAction final : public QAction {
    Q_OBJECT

public:
    explicit NewClassesAction(const NewClassesParts& parts);

private:
    void open();
    void use(const NewClassesResult& result);

    NewClassesParts m_parts;
};

} // namespace numeral::ui
