// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/dataset_parts.h"

#include "core/base/counted.h"
#include "core/base/listed.h"
#include "core/base/natural_order.h"
#include "core/data/class_names.h"
#include "core/data/emnist_classes.h"
#include "core/data/set_aside.h"

#include <algorithm>
#include <array>
#include <new>

namespace numeral {

namespace {

tl::unexpected<Error> malformed(const std::string& place, const std::string& fault)
{
    return failure(ErrorCode::FileMalformed, "“" + place + "” " + fault + ".");
}

/// For each possible label whether an image has it.
std::vector<bool> occurring(const ImagePart& part)
{
    std::vector<bool> occurs(part.names.size());
    for (const Label label : part.labels) {
        if (label >= occurs.size()) {
            occurs.resize(label + std::size_t{1});
        }
        occurs[label] = true;
    }
    return occurs;
}

std::string nameOf(const ImagePart& part, std::size_t label)
{
    return part.names.empty() ? std::to_string(label) : part.names[label];
}

/// Names of all classes of which there are images, in natural order.
std::vector<std::string> namesIn(std::initializer_list<const ImagePart*> parts)
{
    std::vector<std::string> names;
    for (const ImagePart* part : parts) {
        const std::vector<bool> occurs = occurring(*part);
        for (std::size_t label = 0; label < occurs.size(); ++label) {
            if (occurs[label]) {
                names.push_back(nameOf(*part, label));
            }
        }
    }
    std::sort(names.begin(), names.end(), naturalLess);
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
}

/// Whether all names are digits, whose class is the digit itself even if some don't occur.
bool areDigits(const std::vector<std::string>& names)
{
    return std::all_of(names.begin(), names.end(), [](const std::string& name) {
        return name.size() == 1 && name.front() >= '0' && name.front() <= '9';
    });
}

/// Gives the images labels that are indices into `classes`.
void relabel(ImagePart& part, const std::vector<std::string>& classes)
{
    const std::vector<bool> occurs = occurring(part);
    std::vector<Label> places(occurs.size());
    for (std::size_t label = 0; label < occurs.size(); ++label) {
        if (occurs[label]) {
            const auto place = std::lower_bound(
                classes.begin(), classes.end(), nameOf(part, label), naturalLess);
            places[label] = static_cast<Label>(place - classes.begin());
        }
    }
    for (Label& label : part.labels) {
        label = places[label];
    }
    part.names = classes;
}

/// Names the classes of which there is no training image; nothing if there are some of each.
std::string remarkOnMissing(
    const std::vector<Label>& labels, const std::vector<std::string>& classes)
{
    constexpr std::size_t most = 5; // more are counted
    std::vector<bool> occurs(classes.size());
    for (const Label label : labels) {
        occurs[label] = true;
    }
    std::vector<std::string> missing;
    for (std::size_t i = 0; i < classes.size(); ++i) {
        if (!occurs[i]) {
            missing.push_back("“" + classes[i] + "”");
        }
    }
    if (missing.empty()) {
        return {};
    }
    const char* const pronoun = missing.size() == 1 ? "it" : "them";
    std::string remark = "There is no training image of ";
    remark.append(listedSome(std::move(missing), most, " or "));
    return remark.append(", so a network can't learn to read ").append(pronoun).append(".");
}

void append(std::vector<std::uint8_t>& bytes, std::span<const std::uint8_t> more)
{
    bytes.insert(bytes.end(), more.begin(), more.end());
}

Result<Dataset> madeOf(DatasetParts parts)
{
    if (parts.training.labels.empty()) {
        return malformed(parts.place,
            parts.training.size() == 0 ? "contains no images"
                                       : "has no labels, so nothing can be learnt from it; "
                                         "“numeral-cli evaluate --predict” lets a "
                                         "network read it");
    }
    const bool isTested = !parts.test.labels.empty();
    if ((isTested && !(parts.training.shape == parts.test.shape))
        || (parts.unlabelled.size() > 0 && !(parts.training.shape == parts.unlabelled.shape))) {
        return failure(ErrorCode::FileMalformed,
            "The training and the test images in “" + parts.place + "” are not of the same size.");
    }
    std::vector<std::string> classes = namesIn({&parts.training, &parts.test});
    if (areDigits(classes)) {
        constexpr std::size_t fewest = 2;
        const auto largest = static_cast<std::size_t>(classes.back().front() - '0');
        classes = numberNames(std::max(largest + 1, fewest));
    }
    if (classes.size() > maximumClasses) {
        return malformed(parts.place,
            "has " + std::to_string(classes.size()) + " classes, more than the "
                + std::to_string(maximumClasses) + " that are possible");
    }
    if (classes.size() < 2) {
        return malformed(
            parts.place, "has only one class, “" + classes.front() + "”; at least two are needed");
    }
    relabel(parts.training, classes);
    relabel(parts.test, classes);
    Dataset dataset;
    if (!isTested) {
        dataset.writers.areApart = setTestAside(parts);
    }
    dataset.name = std::move(parts.name);
    const std::vector<std::string> known = emnistClasses(dataset.name);
    dataset.classes = known.size() == classes.size() ? known : std::move(classes);
    dataset.kind = kindOf(dataset.classes);
    if (std::string remark = remarkOnMissing(parts.training.labels, dataset.classes);
        !remark.empty()) {
        parts.remarks.push_back(std::move(remark));
    }
    const auto images = [](ImagePart& part) {
        return LabelledImages(part.shape, std::move(part.pixels),
            std::make_shared<const std::vector<Label>>(std::move(part.labels)));
    };
    dataset.writers.training = std::move(parts.training.writers);
    dataset.writers.test = std::move(parts.test.writers);
    dataset.isDrawn = parts.isDrawn;
    dataset.training = images(parts.training);
    dataset.test = images(parts.test);
    if (parts.unlabelled.size() > 0) {
        parts.unlabelled.labels.assign(parts.unlabelled.size(), outlierLabel);
        dataset.unlabelled = images(parts.unlabelled);
    }
    dataset.checksums = std::move(parts.checksums);
    dataset.remarks = std::move(parts.remarks);
    return dataset;
}

} // namespace

Result<ImagePart> joined(ImagePart first, ImagePart second, const std::string& place)
{
    if (second.size() == 0) {
        return first;
    }
    if (first.size() == 0) {
        return second;
    }
    if (!(first.shape == second.shape)) {
        return malformed(place, "has images of different sizes");
    }
    if (first.labels.empty() != second.labels.empty()) {
        return malformed(place, "has labels for some of its training images only");
    }
    const std::vector<std::string> classes = namesIn({&first, &second});
    relabel(first, classes);
    relabel(second, classes);
    std::vector<std::uint8_t> pixels;
    pixels.reserve(first.pixels.size() + second.pixels.size());
    append(pixels, first.pixels.span());
    append(pixels, second.pixels.span());
    first.pixels = Bytes(std::move(pixels));
    first.labels.insert(first.labels.end(), second.labels.begin(), second.labels.end());
    return first;
}

Dataset assembledWithoutLabels(DatasetParts parts)
{
    ImagePart& images = parts.unlabelled.size() > 0 ? parts.unlabelled : parts.training;
    images.labels.assign(images.size(), outlierLabel);
    Dataset dataset;
    dataset.name = std::move(parts.name);
    dataset.kind = ClassKind::Things;
    dataset.unlabelled = LabelledImages(images.shape, std::move(images.pixels),
        std::make_shared<const std::vector<Label>>(std::move(images.labels)));
    dataset.remarks = std::move(parts.remarks);
    return dataset;
}

Result<Dataset> assembled(DatasetParts parts)
{
    const std::string place = parts.place;
    try {
        return madeOf(std::move(parts));
    } catch (const std::bad_alloc&) {
        return failure(
            ErrorCode::FileUnreadable, "There is not enough memory for “" + place + "”.");
    }
}

} // namespace numeral
