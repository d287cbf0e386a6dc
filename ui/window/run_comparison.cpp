// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/run_comparison.h"

#include "core/training/run_setup.h"
#include "ui/base/activity.h"
#include "ui/data/data_panel.h"
#include "ui/runs/group_text.h"
#include "ui/runs/run_list.h"
#include "ui/runs/runs_panel.h"
#include "ui/runs/runs_text.h"
#include "ui/runs/runs_view.h"
#include "ui/training/group_session.h"
#include "ui/window/message_bar.h"

#include <QLocale>

#include <algorithm>
#include <map>
#include <set>

namespace numeral::ui {

namespace {

/// Reads the runs' epochs from the history into the series.
Result<std::vector<ChartSeries>> withEpochs(
    const RunHistory& history, std::vector<ChartSeries> series)
{
    for (ChartSeries& each : series) {
        for (ChartRun& run : each.runs) {
            Result<std::vector<EpochFigures>> epochs = history.epochs(run.id);
            if (!epochs) {
                return tl::unexpected(epochs.error());
            }
            run.epochs = std::move(*epochs);
        }
    }
    return series;
}

/// A group's configurations from seeds that follow all that are used, to be trained in both.
Result<GroupPart> moreOf(
    const RunHistory& history, GroupId group, RunId any, std::int64_t firstSeed, std::size_t seeds)
{
    Result<TrainingConfig> config = history.config(any);
    if (!config) {
        return tl::unexpected(config.error());
    }
    config->seed = firstSeed;
    return GroupPart{{}, group, withSeeds(*config, seeds)};
}

/// The two groups, their comparison and curves.
struct Compared {
    GroupComparison comparison;
    std::vector<ChartSeries> series;
};

} // namespace

RunComparison::RunComparison(const ComparisonParts& parts, QObject* parent)
    : QObject(parent)
    , m_parts(parts)
{
    connect(&parts.panel, &RunsPanel::curvesWanted, this, &RunComparison::showCurves);
    connect(&parts.panel, &RunsPanel::comparisonWanted, this, &RunComparison::compare);
    connect(&parts.panel, &RunsPanel::highlightChanged, &parts.view, &RunsView::highlight);
    connect(&parts.view, &RunsView::highlightChanged, &parts.panel, &RunsPanel::highlight);
    connect(&parts.view, &RunsView::offerAccepted, this, &RunComparison::trainMore);
    connect(&parts.session, &GroupSession::finished, this, &RunComparison::continueComparison);
}

/// Where many runs of a group are among them, that is one series, whose name tells the settings in
/// which the series differ.
std::vector<ChartSeries> RunComparison::seriesOf(std::vector<std::vector<RunId>> runs) const
{
    std::vector<RunSettings> settings;
    for (const std::vector<RunId>& each : runs) {
        const ListedRun* listed = m_parts.list.find(each.front());
        settings.push_back(listed == nullptr ? RunSettings() : listed->settings);
    }
    const std::vector<std::string> keys = differingSettings(settings);
    std::vector<ChartSeries> series;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        ChartSeries& added = series.emplace_back();
        for (const RunId run : runs[i]) {
            const ListedRun* listed = m_parts.list.find(run);
            if (listed == nullptr) {
                continue;
            }
            const QString name = nameOf(listed->run);
            added.runs.push_back({run, tr("%1, seed %2").arg(name).arg(listed->run.seed), {}});
            added.name = runs[i].size() > 1
                ? tr("Group %1, %Ln seed(s)", nullptr, static_cast<int>(runs[i].size()))
                      .arg(listed->run.group.value_or(0))
                : name;
        }
        const QString text = settingsText(settings[i], keys);
        added.name += text.isEmpty() ? QString() : QStringLiteral(": ") + text;
    }
    std::erase_if(series, [](const ChartSeries& each) { return each.runs.empty(); });
    return series;
}

void RunComparison::showCurves(const std::vector<RunId>& runs)
{
    constexpr std::size_t fewestInBand = 3;
    std::map<GroupId, std::vector<RunId>> groups;
    std::vector<std::vector<RunId>> parts;
    std::vector<double> accuracies;
    for (const RunId run : runs) {
        const ListedRun* listed = m_parts.list.find(run);
        if (listed == nullptr) {
            continue;
        }
        if (listed->run.testAccuracy) {
            accuracies.push_back(*listed->run.testAccuracy);
        }
        if (listed->run.group) {
            groups[*listed->run.group].push_back(run);
        } else {
            parts.push_back({run});
        }
    }
    for (const auto& [group, members] : groups) {
        if (members.size() >= fewestInBand) {
            parts.push_back(members);
        } else {
            std::ranges::transform(members, std::back_inserter(parts),
                [](RunId run) { return std::vector<RunId>{run}; });
        }
    }
    m_compared.reset();
    m_parts.list.fetch([series = seriesOf(std::move(parts))](
                           const RunHistory& history) { return withEpochs(history, series); },
        [this, accuracies](std::vector<ChartSeries> series) {
            std::size_t count = 0;
            for (const ChartSeries& each : series) {
                count += each.runs.size();
            }
            m_parts.view.showRuns(tr("%Ln run(s) of the past", nullptr, static_cast<int>(count)),
                accuracies.size() > 1
                    ? tr("On the test images: %1").arg(spreadText(QLocale(), accuracies))
                    : accuracies.empty()
                    ? QString()
                    : tr("%1 of the test images correct").arg(meanText(QLocale(), accuracies)),
                std::move(series));
            Q_EMIT shown();
        });
}

QString RunComparison::groupName(GroupId group, GroupId other) const
{
    std::vector<RunSettings> settings;
    for (const GroupId each : {group, other}) {
        const std::vector<RunId> runs = m_parts.list.runsOf(each);
        const ListedRun* listed = runs.empty() ? nullptr : m_parts.list.find(runs.front());
        settings.push_back(listed == nullptr ? RunSettings() : listed->settings);
    }
    const QString text = settingsText(settings.front(), differingSettings(settings));
    return text.isEmpty() ? tr("Group %1").arg(group) : tr("Group %1 (%2)").arg(group).arg(text);
}

void RunComparison::compare(GroupId first, GroupId second)
{
    std::vector<HistoryRun> runs;
    for (const ListedRun& listed : *m_parts.list.runs()) {
        runs.push_back(listed.run);
    }
    m_compared = {first, second};
    m_parts.list.fetch(
        [first, second, runs = std::move(runs),
            series = seriesOf({m_parts.list.runsOf(first), m_parts.list.runsOf(second)})](
            const RunHistory& history) -> Result<Compared> {
            const Result<GroupScores> a = scoresOf(history, runs, first);
            const Result<GroupScores> b = scoresOf(history, runs, second);
            if (!a || !b) {
                return tl::unexpected(a ? b.error() : a.error());
            }
            const Result<GroupComparison> comparison = compareGroups(*a, *b);
            Result<std::vector<ChartSeries>> drawn = withEpochs(history, series);
            if (!comparison || !drawn) {
                return tl::unexpected(comparison ? drawn.error() : comparison.error());
            }
            return Compared{*comparison, std::move(*drawn)};
        },
        [this](Compared compared) { show(compared.comparison, std::move(compared.series)); });
}

void RunComparison::show(const GroupComparison& comparison, std::vector<ChartSeries> series)
{
    const auto [first, second] = *m_compared;
    const QString a = groupName(first, second);
    const QString b = groupName(second, first);
    const QLocale locale;
    m_parts.view.showRuns(verdictText(locale, comparison.pairs, a, b),
        comparisonText(locale, comparison, a, b), std::move(series));
    if (const std::optional<std::size_t> missing = seedsMissing(comparison.pairs)) {
        m_missing = *missing;
        m_parts.view.setOffer(
            tr("Train %Ln more seed(s) of each", nullptr, static_cast<int>(*missing)));
    }
    Q_EMIT shown();
}

/// Seeds that neither group has.
void RunComparison::trainMore()
{
    if (!m_compared || !m_parts.activity.may(Activity::Operation::Train)) {
        m_parts.messages.showNotice(
            tr("More runs can be trained when the data are loaded and nothing is trained."));
        return;
    }
    const auto [first, second] = *m_compared;
    const std::vector<RunId> firstRuns = m_parts.list.runsOf(first);
    const std::vector<RunId> secondRuns = m_parts.list.runsOf(second);
    if (firstRuns.empty() || secondRuns.empty()) {
        return; // deleted meanwhile
    }
    std::int64_t highest = 0;
    for (const std::vector<RunId>& runs : {firstRuns, secondRuns}) {
        for (const RunId run : runs) {
            highest = std::max(highest, m_parts.list.find(run)->run.seed);
        }
    }
    m_parts.list.fetch(
        [first = first, second = second, a = firstRuns.front(), b = secondRuns.front(),
            seed = highest + 1, seeds = m_missing, data = provenanceJson(*m_parts.data.dataset())](
            const RunHistory& history) -> Result<std::vector<GroupPart>> {
            const Result<std::string> trainedOn = history.dataProvenance(a);
            if (!trainedOn) {
                return tl::unexpected(trainedOn.error());
            }
            if (*trainedOn != data) {
                return failure(ErrorCode::ModelMismatch,
                    "The data set that is loaded isn’t the one that these groups were trained on.");
            }
            const Result<GroupPart> more = moreOf(history, first, a, seed, seeds);
            const Result<GroupPart> others = moreOf(history, second, b, seed, seeds);
            if (!more || !others) {
                return tl::unexpected(more ? others.error() : more.error());
            }
            return std::vector<GroupPart>{*more, *others};
        },
        [this, first = first, second = second](std::vector<GroupPart> parts) {
            if (!m_parts.activity.may(Activity::Operation::Train)) {
                return; // something else has begun
            }
            parts[0].title = groupName(first, second).toStdString();
            parts[1].title = groupName(second, first).toStdString();
            m_trainsMore = true;
            m_parts.session.start(
                std::move(parts), m_parts.data.dataset(), static_cast<int>(usableCores()));
        });
}

/// Compares again when the additional runs have ended and are listed.
void RunComparison::continueComparison()
{
    if (!std::exchange(m_trainsMore, false) || !m_compared) {
        return;
    }
    m_parts.list.refreshSoon();
    connect(
        &m_parts.list, &RunList::changed, this,
        [this] {
            if (m_compared) {
                compare(m_compared->first, m_compared->second);
            }
        },
        Qt::SingleShotConnection);
}

} // namespace numeral::ui
