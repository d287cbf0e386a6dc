// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/model_argument.h"
#include "core/training/engine_check.h"

#include <cstdio>

namespace numeral::cli {

Result<void> runVerify(const VerifyArguments& arguments)
{
    const Result<ModelOnData> opened = openModelOnData(arguments.model, arguments.data);
    if (!opened) {
        return tl::unexpected(opened.error());
    }
    const auto check
        = checkEngines(opened->model, opened->dataset, &loadEngine, [](double) { return true; });
    if (!check) {
        return tl::unexpected(check.error());
    }
    const std::string sentence = sentenceOf(**check, opened->dataset.name);
    if (!(*check)->agree()) {
        return failure(ErrorCode::EngineFailed, sentence);
    }
    std::printf("%s\n", sentence.c_str());
    return {};
}

} // namespace numeral::cli
