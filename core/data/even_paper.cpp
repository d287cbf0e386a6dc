// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/even_paper.h"

#include "core/base/median.h"
#include "core/base/small_random.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <new>
#include <optional>
#include <vector>

namespace numeral {

namespace {

/// What an image is drawn on, as its border shows.
enum class Paper { Unknown, Dark, Light };

struct Range {
    int darkest = 255;
    int lightest = 0;
};

std::vector<std::uint8_t> borderOf(std::span<const std::uint8_t> image, const ImageShape& shape)
{
    std::vector<std::uint8_t> border;
    border.reserve(2 * (shape.rows + shape.columns));
    for (std::size_t row = 0; row < shape.rows; ++row) {
        const bool isWhole = row == 0 || row + 1 == shape.rows;
        const std::size_t step = isWhole ? 1 : std::max<std::size_t>(shape.columns - 1, 1);
        for (std::size_t column = 0; column < shape.columns; column += step) {
            border.push_back(image[row * shape.columns + column]);
        }
    }
    return border;
}

Paper paperOf(std::span<const std::uint8_t> image, const ImageShape& shape, const Range& all)
{
    constexpr double evenShare = 0.7; // of the border
    constexpr int evenness = 6; // of the image's range of greys: how far paper's greys lie apart
    const auto [darkest, lightest] = std::ranges::minmax(image);
    const int range = lightest - darkest;
    const std::vector<std::uint8_t> border = borderOf(image, shape);
    const int paper = median(border);
    const auto even = std::ranges::count_if(
        border, [&](int grey) { return std::abs(grey - paper) <= range / evenness; });
    if (2 * range < all.lightest - all.darkest
        || static_cast<double>(even) < evenShare * static_cast<double>(border.size())) {
        return Paper::Unknown;
    }
    return lightest - paper >= paper - darkest ? Paper::Dark : Paper::Light;
}

using Parts = std::array<const LabelledImages*, 3>;

/// Calls visit(image, shape) for one at random of each `step` images.
template <typename Visit>
void forSome(const Parts& parts, std::size_t step, const Visit& visit)
{
    SmallRandom random(0, RandomStream::TestImages, step);
    for (const LabelledImages* images : parts) {
        for (std::size_t i = 0; i < images->size(); i += step) {
            const std::size_t chosen = i + (step > 1 ? random.below(step) : 0);
            if (chosen < images->size()) {
                visit(images->image(chosen), images->shape());
            }
        }
    }
}

/// How many images there are of each Paper.
using PaperCounts = std::array<std::size_t, 3>;

PaperCounts countPapers(const Parts& parts, const Range& all, std::size_t step)
{
    PaperCounts counts{};
    forSome(parts, step, [&](std::span<const std::uint8_t> image, const ImageShape& shape) {
        ++counts[static_cast<std::size_t>(paperOf(image, shape, all))];
    });
    return counts;
}

Range rangeOf(const Parts& parts, std::size_t step)
{
    Range range;
    forSome(parts, step, [&range](std::span<const std::uint8_t> image, const ImageShape&) {
        const auto [darkest, lightest] = std::ranges::minmax(image);
        range.darkest = std::min<int>(range.darkest, darkest);
        range.lightest = std::max<int>(range.lightest, lightest);
    });
    return range;
}

/// Which paper the fewer images have, if both kinds occur and hardly any other.
std::optional<Paper> fewerPaper(const PaperCounts& counts)
{
    constexpr double known = 0.9;
    constexpr double mixed = 0.02;
    const auto [unknown, dark, light] = counts;
    const auto all = static_cast<double>(unknown + dark + light);
    return static_cast<double>(dark + light) >= known * all
            && static_cast<double>(std::min(dark, light)) >= std::max(2.0, mixed * all)
        ? std::optional(dark < light ? Paper::Dark : Paper::Light)
        : std::nullopt;
}

/// Inverts the images that have this paper.
LabelledImages inverted(const LabelledImages& images, Paper which, const Range& all)
{
    const std::size_t size = images.shape().pixels();
    std::vector<std::uint8_t> pixels(images.pixels().begin(), images.pixels().end());
    for (std::size_t i = 0; i < images.size(); ++i) {
        const auto image = std::span(pixels).subspan(i * size, size);
        if (paperOf(image, images.shape(), all) == which) {
            for (std::uint8_t& pixel : image) {
                const int other = all.darkest + all.lightest - pixel;
                pixel = static_cast<std::uint8_t>(std::clamp(other, 0, 255));
            }
        }
    }
    return {images.shape(), Bytes(std::move(pixels)), images.sharedLabels(), images.look()};
}

std::string remarkOn(std::size_t count, std::size_t images, Paper paper)
{
    std::string remark = std::to_string(count) + " of ";
    remark.append(std::to_string(images)).append(" images have ");
    remark.append(paper == Paper::Light ? "dark ink on light paper, unlike"
                                        : "light ink on dark paper, unlike");
    return remark.append(" the others: they are inverted.");
}

} // namespace

Result<Dataset> withEvenPaper(const Dataset& dataset)
try {
    constexpr std::size_t sampled = 2000; // of images that may be millions, in a file
    const Parts parts{&dataset.training, &dataset.test, &dataset.unlabelled};
    const std::size_t images
        = dataset.training.size() + dataset.test.size() + dataset.unlabelled.size();
    const std::size_t step = std::max<std::size_t>(images / sampled, 1);
    const Range all = rangeOf(parts, step);
    const std::optional<Paper> fewer = fewerPaper(countPapers(parts, all, step));
    if (!fewer) {
        return dataset;
    }
    const std::size_t count = countPapers(parts, all, 1)[static_cast<std::size_t>(*fewer)];
    Dataset even = dataset;
    for (LabelledImages* part : {&even.training, &even.test, &even.unlabelled}) {
        *part = inverted(*part, *fewer, all);
    }
    even.remarks.push_back(remarkOn(count, images, *fewer));
    if (const Result<void> intact = checkIntact(dataset); !intact) {
        return tl::unexpected(intact.error());
    }
    return even;
} catch (const std::bad_alloc&) {
    return failure(ErrorCode::FileUnreadable,
        "There is not enough memory to prepare the images of “" + dataset.name + "”.");
}

} // namespace numeral
