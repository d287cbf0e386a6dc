// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/dataset.h"
#include "core/engine/training_engine.h"
#include "core/training/run_control.h"
#include "core/training/score.h"
#include "core/training/training_config.h"
#include "core/training/training_observer.h"

#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace numeral {

enum class StopReason {
    EarlyStopping, ///< validation did not improve for `patience` epochs
    Epochs, ///< all epochs are done
    Stopped, ///< on request
    Pruned, ///< ended early, since others of its group were better
    Diverged, ///< the loss was no longer finite
    Unfinished, ///< it goes on, or the program ended before it
};

/// Whether a run that ended so did what its settings ask for, so that it can be compared to others.
inline bool isWhole(StopReason reason)
{
    return reason == StopReason::EarlyStopping || reason == StopReason::Epochs;
}

/// "early_stopping", "epochs", "stopped", "pruned", "diverged" or "unfinished".
std::string_view reasonName(StopReason reason);

struct TrainingResult {
    StopReason reason = StopReason::Epochs;
    int epochs = 0; ///< number of finished epochs
    std::size_t batches = 0; ///< trained on, including those of unfinished epochs
    std::vector<EpochFigures> figures; ///< of the finished epochs
    int bestEpoch = 0; ///< epoch whose weights are kept; 0 if none was finished
    Score test; ///< of the kept weights on the test images; no images if it was skipped
    double seconds = 0; ///< duration of the run, with its preparation and without pauses
    std::string explanation; ///< a sentence if the run diverged, else empty
    WeightsSnapshot weights; ///< the best epoch's, calibrated
    Calibration calibration; ///< from the validation images

    /// Whether the weights were trained; otherwise they are the initial ones.
    bool hasLearnt() const
    {
        return bestEpoch > 0 || (batches > 0 && reason != StopReason::Diverged);
    }
};

/// Returns the result as a JSON object: reason, epochs, best_epoch, temperature and, if it was
/// tested, test_images, test_loss and test_accuracy. Omits the time, so that the same run gives the
/// same model file.
std::string toJson(const TrainingResult& result);

/// Returns the model of a run, ready to be saved.
Model trainedModel(
    const Dataset& dataset, const TrainingConfig& config, const TrainingResult& result);

/// Returns the model of a run in progress, untested: the weights of the best of its finished
/// epochs, or those that it starts with.
Model unfinishedModel(const Dataset& dataset, const TrainingConfig& config,
    std::span<const EpochFigures> epochs, const WeightsSnapshot& weights);

/// Trains a network: shuffles the training images for every epoch and augments them anew, if
/// configured, trains on mini-batches (the last one may be smaller), validates after each epoch,
/// stops early, restores the best epoch's weights, applies temperature scaling fitted to the
/// validation images, and scores the test images. Deterministic: on one machine the same seed gives
/// the same run, bit for bit, with any number of threads. Blocks the calling thread until it is
/// done. Errors: InvalidSetting, EngineFailed. A stopped or diverged run is a result, not an error.
///
/// `threads` ≥ 1 limits the threads; without a number, as many as are worthwhile are used.
///
/// With `workers`, several processes call this with the same settings and images. Each trains on
/// its share of every batch and validates with its share of the images, so that the steps and the
/// scores are those of one process but for rounding. Rank 0 alone calibrates and tests; the results
/// of the others are untested. A stop of one stops all. The same seed and number of processes give
/// the same run, bit for bit.
Result<TrainingResult> train(const TrainingConfig& config, const Dataset& dataset,
    std::optional<int> threads, const EngineFactory& makeEngine, TrainingObserver& observer,
    RunControl& control, const std::shared_ptr<WorkerGroup>& workers = {});

/// Scores a model on images as it sees them (see datasetFor), multi-threaded. Errors:
/// ModelMismatch, EngineFailed.
Result<Score> evaluate(
    const Model& model, const LabelledImages& images, const EngineFactory& makeEngine);

} // namespace numeral
