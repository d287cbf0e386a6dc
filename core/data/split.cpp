// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/split.h"

#include "core/base/random.h"

#include <cmath>
#include <numeric>
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

} // namespace numeral
