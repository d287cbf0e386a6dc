// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>

class QMainWindow;

namespace numeral::ui {

class DataPanel;
class ModelStore;

/// Shows how the network that reads now reads each writer of the data set, if they are known.
class WriterScoresAction final : public QAction {
    Q_OBJECT

public:
    WriterScoresAction(ModelStore& store, DataPanel& data, QMainWindow& window);

private:
    void open();

    ModelStore& m_store;
    DataPanel& m_data;
    QMainWindow& m_window;
};

} // namespace numeral::ui
