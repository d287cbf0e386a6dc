// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/engine_table.h"
#include "core/training/fine_tuning.h"

#include <optional>

namespace numeral {

/// What came of teaching a network the hands of a class: the scores are of the drawings that are
/// set aside, whose writers it has not seen.
struct ClassTaught {
    FineTuningResult lesson; ///< its `own` scores are of the drawings that are learnt from
    Score before;
    Score after;
};

/// Fine-tunes a network on the training drawings of a data set of writers, while it rehearses
/// another data set: see `fineTune`. Only drawings of its classes count. Blocks the calling thread.
/// Returns nothing if `progress` returned false. Errors: ModelMismatch, also if there are none;
/// those of `fineTune`.
Result<std::optional<ClassTaught>> teachClass(const Model& start, const Dataset& writers,
    const Dataset& rehearsal, const EngineSource& engines, const ProgressCallback& progress);

} // namespace numeral
