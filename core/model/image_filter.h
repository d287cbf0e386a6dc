// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/model/image_shape.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace numeral {

enum class FilterKind { Blur, Sharpen, Edges, Threshold, Contrast, Noise };

/// One step of preparing images, with its strength: see `filterTable`.
struct ImageFilter {
    FilterKind kind = FilterKind::Blur;
    double amount = 1;

    friend bool operator==(const ImageFilter&, const ImageFilter&) = default;
};

/// What a filter does, and the range of its amount.
struct FilterInfo {
    FilterKind kind;
    const char* key; ///< "blur"; in files and on the command line
    const char* title; ///< "Blur"
    const char* explanation; ///< one sentence, with what the amount is
    double minimum;
    double maximum;
    double usual;
};

/// All filters, in the order in which they are offered.
std::span<const FilterInfo> filterTable();

const FilterInfo& infoOf(FilterKind kind);

/// The filter of that key, or nullptr.
const FilterInfo* findFilter(std::string_view key);

inline constexpr std::size_t mostFilters = 8; ///< in a chain

/// Error: InvalidSetting for too many, or an amount outside its range.
Result<void> checkFilters(const std::vector<ImageFilter>& filters);

/// Parses "blur:1.5,threshold:128", in the order in which they are applied; an amount that is left
/// out is the usual one, and "none" is no filter. Error: InvalidSetting.
Result<std::vector<ImageFilter>> parseFilters(std::string_view text);

/// Returns what `parseFilters` reads.
std::string toText(const std::vector<ImageFilter>& filters);

/// Applies the filters to an image, one after the other. Greys stay within 0–255; beyond its edges
/// the image goes on as it ends there. Noise depends on the image alone, so that the same image
/// always gets the same.
void applyFilters(const std::vector<ImageFilter>& filters, const ImageShape& shape,
    std::span<std::uint8_t> pixels);

} // namespace numeral
