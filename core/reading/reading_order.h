// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ink/box.h"

#include <vector>

namespace numeral {

/// Where things that are read stand: lines from top to bottom, words in them from left to right.
/// Indices into the boxes that were given.
using Word = std::vector<std::size_t>;
using TextLine = std::vector<Word>;

/// Puts boxes of about one height into lines, which may rise or fall, and tells words apart by the
/// gaps between them. Each box is in one word.
std::vector<TextLine> linesOf(const std::vector<PixelBox>& boxes);

} // namespace numeral
