// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/platform/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <csignal>

namespace numeral::platform {

bool standardErrorIsTerminal()
{
    return ::isatty(STDERR_FILENO) == 1;
}

std::size_t terminalWidth()
{
    winsize size{};
    const bool known = ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
    return known ? size.ws_col : 80;
}

void ignoreBrokenPipes()
{
    std::signal(SIGPIPE, SIG_IGN);
}

} // namespace numeral::platform
