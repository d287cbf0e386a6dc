// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/json_line.h"
#include "app/cli/model_argument.h"
#include "app/cli/picture_table.h"
#include "app/cli/printable.h"
#include "core/base/counted.h"
#include "core/base/json_text.h"
#include "core/data/drawings.h"
#include "core/data/ink_sets.h"
#include "core/data/picture_files.h"
#include "core/reading/reader.h"
#include "ui/picture/image_file.h"

#include <algorithm>
#include <cstdio>
#include <map>
#include <span>
#include <vector>

namespace numeral::cli {

namespace {

using Json = nlohmann::ordered_json;

/// Returns the digits as JSON, each with its box in the drawing's units or in the picture's pixels.
/// `scale` converts from the pixels that were read to those of the file.
Json digitsOf(const Reader& reader, double scale)
{
    Json digits = Json::array();
    for (const ReadDigit& digit : reader.digits()) {
        const Box& box = digit.drawn.box;
        const std::size_t label = digit.recognition.label;
        digits.push_back({{"label", parseOrderedJson(labelJson(reader.nameOf(label)))},
            {"probability", digit.recognition.probabilities[label]},
            {"sure", digit.doubt == Doubt::None},
            {"box", {scale * box.left, scale * box.top, scale * box.right, scale * box.bottom}}});
    }
    return digits;
}

/// Returns a line of output. `key` is "file" or "id". Only a single digit has a label and
/// probabilities.
Json lineOf(const Reader& reader, const char* key, const Json& name, double scale = 1)
{
    Json line{{key, name}, {"label", nullptr}, {"probabilities", Json::array()},
        {"sure", reader.isSure()}, {"digits", digitsOf(reader, scale)}};
    if (reader.digits().size() == 1) {
        const Recognition& only = reader.digits().front().recognition;
        line["label"] = parseOrderedJson(labelJson(reader.nameOf(only.label)));
        line["probabilities"] = only.probabilities;
        line["none"] = reader.digits().front().none;
    }
    return line;
}

std::string percent(double share)
{
    char text[16];
    std::snprintf(text, sizeof text, "%.1f%%", 100 * share);
    return text;
}

/// For a single digit: the answer, or what it may be.
std::string sentenceOf(const Reader& reader, const ReadDigit& digit)
{
    const auto named = [&](std::size_t label) {
        return printable(reader.nameOf(label)) + " ("
            + percent(static_cast<double>(digit.recognition.probabilities[label])) + ")";
    };
    std::string first = named(digit.recognition.label);
    switch (digit.doubt) {
    case Doubt::None:
        return first;
    case Doubt::BetweenTwo:
        return "not sure, " + first
            + (hasRunnerUp(digit.recognition) ? " or " + named(runnerUpLabel(digit.recognition))
                                              : "");
    case Doubt::OutOfDistribution:
        break;
    }
    return (reader.model().kind == ClassKind::Digits ? "no digit (" : "none of its classes (")
        + percent(static_cast<double>(digit.none)) + ")";
}

std::string sentenceOf(const Reader& reader)
{
    const std::vector<ReadDigit>& digits = reader.digits();
    if (digits.empty()) {
        return reader.model().kind == ClassKind::Digits ? "no digits found" : "nothing found";
    }
    if (digits.size() == 1) {
        return sentenceOf(reader, digits.front());
    }
    return printable(reader.text()) + " (" + (reader.isSure() ? "" : "not sure, ")
        + "all correct: " + percent(reader.jointProbability()) + ")";
}

/// Errors: FileUnreadable, FileMalformed.
Result<ui::OpenedPicture> openPicture(const PictureFile& picture)
{
    const Result<std::vector<std::uint8_t>> bytes = readPictureFile(picture);
    return bytes ? ui::openPicture(*bytes, picture.path) : tl::unexpected(bytes.error());
}

/// Classifies all pictures; one that can't be read doesn't keep the others from it.
Result<void> classifyPictures(const std::vector<PictureFile>& pictures, bool json, Reader& reader)
{
    std::size_t failures = 0;
    for (const PictureFile& file : pictures) {
        const Result<ui::OpenedPicture> picture = openPicture(file);
        if (!picture) {
            ++failures;
            if (json) {
                printJsonLine({{"file", file.path.string()}, {"error", picture.error().detail}});
            }
            if (pictures.size() == 1) {
                return tl::unexpected(picture.error());
            }
            std::fflush(stdout);
            std::fprintf(stderr, "numeral-cli: %s\n", picture.error().detail.c_str());
            continue;
        }
        reader.read(ui::lightnessOf(picture->image));
        const double scale = static_cast<double>(picture->fullSize.width())
            / static_cast<double>(picture->image.width());
        if (json) {
            printJsonLine(lineOf(reader, "file", file.path.string(), scale));
        } else {
            std::printf("%s: %s\n", file.path.c_str(), sentenceOf(reader).c_str());
        }
    }
    return afterFailures(failures, pictures.size());
}

Result<void> classifyImages(const ClassifyArguments& arguments, Reader& reader)
{
    const Result<std::vector<PictureFile>> pictures = findPictures(arguments.images);
    if (!pictures) {
        return tl::unexpected(pictures.error());
    }
    return arguments.table ? writePictureTable(reader.model(), *pictures, *arguments.table)
                           : classifyPictures(*pictures, arguments.json, reader);
}

/// Size of a labelled drawing, in its own unit, and whether it was classified correctly.
struct LabelledDrawing {
    double size;
    bool isRight;
};

double percentCorrect(std::span<const LabelledDrawing> drawings)
{
    const auto right = std::count_if(drawings.begin(), drawings.end(),
        [](const LabelledDrawing& drawing) { return drawing.isRight; });
    return 100.0 * static_cast<double>(right) / static_cast<double>(drawings.size());
}

/// Prints the accuracy of all drawings and, from 100 on, by tenths from the smallest to the
/// largest.
void printScores(std::vector<LabelledDrawing> drawings)
{
    constexpr std::size_t tenths = 10;
    constexpr std::size_t minDrawings = 100;
    const auto right = std::count_if(drawings.begin(), drawings.end(),
        [](const LabelledDrawing& drawing) { return drawing.isRight; });
    if (drawings.size() >= minDrawings) {
        std::stable_sort(drawings.begin(), drawings.end(),
            [](const LabelledDrawing& a, const LabelledDrawing& b) { return a.size < b.size; });
        std::printf("By size, smallest tenth first:");
        for (std::size_t i = 0; i < tenths; ++i) {
            const std::size_t first = i * drawings.size() / tenths;
            const std::size_t last = (i + 1) * drawings.size() / tenths;
            std::printf(
                " %.1f%%", percentCorrect(std::span(drawings).subspan(first, last - first)));
        }
        std::printf("\n");
    }
    std::printf("%zu of %s correct (%.1f%%)\n", static_cast<std::size_t>(right),
        counted(drawings.size(), "labelled drawing").c_str(), percentCorrect(drawings));
}

/// Prints a line for each writer if there are several, hardest to read first.
void printByWriter(const std::map<std::string, std::vector<LabelledDrawing>>& byWriter)
{
    if (byWriter.size() < 2) {
        return;
    }
    std::vector<std::pair<double, std::string>> lines;
    for (const auto& [writer, drawings] : byWriter) {
        lines.emplace_back(
            percentCorrect(drawings), writer.empty() ? "(unknown)" : printable(writer));
    }
    std::sort(lines.begin(), lines.end());
    for (const auto& [correct, writer] : lines) {
        std::printf("%s: %.1f%% correct\n", writer.c_str(), correct);
    }
}

bool isReadAs(const Reader& reader, const std::string& name)
{
    const std::vector<ReadDigit>& digits = reader.digits();
    return digits.size() == 1
        && classOf(reader.model().classes, name) == digits.front().recognition.label;
}

Result<void> classifyInk(const ClassifyArguments& arguments, Reader& reader)
{
    const auto records = readInkFiles(*arguments.ink);
    if (!records) {
        return tl::unexpected(records.error());
    }
    std::size_t number = 0;
    std::vector<LabelledDrawing> labelled;
    std::map<std::string, std::vector<LabelledDrawing>> byWriter;
    std::size_t sure = 0;
    for (const InkRecord& record : *records) {
        ++number;
        reader.read(record);
        sure += reader.isSure() ? 1 : 0;
        if (record.label) {
            const Box box = boxOf(record.ink);
            labelled.push_back({box.longerSide(), isReadAs(reader, *record.label)});
            byWriter[record.writer].push_back(labelled.back());
        }
        if (arguments.json) {
            printJsonLine(lineOf(reader, "id", record.id ? parseOrderedJson(*record.id) : Json()));
        } else {
            std::printf("%s: %s\n", record.id.value_or("drawing " + std::to_string(number)).c_str(),
                sentenceOf(reader).c_str());
        }
    }
    if (!arguments.json && number > 1) {
        std::printf("Sure of %zu of %zu drawings (%.1f%%)\n", sure, number,
            100.0 * static_cast<double>(sure) / static_cast<double>(number));
    }
    if (!arguments.json && !labelled.empty()) {
        printByWriter(byWriter);
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
    Reader reader;
    reader.setModel(*model);
    return arguments.ink ? classifyInk(arguments, reader) : classifyImages(arguments, reader);
}

} // namespace numeral::cli
