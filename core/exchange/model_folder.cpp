// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/model_folder.h"

#include "core/platform/atomic_file.h"
#include "core/platform/clock.h"
#include "core/platform/paths.h"

#include <algorithm>

namespace numeral {

std::filesystem::path modelFolder()
{
    return platform::dataHome() / "models";
}

Result<std::filesystem::path> reserveModelFile(const std::string& datasetName)
{
    const std::filesystem::path folder = modelFolder();
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) {
        return failure(ErrorCode::FileNotWritten,
            "Cannot make the folder “" + folder.string() + "”: " + error.message() + ".");
    }
    std::string stem = datasetName + "-" + platform::timeStamp();
    std::replace(stem.begin(), stem.end(), '/', '-');
    std::filesystem::path file = folder / (stem + ".safetensors");
    for (int copy = 2;; ++copy) {
        const Result<bool> made = platform::makeEmptyFile(file);
        if (!made) {
            return tl::unexpected(made.error());
        }
        if (*made) {
            return file;
        }
        file = folder / (stem + "-" + std::to_string(copy) + ".safetensors");
    }
}

void releaseModelFile(const std::filesystem::path& file)
{
    std::error_code error; // an empty file left behind does no harm
    if (std::filesystem::file_size(file, error) == 0 && !error) {
        std::filesystem::remove(file, error);
    }
}

} // namespace numeral
