// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

namespace numeral::platform {

/// Whether standard error is a terminal that a person watches.
bool standardErrorIsTerminal();

/// Columns of that terminal; 80 where it doesn't say.
std::size_t terminalWidth();

/// While it lives, nothing that is written to standard error is seen: libraries have their say
/// there. Only one at a time, and only while no other thread has something to say.
class MutedErrors {
public:
    MutedErrors();
    ~MutedErrors();
    MutedErrors(const MutedErrors&) = delete;
    MutedErrors& operator=(const MutedErrors&) = delete;

private:
    int m_original;
};

/// Has writing to a pipe that nobody reads any more fail instead of ending the program.
void surviveClosedPipes();

} // namespace numeral::platform
