// SPDX-License-Identifier: GPL-3.0-or-later
//
// numeral-manual PROGRAM: prints the manual page of numeral or numeral-cli, as far as it follows
// from the program's own options; the build appends what is written by hand.
#include "app/cli/command_line.h"
#include "app/cli/help_formatter.h"
#include "app/manual/roff.h"
#include "app/window_command_line.h"

#include <QCoreApplication>

#include <cstdio>
#include <string_view>

namespace {

using namespace numeral;
using namespace numeral::manual;

/// An application's options and arguments, worded as --help words them.
std::string entriesOf(const CLI::App& application)
{
    const cli::HelpFormatter formatter;
    std::string entries;
    for (const CLI::Option* option : application.get_options()) {
        const std::string opts = formatter.make_option_opts(option);
        if (option->get_positional()) {
            entries += entry(
                formatter.make_option_name(option, true) + opts, option->get_description());
        }
        if (option->nonpositional()) {
            entries += entry(
                formatter.make_option_name(option, false) + opts, option->get_description());
        }
    }
    return entries;
}

std::string terminalPage()
{
    const cli::CommandLine line;
    const CLI::App& program = line.program;
    const std::string name = program.get_name();
    const std::string summary = program.get_description();
    std::string page = pageHead(name, NUMERAL_VERSION, summary) + section("SYNOPSIS")
        + escaped(name + " [OPTIONS] COMMAND [ARGUMENTS]") + '\n' + section("DESCRIPTION")
        + escaped(summary + ". What it does is chosen by a command.") + '\n' + section("OPTIONS")
        + entriesOf(program) + section("COMMANDS");
    for (const CLI::App* command : program.get_subcommands({})) {
        page += subsection(name + ' ' + command->get_name())
            + escaped(command->get_description() + ".\n") + entriesOf(*command);
    }
    return page;
}

std::string windowPage()
{
    const WindowCommandLine line;
    const std::string summary = line.parser.applicationDescription().chopped(1).toStdString();
    std::string page = pageHead("numeral", NUMERAL_VERSION, summary) + section("SYNOPSIS")
        + escaped("numeral [OPTIONS] [MODEL]") + '\n' + section("DESCRIPTION")
        + escaped(summary
            + ", watch it learn, and see what it makes of the digits that you draw. "
              "Without MODEL, the network is the one with which the program was "
              "last left, or the built-in one.")
        + '\n' + section("OPTIONS");
    for (const QCommandLineOption& option : line.options) {
        QStringList names;
        for (const QString& name : option.names()) {
            names += (name.size() == 1 ? QStringLiteral("-") : QStringLiteral("--")) + name;
        }
        page += entry(
            names.join(QStringLiteral(", ")).toStdString(), option.description().toStdString());
    }
    return page + entry("MODEL", line.modelHelp.toStdString());
}

} // namespace

int main(int argc, char* argv[])
{
    const QCoreApplication application(argc, argv);
    const std::string_view program = argc == 2 ? argv[1] : "";
    if (program != "numeral" && program != "numeral-cli") {
        std::fputs("Usage: numeral-manual numeral|numeral-cli\n", stderr);
        return 2;
    }
    const std::string page = program == "numeral" ? windowPage() : terminalPage();
    return std::fputs(page.c_str(), stdout) >= 0 && std::fflush(stdout) == 0 ? 0 : 1;
}
