// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/predictions.h"

#include "core/evaluation/answers.h"
#include "core/platform/atomic_file.h"

namespace numeral::cli {

namespace {

/// A field of a CSV table, quoted if it must be (RFC 4180).
std::string csvField(const std::string& text)
{
    if (text.find_first_of(",\"\n\r") == std::string::npos) {
        return text;
    }
    std::string quoted = "\"";
    for (const char character : text) {
        quoted.append(character == '"' ? 2 : 1, character);
    }
    return quoted + '"';
}

} // namespace

Result<void> checkHasUnlabelled(const Dataset& dataset)
{
    return dataset.unlabelled.size() > 0
        ? Result<void>()
        : failure(ErrorCode::DataMissing,
            "“" + dataset.name
                + "” has no images without labels to predict: Kaggle's competitions have them in "
                  "test.csv beside train.csv.");
}

Result<void> writePredictions(
    const Model& model, const Dataset& dataset, const std::filesystem::path& file)
{
    if (Result<void> checked = checkHasUnlabelled(dataset); !checked) {
        return checked;
    }
    std::string table = "ImageId,Label\n";
    std::size_t number = 0;
    for (const Label answer : answersFor(model, dataset.unlabelled)) {
        table += std::to_string(++number) + ',' + csvField(model.classes[answer]) + '\n';
    }
    const auto output = platform::AtomicFile::create(file);
    if (!output) {
        return tl::unexpected(output.error());
    }
    if (Result<void> written = (*output)->write(table); !written) {
        return written;
    }
    return (*output)->commit();
}

} // namespace numeral::cli
