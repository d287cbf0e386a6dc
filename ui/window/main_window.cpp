// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/main_window.h"

#include "ui/data/data_panel.h"
#include "ui/ink/ink_canvas.h"
#include "ui/ink/recognition_panel.h"
#include "ui/training/training_form.h"
#include "ui/training/training_panel.h"
#include "ui/window/close_guard.h"
#include "ui/window/edit_actions.h"
#include "ui/window/file_actions.h"
#include "ui/window/help_actions.h"
#include "ui/window/learning_view.h"
#include "ui/window/message_bar.h"
#include "ui/window/model_store.h"
#include "ui/window/panel_dock.h"
#include "ui/window/run_keeper.h"
#include "ui/window/view_actions.h"
#include "ui/window/window_memory.h"

#include <QAction>
#include <QCloseEvent>
#include <QMenuBar>
#include <QVBoxLayout>

namespace numeral::ui {

MainWindow::MainWindow(Model bundled, EngineSource engine)
    : m_session(new TrainingSession(std::move(engine), this))
    , m_store(new ModelStore(std::move(bundled), this))
    , m_keeper(new RunKeeper(this))
    , m_data(new DataPanel)
    , m_training(new TrainingPanel(*m_session))
    , m_learning(new LearningView(*m_session))
    , m_recognition(new RecognitionPanel)
    , m_messages(new MessageBar)
    , m_files(new FileActions(*m_store, *this))
    , m_closeGuard(new CloseGuard(*m_session, *m_keeper, *this))
{
    setWindowTitle(tr("Numeral"));
    dockPanels();
    addMenus();
    connectTraining();
    connectModel();
    connectMessages();
    m_recognition->setModel(m_store->model());
    restore();
}

// The session goes first: its end is still delivered to the panels.
MainWindow::~MainWindow()
{
    delete m_session;
}

void MainWindow::dockPanels()
{
    auto* middle = new QWidget;
    auto* layout = new QVBoxLayout(middle);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_messages);
    layout->addWidget(m_learning, 1);
    setCentralWidget(middle);

    for (const Panel& panel : {
             Panel{"data", tr("Data"), m_data, Qt::LeftDockWidgetArea},
             Panel{"training", tr("Training"), m_training, Qt::LeftDockWidgetArea},
             Panel{"drawing", tr("Drawing"), m_recognition, Qt::RightDockWidgetArea},
         }) {
        dockPanel(*this, panel);
    }
}

void MainWindow::addMenus()
{
    QMenu* file = menuBar()->addMenu(tr("&File"));
    m_files->fillMenu(*file);
    file->addSeparator();
    QAction* quit = file->addAction(tr("&Quit"), this, &QWidget::close);
    quit->setShortcut(QKeySequence(QStringLiteral("Ctrl+Q")));
    quit->setMenuRole(QAction::QuitRole);

    fillEditMenu(*menuBar()->addMenu(tr("&Edit")), *m_recognition);
    menuBar()
        ->addMenu(tr("&Train"))
        ->addActions(
            {m_training->trainAction(), m_training->pauseAction(), m_training->stopAction()});
    fillViewMenu(*menuBar()->addMenu(tr("&View")), *this);
    fillHelpMenu(*menuBar()->addMenu(tr("&Help")), *this, *menuBar());
}

void MainWindow::connectTraining()
{
    connect(
        m_data, &DataPanel::loaded, this, [this](const std::shared_ptr<const Dataset>& dataset) {
            m_training->setDataset(dataset);
            m_learning->showReady(*dataset);
            rememberData(m_data->source());
        });
    connect(&m_training->form(), &TrainingForm::configChanged, this,
        [this] { rememberConfig(m_training->form().config()); });
    connect(m_session, &TrainingSession::stateChanged, this, [this] {
        m_data->setEditable(!m_session->isActive());
        m_files->setOpeningEnabled(!m_session->isActive());
    });
    connect(m_session, &TrainingSession::started, this,
        [this](const RunStart& /*start*/, const Model& untrained) {
            m_messages->hide();
            m_store->beginTraining(untrained);
            m_keeper->begin(m_data->dataset()->name);
        });
    connect(m_session, &TrainingSession::improved, m_keeper, &RunKeeper::keep);
    connect(m_keeper, &RunKeeper::kept, this, [](const QString& file) { rememberModel(file); });
}

void MainWindow::connectModel()
{
    connect(
        m_session, &TrainingSession::weightsPublished, m_store, &ModelStore::setTrainingWeights);
    connect(m_session, &TrainingSession::finished, this,
        [this](const Model& model, const TrainingResult& result) {
            m_keeper->keep(model);
            m_store->use(model, tr("your last run"));
            if (!result.explanation.empty()) {
                m_messages->showError({ErrorCode::EngineFailed, result.explanation});
            }
        });
    connect(m_session, &TrainingSession::failed, m_store, &ModelStore::abandonTraining);
    connect(m_store, &ModelStore::modelChanged, this,
        [this] { m_recognition->setModel(m_store->model()); });
    connect(m_store, &ModelStore::weightsChanged, m_recognition, &RecognitionPanel::setWeights);
}

void MainWindow::connectMessages()
{
    const auto showError = [this](const Error& error) { m_messages->showError(error); };
    connect(m_data, &DataPanel::failed, this, showError);
    connect(m_session, &TrainingSession::failed, this, showError);
    connect(m_keeper, &RunKeeper::failed, this, showError);
    connect(m_files, &FileActions::failed, this, showError);
    connect(m_files, &FileActions::notice, m_messages, &MessageBar::showNotice);
    connect(m_files, &FileActions::dataFolderChosen, m_data, &DataPanel::load);
    connect(m_files, &FileActions::modelOpened, this, &rememberModel);
    connect(m_recognition->canvas(), &InkCanvas::pictureFailed, this,
        [this](const QString& sentence) { m_messages->showError(sentence); });
}

void MainWindow::restore()
{
    restoreLayout(*this);
    m_training->form().setConfig(rememberedConfig());
    m_data->load(rememberedData());
    if (const QString model = rememberedModel(); !model.isEmpty()) {
        m_files->openModel(model);
    }
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    if (m_closeGuard->mayClose()) {
        rememberLayout(*this);
        event->accept();
    } else {
        event->ignore();
    }
}

} // namespace numeral::ui
