// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/data_argument.h"

#include "app/bundled_model.h"
#include "app/cli/json_line.h"
#include "core/data/emnist_classes.h"
#include "core/evaluation/image_reader.h"
#include "ui/picture/image_file.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdio>
#include <vector>

namespace numeral::cli {

namespace {

std::string joined(const std::vector<std::string>& parts)
{
    std::string text;
    for (const std::string& part : parts) {
        text += (text.empty() ? "" : ", ") + part;
    }
    return text;
}

/// What is unusual about the images in the files.
std::string foundText(const FoundLook& found)
{
    std::vector<std::string> parts;
    if (found.arePaperAndInkKnown && found.look.isInverted()) {
        parts.emplace_back("dark ink on light paper");
    }
    if (found.arePaperAndInkKnown && !found.look.hasFullContrast()) {
        parts.push_back("paper of grey " + std::to_string(found.look.paper) + " and ink of grey "
            + std::to_string(found.look.ink) + " (of 0 to 255)");
    }
    if (found.isOrientationKnown && found.look.transposed) {
        parts.emplace_back("rows and columns swapped");
    }
    if (found.arrangement == Arrangement::Varied) {
        parts.emplace_back("ink of other sizes or places than MNIST's");
    }
    if (parts.empty()) {
        return found.arePaperAndInkKnown ? "light ink on dark paper" : "neither even paper nor ink";
    }
    return joined(parts);
}

std::string doneText(const LookCorrections& done)
{
    std::vector<std::string> parts;
    std::vector<std::string> options;
    const auto add = [&](bool isDone, const char* part, const char* option) {
        if (isDone) {
            parts.emplace_back(part);
            options.emplace_back(option);
        }
    };
    add(done.stretch, "stretched to full contrast", "--no-stretch");
    add(done.invert, "inverted", "--no-invert");
    add(done.transpose, "transposed", "--no-transpose");
    add(done.centre, "centred and scaled like MNIST's", "--no-centre");
    add(done.side != 0, "scaled", "--image-size 0");
    return parts.empty() ? "taken as they are"
                         : joined(parts) + " (undo with " + joined(options) + ")";
}

nlohmann::ordered_json toJson(const Dataset& dataset)
{
    const FoundLook& found = dataset.found;
    nlohmann::ordered_json json{{"event", "data"}, {"name", dataset.name}};
    if (!dataset.remarks.empty()) {
        json["remarks"] = dataset.remarks;
    }
    if (found.arePaperAndInkKnown) {
        json["paper"] = found.look.paper;
        json["ink"] = found.look.ink;
    }
    if (found.isOrientationKnown) {
        json["transposed"] = found.look.transposed;
    }
    const LookCorrections& done = dataset.corrections;
    json["corrections"] = {{"stretch", done.stretch}, {"invert", done.invert},
        {"transpose", done.transpose}, {"centre", done.centre}};
    if (done.side != 0) {
        json["corrections"]["side"] = done.side;
    }
    return json;
}

/// The built-in weights are read only where they are needed: known data sets are upright.
ImageReader readerWhenNeeded(Bundled which, std::vector<std::string> classes)
{
    return {std::move(classes), [which](const LabelledImages& images) {
                const Result<Model> model = bundledModel(which);
                return model ? readerOf(*model).accuracy(images) : 0;
            }};
}

/// Adds a flag and its opposite.
void addChoice(CLI::App& command, const char* flags, std::optional<bool>& choice, const char* help)
{
    command.add_flag_function(
        flags, [&choice](std::int64_t count) { choice = count > 0; }, help);
}

} // namespace

void addDataOptions(CLI::App& command, const char* option, DataRequest& request)
{
    command
        .add_option(option, request.nameOrPath,
            "mnist or another data set that fetch lists, or a folder or ZIP archive with a folder "
            "of pictures for each "
            "class, "
            "a CSV table or NPZ file, ink files, or a folder with any of these or IDX files; "
            "without "
            "it, mnist")
        ->type_name("PATH");
    addChoice(command, "--invert,!--no-invert", request.look.invert,
        "Invert the images, or don't (default: if they show dark ink on light paper)");
    addChoice(command, "--stretch,!--no-stretch", request.look.stretch,
        "Stretch the images to full contrast, or don't (default: if paper or ink is grey, or "
        "pixels are 0 and 1)");
    addChoice(command, "--transpose,!--no-transpose", request.look.transpose,
        "Swap the images' rows and columns, or don't (default: if digits can't be read otherwise, "
        "as EMNIST's)");
    addChoice(command, "--centre,!--no-centre", request.look.centre,
        "Centre and scale the ink like MNIST's, or don't (default: if its sizes or places vary)");
    command
        .add_option_function<std::size_t>(
            "--image-size", [&request](std::size_t side) { request.look.side = side; },
            "Scale the images to N×N pixels, 1–256; 0 leaves them as they are")
        ->type_name("N");
    command.add_flag("--as-in-files", request.isAsInFiles,
        "Take no notice of images that were left out or relabelled by hand");
}

void addImagesOption(CLI::App& command, const char* option, std::vector<std::uint32_t>& indices,
    const char* description)
{
    command
        .add_option_function<std::string>(
            option,
            [option, &indices](const std::string& text) {
                const auto numbers = parseNumbers(text);
                if (!numbers || numbers->empty()
                    || std::ranges::find(*numbers, 0U) != numbers->end()) {
                    throw CLI::ValidationError(
                        option, "“" + text + "” are no numbers of images such as 3,7-9");
                }
                for (const std::uint32_t number : *numbers) {
                    indices.push_back(number - 1);
                }
            },
            description)
        ->type_name("NUMBERS");
}

Result<Dataset> openData(const DataRequest& request, bool json, bool mayBeUnlabelled)
{
    DataTools tools;
    tools.decode = ui::decodeGrey;
    tools.mayBeUnlabelled = mayBeUnlabelled;
    tools.readers = {readerWhenNeeded(Bundled::Digits, findCatalogueEntry("mnist")->classes),
        readerWhenNeeded(Bundled::Letters, emnistClasses("emnist-letters"))};
    Result<Dataset> dataset = openDataset(request, tools);
    if (dataset && !json) {
        for (const std::string& remark : dataset->remarks) {
            std::printf("%s\n", remark.c_str());
        }
    }
    if (!dataset
        || !(neededCorrections(dataset->found).any() || dataset->corrections.any()
            || (json && !dataset->remarks.empty()))) {
        return dataset;
    }
    if (json) {
        printJsonLine(toJson(*dataset));
    } else {
        std::printf("The images of %s have %s: %s.\n", dataset->name.c_str(),
            foundText(dataset->found).c_str(), doneText(dataset->corrections).c_str());
        std::fflush(stdout);
    }
    return dataset;
}

} // namespace numeral::cli
