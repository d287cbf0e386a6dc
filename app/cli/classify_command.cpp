// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/model_argument.h"
#include "core/platform/terminal.h"
#include "core/recognition/classifier.h"
#include "core/recognition/digit_normaliser.h"
#include "core/recognition/doubt.h"
#include "ui/ink/digit_reader.h"
#include "ui/ink/image_file.h"
#include "ui/ink/ink_file.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdio>
#include <span>
#include <vector>

namespace numeral::cli {

namespace {

using Json = nlohmann::ordered_json;

/// What several digits in one drawing are read as, each for itself, with its box in the drawing's
/// unit.
Json digitsOf(const ui::DigitReader& reader)
{
    Json digits = Json::array();
    for (const ui::ReadDigit& digit : reader.digits()) {
        const QRectF& box = digit.drawn.box;
        const std::size_t label = digit.recognition.label;
        digits.push_back({{"label", label}, {"probability", digit.recognition.probabilities[label]},
            {"sure", digit.doubt == Doubt::None},
            {"box", {box.left(), box.top(), box.right(), box.bottom()}}});
    }
    return digits;
}

std::optional<Recognition> recognise(
    const Classifier& classifier, const std::optional<GreyImage>& image)
{
    return image ? std::optional(classifier.classify(*image)) : std::nullopt;
}

/// `key` is "file" or "id". Without ink there is no answer: no label, no probabilities.
Json lineOf(
    const Model& model, const char* key, const Json& name, const std::optional<Recognition>& answer)
{
    Json line{{key, name}, {"label", nullptr}, {"probabilities", Json::array()}, {"sure", false}};
    if (answer) {
        line["label"] = answer->label;
        line["probabilities"] = answer->probabilities;
        line["sure"] = doubtOf(*answer, model.calibration) == Doubt::None;
    }
    return line;
}

void printJson(const Json& line)
{
    std::printf("%s\n", line.dump(-1, ' ', false, Json::error_handler_t::replace).c_str());
}

/// A class's name comes from a file; control characters in it would be orders to the terminal.
std::string printable(std::string name)
{
    std::replace_if(
        name.begin(), name.end(), [](unsigned char byte) { return byte < ' ' || byte == 0x7F; },
        ' ');
    return name;
}

void printText(
    const Model& model, const std::string& name, const std::optional<Recognition>& answer)
{
    if (!answer) {
        std::printf("%s: nothing is drawn\n", name.c_str());
        return;
    }
    const auto nameOf = [&](std::size_t label) { return printable(model.classes[label]); };
    const auto percent = [&](std::size_t label) {
        return 100.0 * static_cast<double>(answer->probabilities[label]);
    };
    const std::size_t first = answer->label;
    if (doubtOf(*answer, model.calibration) == Doubt::None) {
        std::printf("%s: %s (%.1f%%)\n", name.c_str(), nameOf(first).c_str(), percent(first));
        return;
    }
    const std::size_t second = secondLabel(*answer);
    std::printf("%s: not sure, %s (%.1f%%) or %s (%.1f%%)\n", name.c_str(), nameOf(first).c_str(),
        percent(first), nameOf(second).c_str(), percent(second));
}

/// What libpng has to say of a damaged file is in our own sentence.
Result<QImage> readQuietly(const std::filesystem::path& file)
{
    const platform::MutedErrors quiet;
    return ui::readImageFile(file);
}

Result<void> classifyImages(const ClassifyArguments& arguments, const Model& model)
{
    const Classifier classifier(*model.weights);
    for (const std::filesystem::path& file : arguments.images) {
        const Result<QImage> image = readQuietly(file);
        if (!image) {
            return tl::unexpected(image.error());
        }
        const auto answer = recognise(
            classifier, prepareImage(ui::inkFromImage(*image), model.image, model.preprocessing));
        if (arguments.json) {
            printJson(lineOf(model, "file", file.string(), answer));
        } else {
            printText(model, file.string(), answer);
        }
    }
    return {};
}

/// How large a drawing is, in its own unit, and whether it was read right.
struct LabelledDrawing {
    double size;
    bool isRight;
};

double sizeOf(const ui::Ink& ink)
{
    const QRectF box = ui::boxOf(ink);
    return std::max(box.width(), box.height());
}

double percentRight(std::span<const LabelledDrawing> drawings)
{
    const auto right = std::count_if(drawings.begin(), drawings.end(),
        [](const LabelledDrawing& drawing) { return drawing.isRight; });
    return 100.0 * static_cast<double>(right) / static_cast<double>(drawings.size());
}

/// All of them, and by tenths from the smallest to the largest.
void printScores(std::vector<LabelledDrawing> drawings)
{
    constexpr std::size_t tenths = 10;
    constexpr std::size_t fewest = 100;
    const auto right = std::count_if(drawings.begin(), drawings.end(),
        [](const LabelledDrawing& drawing) { return drawing.isRight; });
    if (drawings.size() >= fewest) {
        std::stable_sort(drawings.begin(), drawings.end(),
            [](const LabelledDrawing& a, const LabelledDrawing& b) { return a.size < b.size; });
        std::printf("By size, smallest tenth first:");
        for (std::size_t i = 0; i < tenths; ++i) {
            const std::size_t first = i * drawings.size() / tenths;
            const std::size_t last = (i + 1) * drawings.size() / tenths;
            std::printf(" %.1f%%", percentRight(std::span(drawings).subspan(first, last - first)));
        }
        std::printf("\n");
    }
    std::printf("%zu of %zu labelled drawings are read right (%.1f%%)\n",
        static_cast<std::size_t>(right), drawings.size(), percentRight(drawings));
}

Result<void> classifyInk(const ClassifyArguments& arguments, const Model& model)
{
    const auto records = ui::readInkFile(*arguments.ink);
    if (!records) {
        return tl::unexpected(records.error());
    }
    const Classifier classifier(*model.weights);
    ui::DigitReader reader;
    reader.setModel(model);
    std::size_t number = 0;
    std::vector<LabelledDrawing> labelled;
    std::size_t sure = 0;
    for (const ui::InkRecord& record : *records) {
        ++number;
        const auto answer
            = recognise(classifier, ui::prepareRecord(record, model.image, model.preprocessing));
        sure += answer && doubtOf(*answer, model.calibration) == Doubt::None ? 1 : 0;
        if (record.label) {
            labelled.push_back(
                {sizeOf(record.ink), answer && static_cast<int>(answer->label) == *record.label});
        }
        if (arguments.json) {
            Json line = lineOf(
                model, "id", record.id ? Json::parse(*record.id, nullptr, false) : Json(), answer);
            reader.read({record.ink, {}});
            line["digits"] = digitsOf(reader);
            printJson(line);
        } else {
            printText(model, record.id.value_or("drawing " + std::to_string(number)), answer);
        }
    }
    if (!arguments.json && number > 1) {
        std::printf("Sure of %zu of %zu drawings (%.1f%%)\n", sure, number,
            100.0 * static_cast<double>(sure) / static_cast<double>(number));
    }
    if (!arguments.json && !labelled.empty()) {
        printScores(std::move(labelled));
    }
    return {};
}

} // namespace

Result<void> runClassify(const ClassifyArguments& arguments)
{
    const Result<Model> model = openModel(arguments.model);
    if (!model) {
        return tl::unexpected(model.error());
    }
    return arguments.ink ? classifyInk(arguments, *model) : classifyImages(arguments, *model);
}

} // namespace numeral::cli
