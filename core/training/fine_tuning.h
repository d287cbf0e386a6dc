// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/dataset.h"
#include "core/engine/training_engine.h"
#include "core/training/score.h"

#include <functional>
#include <optional>

namespace numeral {

/// How a network does on the images that it is taught, on those that validate it, and on the data
/// set's test file.
struct TaughtScores {
    Score own;
    Score validation;
    Score test;
};

struct FineTuningResult {
    Model model; ///< the network as it is afterwards, calibrated
    TaughtScores before;
    TaughtScores after;
};

/// Is told the share of the work that is done, 0–1, now and then and by any thread; says whether to
/// go on.
using ProgressCallback = std::function<bool(double share)>;

/// Whether that network can be taught digits: that they, as it sees them, are prepared as MNIST's
/// were and are the ten digits. Error: ModelMismatch.
Result<void> checkReadsDigits(const Model& model);

/// Whether it can rehearse that data set meanwhile: digits too, of the same size, enough of them,
/// and those that it was trained on where that is known. Error: ModelMismatch.
Result<void> checkRehearsal(const Model& model, const Dataset& rehearsed);

/// Teaches a trained network some images of one's own: a few short epochs in which these, each
/// many times, are mixed with images of the data set's training part, and with what a pen has drawn
/// where the network has learnt from such, so that it doesn't forget what it knows (rehearsal:
/// Robins 1995, "Catastrophic Forgetting, Rehearsal and Pseudorehearsal"). All are deformed as its
/// training images were. Then it takes the weights as far from those before to those after as
/// costs the validation images at most 0.1 points of accuracy (Wortsman et al. 2022, "Robust
/// Fine-Tuning of Zero-Shot Models"). The images that validated the network do so here; the test
/// images are only scored.
///
/// `now` has the weights that are in use, and is scored before the lesson; the lesson starts from
/// `start`, which are the same, or those before other lessons.
///
/// `own` has at least one image, of the model's size, labelled 0–9. The same arguments give the
/// same weights, bit for bit, on one machine. Blocks the calling thread. Nothing where `progress`
/// said no. Errors: ModelMismatch, InvalidSetting, EngineFailed, FileUnreadable.
Result<std::optional<FineTuningResult>> fineTune(const Model& start, const WeightsSnapshot& now,
    const LabelledImages& own, const Dataset& rehearsed, const EngineFactory& makeEngine,
    const ProgressCallback& progress);

} // namespace numeral
