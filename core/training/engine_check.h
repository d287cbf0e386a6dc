// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/dataset.h"
#include "core/engine/engine_table.h"
#include "core/model/model.h"

#include <functional>
#include <optional>
#include <string>

namespace numeral {

/// Differences between two engines that took the same steps from the same weights.
struct EngineCheck {
    int steps = 0;
    double gradientDifference = 0; ///< first step: max |difference| / max |gradient|, worst tensor
    double weightDifference = 0; ///< after all steps, likewise for the weights
    double lossDifference = 0; ///< largest of any step, relative to the loss

    /// Whether the differences are small enough to be rounding errors.
    bool agree() const;
};

/// Trains the model with both engines for up to 100 steps of Adam. Returns nothing if `proceed`
/// returns false. Errors: ModelMismatch, EngineUnavailable, EngineFailed.
Result<std::optional<EngineCheck>> checkEngines(const Model& model, const Dataset& dataset,
    const EngineSource& engines, const std::function<bool(double fraction)>& proceed);

/// Describes the check in one sentence, in English.
std::string sentenceOf(const EngineCheck& check, const std::string& dataset);

} // namespace numeral
