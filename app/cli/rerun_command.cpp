// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/data_argument.h"
#include "app/cli/json_line.h"
#include "app/cli/progress.h"
#include "core/base/counted.h"
#include "core/base/json_text.h"
#include "core/history/run_history.h"
#include "core/platform/interrupt.h"
#include "core/training/forwarding_observer.h"
#include "core/training/run_setup.h"

#include <cstdio>
#include <memory>

namespace numeral::cli {

namespace {

/// Compares each epoch with that of the kept run, and stops at the first that differs.
class Comparison final : public ForwardingObserver {
public:
    Comparison(const std::vector<EpochFigures>& kept, RunControl& control, TrainingObserver& report)
        : ForwardingObserver(report)
        , m_kept(kept)
        , m_control(control)
    {
    }

    /// The first epoch that differs, or 0.
    int differs() const { return m_differs; }

    void epochFinished(const EpochFigures& figures) override
    {
        ForwardingObserver::epochFinished(figures);
        const auto index = static_cast<std::size_t>(figures.epoch) - 1;
        if (m_differs == 0 && (index >= m_kept.size() || !areSame(figures, m_kept[index]))) {
            m_differs = figures.epoch;
            m_control.abandon();
        }
    }

private:
    /// Bit for bit; but for the time.
    static bool areSame(const EpochFigures& a, const EpochFigures& b)
    {
        return a.trainingLoss == b.trainingLoss && a.trainingAccuracy == b.trainingAccuracy
            && a.validationLoss == b.validationLoss && a.validationAccuracy == b.validationAccuracy
            && a.best == b.best;
    }

    const std::vector<EpochFigures>& m_kept;
    RunControl& m_control;
    int m_differs = 0;
};

/// What is kept of a run that can be repeated.
struct KeptRun {
    TrainingConfig config;
    std::string data;
    std::vector<EpochFigures> epochs;
    Model model;
};

Result<KeptRun> keptRun(RunId run)
{
    const Result<RunHistory> history = RunHistory::open(historyFile());
    if (!history) {
        return tl::unexpected(history.error());
    }
    const auto config = history->config(run);
    const auto data = history->dataProvenance(run);
    const auto epochs = history->epochs(run);
    if (!config || !data || !epochs) {
        return tl::unexpected(!config ? config.error() : !data ? data.error() : epochs.error());
    }
    Result<Model> model = history->model(run);
    if (!model) {
        return failure(ErrorCode::DataMissing,
            "Run " + std::to_string(run) + " has no weights to compare with: it was not finished.");
    }
    return KeptRun{*config, *data, *epochs, std::move(*model)};
}

/// How a run compares with the kept one.
struct Verdict {
    int firstDifferentEpoch = 0; ///< 0 if all are the same
    bool areWeightsSame = false;

    bool isSame() const { return firstDifferentEpoch == 0 && areWeightsSame; }
};

Verdict verdictOn(const KeptRun& kept, const TrainingResult& result, int firstDifferent)
{
    const std::size_t epochs = result.figures.size();
    if (firstDifferent == 0 && epochs < kept.epochs.size()) { // it ended too soon
        firstDifferent = static_cast<int>(epochs) + 1;
    }
    return {firstDifferent, result.weights->values() == kept.model.weights->values()};
}

void print(const Verdict& verdict, const TrainingResult& result)
{
    if (verdict.isSame()) {
        std::printf("The same, bit for bit: %s and %s.\n",
            counted(result.figures.size(), "epoch").c_str(),
            counted(result.weights->values().size(), "weight").c_str());
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
    const Result<KeptRun> kept = keptRun(arguments.run);
    if (!kept) {
        return tl::unexpected(kept.error());
    }
    DataRequest request = arguments.data;
    request.provenance = kept->data;
    const Result<Dataset> dataset = openData(request, arguments.json);
    if (!dataset) {
        return tl::unexpected(dataset.error());
    }
    if (provenanceJson(*dataset) != kept->data) {
        return failure(ErrorCode::ModelMismatch,
            "“" + dataset->name + "” has other images than those that run "
                + std::to_string(arguments.run) + " was trained on, or shows them otherwise.");
    }
    const Result<EngineFactory> engine = engineFor(kept->config, *dataset, loadEngine);
    if (!engine) {
        return tl::unexpected(engine.error());
    }
    TrainingObserver nobody;
    auto report = arguments.json ? nullptr : std::make_unique<ProgressReport>();
    Comparison comparison(kept->epochs, control, report ? *report : nobody);
    const Result<TrainingResult> result
        = train(kept->config, *dataset, std::nullopt, *engine, comparison, control);
    report.reset();
    if (!result) {
        return tl::unexpected(result.error());
    }
    if (result->reason == StopReason::Stopped && comparison.differs() == 0) {
        return failure(ErrorCode::EngineFailed, "Stopped before all was compared.");
    }
    const Verdict verdict = verdictOn(*kept, *result, comparison.differs());
    if (arguments.json) {
        const int first = verdict.firstDifferentEpoch;
        printJsonLine({{"event", "rerun"}, {"run", arguments.run}, {"same", verdict.isSame()},
            {"first_different_epoch", first > 0 ? nlohmann::ordered_json(first) : nullptr}});
    } else {
        print(verdict, *result);
    }
    return verdict.isSame()
        ? Result<void>()
        : failure(ErrorCode::EnginesDisagree,
            "Run " + std::to_string(arguments.run)
                + " could not be repeated: another processor, engine or version of the program "
                  "gives other roundings.");
}

} // namespace numeral::cli
