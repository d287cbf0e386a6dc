// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace bench {

// What the machine itself takes, so that a figure can be held against the least it could be.

/// Seconds for a word to go to another core and an answer to come back.
double thereAndBack();

/// Seconds to write one of many cache lines that another core has just read.
double writeOfSharedLine();

/// Multiply-adds of float32 in a second, by one core, where no operand has to be waited for.
double mostMultiplyAdds();

} // namespace bench
