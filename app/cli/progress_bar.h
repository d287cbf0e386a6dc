// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <string>

namespace numeral::cli {

/// A bar that fills, on the last line of the terminal; nothing where standard error is none. It
/// vanishes with the object.
class ProgressBar {
public:
    ProgressBar();
    ~ProgressBar();
    ProgressBar(const ProgressBar&) = delete;
    ProgressBar& operator=(const ProgressBar&) = delete;

    /// Whether it is worth drawing again: there is a terminal, and some time has passed.
    bool due() const;

    /// `share` is how full it is, 0–1; `label` stands behind it.
    void draw(double share, const std::string& label);

    /// Makes room for a line on standard output.
    void erase() const;

private:
    bool m_terminal;
    std::chrono::steady_clock::time_point m_drawn;
};

} // namespace numeral::cli
