// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/dataset.h"
#include "core/engine/training_engine.h"
#include "core/training/score.h"

#include <functional>
#include <optional>

namespace numeral {

/// Scores of a network on the user's images, on those that validate it, and on the data set's test
/// images.
struct TaughtScores {
    Score own;
    Score validation;
    Score test;
};

struct FineTuningResult {
    Model model; ///< the fine-tuned network; calibrated if it has validation images
    TaughtScores before;
    TaughtScores after;
};

/// Called repeatedly, by any thread, with the fraction of the work that is done, 0–1. Returns
/// whether to continue.
using ProgressCallback = std::function<bool(double fraction)>;

/// Checks that a network can rehearse a data set while it is taught: it holds images of the same
/// classes and size, enough of them, and is what the network was trained on, if that is known.
/// Error: ModelMismatch.
Result<void> checkRehearsal(const Model& model, const Dataset& rehearsalData);

/// Fine-tunes a trained network on some of the user's images, for a few short epochs. To prevent
/// catastrophic forgetting, many copies of each are mixed with images of the data set's training
/// part, and with pen-drawn ones if the network was trained on such (rehearsal: Robins 1995,
/// "Catastrophic Forgetting, Rehearsal and Pseudorehearsal"). All are augmented as its training
/// images were. Then the weights are interpolated between those before and after, as far towards
/// the latter as costs the validation images at most 0.1 points of accuracy (Wortsman et al. 2022,
/// "Robust Fine-Tuning of Zero-Shot Models"). The images that validated the network in training do
/// so here; the test images are only scored.
///
/// `currentWeights` are in use, and are scored before the lesson. The lesson starts from
/// `startModel`, whose weights are the same, or those before earlier lessons.
///
/// `own` has at least one image, prepared for the model, with indices of its classes as labels, as
/// from preparedDrawings. Deterministic: on one machine
/// the same arguments give the same weights, bit for bit. Blocks the calling thread. Returns
/// nothing if `progress` returned false. Errors: ModelMismatch, InvalidSetting, EngineFailed,
/// FileUnreadable.
Result<std::optional<FineTuningResult>> fineTune(const Model& startModel,
    const WeightsSnapshot& currentWeights, const LabelledImages& own, const Dataset& rehearsalData,
    const EngineFactory& makeEngine, const ProgressCallback& progress);

} // namespace numeral
