// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/model_argument.h"

#include "app/bundled_model.h"
#include "core/exchange/safetensors.h"

namespace numeral::cli {

Result<Model> openModel(const std::optional<std::filesystem::path>& file)
{
    return file ? readSafeTensors(*file) : bundledModel();
}

} // namespace numeral::cli
