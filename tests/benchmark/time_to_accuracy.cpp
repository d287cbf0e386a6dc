// SPDX-License-Identifier: GPL-3.0-or-later
//
// Time to accuracy: how long a run takes from its start, with loading its engine, to the end of the
// first epoch whose validation accuracy passes a threshold; the test images take no part. For each
// threshold, the preset with the lowest median over the seeds is marked. A run ends at the last
// threshold.
#include "figures.h"

#include "core/data/catalogue.h"
#include "core/training/presets.h"
#include "core/training/run_setup.h"
#include "core/training/trainer.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <limits>
#include <map>
#include <stdexcept>
#include <vector>

namespace {

using namespace numeral;

struct Threshold {
    double accuracy;
    double wanted; ///< seconds
};

constexpr std::array thresholds{
    Threshold{0.97, 0.5}, Threshold{0.98, 1.5}, Threshold{0.99, 12}, Threshold{0.995, 90}};

using Times = std::array<double, thresholds.size()>;

/// Notes when each threshold is passed, and stops the run after the last.
class StopWatch final : public TrainingObserver {
public:
    StopWatch(RunControl& control, double loading)
        : m_control(control)
        , m_loading(loading)
    {
        m_times.fill(std::numeric_limits<double>::infinity());
    }

    void epochFinished(const EpochFigures& figures) override
    {
        const std::chrono::duration<double> training = std::chrono::steady_clock::now() - m_start;
        const double now = m_loading + training.count();
        for (std::size_t i = 0; i < thresholds.size(); ++i) {
            if (figures.validationAccuracy.value_or(0) >= thresholds[i].accuracy) {
                m_times[i] = std::min(m_times[i], now);
            }
        }
        if (m_times.back() <= now) {
            m_control.abandon();
        }
    }

    const Times& times() const { return m_times; }

private:
    RunControl& m_control;
    double m_loading; ///< seconds
    std::chrono::steady_clock::time_point m_start = std::chrono::steady_clock::now();
    Times m_times{};
};

Times timesOf(TrainingConfig config, const Dataset& mnist, int seed)
{
    config.seed = seed;
    const Result<ChosenEngine> chosen = chosenEngine(config, mnist);
    const Result<EngineFactory> engine
        = chosen ? chosen->info->load() : tl::unexpected(chosen.error());
    if (!engine) {
        throw std::runtime_error(engine.error().detail);
    }
    RunControl control;
    // It is loaded once for all seeds, and counts for each.
    StopWatch watch(control, chosen->info->loadSeconds().value_or(0));
    const auto result = train(config, mnist, std::nullopt, *engine, watch, control);
    if (!result) {
        throw std::runtime_error(result.error().detail);
    }
    return watch.times();
}

double medianOf(const std::vector<Times>& runs, std::size_t threshold)
{
    std::vector<double> times(runs.size());
    std::transform(runs.begin(), runs.end(), times.begin(),
        [threshold](const Times& run) { return run[threshold]; });
    return bench::median(times);
}

} // namespace

int main(int argc, char* argv[])
try {
    prepareEngines();
    CLI::App app("Measures how long training takes to reach a validation accuracy.");
    int seeds = 20;
    std::vector<std::string> presets{"tutorial", "quick", "sprint", "mile"};
    app.add_option("--seeds", seeds, "How many runs of each preset (20)")
        ->check(CLI::Range(1, 1000));
    app.add_option("--presets", presets, "Presets to run")->delimiter(',');
    CLI11_PARSE(app, argc, argv);

    const Result<Dataset> mnist = loadDataset("mnist");
    if (!mnist) {
        throw std::runtime_error(mnist.error().detail);
    }
    std::map<std::string, std::vector<Times>> runs;
    for (int seed = 1; seed <= seeds; ++seed) {
        for (const std::string& id : presets) {
            const TrainingPreset* preset = findPreset(id);
            if (preset == nullptr) {
                throw std::runtime_error("there is no preset " + id);
            }
            runs[id].push_back(timesOf(preset->config, *mnist, seed));
        }
    }
    std::printf("Median seconds over %d seeds to a validation accuracy of\n\n%-16s", seeds, "");
    for (const Threshold& threshold : thresholds) {
        std::printf("%10.1f%%", 100 * threshold.accuracy);
    }
    Times best{};
    best.fill(std::numeric_limits<double>::infinity());
    for (const auto& [id, times] : runs) {
        for (std::size_t i = 0; i < thresholds.size(); ++i) {
            best[i] = std::min(best[i], medianOf(times, i));
        }
    }
    for (const auto& [id, times] : runs) {
        std::printf("\n%-16s", id.c_str());
        for (std::size_t i = 0; i < thresholds.size(); ++i) {
            const double median = medianOf(times, i);
            std::printf("%10.2f%s", median, median == best[i] && std::isfinite(median) ? "*" : " ");
        }
    }
    std::printf("\n%-16s", "wanted");
    for (const Threshold& threshold : thresholds) {
        std::printf("%11.2f", threshold.wanted);
    }
    std::printf("\n* the first to get there\n");
    return 0;
} catch (const std::exception& error) {
    std::fprintf(stderr, "numeral-bench-accuracy: %s\n", error.what());
    return 1;
}
