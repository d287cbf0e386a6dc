// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/model_folder.h"

#include "core/exchange/formats.h"
#include "core/exchange/model_name.h"
#include "core/platform/atomic_file.h"
#include "core/platform/clock.h"
#include "core/platform/paths.h"

namespace numeral {

namespace {

/// Creates an empty file of that name, or with a counter if it exists.
Result<std::filesystem::path> reserveFile(const std::string& name)
{
    const std::filesystem::path folder = modelFolder();
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) {
        return failure(ErrorCode::FileNotWritten,
            "Cannot make the folder “" + folder.string() + "”: " + error.message() + ".");
    }
    for (int number = 1;; ++number) {
        const std::filesystem::path file
            = numberedFile(folder, name, modelFormat().extension, number);
        const Result<bool> made = platform::makeEmptyFile(file);
        if (!made) {
            return tl::unexpected(made.error());
        }
        if (*made) {
            return file;
        }
    }
}

} // namespace

std::filesystem::path modelFolder()
{
    return platform::dataHome() / "models";
}

Result<std::filesystem::path> reserveRunFile(const std::string& datasetName)
{
    const std::string part = fileNamePart(datasetName);
    return reserveFile((part.empty() ? "model" : part) + "-" + platform::timeStamp());
}

void releaseModelFile(const std::filesystem::path& file)
{
    std::error_code error; // an empty file left behind does no harm
    if (std::filesystem::file_size(file, error) == 0 && !error) {
        std::filesystem::remove(file, error);
    }
}

Result<std::filesystem::path> saveInModelFolder(const Model& model)
{
    Result<std::filesystem::path> file = reserveFile(modelName(model));
    if (!file) {
        return file;
    }
    if (const Result<void> written = exportModel(model, modelFormat(), *file); !written) {
        releaseModelFile(*file);
        return tl::unexpected(written.error());
    }
    return file;
}

} // namespace numeral
