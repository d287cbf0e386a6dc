// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/model_folder.h"

#include "core/platform/clock.h"
#include "core/platform/paths.h"

#include <algorithm>

namespace numeral {

std::filesystem::path modelFolder()
{
    return platform::dataHome() / "models";
}

Result<std::filesystem::path> newModelFile(const std::string& datasetName)
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
    for (int copy = 2; std::filesystem::exists(file, error); ++copy) {
        file = folder / (stem + "-" + std::to_string(copy) + ".safetensors");
    }
    return file;
}

} // namespace numeral
