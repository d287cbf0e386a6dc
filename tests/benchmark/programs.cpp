// SPDX-License-Identifier: GPL-3.0-or-later
#include "programs.h"

#include "workload.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <sstream>

namespace bench {

namespace {

std::vector<char*> pointersTo(std::vector<std::string>& texts)
{
    std::vector<char*> pointers;
    pointers.reserve(texts.size() + 1);
    for (std::string& text : texts) {
        pointers.push_back(text.data());
    }
    pointers.push_back(nullptr);
    return pointers;
}

/// This process's environment with some variables replaced or added.
std::vector<std::string> environmentWith(const std::vector<std::string>& changes)
{
    std::vector<std::string> all = changes;
    const auto isChanged = [&](const std::string& variable) {
        const std::string name = variable.substr(0, variable.find('=') + 1);
        return std::any_of(changes.begin(), changes.end(),
            [&](const std::string& change) { return change.compare(0, name.size(), name) == 0; });
    };
    for (char** variable = environ; *variable != nullptr; ++variable) {
        if (!isChanged(*variable)) {
            all.emplace_back(*variable);
        }
    }
    return all;
}

/// Starts a program; returns its process ID, or −1 on failure. Uses posix_spawn, since fork would
/// first copy this process's page tables, which adds some 20 ms to the measured time.
pid_t start(std::vector<std::string> command, const std::vector<std::string>& changes, int output)
{
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    std::vector<std::string> environment = environmentWith(changes);
    pid_t process = -1;
    if (posix_spawnp(&process, command[0].c_str(), &actions, nullptr, pointersTo(command).data(),
            pointersTo(environment).data())
        != 0) {
        process = -1;
    }
    posix_spawn_file_actions_destroy(&actions);
    return process;
}

/// Peak resident memory (VmHWM) of a running process; 0 once it has ended. wait4 is no alternative:
/// its ru_maxrss would report the peak of the parent process.
double peakMegabytesOf(pid_t process)
{
    std::ifstream status("/proc/" + std::to_string(process) + "/status");
    for (std::string word; status >> word;) {
        if (double kilobytes = 0; word == "VmHWM:" && status >> kilobytes) {
            return kilobytes / 1024;
        }
    }
    return 0;
}

} // namespace

Finished runProgram(
    const std::vector<std::string>& command, const std::vector<std::string>& environment)
{
    Finished finished;
    std::array<int, 2> pipe{};
    if (pipe2(pipe.data(), O_CLOEXEC) != 0) {
        return finished;
    }
    const double begin = now();
    const pid_t process = start(command, environment, pipe[1]);
    close(pipe[1]);
    if (process < 0) {
        close(pipe[0]);
        return finished;
    }
    std::array<char, 4096> buffer{};
    pollfd readable{pipe[0], POLLIN, 0};
    constexpr int milliseconds = 5;
    for (ssize_t got = 1; got > 0;) {
        finished.peakMegabytes = std::max(finished.peakMegabytes, peakMegabytesOf(process));
        if (poll(&readable, 1, milliseconds) > 0) {
            got = read(pipe[0], buffer.data(), buffer.size());
            finished.output.append(
                buffer.data(), static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
        }
    }
    close(pipe[0]);
    int status = 0;
    waitpid(process, &status, 0);
    finished.seconds = now() - begin;
    finished.exitCode = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return finished;
}

std::vector<double> numbersFrom(const std::vector<std::string>& command)
{
    const Finished finished = runProgram(command);
    std::vector<double> numbers;
    std::istringstream lines(finished.output);
    for (double number = 0; finished.exitCode == 0 && lines >> number;) {
        numbers.push_back(number);
    }
    return numbers;
}

// A shell, not a fork of this process: after a fork every page that is written to causes a page
// fault (copy-on-write), which would slow down the next measurement. The loop ends with this
// process.
BusyProgram::BusyProgram()
    : m_process(start({"sh", "-c",
                          "while [ -d /proc/$PPID ]; do"
                          " i=0; while [ $i -lt 100000 ]; do i=$((i+1)); done; done"},
        {}, STDERR_FILENO))
{
}

BusyProgram::~BusyProgram()
{
    if (m_process > 0) {
        kill(m_process, SIGKILL);
        waitpid(m_process, nullptr, 0);
    }
}

} // namespace bench
