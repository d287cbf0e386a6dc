// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace bench {

/// The result of a program that has run to its end.
struct Finished {
    int exitCode = -1;
    double seconds = 0;
    double peakMegabytes = 0; ///< resident
    std::string output; ///< standard output
};

/// Runs a program, with NAME=VALUE entries added to its environment; discards standard error.
Finished runProgram(
    const std::vector<std::string>& command, const std::vector<std::string>& environment = {});

/// The numbers that a program prints, one per line; none if it fails.
std::vector<double> numbersFrom(const std::vector<std::string>& command);

/// Keeps one core busy for as long as it lives, as another program would.
class BusyProgram {
public:
    BusyProgram();
    BusyProgram(const BusyProgram&) = delete;
    BusyProgram& operator=(const BusyProgram&) = delete;
    ~BusyProgram();

private:
    int m_process;
};

} // namespace bench
