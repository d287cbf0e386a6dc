// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model.h"
#include "ui/training/training_session.h"

#include <QMainWindow>

class QLabel;
class QStackedWidget;

namespace numeral::ui {

class Activity;
class CloseGuard;
class CurveActions;
class DataNeedView;
class DataPanel;
class DockSizes;
class FileActions;
class GroupSession;
class LearningView;
class MessageBar;
class MistakesPanel;
class NetworkPanel;
class ModelStore;
class RecognitionPanel;
class RunKeeper;
class RunList;
class RunsPanel;
class RunsView;
class SweepView;
class Teaching;
class TrainingPanel;
class TwoNetworksView;

/// Docks the panels, puts their actions into menus and connects the components.
class MainWindow final : public QMainWindow {
    Q_OBJECT

public:
    /// The models are the built-in ones.
    MainWindow(Model digits, Model letters, EngineSource engine);

    /// Opens a model file, as if it had been chosen in the menu.
    void openModel(const QString& file);
    ~MainWindow() override;

protected:
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    bool focusNextPrevChild(bool next) override;

private:
    void dockPanels();
    void addMenus();
    void connectTraining();
    void connectHistory();
    void restore();

    Activity* m_activity;
    TrainingSession* m_session;
    GroupSession* m_group;
    ModelStore* m_store;
    RunKeeper* m_keeper;
    DataPanel* m_data;
    TrainingPanel* m_training;
    LearningView* m_learning;
    RunsView* m_runs;
    SweepView* m_sweep;
    DataNeedView* m_dataNeed;
    RunList* m_runList;
    RunsPanel* m_runsPanel;
    QStackedWidget* m_middle; ///< shows a single run, or several
    RecognitionPanel* m_recognition;
    NetworkPanel* m_network;
    MistakesPanel* m_mistakes;
    TwoNetworksView* m_comparison;
    QStackedWidget* m_mistakePages; ///< both of these
    MessageBar* m_messages;
    Teaching* m_teaching;
    QLabel* m_reader; ///< names the network that reads the drawings
    DockSizes* m_docks = nullptr;
    FileActions* m_files;
    CurveActions* m_curves;
    CloseGuard* m_closeGuard;
};

} // namespace numeral::ui
