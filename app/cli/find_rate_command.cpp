// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/data_argument.h"
#include "app/cli/json_line.h"
#include "core/base/number_text.h"
#include "core/platform/interrupt.h"
#include "core/training/learning_rate_finder.h"
#include "core/training/run_setup.h"

#include <atomic>
#include <cstdio>

namespace numeral::cli {

Result<void> runFindRate(const FindRateArguments& arguments)
{
    std::atomic<bool> stopped = false;
    const platform::InterruptWatcher watcher([&stopped] { stopped = true; });
    const Result<Dataset> dataset = openData(arguments.data, arguments.json);
    if (!dataset) {
        return tl::unexpected(dataset.error());
    }
    const TrainingConfig config = asTrained(arguments.config, *dataset);
    const Result<EngineFactory> engine = engineFor(config, *dataset, loadEngine);
    if (!engine) {
        return tl::unexpected(engine.error());
    }
    const auto search
        = searchLearningRate(config, *dataset, *engine, [&stopped] { return !stopped; });
    if (!search) {
        return tl::unexpected(search.error());
    }
    if (!*search) {
        return failure(ErrorCode::InvalidSetting, "Stopped on request, before a rate was found.");
    }
    const LearningRateSearch& found = **search;
    if (arguments.json) {
        printJsonLine({{"event", "learning_rates"}, {"rates", found.rates},
            {"losses", found.losses}, {"suggestion", found.suggestion}});
        return {};
    }
    constexpr std::size_t every = 10;
    for (std::size_t i = 0; i < found.rates.size(); i += every) {
        std::printf("%-10.2g loss %.4f\n", found.rates[i], found.losses[i]);
    }
    std::printf("The loss falls the fastest at a learning rate of %s.\n",
        shortText(found.suggestion).c_str());
    return {};
}

} // namespace numeral::cli
