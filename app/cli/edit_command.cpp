// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/data_argument.h"
#include "app/cli/json_line.h"
#include "app/cli/printable.h"
#include "core/data/edited_dataset.h"
#include "core/data/edits_file.h"

#include <cstdio>

namespace numeral::cli {

namespace {

/// Makes the changes that the arguments ask for.
DataEdits changed(DataEdits edits, const EditArguments& arguments, const Dataset& asInFiles)
{
    if (arguments.restoresAll) {
        edits = {};
    }
    ImageEdits& part = arguments.ofTest ? edits.test : edits.training;
    for (const std::uint32_t image : arguments.restored) {
        part.erase(image);
    }
    for (const std::uint32_t image : arguments.leftOut) {
        part[image] = std::nullopt;
    }
    const LabelledImages& images = arguments.ofTest ? asInFiles.test : asInFiles.training;
    for (const auto& [image, name] : arguments.labels) {
        if (image < images.size() && asInFiles.classes[images.labels()[image]] == name) {
            part.erase(image);
        } else {
            part[image] = name;
        }
    }
    return edits;
}

void printPart(const char* noun, const ImageEdits& edits, const LabelledImages& images,
    const std::vector<std::string>& classes)
{
    for (const auto& [image, name] : edits) {
        const std::string& inFile = classes[images.labels()[image]];
        std::printf("%s image %u, a %s in the file: %s\n", noun, image + 1,
            printable(inFile).c_str(), name ? ("a " + printable(*name)).c_str() : "left out");
    }
}

nlohmann::ordered_json partJson(const ImageEdits& edits)
{
    nlohmann::ordered_json json = nlohmann::ordered_json::array();
    for (const auto& [image, name] : edits) {
        json.push_back({{"image", image + 1},
            {"label", name ? nlohmann::ordered_json(*name) : nlohmann::ordered_json()}});
    }
    return json;
}

} // namespace

Result<void> runEdit(const EditArguments& arguments)
{
    DataRequest request = arguments.data;
    request.isAsInFiles = true;
    const Result<Dataset> asInFiles = openData(request, arguments.json);
    const Result<DataEdits> before
        = asInFiles ? keptEdits(*asInFiles) : tl::unexpected(asInFiles.error());
    if (!before) {
        return tl::unexpected(before.error());
    }
    const DataEdits edits = changed(*before, arguments, *asInFiles);
    if (const Result<Dataset> edited = withEdits(*asInFiles, edits); !edited) {
        return tl::unexpected(edited.error());
    }
    if (edits != *before) {
        if (Result<void> kept = keepEdits(*asInFiles, *before, edits); !kept) {
            return kept;
        }
    }
    if (arguments.json) {
        printJsonLine({{"event", "edits"}, {"data", asInFiles->name},
            {"training", partJson(edits.training)}, {"test", partJson(edits.test)}});
        return {};
    }
    printPart("Training", edits.training, asInFiles->training, asInFiles->classes);
    printPart("Test", edits.test, asInFiles->test, asInFiles->classes);
    const std::string name = printable(asInFiles->name);
    if (edits.empty()) {
        std::printf("All images of %s are as in its files.\n", name.c_str());
    } else {
        std::printf(
            "%s: %s. The files are as they were.\n", name.c_str(), summaryOf(edits).c_str());
    }
    return {};
}

} // namespace numeral::cli
