// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

namespace numeral::platform {

/// Returns whether standard error is a terminal.
bool standardErrorIsTerminal();

/// Returns that terminal's width in columns; 80 if unknown.
std::size_t terminalWidth();

/// Ignores SIGPIPE: writing to a pipe without a reader then fails instead of ending the program.
void ignoreBrokenPipes();

} // namespace numeral::platform
