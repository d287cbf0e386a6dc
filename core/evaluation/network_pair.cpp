// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluation/network_pair.h"

#include "core/data/edited_dataset.h"
#include "core/data/seen_dataset.h"

#include <algorithm>

namespace numeral {

namespace {

/// How many of these training images the network reads right.
Result<std::size_t> rightOf(
    const Model& model, const Dataset& asInFiles, const std::vector<std::uint32_t>& training)
{
    Dataset some = asInFiles;
    some.writers = {};
    some.numbers = {};
    some.test = pickedImages(asInFiles.training, training);
    const Result<Dataset> seen = datasetFor(model, some);
    if (!seen) {
        return tl::unexpected(seen.error());
    }
    const auto predictions = predictionsFor(model, seen->test, [] { return true; });
    return static_cast<std::size_t>(std::ranges::count_if(*predictions, &Prediction::isRight));
}

} // namespace

Result<Readings> readingsOf(const NetworkPair& pair, const std::function<bool()>& shouldContinue)
{
    auto readings = std::make_shared<PairReadings>();
    for (std::size_t i = 0; i < pair.models.size(); ++i) {
        const Result<Mistakes> read
            = mistakesOf(pair.models[i], *pair.asInFiles, pair.edits, true, shouldContinue);
        if (!read || !*read) {
            return read ? Result<Readings>() : tl::unexpected(read.error());
        }
        readings->networks[i] = *read;
        if (!pair.inQuestion.empty()) {
            const Result<std::size_t> right
                = rightOf(pair.models[i], *pair.asInFiles, pair.inQuestion);
            if (!right) {
                return tl::unexpected(right.error());
            }
            readings->rightInQuestion[i] = *right;
        }
    }
    const auto& [first, second] = readings->networks;
    readings->pairs = answerPairs(first->predictions, first->dataset.numbers.test,
        second->predictions, second->dataset.numbers.test);
    std::erase_if(readings->pairs, [&first = first](const AnswerPair& answers) {
        return !first->isCounted(answers.first.image);
    });
    if (readings->pairs.empty()) {
        return failure(
            ErrorCode::ModelMismatch, "There is no test image that both networks can read.");
    }
    return Readings(std::move(readings));
}

bool areDifferent(const PairReadings& readings, const AnswerPair& pair)
{
    return readings.networks[0]->classes()[pair.first.answer]
        != readings.networks[1]->classes()[pair.second.answer];
}

} // namespace numeral
