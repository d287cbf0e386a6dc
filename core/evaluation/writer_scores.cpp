// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluation/writer_scores.h"

#include "core/base/natural_order.h"
#include "core/evaluation/answers.h"

#include <algorithm>
#include <map>

namespace numeral {

namespace {

using ByWriter = std::map<std::string, Confusion>;

ByWriter confusions(
    const Model& model, const LabelledImages& images, const std::vector<std::string>& writers)
{
    ByWriter byWriter;
    if (writers.empty()) {
        return byWriter;
    }
    const std::vector<Label> answers = answersFor(model, images);
    for (std::size_t i = 0; i < answers.size(); ++i) {
        byWriter.try_emplace(writers[i], model.weights->architecture().outputs())
            .first->second.add(images.labels()[i], answers[i]);
    }
    return byWriter;
}

} // namespace

std::vector<WriterScore> writerScores(const Model& model, const Dataset& dataset)
{
    std::vector<WriterScore> scores;
    for (const auto& [writer, confusion] : confusions(model, dataset.test, dataset.writers.test)) {
        scores.push_back({writer, true, confusion});
    }
    for (const auto& [writer, confusion] :
        confusions(model, dataset.training, dataset.writers.training)) {
        scores.push_back({writer, false, confusion});
    }
    std::stable_sort(scores.begin(), scores.end(), [](const WriterScore& a, const WriterScore& b) {
        const double first = a.confusion.accuracy();
        const double second = b.confusion.accuracy();
        return first != second ? first < second : naturalLess(a.writer, b.writer);
    });
    return scores;
}

} // namespace numeral
