// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/model_argument.h"
#include "app/cli/progress_bar.h"
#include "core/training/engine_check.h"

#include <cstdio>
#include <optional>

namespace numeral::cli {

Result<void> runVerify(const VerifyArguments& arguments)
{
    const Result<ModelOnData> opened = openModelOnData(arguments.model, arguments.data, false);
    if (!opened) {
        return tl::unexpected(opened.error());
    }
    std::optional<ProgressBar> bar(std::in_place);
    const auto check
        = checkEngines(opened->model, opened->dataset, &loadEngine, [&bar](double fraction) {
              if (bar->due()) {
                  bar->draw(fraction, "comparing the engines");
              }
              return true;
          });
    bar.reset();
    if (!check) {
        return tl::unexpected(check.error());
    }
    const std::string sentence = sentenceOf(**check, opened->dataset.name);
    if (!(*check)->agree()) {
        return failure(ErrorCode::EnginesDisagree, sentence);
    }
    std::printf("%s\n", sentence.c_str());
    return {};
}

} // namespace numeral::cli
