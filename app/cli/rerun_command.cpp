// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/data_argument.h"
#include "app/cli/json_line.h"
#include "app/cli/progress.h"
#include "core/base/counted.h"
#include "core/base/json_text.h"
#include "core/history/rerun.h"
#include "core/platform/interrupt.h"

#include <cstdio>
#include <memory>

namespace numeral::cli {

namespace {

void print(const RerunVerdict& verdict)
{
    if (verdict.isSame()) {
        std::printf("The same, bit for bit: %s and %s.\n", counted(verdict.epochs, "epoch").c_str(),
            counted(verdict.weights, "weight").c_str());
    } else if (verdict.firstDifferentEpoch > 0) {
        std::printf("Not the same from epoch %d on.\n", verdict.firstDifferentEpoch);
    } else {
        std::printf("The epochs are the same, but the weights are not.\n");
    }
}

} // namespace

Result<void> runRerun(const RerunArguments& arguments)
{
    RunControl control;
    const platform::InterruptWatcher watcher([&control] { control.stop(); });
    const Result<RunHistory> history = RunHistory::open(historyFile());
    const Result<KeptRun> kept
        = history ? keptRun(*history, arguments.run) : tl::unexpected(history.error());
    if (!kept) {
        return tl::unexpected(kept.error());
    }
    DataRequest request = arguments.data;
    request.provenance = kept->data;
    request.isAsInFiles = true; // it may have had other edits
    const Result<Dataset> dataset = openData(request, arguments.json);
    if (!dataset) {
        return tl::unexpected(dataset.error());
    }
    TrainingObserver nobody;
    auto report = arguments.json ? nullptr : std::make_unique<ProgressReport>();
    const Result<RerunVerdict> verdict
        = rerun(*kept, *dataset, loadEngine, report ? *report : nobody, control);
    report.reset();
    if (!verdict) {
        return tl::unexpected(verdict.error());
    }
    if (arguments.json) {
        const int first = verdict->firstDifferentEpoch;
        printJsonLine({{"event", "rerun"}, {"run", arguments.run}, {"same", verdict->isSame()},
            {"first_different_epoch", first > 0 ? nlohmann::ordered_json(first) : nullptr}});
    } else {
        print(*verdict);
    }
    return verdict->isSame()
        ? Result<void>()
        : failure(ErrorCode::EnginesDisagree,
            "Run " + std::to_string(arguments.run)
                + " could not be repeated: another processor, engine or version of the program "
                  "gives other roundings.");
}

} // namespace numeral::cli
