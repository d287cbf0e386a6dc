// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/model_argument.h"
#include "core/platform/terminal.h"
#include "core/recognition/classifier.h"
#include "core/recognition/digit_normaliser.h"
#include "ui/ink/image_file.h"
#include "ui/ink/ink_file.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdio>

namespace numeral::cli {

namespace {

using Json = nlohmann::ordered_json;

std::optional<Recognition> recognise(
    const Classifier& classifier, const std::optional<GreyImage>& image)
{
    return image ? std::optional(classifier.classify(*image)) : std::nullopt;
}

/// `key` is "file" or "id". Without ink there is no answer: no label, no probabilities.
void printJson(const char* key, const Json& name, const std::optional<Recognition>& answer)
{
    Json line{{key, name}, {"label", nullptr}, {"probabilities", Json::array()}};
    if (answer) {
        line["label"] = answer->label;
        line["probabilities"] = answer->probabilities;
    }
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
    if (answer) {
        std::printf("%s: %s (%.1f%%)\n", name.c_str(),
            printable(model.classes[answer->label]).c_str(),
            100.0 * static_cast<double>(answer->probabilities[answer->label]));
    } else {
        std::printf("%s: nothing is drawn\n", name.c_str());
    }
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
            printJson("file", file.string(), answer);
        } else {
            printText(model, file.string(), answer);
        }
    }
    return {};
}

Result<void> classifyInk(const ClassifyArguments& arguments, const Model& model)
{
    const auto records = ui::readInkFile(*arguments.ink);
    if (!records) {
        return tl::unexpected(records.error());
    }
    const Classifier classifier(*model.weights);
    std::size_t number = 0;
    std::size_t labelled = 0;
    std::size_t correct = 0;
    for (const ui::InkRecord& record : *records) {
        ++number;
        const auto answer
            = recognise(classifier, ui::prepareInk(record.ink, model.image, model.preprocessing));
        if (record.label) {
            ++labelled;
            correct += answer && static_cast<int>(answer->label) == *record.label ? 1 : 0;
        }
        if (arguments.json) {
            printJson("id", record.id ? Json::parse(*record.id, nullptr, false) : Json(), answer);
        } else {
            printText(model, record.id.value_or("drawing " + std::to_string(number)), answer);
        }
    }
    if (!arguments.json && labelled > 0) {
        std::printf("%zu of %zu labelled drawings are read right (%.1f%%)\n", correct, labelled,
            100.0 * static_cast<double>(correct) / static_cast<double>(labelled));
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
