// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace numeral {

/// Returns the size in bytes of one value of a SafeTensors dtype of floating point that can be
/// converted: F16 and F32 (IEEE 754), F64 and BF16. Returns nullopt for all others.
std::optional<std::size_t> floatSize(std::string_view type);

/// Converts little-endian values of such a type, at any alignment, and appends them to `values`;
/// each becomes the nearest float, and an F64 beyond float's range infinite.
void appendFloats(std::string_view type, std::string_view bytes, std::vector<float>& values);

} // namespace numeral
