// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evaluation/answer_pairs.h"
#include "core/evaluation/mistakes.h"

#include <array>
#include <memory>
#include <utility>
#include <vector>

namespace numeral {

/// Two networks that are to be compared on the test images of a data set.
struct NetworkPair {
    std::array<Model, 2> models;
    std::shared_ptr<const Dataset> asInFiles;
    DataEdits edits;
    /// Training images of which is told how many each network reads right, by their numbers, with
    /// the labels of the files; none if that doesn't matter.
    std::vector<std::uint32_t> inQuestion = {};
};

/// What the two make of the images.
struct PairReadings {
    std::array<Mistakes, 2> networks; ///< each for itself
    std::vector<AnswerPair> pairs; ///< of the images that both can read and that are counted
    std::array<std::size_t, 2> rightInQuestion{};
};

using Readings = std::shared_ptr<const PairReadings>;

/// Lets both read. Null if `shouldContinue` returned false. Errors: as of datasetFor, and
/// ModelMismatch if there is no test image that both can read.
Result<Readings> readingsOf(const NetworkPair& pair, const std::function<bool()>& shouldContinue);

/// Whether the two networks' answers have different names.
bool areDifferent(const PairReadings& readings, const AnswerPair& pair);

} // namespace numeral
