// SPDX-License-Identifier: GPL-3.0-or-later
//
// How often a comparison of two groups of runs is wrong: settings that don't differ must seldom be
// told apart, and settings that differ by 0.3 points must be. The runs are real; each trial draws
// its seeds from them.
#include "core/base/random.h"
#include "core/data/catalogue.h"
#include "core/evaluation/statistics.h"
#include "core/training/run_group.h"
#include "core/training/run_setup.h"

#include <CLI/CLI.hpp>

#include <cstdio>
#include <numeric>
#include <stdexcept>
#include <vector>

namespace {

using namespace numeral;

/// The test accuracy for each seed.
class Accuracies final : public GroupObserver {
public:
    explicit Accuracies(std::size_t runs)
        : m_values(runs)
    {
    }

    void runEnded(std::size_t run, const Result<TrainingResult>& result) override
    {
        if (!result) {
            throw std::runtime_error(result.error().detail);
        }
        m_values[run] = result->test.accuracy;
    }

    const std::vector<double>& values() const { return m_values; }

private:
    std::vector<double> m_values;
};

std::vector<double> accuraciesOf(
    const std::vector<int>& hiddenLayers, std::size_t runs, const Dataset& mnist)
{
    TrainingConfig config;
    config.hiddenLayers = hiddenLayers;
    const std::vector<TrainingConfig> configs = withSeeds(config, runs);
    Accuracies accuracies(runs);
    GroupControl control(runs);
    trainGroup(plannedRuns(configs, mnist), static_cast<int>(usableCores()), loadEngine, accuracies,
        control);
    return accuracies.values();
}

/// So many different places below `size`, at random.
std::vector<std::size_t> drawn(Random& random, std::size_t size, std::size_t count)
{
    std::vector<std::size_t> places(size);
    std::iota(places.begin(), places.end(), std::size_t{0});
    shuffle(random, places);
    places.resize(count);
    return places;
}

std::vector<double> at(const std::vector<double>& values, std::span<const std::size_t> places)
{
    std::vector<double> chosen;
    chosen.reserve(places.size());
    for (const std::size_t place : places) {
        chosen.push_back(values[place]);
    }
    return chosen;
}

} // namespace

int main(int argc, char* argv[])
try {
    CLI::App app("Counts wrong verdicts of comparisons of real runs.");
    std::size_t runs = 200;
    std::size_t seeds = 20;
    int trials = 100;
    app.add_option("--runs", runs, "Runs of each setting, from which the trials draw (200)");
    app.add_option("--seeds", seeds, "Seeds of each comparison (20)");
    app.add_option("--trials", trials, "Comparisons of each kind (100)");
    CLI11_PARSE(app, argc, argv);

    const Result<Dataset> mnist = loadDataset("mnist");
    if (!mnist) {
        throw std::runtime_error(mnist.error().detail);
    }
    const std::vector<double> narrow = accuraciesOf({50, 50}, runs, *mnist);
    const std::vector<double> wide = accuraciesOf({80, 50}, runs, *mnist);
    std::printf("50,50: %.2f%%, 80,50: %.2f%%, which is %.2f points better, over %zu seeds\n",
        100 * meanEstimate(narrow).mean, 100 * meanEstimate(wide).mean,
        100 * (meanEstimate(wide).mean - meanEstimate(narrow).mean), runs);

    Random random(1, RandomStream::Bootstrap);
    int undecided = 0;
    int found = 0;
    for (int trial = 0; trial < trials; ++trial) {
        const std::vector<std::size_t> places = drawn(random, runs, 2 * seeds);
        const auto first = std::span(places).first(seeds);
        const auto second = std::span(places).last(seeds);
        undecided += comparePairs(at(narrow, first), at(narrow, second)).isDecided ? 0 : 1;
        const PairedComparison better = comparePairs(at(narrow, first), at(wide, first));
        found += better.isDecided && better.mean > 0 ? 1 : 0;
    }
    std::printf("The same settings, other seeds: undecided in %d of %d comparisons of %zu pairs\n",
        undecided, trials, seeds);
    std::printf("80,50 found to be better in %d of %d\n", found, trials);
    const bool isGood = undecided >= trials * 95 / 100 && found >= trials * 95 / 100;
    return isGood ? 0 : 1;
} catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 2;
}
