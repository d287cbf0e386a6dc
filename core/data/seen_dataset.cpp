// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/seen_dataset.h"

#include "core/base/counted.h"
#include "core/data/drawings.h"
#include "core/data/edited_dataset.h"

#include <algorithm>
#include <new>
#include <optional>

namespace numeral {

namespace {

using NewLabels = std::vector<std::optional<std::size_t>>; ///< of each class; nullopt: left out

std::vector<std::uint32_t> withNewLabel(const LabelledImages& images, const NewLabels& newLabels)
{
    std::vector<std::uint32_t> kept;
    for (std::uint32_t i = 0; i < images.size(); ++i) {
        if (newLabels[images.labels()[i]]) {
            kept.push_back(i);
        }
    }
    return kept;
}

/// Gives the images, all of which have one, their new labels.
void relabel(LabelledImages& images, const NewLabels& newLabels)
{
    auto labels = std::make_shared<std::vector<Label>>(images.size());
    std::ranges::transform(images.labels(), labels->begin(),
        [&newLabels](Label label) { return static_cast<Label>(*newLabels[label]); });
    images = images.withLabels(std::move(labels));
}

tl::unexpected<Error> notEnoughMemory(const Dataset& dataset)
{
    return failure(ErrorCode::FileUnreadable,
        "There is not enough memory to prepare the images of “" + dataset.name + "”.");
}

Result<void> checkSize(const Model& model, const LabelledImages& images)
{
    const auto sizeOf = [](const ImageShape& shape) {
        return std::to_string(shape.rows) + "×" + std::to_string(shape.columns);
    };
    if (!(images.shape() == model.image)) {
        return failure(ErrorCode::ModelMismatch,
            "The model reads images of " + sizeOf(model.image) + " pixels, but the data set's have "
                + sizeOf(images.shape()) + ".");
    }
    return {};
}

} // namespace

LabelledImages withFilters(const std::vector<ImageFilter>& filters, const LabelledImages& images)
{
    if (filters.empty() || images.size() == 0) {
        return images;
    }
    const std::size_t size = images.shape().pixels();
    std::vector<std::uint8_t> pixels(images.pixels().begin(), images.pixels().end());
    for (std::size_t i = 0; i < images.size(); ++i) {
        applyFilters(filters, images.shape(), std::span(pixels).subspan(i * size, size));
    }
    return {images.shape(), Bytes(std::move(pixels)), images.sharedLabels(), images.look()};
}

Result<Dataset> withFilters(const std::vector<ImageFilter>& filters, const Dataset& dataset)
try {
    Dataset filtered = dataset;
    for (LabelledImages* images : {&filtered.training, &filtered.test, &filtered.unlabelled}) {
        *images = withFilters(filters, LabelledImages(*images));
    }
    if (const Result<void> intact = checkIntact(dataset); !intact) {
        return tl::unexpected(intact.error());
    }
    return filtered;
} catch (const std::bad_alloc&) {
    return notEnoughMemory(dataset);
}

Result<Dataset> withClasses(
    const std::vector<std::string>& classes, const Dataset& dataset, NameMatch match)
try {
    if (classes == dataset.classes || dataset.classes.empty()) {
        return dataset;
    }
    NewLabels newLabels;
    for (const std::string& name : dataset.classes) {
        const std::optional<std::size_t> label = classOf(classes, name);
        const bool fits = label && (match == NameMatch::CaseApart || classes[*label] == name);
        newLabels.push_back(fits ? label : std::nullopt);
    }
    if (std::none_of(newLabels.begin(), newLabels.end(),
            [](const auto& label) { return label.has_value(); })) {
        Dataset numbered = dataset;
        numbered.remarks.push_back("The network knows none of the classes of “" + dataset.name
            + "” by name, so they are compared by number: its first with the first.");
        return numbered;
    }
    Dataset renamed = dataset;
    renamed.classes = classes;
    keepTraining(renamed, withNewLabel(dataset.training, newLabels));
    keepTest(renamed, withNewLabel(dataset.test, newLabels));
    relabel(renamed.training, newLabels);
    relabel(renamed.test, newLabels);
    if (const std::size_t left = dataset.test.size() - renamed.test.size(); left > 0) {
        renamed.remarks.push_back(counted(left, "test image")
            + " of classes that the network doesn't know are left out.");
    }
    if (const Result<void> intact = checkIntact(dataset); !intact) {
        return tl::unexpected(intact.error());
    }
    return renamed;
} catch (const std::bad_alloc&) {
    return notEnoughMemory(dataset);
}

Result<Dataset> datasetFor(const Model& model, const Dataset& dataset)
try {
    const Result<Dataset> named = withClasses(model.classes, dataset, NameMatch::CaseApart);
    if (!named) {
        return tl::unexpected(named.error());
    }
    for (const LabelledImages& images : {named->training, named->test}) {
        const Result<void> fits = images.size() > 0 ? checkFits(model, images) : Result<void>();
        if (!fits) {
            return tl::unexpected(fits.error());
        }
    }
    if (named->unlabelled.size() > 0) {
        if (const Result<void> fits = checkSize(model, named->unlabelled); !fits) {
            return tl::unexpected(fits.error());
        }
    }
    const Result<Dataset> looking = inLook(withoutLeftOut(*named), model.look);
    return looking ? withFilters(model.filters, *looking) : looking;
} catch (const std::bad_alloc&) {
    return notEnoughMemory(dataset);
}

Result<void> checkFits(const Model& model, const LabelledImages& images)
{
    if (Result<void> fits = checkSize(model, images); !fits) {
        return fits;
    }
    const auto labels = images.labels();
    const std::size_t classes = model.weights->architecture().outputs();
    if (const auto largest = std::max_element(labels.begin(), labels.end());
        largest != labels.end() && *largest >= classes) {
        std::string sentence = "The model knows none of the data set's classes: it has ";
        sentence.append(counted(classes, "class", "classes"));
        if (!model.classes.empty()) {
            sentence.append(", “").append(model.classes.front()).append("” to “");
            sentence.append(model.classes.back()).append("”");
        }
        sentence.append(", and the data set at least ").append(std::to_string(*largest + 1));
        return failure(ErrorCode::ModelMismatch, sentence.append(" of other names."));
    }
    return {};
}

} // namespace numeral
