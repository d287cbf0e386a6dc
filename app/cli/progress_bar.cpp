// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/progress_bar.h"

#include "core/platform/terminal.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace numeral::cli {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds redrawInterval{50};

} // namespace

ProgressBar::ProgressBar()
    : m_terminal(platform::standardErrorIsTerminal())
{
}

ProgressBar::~ProgressBar()
{
    erase();
}

bool ProgressBar::due() const
{
    return m_terminal && Clock::now() - m_drawn >= redrawInterval;
}

void ProgressBar::draw(double share, const std::string& label)
{
    m_drawn = Clock::now();
    constexpr std::size_t minCells = 10;
    constexpr std::size_t brackets = 2;
    // A line as wide as the terminal would wrap, and each redraw would start a new one.
    const std::size_t width = std::clamp<std::size_t>(platform::terminalWidth(), 20, 110) - 1;
    const std::string shown = label.substr(0, width - minCells - brackets);
    const std::size_t cells = width - shown.size() - brackets;
    const auto full = static_cast<std::size_t>(std::lround(share * static_cast<double>(cells)));
    const std::string bar = std::string(full, '#') + std::string(cells - full, '.');
    std::fprintf(stderr, "\r[%s]%s\x1b[K", bar.c_str(), shown.c_str());
    std::fflush(stderr);
}

void ProgressBar::erase() const
{
    if (m_terminal) {
        std::fprintf(stderr, "\r\x1b[K");
        std::fflush(stderr);
    }
}

} // namespace numeral::cli
