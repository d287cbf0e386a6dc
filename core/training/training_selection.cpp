// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/training_selection.h"

#include "core/base/random.h"
#include "core/data/seen_dataset.h"

#include <algorithm>
#include <cmath>

namespace numeral {

namespace {

/// The share of a class's images that are kept: from 1 of the first class, decreasing
/// geometrically, to 1/imbalance of the last (long-tailed: Cui et al. 2019, "Class-Balanced Loss
/// Based on Effective Number of Samples").
double keptShare(double imbalance, std::size_t label, std::size_t classes)
{
    const double place
        = static_cast<double>(label) / static_cast<double>(std::max<std::size_t>(classes, 2) - 1);
    return std::pow(imbalance, -place);
}

} // namespace

std::vector<std::string> usedClasses(
    const TrainingConfig& config, const std::vector<std::string>& classes)
{
    if (config.classesUsed.empty()) {
        return classes;
    }
    std::vector<std::string> used;
    std::copy_if(classes.begin(), classes.end(), std::back_inserter(used),
        [&config](const std::string& name) {
            return std::find(config.classesUsed.begin(), config.classesUsed.end(), name)
                != config.classesUsed.end();
        });
    return used;
}

Architecture networkFor(const TrainingConfig& config, const Dataset& dataset)
{
    return config.network(dataset.training.shape(), usedClasses(config, dataset.classes).size());
}

Result<Dataset> withUsedClasses(const TrainingConfig& config, const Dataset& dataset)
{
    const std::vector<std::string> used = usedClasses(config, dataset.classes);
    for (const std::string& name : config.classesUsed) {
        if (std::find(used.begin(), used.end(), name) == used.end()) {
            return failure(ErrorCode::InvalidSetting,
                "“" + dataset.name + "” has no class “" + name + "” that could be used.");
        }
    }
    if (used.size() < 2 && !config.classesUsed.empty()) {
        return failure(
            ErrorCode::InvalidSetting, "A network needs at least two classes to tell apart.");
    }
    Result<Dataset> selected = withClasses(used, dataset, NameMatch::Exact);
    if (selected) {
        selected->remarks = dataset.remarks; // it was asked for
    }
    return selected;
}

std::vector<std::uint32_t> usedImages(
    const TrainingConfig& config, const Dataset& dataset, std::vector<std::uint32_t> training)
{
    const auto wanted = static_cast<std::size_t>(config.trainingImages);
    const bool areFewer = wanted != 0 && wanted < training.size();
    if (config.imbalance <= 1 && !areFewer) {
        return training;
    }
    Random random(static_cast<std::uint64_t>(config.seed), RandomStream::UsedImages);
    shuffle(random, training);
    if (config.imbalance > 1) {
        const std::size_t classes = dataset.classes.size();
        const auto labels = dataset.training.labels();
        std::vector<std::size_t> left(classes);
        for (const std::uint32_t index : training) {
            ++left[labels[index]];
        }
        for (std::size_t label = 0; label < classes; ++label) {
            left[label] = static_cast<std::size_t>(std::ceil(
                keptShare(config.imbalance, label, classes) * static_cast<double>(left[label])));
        }
        training.erase(std::remove_if(training.begin(), training.end(),
                           [&](std::uint32_t index) {
                               std::size_t& ofClass = left[labels[index]];
                               return ofClass == 0 || (--ofClass, false);
                           }),
            training.end());
    }
    if (areFewer) {
        training.resize(std::min(training.size(), wanted));
    }
    std::sort(training.begin(), training.end());
    return training;
}

LabelledImages withLabelNoise(const TrainingConfig& config, const Dataset& dataset,
    const std::vector<std::uint32_t>& training)
{
    const LabelledImages& images = dataset.training;
    const std::size_t classes = dataset.classes.size();
    if (config.labelNoise == 0 || classes < 2) {
        return images;
    }
    auto labels
        = std::make_shared<std::vector<Label>>(images.labels().begin(), images.labels().end());
    Random random(static_cast<std::uint64_t>(config.seed), RandomStream::LabelNoise);
    for (const std::uint32_t index : training) {
        if (random.uniform() < config.labelNoise) {
            const std::size_t step = 1 + random.below(classes - 1);
            Label& label = (*labels)[index];
            label = static_cast<Label>((label + step) % classes);
        }
    }
    return images.withLabels(std::move(labels));
}

} // namespace numeral
