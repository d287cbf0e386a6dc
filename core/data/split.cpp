// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/split.h"

#include "core/base/random.h"

#include <cmath>
#include <map>
#include <numeric>
#include <set>
#include <utility>

namespace numeral {

Split splitImages(std::size_t images, double validationShare, std::uint64_t seed)
{
    std::vector<std::uint32_t> order(images);
    std::iota(order.begin(), order.end(), 0U);
    Random random(seed, RandomStream::Split);
    shuffle(random, order);

    // A share such as 0.29 is stored as slightly less; the small offset keeps 29 of 100.
    const double wanted = static_cast<double>(images) * validationShare;
    const auto validation = static_cast<std::ptrdiff_t>(std::floor(wanted + 1e-6));
    std::vector<std::uint32_t> head(order.begin(), order.begin() + validation);
    // Avoid a second copy: the indices of a large data set take many megabytes.
    order.erase(order.begin(), order.begin() + validation);
    return {std::move(order), std::move(head)};
}

std::vector<bool> wholeWriters(
    const std::vector<std::string>& writers, double share, std::uint64_t seed)
{
    std::map<std::string, std::size_t> counts;
    for (const std::string& writer : writers) {
        ++counts[writer];
    }
    std::vector<std::string> order;
    order.reserve(counts.size());
    for (const auto& [writer, count] : counts) {
        order.push_back(writer);
    }
    Random random(seed, RandomStream::Split);
    shuffle(random, order);
    const double wanted = share * static_cast<double>(writers.size());
    std::set<std::string> chosen;
    double sum = 0;
    for (const std::string& writer : order) {
        const double with = sum + static_cast<double>(counts[writer]);
        const bool isNearer = with - wanted <= wanted - sum;
        if (chosen.empty() || (isNearer && chosen.size() + 1 < order.size())) {
            chosen.insert(writer);
            sum = with;
        }
    }
    std::vector<bool> isChosen;
    isChosen.reserve(writers.size());
    for (const std::string& writer : writers) {
        isChosen.push_back(chosen.contains(writer));
    }
    return isChosen;
}

Split splitWriters(
    const std::vector<std::string>& writers, double validationShare, std::uint64_t seed)
{
    constexpr std::size_t fewest = 2;
    const std::set<std::string> names(writers.begin(), writers.end());
    if (names.size() < fewest || validationShare == 0) {
        return splitImages(writers.size(), validationShare, seed);
    }
    const std::vector<bool> isValidated = wholeWriters(writers, validationShare, seed);
    Split split;
    for (std::size_t i = 0; i < writers.size(); ++i) {
        (isValidated[i] ? split.validation : split.training)
            .push_back(static_cast<std::uint32_t>(i));
    }
    Random random(seed, RandomStream::Split);
    shuffle(random, split.training);
    return split;
}

} // namespace numeral
