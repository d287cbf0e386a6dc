// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evaluation/predictions.h"

#include <array>
#include <span>
#include <string_view>

namespace numeral {

/// What two networks make of the same image. Labels and index are those of each network's own
/// classes and images.
struct AnswerPair {
    Prediction first;
    Prediction second;
};

/// How two answers compare.
enum class PairKind { OnlyFirstRight, OnlySecondRight, BothWrong, BothRight };
inline constexpr std::size_t pairKinds = 4;

PairKind kindOf(const AnswerPair& pair);

/// Returns the images of a data set that both networks can read, in order. `numbers` tell where the
/// images of each one's view of the data set stand in the files: see ImageNumbers.
std::vector<AnswerPair> answerPairs(std::span<const Prediction> first,
    std::span<const std::uint32_t> firstNumbers, std::span<const Prediction> second,
    std::span<const std::uint32_t> secondNumbers);

/// How many pairs there are of each kind, by `PairKind`.
std::array<std::size_t, pairKinds> countKinds(std::span<const AnswerPair> pairs);

/// The probability that of the images that only one of two equally good networks reads right, the
/// shares are as unequal as this or more so: the exact test of McNemar (1947, "Note on the sampling
/// error of the difference between correlated proportions or percentages"). 1 without an image.
double mcnemarProbability(std::size_t onlyFirst, std::size_t onlySecond);

} // namespace numeral
