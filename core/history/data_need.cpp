// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/history/data_need.h"

#include "core/base/counted.h"
#include "core/training/run_setup.h"
#include "core/training/training_selection.h"

#include <algorithm>

namespace numeral {

std::vector<int> dataSizes(const TrainingConfig& config, const Dataset& dataset)
{
    constexpr std::size_t fewest = 4;
    const Result<Dataset> used = withUsedClasses(config, dataset);
    const Result<RunSetup> setup
        = used ? prepareRun(config, *used, 1) : tl::unexpected(used.error());
    const int all = setup ? static_cast<int>(setup->split.training.size()) : 0;
    std::vector<int> sizes;
    for (int size = 100, step = 0; size < all; ++step) {
        sizes.push_back(size);
        size = step % 2 == 0 ? size * 3 : size / 3 * 10; // 100, 300, 1000, 3000 …
    }
    sizes.push_back(all);
    return sizes.size() >= fewest ? sizes : std::vector<int>();
}

std::string dataNeedTitle(int images, const Dataset& dataset)
{
    return "how much data: " + counted(static_cast<std::uint64_t>(images), "image") + " of "
        + titleOf(dataset);
}

DataNeed dataNeed(const AccuraciesBySize& accuracies)
{
    constexpr double tenfold = 10;
    DataNeed need;
    std::vector<LearningPoint> points;
    for (const auto& [size, values] : accuracies) {
        if (!values.empty()) {
            const MeanEstimate estimate = meanEstimate(values);
            need.accuracies[size] = estimate;
            points.push_back({static_cast<double>(size), 1 - estimate.mean});
        }
    }
    need.law = fitPowerLaw(points, ErrorFloor::Fitted);
    need.lawWithoutFloor = fitPowerLaw(points, ErrorFloor::Zero);
    if (need.law && need.lawWithoutFloor) {
        const double most = points.back().images;
        const auto gainOf = [most](const PowerLaw& law) {
            return std::max(0.0, law.at(most) - law.at(tenfold * most));
        };
        const double a = gainOf(*need.law);
        const double b = gainOf(*need.lawWithoutFloor);
        need.gain = {std::min(a, b), std::max(a, b)};
    } else {
        need.law.reset();
        need.lawWithoutFloor.reset();
    }
    return need;
}

} // namespace numeral
