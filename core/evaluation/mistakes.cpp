// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluation/mistakes.h"

#include "core/data/drawings.h"
#include "core/data/edited_dataset.h"
#include "core/data/seen_dataset.h"

#include <algorithm>

namespace numeral {

namespace {

/// Reads those images again whose label is another one.
void relabel(MistakesData& data)
{
    std::vector<std::uint32_t> images;
    std::vector<Label> labels;
    for (const Prediction& prediction : data.asInFiles) {
        const auto edit = data.edits.find(data.numberOf(prediction.image));
        if (edit == data.edits.end() || !edit->second) {
            continue;
        }
        if (const std::optional<std::size_t> label = classOf(data.classes(), *edit->second)) {
            images.push_back(prediction.image);
            labels.push_back(static_cast<Label>(*label));
        }
    }
    const LabelledImages relabelled
        = pickedImages(data.images(), images)
              .withLabels(std::make_shared<const std::vector<Label>>(labels));
    const auto predictions = predictionsFor(data.model, relabelled, [] { return true; });
    for (std::size_t i = 0; i < images.size(); ++i) {
        data.predictions[images[i]] = (*predictions)[i];
        data.predictions[images[i]].image = images[i];
    }
}

void count(MistakesData& data)
{
    data.predictions = data.asInFiles;
    if (!data.edits.empty()) {
        relabel(data);
    }
    std::vector<Prediction> counted;
    counted.reserve(data.predictions.size());
    std::ranges::copy_if(data.predictions, std::back_inserter(counted),
        [&data](const Prediction& prediction) { return data.isCounted(prediction.image); });
    const std::size_t classes = data.classes().size();
    data.confusion = confusionOf(classes, counted);
    data.scores = classScores(data.confusion);
    data.bands = reliability(counted);
    data.suspects = suspectLabels(classes, counted);
}

} // namespace

std::uint32_t MistakesData::numberOf(std::uint32_t image) const
{
    const auto& numbers = ofTest ? dataset.numbers.test : dataset.numbers.training;
    return numbers.empty() ? image : numbers[image];
}

bool MistakesData::isCounted(std::uint32_t image) const
{
    const auto edit = edits.find(numberOf(image));
    return edit == edits.end() || (edit->second && classOf(classes(), *edit->second));
}

bool MistakesData::isLeftOut(std::uint32_t image) const
{
    const auto edit = edits.find(numberOf(image));
    return edit != edits.end() && !edit->second;
}

Result<Mistakes> mistakesOf(const Model& model, const Dataset& asInFiles, const DataEdits& edits,
    bool ofTest, const std::function<bool()>& shouldContinue)
{
    Result<Dataset> seen = datasetFor(model, asInFiles);
    if (!seen) {
        return tl::unexpected(seen.error());
    }
    auto data = std::make_shared<MistakesData>();
    data->model = model;
    data->dataset = std::move(*seen);
    data->names = model.classes.empty() ? data->dataset.classes : model.classes;
    while (data->names.size() < model.weights->architecture().outputs()) {
        data->names.push_back(std::to_string(data->names.size()));
    }
    data->ofTest = ofTest;
    data->edits = ofTest ? edits.test : edits.training;
    std::optional<std::vector<Prediction>> predictions
        = predictionsFor(model, data->images(), shouldContinue);
    if (!predictions) {
        return Mistakes();
    }
    data->asInFiles = std::move(*predictions);
    count(*data);
    return Mistakes(std::move(data));
}

GreyImage greyImage(const MistakesData& mistakes, std::uint32_t image)
{
    const LabelledImages& images = mistakes.images();
    const std::span<const std::uint8_t> pixels = images.image(image);
    GreyImage grey(images.shape().rows, images.shape().columns);
    grey.pixels.assign(pixels.begin(), pixels.end());
    return grey;
}

Mistakes withEdits(const MistakesData& mistakes, const DataEdits& edits)
{
    auto data = std::make_shared<MistakesData>(mistakes);
    data->edits = data->ofTest ? edits.test : edits.training;
    count(*data);
    return data;
}

} // namespace numeral
