// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/drawings.h"

#include "core/base/natural_order.h"

#include <algorithm>
#include <map>

namespace numeral {

namespace {

bool isLatinLetter(char letter)
{
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z');
}

std::vector<std::string> classesOf(const std::vector<InkRecord>& drawings)
{
    std::vector<std::string> names;
    for (const InkRecord& drawing : drawings) {
        if (drawing.label) {
            names.push_back(*drawing.label);
        }
    }
    if (std::all_of(names.begin(), names.end(), isDigitName)) {
        names.clear();
        for (int digit = 0; digit <= 9; ++digit) {
            names.push_back(std::to_string(digit));
        }
    }
    std::sort(names.begin(), names.end(), naturalLess);
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
}

} // namespace

std::optional<std::size_t> classOf(const std::vector<std::string>& classes, const std::string& name)
{
    const auto indexOf = [&classes](const std::string& wanted) -> std::optional<std::size_t> {
        const auto found = std::find(classes.begin(), classes.end(), wanted);
        return found != classes.end() ? std::optional(std::size_t(found - classes.begin()))
                                      : std::nullopt;
    };
    const std::optional<std::size_t> exact = indexOf(name);
    constexpr char otherCase = 'a' ^ 'A';
    return !exact && name.size() == 1 && isLatinLetter(name[0])
        ? indexOf(std::string(1, static_cast<char>(name[0] ^ otherCase)))
        : exact;
}

bool knowsAll(const std::vector<std::string>& classes, const std::vector<std::string>& names)
{
    return std::all_of(names.begin(), names.end(),
        [&classes](const std::string& name) { return classOf(classes, name).has_value(); });
}

bool knowsAny(const std::vector<std::string>& classes, const std::vector<std::string>& names)
{
    return std::any_of(names.begin(), names.end(),
        [&classes](const std::string& name) { return classOf(classes, name).has_value(); });
}

LabelledImages preparedDrawings(const std::vector<InkRecord>& drawings, const ImageShape& shape,
    Preprocessing preprocessing, const std::vector<std::string>& classes)
{
    std::vector<std::uint8_t> pixels;
    std::vector<Label> labels;
    for (const InkRecord& drawing : drawings) {
        const auto label = drawing.label ? classOf(classes, *drawing.label) : std::nullopt;
        const auto image
            = label ? prepareRecord(drawing, shape, preprocessing) : std::optional<GreyImage>();
        if (image) {
            pixels.insert(pixels.end(), image->pixels.begin(), image->pixels.end());
            labels.push_back(static_cast<Label>(*label));
        }
    }
    return {shape, std::move(pixels), std::move(labels)};
}

ImagePart partOf(const std::vector<InkRecord>& drawings)
{
    ImagePart part;
    std::vector<std::uint8_t> pixels;
    std::map<std::string, Label> labels;
    bool areWritersKnown = false;
    for (const InkRecord& drawing : drawings) {
        const auto image = drawing.label ? prepareRecord(drawing, part.shape, Preprocessing::Mnist)
                                         : std::optional<GreyImage>();
        if (!image) {
            continue;
        }
        const auto [place, isNew]
            = labels.emplace(*drawing.label, static_cast<Label>(part.names.size()));
        if (isNew) {
            part.names.push_back(*drawing.label);
        }
        pixels.insert(pixels.end(), image->pixels.begin(), image->pixels.end());
        part.labels.push_back(place->second);
        part.writers.push_back(drawing.writer);
        areWritersKnown = areWritersKnown || !drawing.writer.empty();
    }
    if (!areWritersKnown) {
        part.writers.clear();
    }
    part.pixels = Bytes(std::move(pixels));
    return part;
}

Dataset drawingsDataset(const std::vector<InkRecord>& drawings, const std::string& name)
{
    constexpr std::size_t testShare = 7;
    std::vector<InkRecord> training;
    std::vector<InkRecord> test;
    for (std::size_t i = 0; i < drawings.size(); ++i) {
        (i % testShare == 1 ? test : training).push_back(drawings[i]);
    }
    Dataset dataset;
    dataset.name = name;
    dataset.classes = classesOf(drawings);
    dataset.kind = kindOf(dataset.classes);
    dataset.training
        = preparedDrawings(training, ImageShape(), Preprocessing::Mnist, dataset.classes);
    dataset.test = preparedDrawings(test, ImageShape(), Preprocessing::Mnist, dataset.classes);
    return dataset;
}

} // namespace numeral
