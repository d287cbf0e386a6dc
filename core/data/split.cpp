// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/split.h"

#include "core/base/random.h"
#include "core/base/small_random.h"

#include <algorithm>
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

namespace {

/// A random number that belongs to the name alone (FNV-1a; Fowler, Noll and Vo).
std::uint64_t drawFor(const std::string& name, std::uint64_t seed)
{
    std::uint64_t hash = 0xCBF29CE484222325U;
    for (const char byte : name) {
        hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001B3U;
    }
    return SmallRandom(seed, RandomStream::Split, hash).bits();
}

} // namespace

std::vector<bool> wholeWriters(
    const std::vector<std::string>& writers, double share, std::uint64_t seed)
{
    struct Writer {
        std::uint64_t draw;
        std::size_t images;
        std::string name;
    };
    std::map<std::string, std::size_t> counts;
    for (const std::string& writer : writers) {
        ++counts[writer];
    }
    std::vector<Writer> order;
    order.reserve(counts.size());
    for (const auto& [name, images] : counts) {
        order.push_back({drawFor(name, seed), images, name});
    }
    std::sort(order.begin(), order.end(),
        [](const Writer& a, const Writer& b) { return a.draw < b.draw; });
    const double wanted = share * static_cast<double>(writers.size());
    const auto missedBy
        = [wanted](std::size_t images) { return std::abs(static_cast<double>(images) - wanted); };
    std::set<std::string> chosen;
    std::size_t sum = 0;
    for (const Writer& writer : order) {
        if (chosen.size() + 1 < order.size() && missedBy(sum + writer.images) <= missedBy(sum)) {
            chosen.insert(writer.name);
            sum += writer.images;
        }
    }
    if (chosen.empty()) {
        const auto nearest = std::min_element(
            order.begin(), order.end(), [&missedBy](const Writer& a, const Writer& b) {
                return missedBy(a.images) < missedBy(b.images);
            });
        chosen.insert(nearest->name);
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

Split splitData(const Dataset& dataset, double validationShare, std::uint64_t seed)
{
    return dataset.writers.areApart ? splitWriters(dataset.writers.training, validationShare, seed)
                                    : splitImages(dataset.training.size(), validationShare, seed);
}

} // namespace numeral
