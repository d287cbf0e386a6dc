// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/run_comparison.h"

#include "core/data/edited_dataset.h"
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
#include <array>
#include <iterator>
#include <map>
#include <set>
#include <utility>

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

using Members = std::vector<ListedRun>; ///< of a series; one at least

/// Where there are several runs of a group among them, that is one series. The names tell the
/// settings in which the series differ.
std::vector<ChartSeries> seriesOf(const std::vector<Members>& parts)
{
    std::vector<RunSettings> settings;
    std::ranges::transform(parts, std::back_inserter(settings),
        [](const Members& members) { return members.front().settings; });
    const std::vector<std::string> keys = differingSettings(settings);
    std::vector<ChartSeries> series;
    for (const Members& members : parts) {
        ChartSeries& added = series.emplace_back();
        const HistoryRun& first = members.front().run;
        added.name = members.size() > 1
            ? RunComparison::tr("Group %1, %Ln seed(s)", nullptr, static_cast<int>(members.size()))
                  .arg(first.group.value_or(0))
            : nameOf(first);
        const QString text = settingsText(members.front().settings, keys);
        added.name += text.isEmpty() ? QString() : QStringLiteral(": ") + text;
        for (const ListedRun& member : members) {
            added.runs.push_back({member.run.id,
                RunComparison::tr("%1, seed %2").arg(nameOf(member.run)).arg(member.run.seed), {}});
        }
    }
    return series;
}

/// "Group 2 (hidden layers [64])": with the settings in which it differs from the other one, or the
/// data set as it was edited.
QString groupName(const Members& group, const Members& other)
{
    const std::array settings{group.front().settings, other.front().settings};
    QString text = settingsText(settings.front(), differingSettings(settings));
    if (const std::string& data = group.front().run.data; data != other.front().run.data) {
        text += (text.isEmpty() ? QString() : QStringLiteral(", ")) + QString::fromStdString(data);
    }
    const QString name = RunComparison::tr("Group %1").arg(group.front().run.group.value_or(0));
    return text.isEmpty() ? name : RunComparison::tr("%1 (%2)").arg(name, text);
}

/// Two groups as they are kept now, their comparison and curves.
struct Compared {
    QString firstName;
    QString secondName;
    GroupComparison comparison;
    std::vector<ChartSeries> series;
};

Result<Compared> compared(const RunHistory& history, GroupId first, GroupId second)
{
    const Result<TwoGroups> groups = twoGroups(history, first, second);
    if (!groups) {
        return tl::unexpected(groups.error());
    }
    const Result<GroupComparison> comparison = compareGroups(groups->first, groups->second);
    if (!comparison) {
        return tl::unexpected(comparison.error());
    }
    const auto membersOf = [&groups](GroupId group) {
        Members members;
        for (const HistoryRun& run : groups->runs) {
            if (run.group == group && isWhole(run.reason)) {
                members.push_back({run, settingsOf(run)});
            }
        }
        return members;
    };
    const Members firstMembers = membersOf(first);
    const Members secondMembers = membersOf(second);
    Result<std::vector<ChartSeries>> series
        = withEpochs(history, seriesOf({firstMembers, secondMembers}));
    if (!series) {
        return tl::unexpected(series.error());
    }
    return Compared{groupName(firstMembers, secondMembers), groupName(secondMembers, firstMembers),
        *comparison, std::move(*series)};
}

/// Seeds to train for as many more pairs: first those that one group has already, then new ones.
std::vector<std::int64_t> seedsFor(
    std::size_t pairs, const GroupScores& first, const GroupScores& second)
{
    std::set<std::int64_t> known;
    std::vector<std::int64_t> seeds;
    for (const GroupScores* scores : {&first, &second}) {
        for (const auto& [seed, accuracy] : scores->bySeed) {
            known.insert(seed);
        }
    }
    for (const std::int64_t seed : known) {
        if (first.bySeed.contains(seed) != second.bySeed.contains(seed)) {
            seeds.push_back(seed);
        }
    }
    seeds.resize(std::min(seeds.size(), pairs));
    for (std::int64_t next = *known.rbegin() + 1; seeds.size() < pairs; ++next) {
        seeds.push_back(next);
    }
    return seeds;
}

/// The parts that train what is missing of both groups for as many more pairs.
Result<std::vector<GroupPart>> morePairs(const RunHistory& history, GroupId first, GroupId second,
    std::size_t pairs, const Dataset& asInFiles)
{
    const Result<TwoGroups> groups = twoGroups(history, first, second);
    if (!groups) {
        return tl::unexpected(groups.error());
    }
    const std::vector<std::int64_t> seeds = seedsFor(pairs, groups->first, groups->second);
    std::vector<GroupPart> parts;
    for (const auto& [group, scores] :
        {std::pair(first, &groups->first), std::pair(second, &groups->second)}) {
        const auto any = std::ranges::find(groups->runs, std::optional(group), &HistoryRun::group);
        Result<TrainingConfig> config = history.config(any->id);
        if (!config) {
            return tl::unexpected(config.error());
        }
        GroupPart part{"group " + std::to_string(group), group, {}, {}};
        for (const std::int64_t seed : seeds) {
            config->seed = seed;
            if (!scores->bySeed.contains(seed)) {
                part.configs.push_back(*config);
            }
        }
        const Result<Dataset> edited = withEdits(asInFiles, recordedEdits(scores->data));
        if (!edited || provenanceJson(*edited) != scores->data) {
            return failure(ErrorCode::ModelMismatch,
                "The data set that is loaded isn’t the one that these groups were trained on.");
        }
        if (!part.configs.empty()) {
            part.dataset = std::make_shared<const Dataset>(*edited);
            parts.push_back(std::move(part));
        }
    }
    return parts;
}

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

void RunComparison::showCurves(const std::vector<RunId>& runs)
{
    constexpr std::size_t fewestInBand = 6;
    std::map<GroupId, Members> groups;
    std::vector<Members> parts;
    std::vector<double> accuracies;
    for (const RunId run : runs) {
        const ListedRun* listed = m_parts.list.find(run);
        if (listed == nullptr) {
            continue; // deleted meanwhile
        }
        if (listed->run.testAccuracy) {
            accuracies.push_back(*listed->run.testAccuracy);
        }
        if (listed->run.group) {
            groups[*listed->run.group].push_back(*listed);
        } else {
            parts.push_back({*listed});
        }
    }
    for (const auto& [group, members] : groups) {
        if (members.size() >= fewestInBand) {
            parts.push_back(members);
        } else {
            std::ranges::transform(members, std::back_inserter(parts),
                [](const ListedRun& run) { return Members{run}; });
        }
    }
    m_compared.reset();
    const auto count = static_cast<int>(runs.size());
    m_parts.list.fetch([series = seriesOf(parts)](
                           const RunHistory& history) { return withEpochs(history, series); },
        [this, accuracies, count](std::vector<ChartSeries> series) {
            const QLocale locale;
            m_parts.view.showRuns(tr("%Ln run(s)", nullptr, count),
                accuracies.size() > 1 ? spreadText(locale, accuracies)
                    : accuracies.empty()
                    ? QString()
                    : tr("%1 of the test images correct").arg(meanText(locale, accuracies)),
                std::move(series));
            Q_EMIT shown();
        });
}

void RunComparison::compare(GroupId first, GroupId second)
{
    m_compared = {first, second};
    m_parts.list.fetch(
        [first, second](const RunHistory& history) { return compared(history, first, second); },
        [this](Compared result) {
            const QLocale locale;
            m_parts.view.showRuns(
                verdictText(locale, result.comparison.pairs, result.firstName, result.secondName),
                comparisonText(locale, result.comparison, result.firstName, result.secondName),
                std::move(result.series));
            if (const std::optional<std::size_t> missing = seedsMissing(result.comparison.pairs)) {
                m_missing = *missing;
                m_parts.view.setOffer(
                    tr("Train %Ln more seed(s) of each", nullptr, static_cast<int>(*missing)));
            }
            Q_EMIT shown();
        });
}

void RunComparison::trainMore()
{
    if (!m_compared || !m_parts.activity.may(Activity::Operation::Train)) {
        m_parts.messages.showNotice(
            tr("More runs can be trained when the data are loaded and nothing is trained."));
        return;
    }
    m_parts.list.fetch(
        [first = m_compared->first, second = m_compared->second, seeds = m_missing,
            data = m_parts.data.asInFiles()](
            const RunHistory& history) { return morePairs(history, first, second, seeds, *data); },
        [this](std::vector<GroupPart> parts) {
            if (m_parts.activity.may(Activity::Operation::Train)) { // nothing has begun meanwhile
                m_trainsMore = true;
                m_parts.session.start(std::move(parts), static_cast<int>(usableCores()));
            }
        });
}

/// Compares again when the additional runs have ended.
void RunComparison::continueComparison()
{
    if (std::exchange(m_trainsMore, false) && m_compared) {
        compare(m_compared->first, m_compared->second);
    }
}

} // namespace numeral::ui
