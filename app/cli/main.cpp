// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/data_argument.h"
#include "app/cli/number_option.h"
#include "app/cli/training_options.h"
#include "core/engine/engine_table.h"
#include "core/exchange/formats.h"
#include "core/platform/terminal.h"
#include "core/platform/threads.h"

#include <CLI/CLI.hpp>

#include <cstdio>
#include <exception>
#include <functional>
#include <system_error>

namespace {

using namespace numeral;
using namespace numeral::cli;

constexpr int exitFailed = 1;
constexpr int exitWrongUsage = 2;
constexpr int maximumThreads = 256;

/// Rejects an empty file name, as an unset shell variable gives.
const CLI::Validator isNamed(
    [](const std::string& name) { return name.empty() ? "the name is empty" : std::string(); }, "");

void addModelOption(CLI::App& command, std::optional<std::filesystem::path>& model)
{
    command
        .add_option("--model", model, "Model file (SafeTensors); without it, the built-in weights")
        ->type_name("FILE");
}

void addJsonFlag(CLI::App& command, bool& json)
{
    command.add_flag("--json", json, "Print only JSON, one object per line");
}

void addSeedOption(CLI::App& command, std::uint64_t& seed)
{
    const auto& range = TrainingConfig::seedSetting;
    addNumberOption(command, "--seed", seed, range.minimum, range.maximum, "Random seed (1)");
}

CLI::App* addTrain(CLI::App& program, TrainArguments& arguments)
{
    CLI::App* command = program.add_subcommand("train", "Train a network and keep its weights");
    addDataOptions(*command, "--data", arguments.data);
    addTrainingOptions(*command, arguments.config, arguments.asksForDrawings);
    addNumberOption(*command, "--threads", arguments.threads, 1, maximumThreads,
        "Worker threads, 1–256 (default: as many as help)");
    command
        ->add_option("--output", arguments.output,
            "Output file (SafeTensors); default: a new file in your models folder")
        ->type_name("FILE")
        ->check(isNamed);
    addJsonFlag(*command, arguments.json);
    return command;
}

CLI::App* addEvaluate(CLI::App& program, EvaluateArguments& arguments)
{
    CLI::App* command = program.add_subcommand(
        "evaluate", "Measure a model's accuracy on a data set's test images");
    addModelOption(*command, arguments.model);
    addDataOptions(*command, "--data", arguments.data);
    addJsonFlag(*command, arguments.json);
    return command;
}

CLI::App* addInfo(CLI::App& program, InfoArguments& arguments)
{
    CLI::App* command
        = program.add_subcommand("info", "Show what a model is and how it was trained");
    command
        ->add_option("--model,MODEL", arguments.model,
            "Model file (SafeTensors); without it, the built-in weights")
        ->type_name("");
    addJsonFlag(*command, arguments.json);
    return command;
}

CLI::App* addVerify(CLI::App& program, VerifyArguments& arguments)
{
    CLI::App* command = program.add_subcommand(
        "verify", "Train a model for some steps on both engines, and compare the results");
    addModelOption(*command, arguments.model);
    addDataOptions(*command, "--data", arguments.data);
    return command;
}

CLI::App* addClassify(CLI::App& program, ClassifyArguments& arguments)
{
    CLI::App* command
        = program.add_subcommand("classify", "Read digits in pictures or pen strokes");
    addModelOption(*command, arguments.model);
    CLI::Option* ink = command->add_option(
        "--ink", arguments.ink, R"(Ink file, one drawing a line: {"strokes":[[[x,y],…],…]})");
    ink->type_name("FILE");
    CLI::Option* images
        = command->add_option("IMAGE", arguments.images, "Pictures: photos, scans or drawings");
    images->type_name("")->excludes(ink);
    addJsonFlag(*command, arguments.json);
    command->final_callback([&arguments] {
        if (arguments.images.empty() && !arguments.ink) {
            throw CLI::ValidationError("Name one IMAGE or more, or an ink file with --ink");
        }
    });
    return command;
}

CLI::App* addExport(CLI::App& program, ExportArguments& arguments)
{
    std::vector<std::string> names;
    for (const ExportFormat& format : exportFormats()) {
        names.emplace_back(format.name);
    }
    CLI::App* command
        = program.add_subcommand("export", "Write a model's weights in another format");
    addModelOption(*command, arguments.model);
    command->add_option("--format", arguments.format, "The format to write")
        ->required()
        ->check(CLI::IsMember(names));
    command->add_option("--output", arguments.output, "The file to write")
        ->required()
        ->type_name("FILE")
        ->check(isNamed);
    return command;
}

CLI::App* addAugment(CLI::App& program, AugmentArguments& arguments)
{
    CLI::App* command = program.add_subcommand("augment",
        "Write a larger data set: the training images, and randomly deformed copies of them");
    addDataOptions(*command, "--data", arguments.data);
    addNumberOption(*command, "--copies", arguments.copies, std::int64_t{1},
        std::int64_t{4'294'967'295},
        "Copies of each training image: the first unchanged, the others deformed; at most "
        "4294967295 images in all")
        ->required();
    addSeedOption(*command, arguments.seed);
    addNumberOption(*command, "--threads", arguments.threads, 1, maximumThreads,
        "Worker threads, 1–256 (default: one per processor)");
    command
        ->add_option(
            "--output", arguments.output, "Folder to write, new or empty; use it later with --data")
        ->required()
        ->type_name("DIR")
        ->check(isNamed);
    addJsonFlag(*command, arguments.json);
    return command;
}

CLI::App* addInk(CLI::App& program, InkArguments& arguments)
{
    CLI::App* command = program.add_subcommand(
        "ink", "Redraw a data set's test images as pen strokes, at random sizes and positions");
    addDataOptions(*command, "--from-data", arguments.data);
    command
        ->add_option("--outliers", arguments.outliers,
            "In place of a data set's digits: scribbles or letters")
        ->type_name("KIND")
        ->check(CLI::IsMember({"scribbles", "letters"}));
    addNumberOption(*command, "--count", arguments.count, std::int64_t{1}, std::int64_t{1'000'000},
        "How many drawings, 1 to 1000000")
        ->required();
    addSeedOption(*command, arguments.seed);
    command
        ->add_option(
            "--output", arguments.output, "The ink file to write, which classify --ink reads")
        ->required()
        ->type_name("FILE")
        ->check(isNamed);
    return command;
}

CLI::App* addTeach(CLI::App& program, TeachArguments& arguments)
{
    CLI::App* command = program.add_subcommand("teach",
        "Fine-tune a model on labelled drawings, mixed with a data set so that it forgets nothing");
    addModelOption(*command, arguments.model);
    addDataOptions(*command, "--data", arguments.data);
    command
        ->add_option("--ink", arguments.ink,
            R"(Ink file, one drawing a line: {"label":7,"strokes":[[[x,y],…],…]})")
        ->required()
        ->type_name("FILE");
    command->add_option("--output", arguments.output, "Output file (SafeTensors)")
        ->required()
        ->type_name("FILE")
        ->check(isNamed);
    std::vector<std::string> engines;
    for (const EngineInfo& engine : engineTable()) {
        engines.emplace_back(engine.id);
    }
    command->add_option("--engine", arguments.engine, "Engine that trains (native)")
        ->check(CLI::IsMember(engines));
    addJsonFlag(*command, arguments.json);
    return command;
}

int failed(const std::string& sentence)
{
    std::fflush(stdout);
    std::fprintf(stderr, "numeral-cli: %s\n", sentence.c_str());
    return exitFailed;
}

int runCommand(const std::function<Result<void>()>& command)
{
    const Result<void> done = command();
    return done ? 0 : failed(done.error().detail);
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

int runProgram(int argc, char* argv[])
{
    CLI::App program("Train a network to read handwritten digits, and use it", "numeral-cli");
    program.require_subcommand(1);
    program.set_version_flag("--version", "numeral-cli " NUMERAL_VERSION);

    TrainArguments trainArguments;
    InfoArguments infoArguments;
    EvaluateArguments evaluateArguments;
    ClassifyArguments classifyArguments;
    ExportArguments exportArguments;
    VerifyArguments verifyArguments;
    AugmentArguments augmentArguments;
    InkArguments inkArguments;
    TeachArguments teachArguments;
    CLI::App* const train = addTrain(program, trainArguments);
    CLI::App* const info = addInfo(program, infoArguments);
    CLI::App* const evaluate = addEvaluate(program, evaluateArguments);
    CLI::App* const verify = addVerify(program, verifyArguments);
    CLI::App* const classify = addClassify(program, classifyArguments);
    addExport(program, exportArguments);
    CLI::App* const augment = addAugment(program, augmentArguments);
    CLI::App* const ink = addInk(program, inkArguments);
    CLI::App* const teach = addTeach(program, teachArguments);

    try {
        program.parse(argc, argv);
    } catch (const CLI::Success& helpOrVersion) {
        return program.exit(helpOrVersion);
    } catch (const CLI::FileError& error) {
        return failed(error.what());
    } catch (const CLI::ParseError& error) {
        std::fprintf(stderr, "numeral-cli: %s (see --help)\n", faultOf(error, argc, argv).c_str());
        return exitWrongUsage;
    }
    if (train->parsed()) {
        return runCommand([&] { return runTrain(trainArguments); });
    }
    if (info->parsed()) {
        return runCommand([&] { return runInfo(infoArguments); });
    }
    if (evaluate->parsed()) {
        return runCommand([&] { return runEvaluate(evaluateArguments); });
    }
    if (verify->parsed()) {
        return runCommand([&] { return runVerify(verifyArguments); });
    }
    if (classify->parsed()) {
        return runCommand([&] { return runClassify(classifyArguments); });
    }
    if (teach->parsed()) {
        return runCommand([&] { return runTeach(teachArguments); });
    }
    if (ink->parsed()) {
        return runCommand([&] { return runInk(inkArguments); });
    }
    if (augment->parsed()) {
        return runCommand([&] { return runAugment(augmentArguments); });
    }
    return runCommand([&] { return runExport(exportArguments); });
}

} // namespace

int main(int argc, char* argv[])
{
    platform::ignoreBrokenPipes();
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
