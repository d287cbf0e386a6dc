// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/save_model.h"

#include "core/exchange/formats.h"
#include "core/exchange/model_folder.h"

namespace numeral::cli {

Result<void> saveModel(const Model& model, const std::filesystem::path& file)
{
    Result<void> saved = exportModel(model, modelFormat(), file);
    if (saved) {
        return saved;
    }
    const Result<std::filesystem::path> fallback = saveInModelFolder(model);
    return failure(ErrorCode::FileNotWritten,
        saved.error().detail
            + (fallback ? " The weights are in “" + fallback->string() + "” instead." : ""));
}

} // namespace numeral::cli
