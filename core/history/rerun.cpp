// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/history/rerun.h"

#include "core/data/edited_dataset.h"
#include "core/training/forwarding_observer.h"
#include "core/training/run_setup.h"

namespace numeral {

namespace {

/// But for the time.
bool areSame(const EpochFigures& a, const EpochFigures& b)
{
    return a.trainingLoss == b.trainingLoss && a.trainingAccuracy == b.trainingAccuracy
        && a.validationLoss == b.validationLoss && a.validationAccuracy == b.validationAccuracy
        && a.best == b.best;
}

/// Compares each epoch with that of the kept run, and ends the run at the first that differs.
class Comparison final : public ForwardingObserver {
public:
    Comparison(const std::vector<EpochFigures>& kept, RunControl& control, TrainingObserver& next)
        : ForwardingObserver(next)
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
    const std::vector<EpochFigures>& m_kept;
    RunControl& m_control;
    int m_differs = 0;
};

} // namespace

Result<KeptRun> keptRun(const RunHistory& history, RunId run)
{
    const auto config = history.config(run);
    const auto data = history.dataProvenance(run);
    const auto epochs = history.epochs(run);
    if (!config || !data || !epochs) {
        return tl::unexpected(!config ? config.error() : !data ? data.error() : epochs.error());
    }
    Result<Model> model = history.model(run);
    if (!model) {
        return failure(ErrorCode::DataMissing,
            "Run " + std::to_string(run) + " has no weights to compare with: it was not finished.");
    }
    return KeptRun{run, *config, *data, *epochs, std::move(*model)};
}

Result<RerunVerdict> rerun(const KeptRun& kept, const Dataset& asInFiles,
    const EngineSource& engines, TrainingObserver& observer, RunControl& control)
{
    const Result<Dataset> edited = withEdits(asInFiles, recordedEdits(kept.data));
    if (!edited || provenanceJson(*edited) != kept.data) {
        return failure(ErrorCode::ModelMismatch,
            "“" + asInFiles.name + "” has other images than those that run "
                + std::to_string(kept.id) + " was trained on, or shows them otherwise.");
    }
    const Dataset& dataset = *edited;
    const Result<EngineFactory> engine = engineFor(kept.config, dataset, engines);
    if (!engine) {
        return tl::unexpected(engine.error());
    }
    Comparison comparison(kept.epochs, control, observer);
    const Result<TrainingResult> result
        = train(kept.config, dataset, std::nullopt, *engine, comparison, control);
    if (!result) {
        return tl::unexpected(result.error());
    }
    RerunVerdict verdict;
    verdict.firstDifferentEpoch = comparison.differs();
    if (verdict.firstDifferentEpoch == 0) {
        if (result->reason == StopReason::Stopped) {
            return failure(ErrorCode::EngineFailed, "Stopped before all was compared.");
        }
        if (result->figures.size() < kept.epochs.size()) { // it ended too soon
            verdict.firstDifferentEpoch = static_cast<int>(result->figures.size()) + 1;
        }
    }
    verdict.areWeightsSame = result->weights->values() == kept.model.weights->values();
    verdict.epochs = result->figures.size();
    verdict.weights = result->weights->values().size();
    return verdict;
}

} // namespace numeral
