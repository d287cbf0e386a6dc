// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command_line.h"
#include "core/engine/engine_table.h"
#include "core/platform/terminal.h"
#include "core/platform/threads.h"

#include <cstdio>
#include <exception>
#include <functional>
#include <map>
#include <system_error>

namespace {

using namespace numeral;
using namespace numeral::cli;

constexpr int exitFailed = 1;
constexpr int exitWrongUsage = 2;

int failed(const std::string& sentence)
{
    std::fflush(stdout);
    std::fprintf(stderr, "numeral-cli: %s\n", sentence.c_str());
    return exitFailed;
}

/// Turns success into failure if the output could not be written.
int afterPrinting(int exitCode)
{
    const bool printed = std::fflush(stdout) == 0 && std::ferror(stdout) == 0;
    return printed || exitCode != 0 ? exitCode : failed("Standard output can't be written.");
}

/// Describes a usage error. For an unknown subcommand, CLI11 only says that one is required.
std::string faultOf(const CLI::ParseError& error, int argc, char* argv[])
{
    const std::string first = argc > 1 ? argv[1] : "";
    const bool isWord = !first.empty() && first.front() != '-';
    return isWord && error.what() == std::string_view("A subcommand is required")
        ? "Unknown command “" + first + "”"
        : error.what();
}

Result<void> runSubcommand(const CommandLine& line)
{
    const std::map<std::string, std::function<Result<void>()>> subcommands{
        {"train", [&] { return runTrain(line.train); }},
        {"sweep", [&] { return runSweep(line.sweep); }},
        {"find-rate", [&] { return runFindRate(line.findRate); }},
        {"data-need", [&] { return runDataNeed(line.dataNeed); }},
        {"info", [&] { return runInfo(line.info); }},
        {"evaluate", [&] { return runEvaluate(line.evaluate); }},
        {"verify", [&] { return runVerify(line.verify); }},
        {"classify", [&] { return runClassify(line.classify); }},
        {"export", [&] { return runExport(line.exportModel); }},
        {"augment", [&] { return runAugment(line.augment); }},
        {"ink", [&] { return runInk(line.ink); }},
        {"teach", [&] { return runTeach(line.teach); }},
        {"fetch", [&] { return runFetch(line.fetch); }},
        {"runs", [&] { return runRuns(line.runs); }},
        {"compare", [&] { return runCompare(line.compare); }},
        {"edit", [&] { return runEdit(line.edit); }},
        {"rerun", [&] { return runRerun(line.rerun); }},
    };
    return subcommands.at(line.program.get_subcommands().front()->get_name())();
}

int runProgram(int argc, char* argv[])
{
    CommandLine line;
    try {
        line.program.parse(argc, argv);
    } catch (const CLI::Success& helpOrVersion) {
        return line.program.exit(helpOrVersion);
    } catch (const CLI::FileError& error) {
        return failed(error.what());
    } catch (const CLI::ParseError& error) {
        std::fprintf(stderr, "numeral-cli: %s (see --help)\n", faultOf(error, argc, argv).c_str());
        return exitWrongUsage;
    }
    const Result<void> done = runSubcommand(line);
    return done ? 0 : failed(done.error().detail);
}

} // namespace

int main(int argc, char* argv[])
{
    platform::ignoreBrokenPipes();
    prepareEngines();
    try {
        return afterPrinting(runProgram(argc, argv));
    } catch (const std::system_error& error) {
        return failed(error.code() == std::errc::resource_unavailable_try_again
                ? platform::noMoreThreads
                : error.what());
    } catch (const std::exception& error) {
        return failed(error.what());
    }
}
