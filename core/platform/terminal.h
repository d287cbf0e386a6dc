// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

namespace numeral::platform {

/// Whether standard error is a terminal that a person watches.
bool standardErrorIsTerminal();

/// Columns of that terminal; 80 where it doesn't say.
std::size_t terminalWidth();

/// Has writing to a pipe that nobody reads any more fail instead of ending the program.
void surviveClosedPipes();

} // namespace numeral::platform
