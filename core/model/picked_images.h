// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/label.h"

#include <cstdint>
#include <span>

namespace numeral {

/// A selection of a data set's images, by index. Non-owning.
struct PickedImages {
    const std::uint8_t* pixels = nullptr; ///< the whole set: images × inputs, row-major, 0–255
    const Label* labels = nullptr; ///< the whole set: one class index per image
    std::span<const std::uint32_t> indices;
};

} // namespace numeral
