// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/edited_dataset.h"

#include <algorithm>
#include <cassert>
#include <new>
#include <numeric>

namespace numeral {

namespace {

using Indices = std::vector<std::uint32_t>;

/// Of a list with a value for each image, or none at all.
template <typename Value>
std::vector<Value> picked(const std::vector<Value>& values, const Indices& kept)
{
    std::vector<Value> picked;
    if (!values.empty()) {
        std::ranges::transform(kept, std::back_inserter(picked),
            [&values](std::uint32_t index) { return values[index]; });
    }
    return picked;
}

/// Without `numbers`, each image stands in its file where it stands in the set.
Indices pickedNumbers(const Indices& numbers, const Indices& kept)
{
    return numbers.empty() ? kept : picked(numbers, kept);
}

Indices allBut(std::size_t images, const ImageEdits& edits)
{
    Indices kept;
    for (std::uint32_t i = 0; i < images; ++i) {
        const auto edit = edits.find(i);
        if (edit == edits.end() || edit->second) {
            kept.push_back(i);
        }
    }
    return kept;
}

Result<LabelledImages> relabelled(
    const LabelledImages& images, const ImageEdits& edits, const Dataset& dataset)
{
    if (edits.empty()) {
        return images;
    }
    const auto impossible = [&dataset](const std::string& what) {
        return failure(ErrorCode::FileMalformed,
            "The changes that were made to “" + dataset.name + "” don't fit it: it has no " + what
                + ".");
    };
    auto labels
        = std::make_shared<std::vector<Label>>(images.labels().begin(), images.labels().end());
    for (const auto& [number, label] : edits) {
        if (number >= images.size()) {
            return impossible("image " + std::to_string(number + 1));
        }
        if (label) {
            const auto name = std::ranges::find(dataset.classes, *label);
            if (name == dataset.classes.end()) {
                return impossible("class “" + *label + "”");
            }
            (*labels)[number] = static_cast<Label>(name - dataset.classes.begin());
        }
    }
    return images.withLabels(std::move(labels));
}

} // namespace

LabelledImages pickedImages(const LabelledImages& images, const Indices& kept)
{
    std::vector<std::uint8_t> pixels;
    std::vector<Label> labels;
    pixels.reserve(kept.size() * images.shape().pixels());
    labels.reserve(kept.size());
    for (const std::uint32_t index : kept) {
        const auto image = images.image(index);
        pixels.insert(pixels.end(), image.begin(), image.end());
        labels.push_back(images.labels()[index]);
    }
    return {images.shape(), std::move(pixels), std::move(labels), images.look()};
}

void keepTraining(Dataset& dataset, const Indices& kept)
{
    dataset.training = pickedImages(dataset.training, kept);
    dataset.writers.training = picked(dataset.writers.training, kept);
    dataset.numbers.training = pickedNumbers(dataset.numbers.training, kept);
    if (!dataset.leftOut.empty()) {
        Indices leftOut;
        for (std::uint32_t i = 0; i < kept.size(); ++i) {
            if (std::ranges::binary_search(dataset.leftOut, kept[i])) {
                leftOut.push_back(i);
            }
        }
        dataset.leftOut = std::move(leftOut);
    }
}

void keepTest(Dataset& dataset, const Indices& kept)
{
    dataset.test = pickedImages(dataset.test, kept);
    dataset.writers.test = picked(dataset.writers.test, kept);
    dataset.numbers.test = pickedNumbers(dataset.numbers.test, kept);
}

Result<Dataset> withEdits(const Dataset& asInFiles, const DataEdits& edits)
try {
    assert(asInFiles.edits.empty());
    const auto training = relabelled(asInFiles.training, edits.training, asInFiles);
    const auto test = relabelled(asInFiles.test, edits.test, asInFiles);
    if (!training || !test) {
        return tl::unexpected(training ? test.error() : training.error());
    }
    Dataset edited = asInFiles;
    edited.edits = edits;
    edited.training = *training;
    edited.test = *test;
    for (const auto& [number, label] : edits.training) {
        if (!label) {
            edited.leftOut.push_back(number);
        }
    }
    if (leftOutCount(edits.test) > 0) {
        keepTest(edited, allBut(edited.test.size(), edits.test));
    }
    if (!edits.empty()) {
        edited.remarks.push_back(
            "Images were changed by hand: " + summaryOf(edits) + ". The files are as they were.");
    }
    return edited;
} catch (const std::bad_alloc&) {
    return failure(ErrorCode::FileUnreadable,
        "There is not enough memory to leave out images of “" + asInFiles.name + "”.");
}

Dataset withoutLeftOut(const Dataset& dataset)
{
    Dataset without = dataset;
    if (!dataset.leftOut.empty()) {
        Indices all(dataset.training.size());
        std::iota(all.begin(), all.end(), 0U);
        keepTraining(without, notLeftOut(dataset, std::move(all)));
    }
    return without;
}

Indices notLeftOut(const Dataset& dataset, Indices training)
{
    if (!dataset.leftOut.empty()) {
        std::erase_if(training, [&dataset](std::uint32_t index) {
            return std::ranges::binary_search(dataset.leftOut, index);
        });
    }
    return training;
}

} // namespace numeral
