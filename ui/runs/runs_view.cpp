// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/runs_view.h"

#include "ui/appearance/close_button.h"
#include "ui/appearance/headline.h"
#include "ui/charts/runs_chart.h"
#include "ui/runs/ablation_table.h"
#include "ui/runs/group_text.h"
#include "ui/training/group_session.h"
#include "ui/training/run_text.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace numeral::ui {

namespace {

const QString separator = QStringLiteral("  ·  ");

} // namespace

RunsView::RunsView(GroupSession& session, QWidget* parent)
    : QWidget(parent)
    , m_session(session)
    , m_text(new Headline)
    , m_offer(new QPushButton)
    , m_ablation(new AblationTable)
    , m_chart(new RunsChart)
{
    m_text->setNames(QStringLiteral("runsHeadline"), QStringLiteral("runsDetail"));
    m_text->setProgress({});
    QToolButton* back = makeCloseButton(
        QStringLiteral("backToLastRun"), tr("Show the curves of the last single run again"));
    connect(back, &QToolButton::clicked, this, &RunsView::backRequested);

    auto* top = new QHBoxLayout;
    top->addWidget(m_text, 1);
    top->addWidget(back, 0, Qt::AlignTop);
    auto* layout = new QVBoxLayout(this);
    layout->addLayout(top);
    layout->addWidget(m_offer, 0, Qt::AlignLeft);
    layout->addWidget(m_ablation);
    layout->addWidget(m_chart, 1);
    m_ablation->hide();
    m_offer->setObjectName(QStringLiteral("runsOffer"));
    m_offer->hide();
    connect(m_offer, &QPushButton::clicked, this, &RunsView::offerAccepted);

    connect(&session, &GroupSession::starting, this, &RunsView::beginGroup);
    connect(&session, &GroupSession::progressed, this, &RunsView::addProgress);
    connect(&session, &GroupSession::stateChanged, this, &RunsView::showProgress);
    connect(&session, &GroupSession::finished, this, &RunsView::showEnd);
    connect(m_chart, &RunsChart::highlightChanged, this, [this](std::optional<std::int64_t> run) {
        Q_EMIT highlightChanged(run ? idOf(*run) : std::nullopt);
    });
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
    setOffer({});
    m_ablation->hide();
    m_text->setHeadline(headline);
    m_text->setDetail(detail);
    m_text->setProgress({});
    m_chart->setSeries(std::move(series));
}

void RunsView::showAblation(const std::vector<AblationRow>& rows)
{
    m_text->setHeadline(tr("What each setting brings"));
    m_text->setDetail(
        tr("Compared with each setting’s default, from the same seeds.") + separator + endDetail());
    m_ablation->setRows(rows);
    m_ablation->setVisible(true);
}

void RunsView::setOffer(const QString& text)
{
    m_offer->setText(text);
    m_offer->setVisible(!text.isEmpty());
}

void RunsView::beginGroup()
{
    m_showsGroup = true;
    m_clock.start();
    setOffer({});
    m_ablation->hide();
    const std::vector<GroupSession::Run>& runs = m_session.runs();
    std::vector<ChartSeries> series;
    for (const GroupPart& part : m_session.parts()) {
        series.push_back({m_session.parts().size() > 1
                ? QString::fromStdString(part.title)
                : tr("%Ln seed(s)", nullptr, static_cast<int>(runs.size())),
            {}});
    }
    for (std::size_t i = 0; i < runs.size(); ++i) {
        series[runs[i].part].runs.push_back(
            {static_cast<std::int64_t>(i), tr("Seed %1").arg(runs[i].config.seed), {}});
    }
    m_chart->setSeries(std::move(series));
    showProgress();
}

void RunsView::addProgress()
{
    if (!m_showsGroup) {
        return;
    }
    const std::vector<GroupSession::Run>& runs = m_session.runs();
    std::vector<std::size_t> next(m_session.parts().size()); // index in its series
    for (const GroupSession::Run& run : runs) {
        const std::size_t place = next[run.part]++;
        const std::size_t shown = m_chart->series()[run.part].runs[place].epochs.size();
        for (std::size_t e = shown; e < run.epochs.size(); ++e) {
            m_chart->addEpoch(run.part, place, run.epochs[e]);
        }
    }
    showProgress();
}

std::vector<double> RunsView::testAccuracies() const
{
    std::vector<double> accuracies;
    for (const GroupSession::Run& run : m_session.runs()) {
        if (const std::optional<double> accuracy = run.testAccuracy()) {
            accuracies.push_back(*accuracy);
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
    const std::vector<double> accuracies = testAccuracies();
    if (m_session.parts().size() > 1) {
        details += tr("%Ln group(s)", nullptr, static_cast<int>(m_session.parts().size()));
    } else if (!accuracies.empty()) {
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
    if (m_showsGroup) {
        m_text->setHeadline(endHeadline());
        m_text->setDetail(endDetail());
        m_text->setProgress({});
        m_text->announceText();
    }
}

QString RunsView::endHeadline() const
{
    const std::vector<double> accuracies = testAccuracies();
    const auto whole = static_cast<int>(accuracies.size());
    if (accuracies.empty()) {
        return tr("No network was trained to its end and tested");
    }
    if (m_session.parts().size() > 1) {
        return tr("%Ln network(s) trained", nullptr, whole);
    }
    return tr("%1 of %2’s test images correct")
               .arg(meanText(locale(), accuracies),
                   QString::fromStdString(titleOf(*m_session.parts().front().dataset)))
        + separator + tr("%Ln seed(s)", nullptr, whole);
}

QString RunsView::endDetail() const
{
    const std::vector<double> accuracies = testAccuracies();
    QStringList details;
    if (m_session.parts().size() == 1 && !accuracies.empty()) {
        details += spreadText(locale(), accuracies);
    }
    for (const GroupSession::Run& run : m_session.runs()) {
        if (run.result && !*run.result) {
            details
                = {tr("A run failed: %1").arg(QString::fromStdString(run.result->error().detail))};
        }
    }
    if (const std::size_t all = m_session.runs().size(); accuracies.size() < all) {
        details += tr("%Ln run(s) not counted: stopped, failed or not begun", nullptr,
            static_cast<int>(all - accuracies.size()));
    }
    details += tr("took %1").arg(durationText(static_cast<double>(m_clock.elapsed()) / 1000));
    return details.join(separator);
}

} // namespace numeral::ui
