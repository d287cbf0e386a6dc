// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <string>

namespace numeral::cli {

/// A progress bar on the last line of the terminal, if standard error is one. The destructor erases
/// it.
class ProgressBar {
public:
    ProgressBar();
    ~ProgressBar();
    ProgressBar(const ProgressBar&) = delete;
    ProgressBar& operator=(const ProgressBar&) = delete;

    /// Whether to draw again: standard error is a terminal, and some time has passed.
    bool due() const;

    /// Draws the bar, filled by `share`, 0–1, and followed by `label`.
    void draw(double share, const std::string& label);

    /// Erases the bar, to make room for a line on standard output.
    void erase() const;

private:
    bool m_terminal;
    std::chrono::steady_clock::time_point m_drawn;
};

} // namespace numeral::cli
