// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/platform/terminal.h"

#include <fcntl.h>
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

MutedErrors::MutedErrors()
    : m_original(::dup(STDERR_FILENO))
{
    const int nothing = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
    if (m_original >= 0 && nothing >= 0) {
        ::dup2(nothing, STDERR_FILENO);
    }
    ::close(nothing);
}

MutedErrors::~MutedErrors()
{
    if (m_original >= 0) {
        ::dup2(m_original, STDERR_FILENO);
        ::close(m_original);
    }
}

void surviveClosedPipes()
{
    std::signal(SIGPIPE, SIG_IGN);
}

} // namespace numeral::platform
