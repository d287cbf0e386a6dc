// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/drawings.h"
#include "core/engine/engine_table.h"
#include "core/training/fine_tuning.h"

namespace numeral {

// Classes from nothing: a network that tells apart what a user has named and drawn a few times.

inline constexpr std::size_t fewestDrawings = 4; ///< of each class, to learn it at all
inline constexpr std::size_t enoughDrawings = 10; ///< of each class; more seldom help much

struct NewClasses {
    std::vector<std::string> names; ///< of all classes of the network to be
    std::vector<InkRecord> drawings; ///< labelled; those of other classes are passed over

    /// What the network has learnt from already, so that it is rehearsed; null for a network that
    /// knows only drawings.
    std::shared_ptr<const Dataset> known;
};

struct NewClassesResult {
    Model model;
    Score heldOut; ///< of a quarter of the drawings, by the network that had not learnt from them
    bool keepsFeatures = false; ///< it began with the layers of the network before, but the last
    std::optional<Score> known; ///< of the known data's test images, as far as there are any
};

/// Checks that every class has drawings or is in the known data. Error: InvalidSetting names the
/// class that hasn't enough.
Result<void> checkClasses(const NewClasses& wanted);

/// Trains a network of these classes, in seconds, from copies of the drawings that other hands and
/// pens would have made (augmentation of ink), and scribbles that are none of the classes.
///
/// Two ways are tried: all layers of `start` but the last, and a new perceptron; the one that reads
/// the held-out drawings better is then taught all drawings. Where `start` knows some of the
/// classes, it keeps its outputs for them, is the only one tried, and rehearses them: the known
/// data, of which it saw the training images.
///
/// Deterministic; blocks the calling thread. Returns nothing if `progress` returned false. Errors:
/// InvalidSetting, ModelMismatch if `start` must be kept and reads other images than drawings,
/// EngineFailed, EngineUnavailable, FileUnreadable.
Result<std::optional<NewClassesResult>> learnClasses(const NewClasses& wanted, const Model& start,
    const EngineSource& engines, const ProgressCallback& progress);

} // namespace numeral
