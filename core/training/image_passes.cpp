// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/image_passes.h"

#include <algorithm>
#include <numeric>

namespace numeral {

Score toScore(const BatchSums& sums)
{
    const auto images = static_cast<double>(std::max<std::size_t>(sums.images, 1));
    return {sums.images, sums.loss / images, static_cast<double>(sums.correct) / images};
}

Batch makeBatch(
    const LabelledImages& images, const Indices& order, std::size_t first, std::size_t size)
{
    const std::size_t left = order.size() - first;
    const std::size_t taken = std::min(size, left);
    return {
        images.pixels().data(), images.labels().data(), order.data() + first, taken, left - taken};
}

Indices allIndices(std::size_t count)
{
    Indices indices(count);
    std::iota(indices.begin(), indices.end(), 0U);
    return indices;
}

std::vector<float> meanPixels(const LabelledImages& images, const Indices& which)
{
    constexpr std::size_t maxBeforeOverflow = std::size_t{1}
        << 24U; // pixels whose sum fits in 32 bits
    std::vector<bool> wanted(images.size());
    for (const std::uint32_t index : which) {
        wanted[index] = true;
    }
    std::vector<std::uint64_t> sums(images.shape().pixels());
    std::vector<std::uint32_t> partialSums(sums.size());
    std::size_t count = 0;
    const auto flush = [&] {
        std::transform(
            partialSums.begin(), partialSums.end(), sums.begin(), sums.begin(), std::plus<>());
        std::fill(partialSums.begin(), partialSums.end(), 0U);
    };
    for (std::size_t index = 0; index < images.size(); ++index) {
        if (!wanted[index]) {
            continue;
        }
        const std::uint8_t* const image = images.image(index).data();
        for (std::size_t i = 0; i < partialSums.size(); ++i) {
            partialSums[i] += image[i];
        }
        if (++count % maxBeforeOverflow == 0) {
            flush();
        }
    }
    flush();
    const double whole = 255.0 * static_cast<double>(std::max<std::size_t>(which.size(), 1));
    std::vector<float> means(sums.size());
    std::transform(sums.begin(), sums.end(), means.begin(), [whole](std::uint64_t sum) {
        return static_cast<float>(static_cast<double>(sum) / whole);
    });
    return means;
}

std::size_t evaluatedAtOnce(const ImageShape& shape)
{
    constexpr std::size_t maxInput = std::size_t{1} << 24U;
    return std::clamp<std::size_t>(maxInput / shape.pixels(), 1, 1000);
}

std::size_t calibrationImages(const Weights& weights, std::size_t images)
{
    constexpr std::size_t products = 20'000'000'000;
    return std::min(images, products / weights.architecture().multiplyAdds());
}

Result<std::optional<Score>> scoreImages(TrainingEngine& engine, const LabelledImages& images,
    const Indices& which, const std::function<bool()>& shouldContinue)
{
    const std::size_t chunk = evaluatedAtOnce(images.shape());
    BatchSums sums;
    for (std::size_t first = 0; first < which.size(); first += chunk) {
        if (!shouldContinue()) {
            return std::nullopt;
        }
        const auto more = engine.evaluate(makeBatch(images, which, first, chunk));
        if (!more) {
            return tl::unexpected(more.error());
        }
        sums += *more;
    }
    return toScore(sums);
}

} // namespace numeral
