// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/sweep_view.h"

#include "ui/appearance/close_button.h"
#include "ui/appearance/headline.h"
#include "ui/runs/parallel_view.h"
#include "ui/runs/runs_text.h"
#include "ui/runs/scatter_view.h"
#include "ui/training/group_session.h"
#include "ui/training/run_text.h"

#include <QAction>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLocale>
#include <QTableWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>
#include <utility>

namespace numeral::ui {

namespace {

using namespace std::chrono_literals;

constexpr std::chrono::milliseconds refreshInterval = 250ms;
constexpr int figureColumns = 4; ///< after the settings
const QString separator = QStringLiteral("  ·  ");

} // namespace

SweepView::SweepView(GroupSession& session, QWidget* parent)
    : QWidget(parent)
    , m_session(session)
    , m_text(new Headline)
    , m_parallel(new ParallelView)
    , m_scatter(new ScatterView)
    , m_table(new QTableWidget)
{
    makeTable();
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(makeTop());
    layout->addWidget(m_parallel, 3);
    layout->addWidget(m_scatter, 2);
    layout->addWidget(m_table, 2);
    m_refreshing.setSingleShot(true);
    m_refreshing.setInterval(refreshInterval);
    connect(&m_refreshing, &QTimer::timeout, this, &SweepView::refresh);
    const auto refreshSoon = [this] {
        if (m_isShown && !m_refreshing.isActive()) {
            m_refreshing.start();
        }
    };
    connect(&session, &GroupSession::progressed, this, refreshSoon);
    connect(&session, &GroupSession::stateChanged, this, refreshSoon);
    connect(&session, &GroupSession::finished, this, [this] {
        if (m_isShown) {
            refresh();
            m_text->announceText();
        }
    });
    connect(&session, &GroupSession::starting, this, [this] { m_isShown = false; });
    connect(m_parallel, &ParallelView::chosenChanged, this, &SweepView::showChosen);
    connect(
        m_parallel, &ParallelView::highlightChanged, this, [this](std::optional<std::size_t> run) {
            const auto row = run ? std::ranges::find(m_rows, *run) : m_rows.end();
            if (row == m_rows.end()) {
                m_table->clearSelection();
            } else {
                m_table->selectRow(static_cast<int>(row - m_rows.begin()));
            }
        });
}

QWidget* SweepView::makeTop()
{
    m_text->setNames(QStringLiteral("sweepHeadline"), QStringLiteral("sweepDetail"));
    m_text->setProgress({});
    QToolButton* back = makeCloseButton(
        QStringLiteral("backFromSweep"), tr("Show the curves of the last single run again"));
    connect(back, &QToolButton::clicked, this, &SweepView::backRequested);
    auto* top = new QWidget;
    auto* row = new QHBoxLayout(top);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_text, 1);
    row->addWidget(back, 0, Qt::AlignTop);
    return top;
}

void SweepView::makeTable()
{
    m_table->setObjectName(QStringLiteral("sweepTable"));
    m_table->setAccessibleName(tr("Runs of the sweep, the best first"));
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setTabKeyNavigation(false);
    m_table->setShowGrid(false);
    m_table->setAlternatingRowColors(true);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 6);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->setMinimumHeight(5 * (fontMetrics().height() + 6));
    auto* use = new QAction(tr("&Use These Settings"), this);
    use->setObjectName(QStringLiteral("useSweepSettings"));
    use->setShortcut(Qt::Key_Return);
    use->setShortcutContext(Qt::WidgetShortcut);
    m_table->addAction(use);
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_table->setToolTip(tr("A double click, or Enter, takes a run’s settings into the form."));
    const auto takeCurrent = [this] {
        if (m_current) {
            Q_EMIT settingsWanted(m_picture->runs[*m_current].config);
        }
    };
    connect(use, &QAction::triggered, this, takeCurrent);
    connect(m_table, &QTableWidget::cellDoubleClicked, this, takeCurrent);
    connect(m_table, &QTableWidget::currentCellChanged, this, [this](int row) {
        const bool isRun = row >= 0 && static_cast<std::size_t>(row) < m_rows.size();
        m_current = isRun ? std::optional(m_rows[static_cast<std::size_t>(row)]) : std::nullopt;
        m_parallel->highlight(m_current);
    });
}

void SweepView::begin(const std::vector<std::string>& keys, StoppingMetric metric,
    std::vector<SweepRun> before, bool goesOn)
{
    m_keys = keys;
    m_metric = metric;
    m_before = before.size();
    m_ended = std::move(before);
    m_taken.clear();
    m_fault.reset();
    m_current.reset();
    m_rows.clear();
    m_table->setRowCount(0);
    m_isShown = goesOn;
    m_clock.start();
    m_parallel->setPicture(nullptr);
    m_parallel->clearBrushes();
    m_table->setColumnCount(static_cast<int>(keys.size()) + figureColumns);
    QStringList titles;
    for (const std::string& key : keys) {
        titles += settingText(key);
    }
    titles << tr("Validation loss") << tr("Accuracy") << tr("Test") << tr("Epochs");
    m_table->setHorizontalHeaderLabels(titles);
    refresh();
}

void SweepView::refresh()
{
    const std::vector<GroupSession::Run>& runs = m_session.runs();
    m_taken.resize(m_isShown ? runs.size() : m_taken.size());
    for (std::size_t i = 0; m_isShown && i < runs.size(); ++i) {
        if (m_taken[i] || !runs[i].result) {
            continue;
        }
        m_taken[i] = true;
        if (*runs[i].result) {
            m_ended.push_back(sweepRunOf(runs[i].config, m_keys, runs[i].result->value()));
        } else {
            m_fault = runs[i].result->error();
        }
    }
    m_picture = std::make_shared<const SweepPicture>(sweepPicture(m_keys, m_metric, m_ended));
    m_parallel->setPicture(m_picture);
    showText();
    showChosen();
}

void SweepView::showChosen()
{
    if (m_picture) {
        m_scatter->setPicture(m_picture, m_parallel->chosen());
        showTable();
    }
}

void SweepView::showText()
{
    const bool isActive = m_isShown && m_session.isActive();
    const auto all = static_cast<int>(m_before + (m_isShown ? m_session.runs().size() : 0));
    const auto ended = static_cast<int>(m_picture->runs.size());
    const auto pruned = static_cast<int>(
        std::ranges::count(m_picture->runs, StopReason::Pruned, &SweepRun::reason));
    QStringList details;
    const SweepRun* best = nullptr;
    for (const SweepRun& run : m_picture->runs) {
        const auto objective = objectiveOf(run, m_metric);
        if (isWhole(run.reason) && objective
            && (best == nullptr || *objective < *objectiveOf(*best, m_metric))) {
            best = &run;
        }
    }
    if (best != nullptr) {
        QStringList values;
        for (const std::string& key : m_keys) {
            values += settingText(key) + QLatin1Char(' ')
                + QString::fromStdString(best->values.at(key));
        }
        details += tr("best by validation: %1").arg(values.join(QStringLiteral(", ")));
    }
    if (pruned > 0) {
        details += tr("%Ln ended early", nullptr, pruned);
    }
    if (isActive && m_session.endedRuns() > 0) {
        const double perRun = static_cast<double>(m_clock.elapsed()) / 1000
            / static_cast<double>(m_session.endedRuns());
        details += tr("about %1 left").arg(durationText(perRun * (all - ended)));
    }
    if (m_fault) {
        details += tr("A run failed: %1").arg(QString::fromStdString(m_fault->detail));
    }
    m_text->setHeadline(isActive
            ? tr("%1 of %Ln run(s)", nullptr, all).arg(locale().toString(ended))
            : tr("%Ln run(s) trained", nullptr, ended));
    m_text->setDetail(details.join(separator));
    m_text->setProgress(
        isActive ? std::optional(static_cast<double>(ended) / std::max(all, 1)) : std::nullopt);
}

void SweepView::showTable()
{
    const std::set<std::size_t> chosen = m_parallel->chosen();
    m_rows.assign(chosen.begin(), chosen.end());
    const auto objective = [this](std::size_t run) {
        constexpr double worst = 1e300;
        return objectiveOf(m_picture->runs[run], m_metric).value_or(worst);
    };
    std::ranges::stable_sort(m_rows, std::less(), objective);
    const QSignalBlocker blocker(m_table);
    const auto percent = [this](const std::optional<double>& share) {
        return share ? tr("%1%").arg(locale().toString(100 * *share, 'f', 2)) : QStringLiteral("–");
    };
    constexpr std::size_t mostRows = 500; // it is rebuilt several times a second
    m_rows.resize(std::min(m_rows.size(), mostRows));
    m_table->setRowCount(static_cast<int>(m_rows.size()));
    for (int row = 0; row < m_table->rowCount(); ++row) {
        const SweepRun& run = m_picture->runs[m_rows[static_cast<std::size_t>(row)]];
        QStringList cells;
        for (const std::string& key : m_keys) {
            cells += QString::fromStdString(run.values.at(key));
        }
        cells << (run.loss ? locale().toString(*run.loss, 'f', 4) : QStringLiteral("–"))
              << percent(run.accuracy) << percent(run.testAccuracy)
              << (isWhole(run.reason)                       ? locale().toString(run.epochs)
                         : run.reason == StopReason::Pruned ? tr("%1, ended early").arg(run.epochs)
                         : run.reason == StopReason::Diverged ? tr("%1, diverged").arg(run.epochs)
                                                              : tr("%1, stopped").arg(run.epochs));
        for (int column = 0; column < cells.size(); ++column) {
            auto* item = new QTableWidgetItem(cells[column]);
            item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
            m_table->setItem(row, column, item);
        }
        if (m_current == m_rows[static_cast<std::size_t>(row)]) {
            m_table->setCurrentCell(row, 0);
        }
    }
    m_table->resizeColumnsToContents();
}

} // namespace numeral::ui
