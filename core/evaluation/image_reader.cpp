// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluation/image_reader.h"

#include "core/ink/digit_normaliser.h"
#include "core/reading/classifier.h"

namespace numeral {

namespace {

double accuracyOn(const Model& model, const LabelledImages& images)
{
    const Classifier classifier(*model.weights);
    std::size_t correct = 0;
    for (std::size_t i = 0; i < images.size(); ++i) {
        GreyImage image(images.shape().rows, images.shape().columns);
        const auto pixels = images.image(i);
        image.pixels.assign(pixels.begin(), pixels.end());
        if (const auto input = prepareImage(image, model.image, model.preprocessing)) {
            correct += classifier.classify(*input).label == images.labels()[i] ? 1 : 0;
        }
    }
    return images.size() == 0 ? 0
                              : static_cast<double>(correct) / static_cast<double>(images.size());
}

} // namespace

ImageReader readerOf(const Model& model)
{
    return {
        model.classes, [model](const LabelledImages& images) { return accuracyOn(model, images); }};
}

} // namespace numeral
