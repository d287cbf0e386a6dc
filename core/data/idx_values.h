// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/label.h"
#include "core/data/bytes.h"

#include <tl/expected.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace numeral {

/// The type of an IDX file's values: the third byte of its magic number.
enum class IdxType : std::uint8_t {
    UnsignedByte = 0x08,
    Byte = 0x09,
    Short = 0x0B,
    Int = 0x0C,
    Float = 0x0D,
    Double = 0x0E,
};

/// Returns the bytes of a value; 0 for a type that there isn't.
std::size_t sizeOf(IdxType type);

/// Returns pixels from 0 to 255, scaled if the values are others. Error: what is wrong with them,
/// to follow the file's name. Throws std::bad_alloc.
tl::expected<Bytes, std::string> pixelsFrom(const Bytes& values, IdxType type);

/// Returns the first value of each row of `columns` values as a label. Error: as above.
tl::expected<std::vector<Label>, std::string> labelsFrom(
    const Bytes& values, IdxType type, std::size_t columns);

} // namespace numeral
