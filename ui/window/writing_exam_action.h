// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>

class QMainWindow;

namespace numeral::ui {

class FileActions;
class ModelStore;

/// Opens the writing exam, whose drawings can become the window's data set.
class WritingExamAction final : public QAction {
    Q_OBJECT

public:
    WritingExamAction(ModelStore& store, FileActions& files, QMainWindow& window);

private:
    void open();

    ModelStore& m_store;
    FileActions& m_files;
    QMainWindow& m_window;
};

} // namespace numeral::ui
