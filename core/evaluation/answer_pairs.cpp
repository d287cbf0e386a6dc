// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluation/answer_pairs.h"

#include <algorithm>
#include <cmath>

namespace numeral {

namespace {

/// Without numbers, an image stands in its file where it stands in the set.
std::uint32_t numberOf(const Prediction& prediction, std::span<const std::uint32_t> numbers)
{
    return numbers.empty() ? prediction.image : numbers[prediction.image];
}

} // namespace

PairKind kindOf(const AnswerPair& pair)
{
    const bool isFirstRight = pair.first.isRight();
    if (isFirstRight == pair.second.isRight()) {
        return isFirstRight ? PairKind::BothRight : PairKind::BothWrong;
    }
    return isFirstRight ? PairKind::OnlyFirstRight : PairKind::OnlySecondRight;
}

std::vector<AnswerPair> answerPairs(std::span<const Prediction> first,
    std::span<const std::uint32_t> firstNumbers, std::span<const Prediction> second,
    std::span<const std::uint32_t> secondNumbers)
{
    std::vector<AnswerPair> pairs;
    for (std::size_t i = 0, k = 0; i < first.size() && k < second.size();) {
        const std::uint32_t a = numberOf(first[i], firstNumbers);
        const std::uint32_t b = numberOf(second[k], secondNumbers);
        if (a == b) {
            pairs.push_back({first[i], second[k]});
        }
        i += a <= b ? 1 : 0;
        k += b <= a ? 1 : 0;
    }
    return pairs;
}

std::array<std::size_t, pairKinds> countKinds(std::span<const AnswerPair> pairs)
{
    std::array<std::size_t, pairKinds> counts{};
    for (const AnswerPair& pair : pairs) {
        ++counts[static_cast<std::size_t>(kindOf(pair))];
    }
    return counts;
}

double mcnemarProbability(std::size_t onlyFirst, std::size_t onlySecond)
{
    // Twice the tail of the binomial distribution with p = 1/2.
    const auto all = static_cast<double>(onlyFirst + onlySecond);
    double tail = 0;
    for (std::size_t i = 0; i <= std::min(onlyFirst, onlySecond); ++i) {
        const auto k = static_cast<double>(i);
        tail += std::exp(std::lgamma(all + 1) - std::lgamma(k + 1) - std::lgamma(all - k + 1)
            - all * std::log(2.0));
    }
    return std::min(1.0, 2 * tail);
}

} // namespace numeral
