// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/main_window.h"

#include "core/evaluation/image_reader.h"
#include "ui/appearance/appearance.h"
#include "ui/base/activity.h"
#include "ui/data/data_panel.h"
#include "ui/ink/ink_canvas.h"
#include "ui/ink/mime_picture.h"
#include "ui/ink/recognition_panel.h"
#include "ui/inspect/network_panel.h"
#include "ui/mistakes/mistakes_panel.h"
#include "ui/mistakes/two_networks_view.h"
#include "ui/runs/data_need_view.h"
#include "ui/runs/run_list.h"
#include "ui/runs/runs_panel.h"
#include "ui/runs/runs_view.h"
#include "ui/runs/sweep_view.h"
#include "ui/teaching/own_drawings_panel.h"
#include "ui/training/group_session.h"
#include "ui/training/training_form.h"
#include "ui/training/training_panel.h"
#include "ui/window/ablation_action.h"
#include "ui/window/activity_wiring.h"
#include "ui/window/close_guard.h"
#include "ui/window/curve_actions.h"
#include "ui/window/data_wiring.h"
#include "ui/window/dock_sizes.h"
#include "ui/window/drawing_wiring.h"
#include "ui/window/edit_actions.h"
#include "ui/window/engine_check_action.h"
#include "ui/window/file_actions.h"
#include "ui/window/help_actions.h"
#include "ui/window/history_actions.h"
#include "ui/window/layouts.h"
#include "ui/window/learning_view.h"
#include "ui/window/message_bar.h"
#include "ui/window/message_wiring.h"
#include "ui/window/mistakes_wiring.h"
#include "ui/window/model_store.h"
#include "ui/window/network_comparison.h"
#include "ui/window/new_classes_action.h"
#include "ui/window/panel_dock.h"
#include "ui/window/panel_scroll.h"
#include "ui/window/read_pictures_action.h"
#include "ui/window/reader_wiring.h"
#include "ui/window/repeat_action.h"
#include "ui/window/retraining.h"
#include "ui/window/run_comparison.h"
#include "ui/window/run_keeper.h"
#include "ui/window/run_wiring.h"
#include "ui/window/runs_wiring.h"
#include "ui/window/study_actions.h"
#include "ui/window/sweep_action.h"
#include "ui/window/teaching.h"
#include "ui/window/test_image_keys.h"
#include "ui/window/view_actions.h"
#include "ui/window/window_memory.h"
#include "ui/window/writer_scores_action.h"
#include "ui/window/writing_exam_action.h"

#include <QAction>
#include <QCloseEvent>
#include <QDropEvent>
#include <QLabel>
#include <QMenuBar>
#include <QStackedWidget>
#include <QStatusBar>
#include <QVBoxLayout>

namespace numeral::ui {

MainWindow::MainWindow(Model digits, Model letters, EngineSource engine)
    : m_activity(new Activity(this))
    , m_session(new TrainingSession(std::move(engine), this))
    , m_group(new GroupSession(m_session->engineSource(), this))
    , m_store(new ModelStore(std::move(digits), std::move(letters), this))
    , m_keeper(new RunKeeper(this))
    , m_data(new DataPanel({readerOf(m_store->bundled()), readerOf(m_store->letters())}))
    , m_training(new TrainingPanel(*m_session, *m_group))
    , m_learning(new LearningView(*m_session))
    , m_runs(new RunsView(*m_group))
    , m_sweep(new SweepView(*m_group))
    , m_dataNeed(new DataNeedView(*m_group))
    , m_runList(new RunList(historyFile(), this))
    , m_runsPanel(new RunsPanel(*m_runList, *m_group))
    , m_middle(new QStackedWidget)
    , m_recognition(new RecognitionPanel)
    , m_network(new NetworkPanel)
    , m_mistakes(new MistakesPanel)
    , m_comparison(new TwoNetworksView)
    , m_mistakePages(new QStackedWidget)
    , m_messages(new MessageBar)
    , m_teaching(new Teaching(m_session->engineSource(), this))
    , m_reader(new QLabel)
    , m_files(new FileActions(*m_store, *this))
    , m_curves(new CurveActions({*this, *m_learning, *m_session, *m_activity, *m_messages}))
    , m_closeGuard(new CloseGuard(
          *m_activity, *m_session, *m_group, *m_keeper, m_teaching->drawings(), *this))
{
    setWindowTitle(tr("Numeral"));
    setAcceptDrops(true);
    dockPanels();
    addMenus();
    connectActivity({*m_activity, *m_session, *m_group, *m_training, *m_data, *m_files, *m_keeper,
        m_teaching->drawings()});
    connectData(*m_data, *m_training, *m_learning, *m_files);
    connectTraining();
    connectHistory();
    connectDrawing({*m_recognition, *m_network, *m_files});
    connectMistakes({*m_mistakes, *m_comparison, *m_store, *m_data, *m_session, *m_recognition});
    connectTestImageKeys(*this, *m_data, *m_recognition);
    connectReaders({*m_recognition, *m_store, *m_data, *m_reader});
    m_teaching->connectParts({*this, *m_activity, *m_recognition, *m_data, *m_session, *m_store,
        *m_keeper, *m_messages});
    connect(m_messages, &MessageBar::errorShown, m_closeGuard, &CloseGuard::cancelClosing);
    connectMessages(
        {*m_messages, *m_data, *m_session, *m_group, *m_keeper, *m_files, *m_recognition});
    restore();
}

// Deletes the sessions first: their destructors still emit signals to the panels.
MainWindow::~MainWindow()
{
    delete m_group;
    delete m_session;
}

void MainWindow::openModel(const QString& file)
{
    m_files->openModel(file);
}

/// The Tab key follows the order in which they are added.
void MainWindow::dockPanels()
{
    dockPanel(*this, {"data", tr("&Data"), m_data, Qt::LeftDockWidgetArea});
    dockPanel(*this, {"training", tr("&Training"), m_training, Qt::LeftDockWidgetArea});

    auto* middle = new QWidget;
    auto* layout = new QVBoxLayout(middle);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_messages);
    m_middle->addWidget(new PanelScroll(m_learning));
    m_middle->addWidget(new PanelScroll(m_runs));
    m_middle->addWidget(new PanelScroll(m_sweep));
    m_middle->addWidget(new PanelScroll(m_dataNeed));
    layout->addWidget(m_middle, 1);
    setCentralWidget(middle);
    m_reader->setTextFormat(Qt::PlainText); // it names a file
    m_reader->setContentsMargins(0, 0, spacing::between, 0);
    statusBar()->addPermanentWidget(m_reader);

    dockPanel(*this, {"drawing", tr("Dra&wing"), m_recognition, Qt::RightDockWidgetArea});
    dockPanel(*this,
        {"digits", tr("&My Drawings"), &m_teaching->panel(), Qt::BottomDockWidgetArea, true});
    QAction* showRuns
        = dockPanel(*this, {"runs", tr("&Runs"), m_runsPanel, Qt::BottomDockWidgetArea, true});
    showRuns->setObjectName(QStringLiteral("showRuns"));
    showRuns->setShortcut(QKeySequence(QStringLiteral("Ctrl+Shift+E")));
    m_mistakePages->addWidget(m_mistakes);
    m_mistakePages->addWidget(m_comparison);
    dockPanel(*this, {"mistakes", tr("M&istakes"), m_mistakePages, Qt::BottomDockWidgetArea, true});
    m_recognition->addTool(
        *dockPanel(*this,
            {"network", tr("&Inside the Network"), m_network, Qt::BottomDockWidgetArea, true}),
        tr("&Why?"));
    m_docks = new DockSizes(*this);
}

void MainWindow::addMenus()
{
    QMenu* file = menuBar()->addMenu(tr("&File"));
    m_files->fillMenu(*file, m_data->correctionsMenu(),
        *new ReadPicturesAction({*this, *m_activity, *m_store, *m_recognition, *m_messages}));
    file->addActions(m_teaching->exportActions());
    file->addAction(m_curves->exportAction());
    file->addSeparator();
    QAction* quit = file->addAction(tr("&Quit"), this, &QWidget::close);
    quit->setShortcut(QKeySequence(QStringLiteral("Ctrl+Q")));
    quit->setMenuRole(QAction::QuitRole);

    QMenu* edit = menuBar()->addMenu(tr("&Edit"));
    fillEditMenu(*edit, *m_recognition);
    edit->addAction(m_curves->copyAction());
    QMenu* train = menuBar()->addMenu(tr("&Train"));
    train->addActions(m_training->runActions());
    train->addAction(new RepeatAction(*this, *m_activity, *m_training, *m_group));
    train->addAction(
        new AblationAction({*this, *m_activity, *m_training, *m_group, *m_runs, *m_messages}));
    auto* sweep = new SweepAction(
        {*this, *m_middle, *m_activity, *m_training, *m_group, *m_sweep, *m_runList, *m_messages});
    train->addActions({sweep, sweep->lastSweep()});
    train->addActions(makeStudyActions({*this, *m_middle, *m_activity, *m_training, *m_group,
        *m_dataNeed, *m_messages, m_session->engineSource()}));
    train->addSeparator();
    train->addActions(m_teaching->lessonActions());
    train->addAction(new NewClassesAction({*this, *m_activity, *m_data, *m_session, *m_store,
        *m_keeper, m_teaching->drawings(), *m_messages}));
    train->addSeparator();
    train->addAction(
        new WritingExamAction({*this, *m_store, *m_files, m_teaching->drawings(), *m_messages}));
    train->addAction(new WriterScoresAction(
        {*this, *m_activity, *m_data, *m_session, *m_store, *m_keeper, *m_messages}));
    train->addSeparator();
    train->addAction(new EngineCheckAction(
        m_session->engineSource(), *m_store, *m_data, *m_messages, *m_activity, this));
    const QList<QAction*> layouts = makeLayoutActions(*this, *m_docks);
    fillViewMenu(
        *menuBar()->addMenu(tr("&View")), *this, *m_docks, layouts, m_curves->viewActions());
    addLayoutButtons(*this, layouts);
    fillHelpMenu(*menuBar()->addMenu(tr("&Help")), *this, *menuBar());
}

void MainWindow::connectTraining()
{
    m_training->form().setConfig(rememberedConfig()); // before changes are remembered, see below
    connect(&m_training->form(), &TrainingForm::configChanged, this,
        [this] { rememberConfig(m_training->form().config()); });
    connectRun(*m_session, *m_store, *m_keeper);
    connect(m_files, &FileActions::modelChosen, m_keeper, &RunKeeper::keepChosenModel);
    connect(m_files, &FileActions::modelOpened, m_learning, &LearningView::showPastRun);
}

void MainWindow::connectHistory()
{
    auto* comparison = new RunComparison(
        {*m_runList, *m_runsPanel, *m_runs, *m_group, *m_data, *m_activity, *m_messages}, this);
    auto* history = new HistoryActions({*this, *m_runList, *m_runsPanel, *m_activity, *m_training,
        *m_data, *m_store, *m_keeper, *m_learning, *m_messages, m_session->engineSource()});
    new Retraining({*m_mistakes, *m_comparison, *m_mistakePages, *m_data, *m_training, *m_group,
                       *m_activity, *m_messages},
        this);
    new NetworkComparison({*this, *m_mistakes, *m_comparison, *m_mistakePages, *m_store, *m_data,
        *m_runList, *m_runsPanel, *m_messages});
    connectRuns({*m_middle, *m_learning, *m_runs, *m_sweep, *m_dataNeed, *m_session, *m_group,
        *m_runList, *comparison, *history, *m_files, *m_activity});
}

void MainWindow::restore()
{
    restoreLayout(*this, *m_docks);
    m_recognition->setPenWidth(rememberedPenWidth(InkCanvas::defaultPenWidth));
    m_data->load(rememberedData());
    m_files->reopenModel();
}

/// What is dropped beside the canvas is meant for it, too.
void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    if (mayHoldPicture(event->mimeData())) {
        event->acceptProposedAction();
    }
}

void MainWindow::dropEvent(QDropEvent* event)
{
    event->acceptProposedAction();
    m_recognition->canvas()->take(event->mimeData());
}

/// The Tab key passes over what Qt keeps out of sight.
bool MainWindow::focusNextPrevChild(bool next)
{
    const QWidget* const start = focusWidget();
    bool isMoved = QMainWindow::focusNextPrevChild(next);
    while (isMoved && focusWidget() != start && isOutOfSight(*this, *focusWidget())) {
        isMoved = QMainWindow::focusNextPrevChild(next);
    }
    return isMoved;
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    if (m_closeGuard->mayClose()) {
        rememberLayout(*this, *m_docks);
        rememberPenWidth(m_recognition->canvas()->penWidth());
        event->accept();
    } else {
        event->ignore();
    }
}

} // namespace numeral::ui
