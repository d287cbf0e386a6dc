// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluation/predictions.h"

#include "core/model/predictor.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>
#include <utility>

namespace numeral {

namespace {

/// The largest logit's class, and the softmax's values of that and of the truth.
Prediction predictionOf(std::span<const float> logits, std::uint32_t image, Label truth)
{
    const auto largest = std::ranges::max_element(logits);
    double sum = 0;
    for (const float logit : logits) {
        sum += std::exp(static_cast<double>(logit - *largest));
    }
    Prediction prediction{image, truth, static_cast<Label>(largest - logits.begin())};
    prediction.confidence = static_cast<float>(1 / sum);
    prediction.truthProbability
        = static_cast<float>(std::exp(static_cast<double>(logits[truth] - *largest)) / sum);
    return prediction;
}

std::optional<double> ratio(std::size_t part, std::size_t whole)
{
    return whole == 0 ? std::nullopt
                      : std::optional(static_cast<double>(part) / static_cast<double>(whole));
}

} // namespace

std::optional<std::vector<Prediction>> predictionsFor(
    const Model& model, const LabelledImages& images, const std::function<bool()>& shouldContinue)
{
    constexpr std::size_t atOnce = 500; // images
    const Predictor predictor(*model.weights);
    const std::size_t classes = predictor.outputs();
    std::vector<Prediction> predictions;
    predictions.reserve(images.size());
    for (std::size_t first = 0; first < images.size(); first += atOnce) {
        if (!shouldContinue()) {
            return std::nullopt;
        }
        std::vector<std::uint32_t> indices(std::min(atOnce, images.size() - first));
        std::iota(indices.begin(), indices.end(), static_cast<std::uint32_t>(first));
        const std::vector<float> logits
            = predictor.logits({images.pixels().data(), images.labels().data(), indices});
        for (std::size_t i = 0; i < indices.size(); ++i) {
            predictions.push_back(predictionOf(std::span(logits).subspan(i * classes, classes),
                indices[i], images.labels()[indices[i]]));
        }
    }
    return predictions;
}

Confusion confusionOf(std::size_t classes, const std::vector<Prediction>& predictions)
{
    Confusion confusion(classes);
    for (const Prediction& prediction : predictions) {
        confusion.add(prediction.truth, prediction.answer);
    }
    return confusion;
}

std::vector<ClassScore> classScores(const Confusion& confusion)
{
    std::vector<ClassScore> scores(confusion.classes());
    for (std::size_t i = 0; i < scores.size(); ++i) {
        std::size_t answers = 0;
        for (std::size_t truth = 0; truth < scores.size(); ++truth) {
            answers += confusion.count(truth, i);
        }
        const std::size_t right = confusion.count(i, i);
        ClassScore& score = scores[i];
        score.images = confusion.imagesOf(i);
        score.precision = ratio(right, answers);
        score.recall = ratio(right, score.images);
        score.f1 = ratio(2 * right, answers + score.images);
    }
    return scores;
}

std::size_t bandOf(float confidence)
{
    return std::min<std::size_t>(9, static_cast<std::size_t>(10 * std::max(confidence, 0.0F)));
}

std::array<ConfidenceBand, 10> reliability(const std::vector<Prediction>& predictions)
{
    std::array<ConfidenceBand, 10> bands;
    for (const Prediction& prediction : predictions) {
        ConfidenceBand& band = bands[bandOf(prediction.confidence)];
        ++band.images;
        band.confidence += static_cast<double>(prediction.confidence);
        band.accuracy += prediction.isRight() ? 1 : 0;
    }
    for (ConfidenceBand& band : bands) {
        const double images = static_cast<double>(std::max<std::size_t>(band.images, 1));
        band.confidence /= images;
        band.accuracy /= images;
    }
    return bands;
}

std::vector<Prediction> suspectLabels(
    std::size_t classes, const std::vector<Prediction>& predictions)
{
    std::vector<double> threshold(classes);
    std::vector<std::size_t> images(classes);
    for (const Prediction& prediction : predictions) {
        threshold[prediction.truth] += static_cast<double>(prediction.truthProbability);
        ++images[prediction.truth];
    }
    std::vector<Prediction> suspects;
    for (const Prediction& prediction : predictions) {
        const std::size_t alike = images[prediction.answer];
        if (!prediction.isRight() && alike > 0
            && static_cast<double>(prediction.confidence)
                >= threshold[prediction.answer] / static_cast<double>(alike)) {
            suspects.push_back(prediction);
        }
    }
    std::ranges::stable_sort(suspects, std::greater(), [](const Prediction& prediction) {
        return prediction.confidence - prediction.truthProbability;
    });
    return suspects;
}

std::vector<std::size_t> nearestImages(
    std::span<const std::uint8_t> image, const LabelledImages& among, std::size_t count)
{
    assert(image.size() == among.shape().pixels());
    std::vector<std::pair<std::int64_t, std::size_t>> distances;
    distances.reserve(among.size());
    for (std::size_t i = 0; i < among.size(); ++i) {
        const std::span<const std::uint8_t> other = among.image(i);
        std::int32_t squares = 0; // of up to 33,000 pixels
        std::int64_t sum = 0;
        for (std::size_t k = 0; k < image.size(); ++k) {
            const int difference = image[k] - other[k];
            squares += difference * difference;
            if (k % 16'384 == 16'383) {
                sum += std::exchange(squares, 0);
            }
        }
        distances.emplace_back(sum + squares, i);
    }
    const auto nearest = std::min(count, distances.size());
    std::ranges::partial_sort(distances, distances.begin() + static_cast<std::ptrdiff_t>(nearest));
    std::vector<std::size_t> indices(nearest);
    std::ranges::transform(distances.begin(),
        distances.begin() + static_cast<std::ptrdiff_t>(nearest), indices.begin(),
        [](const auto& distance) { return distance.second; });
    return indices;
}

} // namespace numeral
