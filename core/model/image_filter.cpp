// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/image_filter.h"

#include "core/base/number_text.h"
#include "core/base/small_random.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace numeral {

namespace {

constexpr std::array filters{
    FilterInfo{FilterKind::Blur, "blur", "Blur",
        "Blends each pixel with those around it (Gaussian blur); the amount is how far, σ in "
        "pixels.",
        0.1, 8, 1},
    FilterInfo{FilterKind::Sharpen, "sharpen", "Sharpen",
        "Makes edges steeper by what a blur takes from them (unsharp masking); the amount is how "
        "many times that.",
        0.1, 10, 1},
    FilterInfo{FilterKind::Edges, "edges", "Edges",
        "Keeps only where the grey changes (the gradient's length after Sobel); the amount "
        "multiplies it.",
        0.1, 4, 1},
    FilterInfo{FilterKind::Threshold, "threshold", "Threshold",
        "Makes greys from this level on white, and all others black.", 1, 255, 128},
    FilterInfo{FilterKind::Contrast, "contrast", "Contrast",
        "Moves greys away from the middle one; the amount is how many times as far.", 0, 10, 2},
    FilterInfo{FilterKind::Noise, "noise", "Noise",
        "Adds random greys, the same to the same image; the amount is their standard deviation.", 1,
        255, 30},
};

/// Greys as numbers, so that the steps of a filter lose nothing.
using Values = std::vector<double>;

/// Reads pixels beyond the edges as the nearest within.
class Field {
public:
    Field(const ImageShape& shape, const Values& values)
        : m_shape(shape)
        , m_values(values)
    {
    }

    double at(std::ptrdiff_t row, std::ptrdiff_t column) const
    {
        const auto clamped = [](std::ptrdiff_t place, std::size_t size) {
            return static_cast<std::size_t>(
                std::clamp<std::ptrdiff_t>(place, 0, static_cast<std::ptrdiff_t>(size) - 1));
        };
        return m_values[clamped(row, m_shape.rows) * m_shape.columns
            + clamped(column, m_shape.columns)];
    }

private:
    const ImageShape& m_shape;
    const Values& m_values;
};

/// Returns a new image, of which `value(field, row, column)` gives each pixel.
template <typename Function>
Values mapped(const ImageShape& shape, const Values& values, const Function& value)
{
    const Field field(shape, values);
    Values result;
    result.reserve(values.size());
    for (std::size_t row = 0; row < shape.rows; ++row) {
        for (std::size_t column = 0; column < shape.columns; ++column) {
            result.push_back(value(
                field, static_cast<std::ptrdiff_t>(row), static_cast<std::ptrdiff_t>(column)));
        }
    }
    return result;
}

Values blurred(const ImageShape& shape, const Values& values, double sigma)
{
    constexpr double reach = 3; // in σ: what is beyond weighs less than 0.3%
    const auto radius = static_cast<std::ptrdiff_t>(std::ceil(reach * sigma));
    std::vector<double> kernel;
    double sum = 0;
    for (std::ptrdiff_t i = -radius; i <= radius; ++i) {
        const double distance = static_cast<double>(i) / sigma;
        sum += kernel.emplace_back(std::exp(-distance * distance / 2));
    }
    const auto weighted = [&](const auto& pixelAt) {
        double value = 0;
        for (std::ptrdiff_t i = -radius; i <= radius; ++i) {
            value += kernel[static_cast<std::size_t>(i + radius)] * pixelAt(i);
        }
        return value / sum;
    };
    const Values across = mapped(shape, values, [&](const Field& field, auto row, auto column) {
        return weighted([&](std::ptrdiff_t i) { return field.at(row, column + i); });
    });
    return mapped(shape, across, [&](const Field& field, auto row, auto column) {
        return weighted([&](std::ptrdiff_t i) { return field.at(row + i, column); });
    });
}

Values sharpened(const ImageShape& shape, const Values& values, double amount)
{
    const Values smooth = blurred(shape, values, 1);
    Values result = values;
    for (std::size_t i = 0; i < result.size(); ++i) {
        result[i] += amount * (values[i] - smooth[i]);
    }
    return result;
}

/// A step from black to white has a gradient of 255.
Values edgesOf(const ImageShape& shape, const Values& values, double amount)
{
    constexpr double weights = 4; // of each side of Sobel's kernels
    return mapped(shape, values, [amount](const Field& field, auto row, auto column) {
        const auto at = [&](int down, int right) { return field.at(row + down, column + right); };
        const double across
            = at(-1, 1) + 2 * at(0, 1) + at(1, 1) - at(-1, -1) - 2 * at(0, -1) - at(1, -1);
        const double along
            = at(1, -1) + 2 * at(1, 0) + at(1, 1) - at(-1, -1) - 2 * at(-1, 0) - at(-1, 1);
        return amount * std::hypot(across, along) / weights;
    });
}

/// Fowler–Noll–Vo hash (FNV-1a), so that another image gets other noise.
std::uint64_t hashOf(const Values& values)
{
    std::uint64_t hash = 0xcbf29ce484222325U;
    for (const double value : values) {
        hash = (hash ^ static_cast<std::uint64_t>(std::llround(value))) * 0x100000001b3U;
    }
    return hash;
}

/// The sum of four uniform numbers is near enough to a normal distribution here.
Values withNoise(Values values, double deviation)
{
    SmallRandom random(hashOf(values), RandomStream::Noise, 0);
    const double unit = std::sqrt(3.0 / 4.0);
    for (double& value : values) {
        double sum = 0;
        for (int i = 0; i < 4; ++i) {
            sum += static_cast<double>(random.symmetric());
        }
        value += deviation * unit * sum;
    }
    return values;
}

template <typename Function>
Values changed(Values values, const Function& change)
{
    std::transform(values.begin(), values.end(), values.begin(), change);
    return values;
}

Values filtered(const ImageFilter& filter, const ImageShape& shape, Values values)
{
    constexpr double white = 255;
    constexpr double middle = white / 2;
    const double amount = filter.amount;
    switch (filter.kind) {
    case FilterKind::Blur:
        return blurred(shape, values, amount);
    case FilterKind::Sharpen:
        return sharpened(shape, values, amount);
    case FilterKind::Edges:
        return edgesOf(shape, values, amount);
    case FilterKind::Threshold:
        return changed(
            std::move(values), [amount](double value) { return value >= amount ? white : 0; });
    case FilterKind::Contrast:
        return changed(std::move(values),
            [amount](double value) { return middle + amount * (value - middle); });
    case FilterKind::Noise:
        return withNoise(std::move(values), amount);
    }
    return values;
}

std::string rangeOf(const FilterInfo& info)
{
    return shortText(info.minimum) + " to " + shortText(info.maximum);
}

} // namespace

std::span<const FilterInfo> filterTable()
{
    return filters;
}

const FilterInfo& infoOf(FilterKind kind)
{
    return *std::find_if(filters.begin(), filters.end(),
        [kind](const FilterInfo& info) { return info.kind == kind; });
}

const FilterInfo* findFilter(std::string_view key)
{
    const auto* const found = std::find_if(
        filters.begin(), filters.end(), [key](const FilterInfo& info) { return info.key == key; });
    return found != filters.end() ? found : nullptr;
}

Result<void> checkFilters(const std::vector<ImageFilter>& chain)
{
    if (chain.size() > mostFilters) {
        return failure(ErrorCode::InvalidSetting,
            "At most " + std::to_string(mostFilters) + " filters can follow each other; "
                + std::to_string(chain.size()) + " are too many.");
    }
    for (const ImageFilter& filter : chain) {
        const FilterInfo& info = infoOf(filter.kind);
        if (!(filter.amount >= info.minimum && filter.amount <= info.maximum)) {
            return failure(ErrorCode::InvalidSetting,
                "The filter “" + std::string(info.key) + "” takes an amount from " + rangeOf(info)
                    + ", not " + shortText(filter.amount) + ".");
        }
    }
    return {};
}

Result<std::vector<ImageFilter>> parseFilters(std::string_view text)
{
    std::vector<ImageFilter> chain;
    if (text.empty() || text == "none") {
        return chain;
    }
    for (std::size_t start = 0; start <= text.size();) {
        const std::size_t end = std::min(text.find(',', start), text.size());
        const std::string_view item = text.substr(start, end - start);
        start = end + 1;
        const std::size_t colon = item.find(':');
        const FilterInfo* info = findFilter(item.substr(0, colon));
        const std::optional<double> amount = info == nullptr ? std::nullopt
            : colon == std::string_view::npos                ? info->usual
                                                             : parseReal(item.substr(colon + 1));
        if (!amount) {
            std::string keys;
            for (const FilterInfo& known : filters) {
                keys.append(keys.empty() ? "" : ", ").append(known.key);
            }
            return failure(ErrorCode::InvalidSetting,
                "“" + std::string(item) + "” is no filter such as blur or blur:1.5; there are "
                    + keys + ".");
        }
        chain.push_back({info->kind, *amount});
    }
    if (const Result<void> valid = checkFilters(chain); !valid) {
        return tl::unexpected(valid.error());
    }
    return chain;
}

std::string toText(const std::vector<ImageFilter>& chain)
{
    std::string text;
    for (const ImageFilter& filter : chain) {
        text.append(text.empty() ? "" : ",")
            .append(infoOf(filter.kind).key)
            .append(":")
            .append(shortText(filter.amount));
    }
    return text.empty() ? "none" : text;
}

void applyFilters(
    const std::vector<ImageFilter>& chain, const ImageShape& shape, std::span<std::uint8_t> pixels)
{
    if (chain.empty()) {
        return;
    }
    Values values(pixels.begin(), pixels.end());
    for (const ImageFilter& filter : chain) {
        values = filtered(filter, shape, std::move(values));
        for (double& value : values) {
            value = std::clamp(value, 0.0, 255.0);
        }
    }
    std::transform(values.begin(), values.end(), pixels.begin(),
        [](double value) { return static_cast<std::uint8_t>(std::lround(value)); });
}

} // namespace numeral
