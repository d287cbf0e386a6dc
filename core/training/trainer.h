// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/dataset.h"
#include "core/engine/training_engine.h"
#include "core/training/run_control.h"
#include "core/training/score.h"
#include "core/training/training_config.h"
#include "core/training/training_observer.h"

#include <optional>

namespace numeral {

enum class StopReason {
    EarlyStopping, ///< validation didn't get better for `patience` epochs
    Epochs, ///< all epochs are done
    Stopped, ///< asked to
    Diverged, ///< the loss was no longer a finite number
};

/// "early_stopping", "epochs", "stopped" or "diverged".
std::string_view reasonName(StopReason reason);

struct TrainingResult {
    StopReason reason = StopReason::Epochs;
    int epochs = 0; ///< finished ones
    std::size_t batches = 0; ///< that were trained on, of unfinished epochs too
    int bestEpoch = 0; ///< whose weights are kept; 0 where no epoch was finished
    Score test; ///< of the kept weights, on the test file; no images where it was skipped
    double seconds = 0; ///< the whole run, pauses left out
    std::string explanation; ///< a sentence where the run diverged, else empty
    WeightsSnapshot weights; ///< the best epoch's, calibrated
    Calibration calibration; ///< by the validation images

    /// Whether the weights are better than none; else they are those that the run began with.
    bool hasLearnt() const
    {
        return bestEpoch > 0 || (batches > 0 && reason != StopReason::Diverged);
    }
};

/// The result as a JSON object: reason, epochs, best_epoch, temperature and, where it was tested,
/// test_loss and test_accuracy. The time is left out, so that the same run gives the same model
/// file.
std::string toJson(const TrainingResult& result);

/// The model of a run, ready to be saved.
Model trainedModel(
    const Dataset& dataset, const TrainingConfig& config, const TrainingResult& result);

/// The model of a run that goes on: its best weights so far, those of that epoch, untested.
Model unfinishedModel(const Dataset& dataset, const TrainingConfig& config, int epoch,
    const WeightsSnapshot& weights);

/// Trains a network: shuffles the training part anew for every epoch, and deforms it anew where it
/// is told to, takes it a batch at a time (the last one may be smaller), validates after each
/// epoch, stops early, restores the best epoch's weights, divides their logits by the temperature
/// that the validation images ask for, and scores them on the test file. The same seed gives the
/// same run, bit for bit, on one machine, with any number of threads. Blocks the calling thread
/// until it is done. Errors: InvalidSetting, EngineFailed. Being stopped and diverging are results.
///
/// `threads` ≥ 1 are the most that the engine uses; without a number as many as can pay.
Result<TrainingResult> train(const TrainingConfig& config, const Dataset& dataset,
    std::optional<int> threads, const EngineFactory& makeEngine, TrainingObserver& observer,
    RunControl& control);

/// Error: ModelMismatch where the images have another size or more classes.
Result<void> checkFits(const Model& model, const LabelledImages& images);

/// Scores a model on a set of images, on all cores. Errors: ModelMismatch, EngineFailed.
Result<Score> evaluate(
    const Model& model, const LabelledImages& images, const EngineFactory& makeEngine);

} // namespace numeral
