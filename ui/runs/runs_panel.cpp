// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/runs_panel.h"

#include "ui/appearance/appearance.h"
#include "ui/appearance/icons.h"
#include "ui/runs/runs_filter.h"
#include "ui/runs/runs_model.h"
#include "ui/training/group_session.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QStackedWidget>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <set>

namespace numeral::ui {

RunsPanel::RunsPanel(RunList& list, GroupSession& group, QWidget* parent)
    : QWidget(parent)
    , m_list(list)
    , m_group(group)
    , m_model(new RunsModel(list, this))
    , m_shown(new RunsFilter(*m_model, this))
    , m_filter(new QLineEdit)
    , m_count(new QLabel)
    , m_empty(new QLabel)
    , m_pages(new QStackedWidget)
    , m_table(new QTableView)
{
    addActions();
    addTableActions();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacing::between);
    layout->addWidget(makeToolBar());
    layout->addWidget(makeTable(), 1);
    layout->addWidget(makeUndoRow());
    connectParts();
    showSettings();
    showState();
}

QAction* RunsPanel::addAction(const char* name, const QString& text, const QKeySequence& key)
{
    auto* action = new QAction(text, this);
    action->setObjectName(QLatin1String(name));
    action->setShortcut(key);
    action->setShortcutContext(Qt::WidgetShortcut); // not of an editor in the table
    m_table->addAction(action);
    return action;
}

void RunsPanel::addActions()
{
    m_showCurves = addAction("showCurves", tr("Show &Curves"), Qt::Key_Return);
    m_showCurves->setIconText(tr("Curves"));
    m_showCurves->setToolTip(tr("Draw the selected runs’ curves together"));
    connect(m_showCurves, &QAction::triggered, this, [this] { Q_EMIT curvesWanted(selected()); });
    m_compare = addAction("compareGroups", tr("Com&pare Two Groups"), Qt::Key_C);
    m_compare->setIconText(tr("Compare"));
    m_compare->setToolTip(
        tr("Say whether one of two groups of seeds is better: select a run of each"));
    connect(m_compare, &QAction::triggered, this, [this] {
        const std::vector<GroupId> groups = selectedGroups();
        Q_EMIT comparisonWanted(std::min(groups[0], groups[1]), std::max(groups[0], groups[1]));
    });
    m_compareNetworks = addAction("compareRunNetworks", tr("Compare Their Net&works"), {});
    m_compareNetworks->setToolTip(
        tr("Show where the networks of two runs disagree, and what only one reads right"));
    connect(m_compareNetworks, &QAction::triggered, this, [this] {
        const std::vector<RunId> runs = selected();
        Q_EMIT networksWanted(std::min(runs[0], runs[1]), std::max(runs[0], runs[1]));
    });
    m_useSettings = addAction("useSettings", tr("&Use These Settings"), {});
    connect(m_useSettings, &QAction::triggered, this,
        [this] { Q_EMIT settingsWanted(selected().front()); });
    m_openWeights = addAction("openWeights", tr("Read &Drawings with This Network"), {});
    connect(m_openWeights, &QAction::triggered, this,
        [this] { Q_EMIT weightsWanted(selected().front()); });
    m_verify = addAction("verifyRun", tr("Run &Again and Verify"), {});
    m_verify->setToolTip(tr("Train the same again, and say whether it is the same bit for bit"));
    connect(m_verify, &QAction::triggered, this,
        [this] { Q_EMIT verificationWanted(selected().front()); });
    m_pauseRun = addAction("pauseRun", tr("Pause or &Resume This Run"), {});
    connect(m_pauseRun, &QAction::triggered, this, [this] {
        forSelectedLive([this](std::size_t run) {
            m_group.setRunPaused(run, m_group.runs()[run].state != GroupSession::RunState::Paused);
        });
    });
    m_stopRun = addAction("stopRun", tr("&Stop This Run"), {});
    connect(m_stopRun, &QAction::triggered, this,
        [this] { forSelectedLive([this](std::size_t run) { m_group.stopRun(run); }); });
}

void RunsPanel::addTableActions()
{
    const auto addEditor = [this](const char* name, const QString& text, const QKeySequence& key,
                               RunsModel::Column column) {
        QAction* action = addAction(name, text, key);
        connect(action, &QAction::triggered, this, [this, column] {
            const QModelIndex cell = m_table->currentIndex().siblingAtColumn(column);
            m_table->scrollTo(cell);
            m_table->edit(cell);
        });
        return action;
    };
    m_rename = addEditor("renameRun", tr("&Name…"), Qt::Key_F2, RunsModel::Name);
    m_setFolder = addEditor("setFolder", tr("&Folder…"), {}, RunsModel::Folder);
    m_setNote = addEditor("setNote", tr("N&ote…"), {}, RunsModel::Note);
    m_star = addAction("starRun", tr("S&tar"), Qt::Key_S);
    connect(m_star, &QAction::triggered, this, &RunsPanel::star);
    m_remove = addAction("removeRuns", tr("De&lete"), QKeySequence::Delete);
    connect(m_remove, &QAction::triggered, this, &RunsPanel::remove);
    m_copy = addAction("copyRuns", tr("Cop&y Table"), {}); // Ctrl+C: see eventFilter
    connect(m_copy, &QAction::triggered, this, &RunsPanel::copyTable);
    m_showLast = addAction("showLast", tr("Last Epoch in Place of the &Best"), {});
    m_showLast->setCheckable(true);
    connect(m_showLast, &QAction::toggled, m_model, &RunsModel::setShowsLast);
}

QWidget* RunsPanel::makeToolBar()
{
    m_filter->setObjectName(QStringLiteral("filterRuns"));
    m_filter->setPlaceholderText(tr("Filter by name, data, setting, folder, note …"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setAccessibleName(tr("Filter"));
    connect(m_filter, &QLineEdit::textChanged, this, &RunsPanel::filter);
    m_count->setObjectName(QStringLiteral("runCount"));
    auto* bar = new QWidget;
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_filter, 1);
    row->addWidget(m_count);
    for (QAction* action : {m_showCurves, m_compare}) {
        auto* button = new QToolButton;
        button->setDefaultAction(action);
        row->addWidget(button);
    }
    auto* more = new QToolButton;
    more->setObjectName(QStringLiteral("runsMenu"));
    more->setText(tr("Table"));
    more->setPopupMode(QToolButton::InstantPopup);
    more->setMenu(makeTableMenu());
    row->addWidget(more);
    return bar;
}

QMenu* RunsPanel::makeTableMenu()
{
    auto* menu = new QMenu(this);
    menu->addAction(m_copy);
    for (const TableFormat& format : tableFormats()) {
        const QString title
            = QString::fromLatin1(format.title.data(), static_cast<qsizetype>(format.title.size()));
        QAction* action = menu->addAction(tr("Export as %1…").arg(title));
        action->setObjectName(QStringLiteral("exportRuns-%1")
                                  .arg(QLatin1String(format.name.data(),
                                      static_cast<qsizetype>(format.name.size()))));
        connect(
            action, &QAction::triggered, this, [this, &format] { Q_EMIT exportWanted(format); });
    }
    menu->addSeparator();
    menu->addAction(m_showLast);
    return menu;
}

QWidget* RunsPanel::makeTable()
{
    m_table->setObjectName(QStringLiteral("runsTable"));
    m_table->setAccessibleName(tr("Runs"));
    m_table->setModel(m_shown);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setEditTriggers(QAbstractItemView::DoubleClicked);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(RunsModel::Begun, Qt::DescendingOrder);
    m_table->setShowGrid(false);
    m_table->setAlternatingRowColors(true);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->setMouseTracking(true);
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(m_table->fontMetrics().height() + 8);
    m_table->horizontalHeader()->setSectionsMovable(true);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setResizeContentsPrecision(50);
    m_table->installEventFilter(this);
    m_table->viewport()->installEventFilter(this);
    m_empty->setObjectName(QStringLiteral("noRuns"));
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_pages->addWidget(m_empty);
    m_pages->addWidget(m_table);
    m_pages->setMinimumHeight(5 * m_table->fontMetrics().height());
    return m_pages;
}

QWidget* RunsPanel::makeUndoRow()
{
    m_undoRow = new QWidget;
    m_removed = new QLabel;
    m_removed->setObjectName(QStringLiteral("removedRuns"));
    auto* undo = new QPushButton(tr("&Undo"));
    undo->setObjectName(QStringLiteral("undoRemoval"));
    connect(undo, &QPushButton::clicked, this, &RunsPanel::undoRemoval);
    auto* row = new QHBoxLayout(m_undoRow);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_removed);
    row->addWidget(undo);
    row->addStretch();
    return m_undoRow;
}

void RunsPanel::connectParts()
{
    connect(&m_list, &RunList::changed, this, [this] {
        showSettings();
        showState();
    });
    connect(&m_group, &GroupSession::progressed, this, &RunsPanel::showLive);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
        &RunsPanel::showState);
    connect(m_table, &QTableView::clicked, this, [this](const QModelIndex& place) {
        if (place.column() == RunsModel::Star) {
            star();
        }
    });
    connect(m_table, &QTableView::doubleClicked, this, [this](const QModelIndex& place) {
        if (!(m_shown->flags(place) & Qt::ItemIsEditable) && place.column() != RunsModel::Star) {
            m_showCurves->trigger();
        }
    });
    connect(m_table, &QTableView::entered, this,
        [this](const QModelIndex& place) { Q_EMIT highlightChanged(runAt(place)); });
}

bool RunsPanel::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Leave) {
        Q_EMIT highlightChanged({});
    }
    if (watched != m_table
        || (event->type() != QEvent::ShortcutOverride && event->type() != QEvent::KeyPress)) {
        return QWidget::eventFilter(watched, event);
    }
    // Otherwise the window would copy the drawing, or undo a stroke.
    const auto* key = static_cast<QKeyEvent*>(event);
    const bool copies = key->matches(QKeySequence::Copy);
    const bool undoes = key->matches(QKeySequence::Undo) && m_list.removedLast() > 0;
    if (copies || undoes) {
        event->accept();
        if (event->type() == QEvent::KeyPress) {
            copies ? copyTable() : undoRemoval();
        }
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

std::optional<RunId> RunsPanel::runAt(const QModelIndex& place) const
{
    return place.isValid() ? std::optional(m_model->at(m_shown->mapToSource(place).row()).run.id)
                           : std::nullopt;
}

std::vector<RunId> RunsPanel::selected() const
{
    QModelIndexList rows = m_table->selectionModel()->selectedRows();
    std::ranges::sort(rows, {}, &QModelIndex::row);
    std::vector<RunId> runs;
    for (const QModelIndex& row : rows) {
        runs.push_back(*runAt(row));
    }
    return runs;
}

std::vector<GroupId> RunsPanel::selectedGroups() const
{
    std::set<GroupId> groups;
    for (const RunId run : selected()) {
        const ListedRun* listed = m_list.find(run);
        if (listed != nullptr && listed->run.group) {
            groups.insert(*listed->run.group);
        }
    }
    return {groups.begin(), groups.end()};
}

RunTable RunsPanel::table() const
{
    std::vector<HistoryRun> runs;
    for (int row = 0; row < m_shown->rowCount(); ++row) {
        runs.push_back(m_model->at(m_shown->mapToSource(m_shown->index(row, 0)).row()).run);
    }
    return runTable(runs);
}

void RunsPanel::highlight(std::optional<RunId> run)
{
    m_model->highlight(run);
}

void RunsPanel::filter()
{
    m_shown->setWords(m_filter->text());
    showSettings();
    showState();
}

/// Shows the settings in which the runs differ that the filter leaves.
void RunsPanel::showSettings()
{
    std::vector<RunSettings> settings;
    for (int row = 0; row < m_shown->rowCount(); ++row) {
        settings.push_back(
            m_model->at(m_shown->mapToSource(m_shown->index(row, 0)).row()).settings);
    }
    const int before = m_model->columnCount();
    m_model->setSettingColumns(differingSettings(settings));
    if (m_model->columnCount() == before && !m_count->text().isEmpty()) {
        return;
    }
    QHeaderView* header = m_table->horizontalHeader();
    for (int column = RunsModel::FirstSetting; column < m_model->columnCount(); ++column) {
        header->moveSection(header->visualIndex(column),
            header->visualIndex(RunsModel::Validation) + 1 + column - RunsModel::FirstSetting);
    }
    m_table->resizeColumnsToContents();
}

void RunsPanel::showState()
{
    const int all = m_model->rowCount();
    const int shown = m_shown->rowCount();
    m_pages->setCurrentIndex(shown > 0 ? 1 : 0);
    m_empty->setText(!m_list.runs() ? tr("The runs are being read…")
            : all == 0 ? tr("Every run that you train is kept here, with its settings, curves and "
                            "weights: on this computer, and nowhere else.")
                       : tr("No run fits the filter."));
    m_count->setText(all == shown ? tr("%Ln run(s), on this computer only", nullptr, all)
                                  : tr("%1 of %Ln run(s)", nullptr, all).arg(shown));
    const std::vector<RunId> runs = selected();
    const ListedRun* one = runs.size() == 1 ? m_list.find(runs.front()) : nullptr;
    m_showCurves->setEnabled(!runs.empty());
    m_compare->setEnabled(selectedGroups().size() == 2);
    m_compareNetworks->setEnabled(runs.size() == 2 && std::ranges::all_of(runs, [this](RunId run) {
        const ListedRun* listed = m_list.find(run);
        return listed != nullptr && listed->run.hasWeights;
    }));
    m_useSettings->setEnabled(one != nullptr);
    m_openWeights->setEnabled(one != nullptr && one->run.hasWeights);
    m_verify->setEnabled(one != nullptr && one->run.hasWeights);
    for (QAction* action : {m_rename, m_setFolder, m_setNote}) {
        action->setEnabled(one != nullptr);
    }
    m_star->setEnabled(!runs.empty());
    m_remove->setEnabled(!runs.empty());
    m_copy->setEnabled(shown > 0);
    bool isLive = false;
    forSelectedLive([&isLive](std::size_t /*run*/) { isLive = true; });
    m_pauseRun->setEnabled(isLive);
    m_stopRun->setEnabled(isLive);
    const auto removed = static_cast<int>(m_list.removedLast());
    m_undoRow->setVisible(removed > 0);
    m_removed->setText(tr("%Ln run(s) deleted", nullptr, removed));
}

void RunsPanel::showLive()
{
    std::map<RunId, QString> states;
    for (const GroupSession::Run& run : m_group.runs()) {
        if (!run.id || run.state == GroupSession::RunState::Ended || !m_group.isActive()) {
            continue;
        }
        const int epoch = static_cast<int>(run.epochs.size());
        states[*run.id] = run.state == GroupSession::RunState::Paused ? tr("paused")
            : run.state == GroupSession::RunState::Stopping
            ? tr("stopping…")
            : tr("training, epoch %1").arg(epoch + 1);
    }
    m_model->setLive(std::move(states));
}

void RunsPanel::forSelectedLive(const std::function<void(std::size_t)>& apply)
{
    const std::vector<RunId> chosen = selected();
    for (std::size_t i = 0; m_group.isActive() && i < m_group.runs().size(); ++i) {
        const GroupSession::Run& run = m_group.runs()[i];
        if (run.id && run.state != GroupSession::RunState::Ended
            && std::ranges::find(chosen, *run.id) != chosen.end()) {
            apply(i);
        }
    }
}

void RunsPanel::star()
{
    const std::vector<RunId> runs = selected();
    const ListedRun* first = runs.empty() ? nullptr : m_list.find(runs.front());
    if (first == nullptr) {
        return;
    }
    m_list.edit([runs, isStarred = !first->run.isStarred](RunHistory& history) -> Result<void> {
        for (const RunId run : runs) {
            if (Result<void> written = history.setStarred(run, isStarred); !written) {
                return written;
            }
        }
        return {};
    });
}

void RunsPanel::remove()
{
    m_list.remove(selected());
    showState();
}

void RunsPanel::undoRemoval()
{
    m_list.undoRemoval();
    showState();
}

/// As Markdown, and as CSV for programs that ask for it.
void RunsPanel::copyTable()
{
    const RunTable table = this->table();
    auto* copied = new QMimeData;
    copied->setText(QString::fromStdString(findTableFormat("markdown")->write(table)));
    copied->setData(QStringLiteral("text/csv"),
        QByteArray::fromStdString(findTableFormat("csv")->write(table)));
    QGuiApplication::clipboard()->setMimeData(copied);
}

} // namespace numeral::ui
