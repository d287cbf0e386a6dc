// SPDX-License-Identifier: GPL-3.0-or-later
#include "programs.h"

#include "workload.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <sstream>

namespace bench {

namespace {

[[noreturn]] void become(const std::vector<std::string>& command,
    const std::vector<std::string>& environment, int output)
{
    dup2(output, STDOUT_FILENO);
    const int null = open("/dev/null", O_WRONLY | O_CLOEXEC);
    dup2(null, STDERR_FILENO);
    for (const std::string& variable : environment) {
        const std::size_t equals = variable.find('=');
        setenv(variable.substr(0, equals).c_str(), variable.c_str() + equals + 1, 1);
    }
    std::vector<char*> arguments;
    for (const std::string& argument : command) {
        arguments.push_back(const_cast<char*>(argument.c_str()));
    }
    arguments.push_back(nullptr);
    execvp(arguments[0], arguments.data());
    _exit(127);
}

/// What the system says of a process that is still there; wait4 would tell the peak of the process
/// that it was forked from.
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
    const double start = now();
    const pid_t process = fork();
    if (process == 0) {
        become(command, environment, pipe[1]);
    }
    close(pipe[1]);
    std::array<char, 4096> buffer{};
    pollfd readable{pipe[0], POLLIN, 0};
    constexpr int milliseconds = 5;
    for (ssize_t got = 1; got > 0;) {
        if (const double peak = peakMegabytesOf(process); peak > 0) {
            finished.peakMegabytes = peak; // the last word: before exec it is this process's own
        }
        if (poll(&readable, 1, milliseconds) > 0) {
            got = read(pipe[0], buffer.data(), buffer.size());
            finished.output.append(
                buffer.data(), static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
        }
    }
    close(pipe[0]);
    int status = 0;
    waitpid(process, &status, 0);
    finished.seconds = now() - start;
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

BusyProgram::BusyProgram()
    : m_process(fork())
{
    if (m_process == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        for (std::atomic<unsigned> count = 0;; ++count) { }
    }
}

BusyProgram::~BusyProgram()
{
    kill(m_process, SIGKILL);
    waitpid(m_process, nullptr, 0);
}

} // namespace bench
