// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/trainer.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace numeral {

/// A run as its model's provenance records it, for showing it again.
struct RunRecord {
    TrainingConfig config;
    std::string datasetName;

    /// Without weights, seconds and the number of batches, which are not recorded. Older files
    /// don't tell the number of test images: it is 0 then, although there is a test accuracy.
    TrainingResult result;
    bool isTested = false; ///< the test accuracy is known
};

/// Returns the figures of a run's epochs as a JSON object with a list for each figure; null stands
/// for what is not known. Omits the time, so that the same run gives the same model file.
std::string toJson(std::span<const EpochFigures> epochs);

/// Returns the run that trained the model; nothing if its provenance tells of none, as for models
/// of other programs and fine-tuned ones.
std::optional<RunRecord> runRecordOf(const Model& model);

/// Returns the accuracy on test images (0–1) that the model's provenance tells, if any.
std::optional<double> recordedTestAccuracy(const Model& model);

} // namespace numeral
