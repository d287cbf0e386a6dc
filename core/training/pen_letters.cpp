// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/pen_letters.h"

#include "core/base/json_text.h"
#include "core/data/emnist_classes.h"
#include "core/ink/ink_renderer.h"
#include "core/ink/letters.h"
#include "core/ink/redrawing.h"

namespace numeral {

namespace {

/// Draws the letters of the numbers from `first` on, each with its own random stream.
LabelledImages drawn(std::size_t first, std::size_t count, std::uint64_t seed)
{
    constexpr std::uint64_t letters = 26;
    const ImageShape shape;
    std::vector<std::uint8_t> pixels;
    std::vector<Label> labels;
    pixels.reserve(count * shape.pixels());
    for (std::size_t i = first; i < first + count; ++i) {
        SmallRandom random(seed, RandomStream::PenImages, i);
        const auto label = static_cast<Label>(random.below(letters));
        const RedrawingLimits pen = withRandomPen({}, random);
        const Ink letter = drawLetterInAnyCase(static_cast<char>('a' + label), random);
        if (const auto image
            = prepareInk(redraw(letter, pen, random), shape, Preprocessing::Mnist)) {
            pixels.insert(pixels.end(), image->pixels.begin(), image->pixels.end());
            labels.push_back(label);
        }
    }
    return {shape, std::move(pixels), std::move(labels)};
}

} // namespace

bool hasLearntPenLetters(const Model& model)
{
    const auto data = parseJson(model.provenance.data);
    return model.classes == emnistClasses("emnist-letters") && data.is_object()
        && data.contains("name") && data["name"] == "pen-letters";
}

Dataset penLetters(std::size_t training, std::size_t test, std::uint64_t seed)
{
    Dataset dataset;
    dataset.name = "Drawn letters";
    dataset.classes = emnistClasses("emnist-letters");
    dataset.kind = ClassKind::Letters;
    dataset.isDrawn = true;
    dataset.training = drawn(0, training, seed);
    dataset.test = drawn(training, test, seed);
    return dataset;
}

Dataset rehearsedLetters()
{
    constexpr std::size_t training = 12'000;
    constexpr std::size_t test = 2'000;
    constexpr std::uint64_t seed = 2;
    return penLetters(training, test, seed);
}

} // namespace numeral
