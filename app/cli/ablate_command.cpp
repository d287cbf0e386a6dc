// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/ablate_command.h"

#include "app/cli/json_line.h"
#include "app/cli/printable.h"
#include "core/base/counted.h"
#include "core/history/group_comparison.h"
#include "core/history/group_recorder.h"
#include "core/training/run_setup.h"

#include <cmath>
#include <cstdio>

namespace numeral::cli {

namespace {

/// What is trained from each seed in turn: the whole configuration, and it without each setting. A
/// study that is stopped has pairs, too.
struct Plan {
    std::vector<std::string> titles; ///< of the parts
    std::vector<TrainingConfig> configs; ///< a run of each part for the first seed, and so on
    std::size_t seeds = 0; ///< runs of each part

    std::size_t partOf(std::size_t run) const { return run % titles.size(); }
};

Plan planOf(const TrainingConfig& config, const std::vector<Ablation>& ablations,
    const Dataset& dataset, std::size_t seeds)
{
    Plan plan;
    plan.seeds = seeds;
    plan.titles.emplace_back("all settings");
    std::vector<std::vector<TrainingConfig>> parts{withSeeds(asTrained(config, dataset), seeds)};
    for (const Ablation& ablation : ablations) {
        plan.titles.push_back(ablation.key + " " + ablation.plain + " (default)");
        parts.push_back(withSeeds(asTrained(ablation.without, dataset), seeds));
    }
    for (std::size_t i = 0; i < seeds; ++i) {
        for (const std::vector<TrainingConfig>& part : parts) {
            plan.configs.push_back(part[i]);
        }
    }
    return plan;
}

/// Collects the test accuracies, and prints when a part has ended.
class AblationReport final : public GroupObserver {
public:
    AblationReport(const Plan& plan, bool json)
        : m_plan(plan)
        , m_json(json)
        , m_scores(plan.titles.size())
        , m_ended(plan.titles.size())
    {
    }

    void runEnded(std::size_t run, const Result<TrainingResult>& result) override
    {
        const std::size_t part = m_plan.partOf(run);
        if (!result) {
            m_fault = result.error();
        } else if (isWhole(result->reason) && result->test.images > 0) {
            m_scores[part].bySeed[m_plan.configs[run].seed] = result->test.accuracy;
        }
        if (++m_ended[part] == m_plan.seeds && !m_json) {
            std::printf("%s: %s trained\n", m_plan.titles[part].c_str(),
                counted(m_plan.seeds, "network").c_str());
            std::fflush(stdout);
        }
    }

    const std::vector<GroupScores>& scores() const { return m_scores; }
    const std::optional<Error>& fault() const { return m_fault; }

private:
    const Plan& m_plan;
    bool m_json;
    std::vector<GroupScores> m_scores; ///< of each part
    std::vector<std::size_t> m_ended;
    std::optional<Error> m_fault; ///< of the last run that failed
};

/// Pads text, which has only ASCII letters, to so many characters.
std::string padded(std::string text, std::size_t width)
{
    return text.append(width - std::min(width, text.size()), ' ');
}

const char* verdictOf(const PairedComparison& brings)
{
    return !brings.isDecided ? "no difference can be seen"
        : brings.mean > 0    ? "it is better with it"
                             : "it is worse with it";
}

void printRow(const Ablation& ablation, const GroupComparison& comparison, bool json)
{
    const PairedComparison& brings = comparison.pairs;
    if (json) {
        nlohmann::ordered_json line{{"event", "ablation"}, {"setting", ablation.key},
            {"value", nlohmann::ordered_json::parse(ablation.value)},
            {"default", nlohmann::ordered_json::parse(ablation.plain)}, {"pairs", brings.pairs},
            {"accuracy_without", comparison.firstMean}, {"accuracy_with", comparison.secondMean},
            {"brings", brings.mean}, {"interval_half_width", nullptr},
            {"decided", brings.isDecided}};
        if (std::isfinite(brings.halfWidth)) {
            line["interval_half_width"] = brings.halfWidth;
        }
        printJsonLine(line);
        return;
    }
    char figures[80];
    std::snprintf(figures, sizeof figures, "%6.2f%%  %+.2f ± %.2f", 100 * comparison.firstMean,
        100 * brings.mean, 100 * brings.halfWidth);
    std::printf("%s%s%s  %s\n", padded(ablation.key, 20).c_str(),
        padded(printable(ablation.value), 12).c_str(), figures, verdictOf(brings));
}

void printTable(const std::vector<Ablation>& ablations, const AblationReport& report, bool json)
{
    if (!json && !report.scores().front().bySeed.empty()) {
        std::printf("\nSetting             is          default  brings (99%% interval), in points "
                    "of the test images\n");
    }
    for (std::size_t i = 0; i < ablations.size(); ++i) {
        const Result<GroupComparison> comparison
            = compareGroups(report.scores()[i + 1], report.scores().front());
        if (comparison) {
            printRow(ablations[i], *comparison, json);
        } else if (!json) {
            std::printf("%sno seed was trained to its end with the default\n",
                padded(ablations[i].key, 20).c_str());
        }
    }
}

} // namespace

Result<void> runAblation(const TrainingConfig& config, const std::vector<Ablation>& ablations,
    const Dataset& dataset, const RepeatArguments& repeat, GroupControl& control, bool json)
{
    const Plan plan = planOf(config, ablations, dataset, static_cast<std::size_t>(repeat.runs));
    Result<RunHistory> history = RunHistory::open(historyFile());
    if (!history) {
        return tl::unexpected(history.error());
    }
    std::vector<GroupId> ofParts;
    for (const std::string& title : plan.titles) {
        const Result<GroupId> group = history->addGroup(title);
        if (!group) {
            return tl::unexpected(group.error());
        }
        ofParts.push_back(*group);
    }
    std::vector<GroupId> groups; // of the runs
    for (std::size_t run = 0; run < plan.configs.size(); ++run) {
        groups.push_back(ofParts[plan.partOf(run)]);
    }
    if (!json) {
        std::printf("Training %s on %s: with all settings, and in turn with one of "
                    "%s at its default\n",
            counted(plan.configs.size(), "network").c_str(), printable(dataset.name).c_str(),
            counted(ablations.size(), "setting").c_str());
        std::fflush(stdout);
    }
    AblationReport report(plan, json);
    const std::vector<PlannedRun> runs = plannedRuns(plan.configs, dataset);
    GroupRecorder recorder(*history, groups, runs, report);
    trainGroup(
        runs, repeat.jobs.value_or(static_cast<int>(usableCores())), loadEngine, recorder, control);
    printTable(ablations, report, json);
    if (recorder.fault()) {
        return tl::unexpected(*recorder.fault());
    }
    return report.fault() ? tl::unexpected(*report.fault()) : Result<void>();
}

} // namespace numeral::cli
