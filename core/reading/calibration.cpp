// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/reading/calibration.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace numeral {

namespace {

constexpr double minTemperature = 0.05;
constexpr double maxTemperature = 20;

/// With fewer images the first percentile is meaningless.
constexpr std::size_t minImages = 200;

/// The logits of some images, with their labels.
struct Answers {
    std::vector<float> logits; ///< images × classes
    std::vector<Label> labels;
    std::size_t classes;

    std::span<const float> of(std::size_t image) const
    {
        return std::span(logits).subspan(image * classes, classes);
    }
    std::size_t images() const { return labels.size(); }
};

Answers answersOf(const Weights& weights, const PickedImages& images)
{
    Answers answers{Predictor(weights).logits(images), {}, weights.architecture().outputs()};
    for (const std::uint32_t index : images.indices) {
        answers.labels.push_back(images.labels[index]);
    }
    return answers;
}

bool areFinite(const Answers& answers)
{
    return std::all_of(answers.logits.begin(), answers.logits.end(),
        [](float logit) { return std::isfinite(logit); });
}

/// Derivative of the mean loss with respect to the inverse temperature 1/T: Σ (expected logit − the
/// label's) / images. It is monotonic, as the loss is convex in it.
double lossDerivative(double inverseTemperature, const Answers& answers)
{
    double derivative = 0;
    for (std::size_t image = 0; image < answers.images(); ++image) {
        const std::span<const float> logits = answers.of(image);
        const auto largest = static_cast<double>(*std::max_element(logits.begin(), logits.end()));
        double sum = 0;
        double weighted = 0;
        for (const float logit : logits) {
            const double above = static_cast<double>(logit) - largest;
            const double exponential = std::exp(inverseTemperature * above);
            sum += exponential;
            weighted += exponential * above;
        }
        const double label = static_cast<double>(logits[answers.labels[image]]) - largest;
        derivative += weighted / sum - label;
    }
    return derivative / static_cast<double>(answers.images());
}

/// Finds the zero of the derivative, of which there is at most one, by bisection of 1/T.
double bestTemperature(const Answers& answers)
{
    constexpr int halvings = 40;
    double low = 1 / maxTemperature;
    double high = 1 / minTemperature;
    // No minimum in the range: a network that has learnt nothing is as good at any temperature.
    if (lossDerivative(low, answers) >= 0 || lossDerivative(high, answers) <= 0) {
        return 1;
    }
    for (int i = 0; i < halvings; ++i) {
        const double middle = std::sqrt(low * high);
        (lossDerivative(middle, answers) < 0 ? low : high) = middle;
    }
    return 1 / std::sqrt(low * high);
}

/// The quantile `fraction`, 0–1, of the images' largest logits.
double quantileOfMaxLogits(const Answers& answers, double fraction)
{
    std::vector<float> largest;
    for (std::size_t image = 0; image < answers.images(); ++image) {
        const std::span<const float> logits = answers.of(image);
        largest.push_back(*std::max_element(logits.begin(), logits.end()));
    }
    const auto place = largest.begin()
        + static_cast<std::ptrdiff_t>(fraction * static_cast<double>(largest.size()));
    std::nth_element(largest.begin(), place, largest.end());
    return static_cast<double>(*place);
}

} // namespace

Calibration calibrate(const Weights& weights, const PickedImages& images)
{
    constexpr double percentile = 0.01;
    Calibration calibration;
    const Answers answers = answersOf(weights, images);
    if (answers.images() < minImages || !areFinite(answers)) {
        return calibration;
    }
    calibration.temperature = bestTemperature(answers);
    calibration.minLogit = quantileOfMaxLogits(answers, percentile) / calibration.temperature;
    return calibration;
}

WeightsSnapshot temperatureScaled(const WeightsSnapshot& weights, double temperature)
{
    if (temperature == 1) {
        return weights;
    }
    std::vector<float> values = weights->values();
    const auto inverseTemperature = static_cast<float>(1 / temperature);
    std::for_each(
        values.begin() + static_cast<std::ptrdiff_t>(weights->layers().back().weightOffset),
        values.end(), [inverseTemperature](float& value) { value *= inverseTemperature; });
    return std::make_shared<const Weights>(weights->architecture(), std::move(values));
}

double expectedCalibrationError(const Weights& weights, const PickedImages& images)
{
    struct Bin {
        double confidence = 0;
        double right = 0;
    };
    constexpr std::size_t binCount = 15;
    std::array<Bin, binCount> bins{};
    const Answers answers = answersOf(weights, images);
    for (std::size_t image = 0; image < answers.images(); ++image) {
        const std::span<const float> logits = answers.of(image);
        const auto largest = std::max_element(logits.begin(), logits.end());
        double sum = 0;
        for (const float logit : logits) {
            sum += std::exp(static_cast<double>(logit) - static_cast<double>(*largest));
        }
        const double confidence = 1 / sum;
        Bin& bin = bins[std::min(static_cast<std::size_t>(confidence * binCount), binCount - 1)];
        bin.confidence += confidence;
        bin.right += largest - logits.begin() == answers.labels[image] ? 1 : 0;
    }
    double error = 0;
    for (const Bin& bin : bins) {
        error += std::abs(bin.right - bin.confidence);
    }
    return error / static_cast<double>(std::max<std::size_t>(answers.images(), 1));
}

} // namespace numeral
