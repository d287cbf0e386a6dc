// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/grey_image.h"
#include "core/base/result.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>

namespace numeral {

/// Decodes a picture file to grey, 0 for black to 255 for white; pictures with a side of more than
/// `mostSide` pixels may be scaled down to that. `name` is for messages and tells the format where
/// the bytes don't. Thread-safe. Error: FileMalformed. What decodes pictures isn't part of core, so
/// it is passed in.
using PictureDecoder = std::function<Result<GreyImage>(
    std::span<const std::uint8_t> bytes, const std::filesystem::path& name, std::size_t mostSide)>;

} // namespace numeral
