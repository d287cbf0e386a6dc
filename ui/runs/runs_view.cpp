// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/runs_view.h"

#include "ui/appearance/headline.h"
#include "ui/appearance/icons.h"
#include "ui/charts/runs_chart.h"
#include "ui/runs/group_text.h"
#include "ui/training/group_session.h"
#include "ui/training/run_text.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace numeral::ui {

namespace {

const QString separator = QStringLiteral("  ·  ");

} // namespace

RunsView::RunsView(GroupSession& session, QWidget* parent)
    : QWidget(parent)
    , m_session(session)
    , m_text(new Headline)
    , m_chart(new RunsChart)
{
    m_text->setNames(QStringLiteral("runsHeadline"), QStringLiteral("runsDetail"));
    m_text->setProgress({});
    auto* back = new QToolButton;
    back->setObjectName(QStringLiteral("backToLastRun"));
    back->setIcon(themedIcon(QStringLiteral("close")));
    back->setAutoRaise(true);
    back->setToolTip(tr("Show the curves of the last single run again"));
    back->setAccessibleName(back->toolTip());
    connect(back, &QToolButton::clicked, this, &RunsView::backRequested);

    auto* top = new QHBoxLayout;
    top->addWidget(m_text, 1);
    top->addWidget(back, 0, Qt::AlignTop);
    auto* layout = new QVBoxLayout(this);
    layout->addLayout(top);
    layout->addWidget(m_chart, 1);

    connect(&session, &GroupSession::starting, this, &RunsView::beginGroup);
    connect(&session, &GroupSession::progressed, this, &RunsView::addProgress);
    connect(&session, &GroupSession::stateChanged, this, &RunsView::showProgress);
    connect(&session, &GroupSession::finished, this, &RunsView::showEnd);
    connect(m_chart, &RunsChart::highlightChanged, this, [this](std::optional<std::int64_t> run) {
        Q_EMIT highlightChanged(run ? idOf(*run) : std::nullopt);
    });
}

QString RunsView::headline() const
{
    return m_text->headline();
}

QString RunsView::detail() const
{
    return m_text->detail();
}

std::optional<RunId> RunsView::idOf(std::int64_t chartId) const
{
    return m_showsGroup ? m_session.runs()[static_cast<std::size_t>(chartId)].id
                        : std::optional<RunId>(chartId);
}

void RunsView::highlight(std::optional<RunId> run)
{
    for (const ChartSeries& series : m_chart->series()) {
        for (const ChartRun& shown : series.runs) {
            if (run && idOf(shown.id) == run) {
                m_chart->highlight(shown.id);
                return;
            }
        }
    }
    m_chart->highlight({});
}

void RunsView::showRuns(
    const QString& headline, const QString& detail, std::vector<ChartSeries> series)
{
    m_showsGroup = false;
    m_text->setHeadline(headline);
    m_text->setDetail(detail);
    m_text->setProgress({});
    m_chart->setSeries(std::move(series));
}

void RunsView::beginGroup()
{
    m_showsGroup = true;
    m_clock.start();
    const std::vector<GroupSession::Run>& runs = m_session.runs();
    ChartSeries series;
    series.name = tr("%Ln seed(s)", nullptr, static_cast<int>(runs.size()));
    for (std::size_t i = 0; i < runs.size(); ++i) {
        series.runs.push_back(
            {static_cast<std::int64_t>(i), tr("Seed %1").arg(runs[i].config.seed), {}});
    }
    m_chart->setSeries({std::move(series)});
    showProgress();
}

void RunsView::addProgress()
{
    if (!m_showsGroup) {
        return;
    }
    const std::vector<GroupSession::Run>& runs = m_session.runs();
    for (std::size_t i = 0; i < runs.size(); ++i) {
        const std::size_t shown = m_chart->series().front().runs[i].epochs.size();
        for (std::size_t e = shown; e < runs[i].epochs.size(); ++e) {
            m_chart->addEpoch(0, i, runs[i].epochs[e]);
        }
    }
    showProgress();
}

std::vector<double> RunsView::testAccuracies() const
{
    std::vector<double> accuracies;
    for (const GroupSession::Run& run : m_session.runs()) {
        if (run.result && *run.result && isWhole(run.result->value().reason)
            && run.result->value().test.images > 0) {
            accuracies.push_back(run.result->value().test.accuracy);
        }
    }
    return accuracies;
}

void RunsView::showProgress()
{
    if (!m_showsGroup || !m_session.isActive()) {
        return;
    }
    const auto all = static_cast<int>(m_session.runs().size());
    const auto ended = static_cast<int>(m_session.endedRuns());
    const QString progress
        = tr("%1 of %Ln network(s) trained", nullptr, all).arg(locale().toString(ended));
    switch (m_session.state()) {
    case TrainingJob::State::Paused:
        m_text->setHeadline(tr("%1, paused").arg(progress));
        break;
    case TrainingJob::State::Stopping:
        m_text->setHeadline(tr("Stopping…"));
        break;
    default:
        m_text->setHeadline(progress);
    }
    QStringList details;
    if (const std::vector<double> accuracies = testAccuracies(); !accuracies.empty()) {
        details += tr("so far %1 of the test images correct").arg(meanText(locale(), accuracies));
    } else {
        details += tr("the same settings, from seed %1 to %2")
                       .arg(m_session.runs().front().config.seed)
                       .arg(m_session.runs().back().config.seed);
    }
    if (ended > 0 && m_session.state() == TrainingJob::State::Running) {
        const double perRun = static_cast<double>(m_clock.elapsed()) / 1000 / ended;
        details += tr("about %1 left").arg(durationText(perRun * (all - ended)));
    }
    m_text->setDetail(details.join(separator));
    m_text->setProgress(static_cast<double>(ended) / all);
}

void RunsView::showEnd()
{
    if (!m_showsGroup) {
        return;
    }
    const std::vector<double> accuracies = testAccuracies();
    const auto whole = static_cast<int>(accuracies.size());
    if (accuracies.empty()) {
        m_text->setHeadline(tr("No network was trained to its end and tested"));
    } else {
        m_text->setHeadline(tr("%1 of %2’s test images correct")
                                .arg(meanText(locale(), accuracies),
                                    QString::fromStdString(m_session.dataset().name))
            + separator + tr("%Ln seed(s)", nullptr, whole));
    }
    QString detail = spreadText(locale(), accuracies);
    const auto all = static_cast<int>(m_session.runs().size());
    for (const GroupSession::Run& run : m_session.runs()) {
        if (run.result && !*run.result) {
            detail = tr("A run failed: %1").arg(QString::fromStdString(run.result->error().detail));
        }
    }
    const QString took
        = tr("took %1").arg(durationText(static_cast<double>(m_clock.elapsed()) / 1000));
    detail += (detail.isEmpty() ? QString() : separator)
        + (whole < all ? tr("%Ln run(s) not counted: stopped, or not begun", nullptr, all - whole)
                    + separator + took
                       : took);
    m_text->setDetail(detail);
    m_text->setProgress({});
    m_text->announceText();
}

} // namespace numeral::ui
