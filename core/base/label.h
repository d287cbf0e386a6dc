// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace numeral {

/// The index of an image's class.
using Label = std::uint16_t;

/// The label of an image that belongs to no class. Any that is no class's index means this.
inline constexpr Label outlierLabel = 65535;

/// More have no room in the window, nor enough images each.
inline constexpr Label maximumClasses = 1000;

} // namespace numeral
