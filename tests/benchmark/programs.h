// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace bench {

/// What became of a program that was run to its end.
struct Finished {
    int exitCode = -1;
    double seconds = 0;
    double peakMegabytes = 0; ///< resident
    std::string output; ///< standard output
};

/// Runs a program, with NAME=VALUE added to its environment; its standard error is dropped.
Finished runProgram(
    const std::vector<std::string>& command, const std::vector<std::string>& environment = {});

/// The numbers that a program prints, one a line; none where it failed.
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
