// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ink/box.h"

#include <vector>

namespace numeral {

/// Text layout: lines from top to bottom, and the words in each from left to right. A word holds
/// indices into the boxes given.
using Word = std::vector<std::size_t>;
using TextLine = std::vector<Word>;

/// Groups boxes of similar height into lines, which may slope, and splits lines into words at wide
/// gaps. Each box is in exactly one word.
std::vector<TextLine> linesOf(const std::vector<PixelBox>& boxes);

} // namespace numeral
