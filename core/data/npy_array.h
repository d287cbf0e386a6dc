// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/data/byte_source.h"

#include <filesystem>
#include <string>
#include <vector>

namespace numeral {

/// NPY, NumPy's format of one array (numpy.lib.format, versions 1 to 3): a Python dictionary in
/// text, then the values.
struct NpyArray {
    char kind = 'u'; ///< 'b' bool, 'u' and 'i' integers, 'f' floats, 'U' Unicode text, 'S' bytes
    std::size_t itemSize = 1; ///< in bytes: 1 to 8 for numbers, 2 to 8 for floats
    bool isBigEndian = false;
    std::vector<std::size_t> shape;
    std::vector<std::uint8_t> values; ///< in C order, the last index changing fastest
    std::string checksum; ///< hexadecimal SHA-256 of the file

    bool isText() const { return kind == 'U' || kind == 'S'; }

    /// Returns the number of items.
    std::size_t count() const { return itemSize > 0 ? values.size() / itemSize : 0; }

    /// Returns one number; only if the array is not text. index < count().
    double number(std::size_t index) const;

    /// Returns one text in UTF-8; only if the array is text. index < count().
    std::string text(std::size_t index) const;
};

/// Reads an array of numbers or text. `name` is for messages. Errors: those of the source;
/// FileMalformed, also for arrays of Python objects or in Fortran order. Throws std::bad_alloc.
Result<NpyArray> readNpy(ByteSource& source, const std::filesystem::path& name);

} // namespace numeral
