// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command_line.h"

#include "app/cli/data_argument.h"
#include "app/cli/help_formatter.h"
#include "app/cli/number_option.h"
#include "app/cli/training_options.h"
#include "core/engine/engine_table.h"
#include "core/exchange/formats.h"
#include "core/history/run_table.h"
#include "core/ink/habits.h"

namespace numeral::cli {
namespace {

constexpr int maximumThreads = 256;

/// Rejects an empty file name, as an unset shell variable gives.
const CLI::Validator isNamed(
    [](const std::string& name) { return name.empty() ? "the name is empty" : std::string(); }, "");

/// Without a description, which would list all names in the help; the command itself lists them.
const CLI::Validator isInCatalogue(
    [](const std::string& name) {
        return findCatalogueEntry(name) != nullptr
            ? std::string()
            : "“" + name + "” is not a data set that fetch lists";
    },
    "");

void addModelOption(CLI::App& command, std::optional<std::filesystem::path>& model)
{
    command
        .add_option("--model", model,
            "Model file (SafeTensors), or letters for the built-in network of letters; without it, "
            "the built-in weights")
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

void addPredictOption(CLI::App& command, std::optional<std::filesystem::path>& file)
{
    command
        .add_option("--predict", file,
            "Write the classes of the data's images without labels as Kaggle wants them: a CSV "
            "table "
            "with ImageId and Label")
        ->type_name("FILE")
        ->check(isNamed);
}

void addTrain(CLI::App& program, TrainArguments& arguments)
{
    CLI::App* command = program.add_subcommand("train", "Train a network and keep its weights");
    addDataOptions(*command, "--data", arguments.data);
    addTrainingOptions(*command, arguments.config, arguments.asksForDrawings);
    addImagesOption(*command, "--without", arguments.data.leftOut,
        "Training images that this network never sees: numbers from 1, such as 3,7-9. All others "
        "come in the same order as with them");
    addNumberOption(*command, "--threads", arguments.threads, 1, maximumThreads,
        "Worker threads, 1–256 (default: as many as help)");
    command
        ->add_option("--output", arguments.output,
            "Output file (SafeTensors); default: a new file in your models folder")
        ->type_name("FILE")
        ->check(isNamed);
    addPredictOption(*command, arguments.predictions);
    constexpr int mostRepeats = 10'000;
    addNumberOption(*command, "--repeat", arguments.repeat.runs, 1, mostRepeats,
        "Train the same settings from N seeds, each on one thread, and tell what they say "
        "together; "
        "all are kept among your runs")
        ->excludes("--threads", "--output", "--predict");
    addNumberOption(*command, "--jobs", arguments.repeat.jobs, 1, maximumThreads,
        "How many of them at once (default: one for each core)")
        ->needs("--repeat");
    command
        ->add_flag("--ablate", arguments.repeat.ablates,
            "Also train with each setting that isn't plain at its default, in turn, from the same "
            "seeds, and tell what each brings")
        ->needs("--repeat");
    addJsonFlag(*command, arguments.json);
}

void addSweep(CLI::App& program, SweepArguments& arguments)
{
    CLI::App* command = program.add_subcommand("sweep",
        "Train many networks that differ in some settings, to find good values: give these "
        "settings several values, or a range such as 0.0003..0.003");
    addDataOptions(*command, "--data", arguments.data);
    addSweptOptions(*command, arguments.plan);
    constexpr int mostSweepRuns = 100'000;
    addNumberOption(*command, "--runs", arguments.plan.runs, 1, mostSweepRuns,
        "At most so many runs, drawn at random if there are more combinations (default: all "
        "combinations)");
    constexpr double mostMinutes = 1e6;
    addNumberOption(*command, "--minutes", arguments.minutes, 0.0, mostMinutes,
        "Stop after so many minutes; the same command goes on later");
    command->add_flag("--halving", arguments.halves,
        "End bad runs early: after 1, 3, 9, 27 … epochs only the best third goes on (ASHA)");
    addNumberOption(*command, "--jobs", arguments.jobs, 1, maximumThreads,
        "How many runs at once, each on one thread (default: one for each core)");
    addJsonFlag(*command, arguments.json);
}

void addFindRate(CLI::App& program, FindRateArguments& arguments)
{
    CLI::App* command = program.add_subcommand("find-rate",
        "Try learning rates from small to large, a step each, and say where the loss falls the "
        "fastest");
    addDataOptions(*command, "--data", arguments.data);
    addTrainingOptions(*command, arguments.config, arguments.asksForDrawings);
    addJsonFlag(*command, arguments.json);
}

void addDataNeed(CLI::App& program, DataNeedArguments& arguments)
{
    CLI::App* command = program.add_subcommand("data-need",
        "Train networks from 100, 300, 1,000 … and all images, and say what more would bring");
    addDataOptions(*command, "--data", arguments.data);
    addTrainingOptions(*command, arguments.config, arguments.asksForDrawings);
    constexpr int mostSeeds = 1000;
    addNumberOption(
        *command, "--repeat", arguments.seeds, 1, mostSeeds, "Seeds of each size (default: 5)");
    addNumberOption(*command, "--jobs", arguments.jobs, 1, maximumThreads,
        "How many runs at once, each on one thread (default: one for each core)");
    addJsonFlag(*command, arguments.json);
}

void addEvaluate(CLI::App& program, EvaluateArguments& arguments)
{
    CLI::App* command = program.add_subcommand(
        "evaluate", "Measure a model's accuracy on a data set's test images");
    addModelOption(*command, arguments.model);
    addDataOptions(*command, "--data", arguments.data);
    command
        ->add_option("--mistakes", arguments.mistakes,
            "Write the test images that are read wrong as a CSV table, the surest first, with "
            "truth, answer, its probability, and whether the label is suspect")
        ->type_name("FILE")
        ->check(isNamed);
    addPredictOption(*command, arguments.predictions);
    addJsonFlag(*command, arguments.json);
}

void addInfo(CLI::App& program, InfoArguments& arguments)
{
    CLI::App* command
        = program.add_subcommand("info", "Show what a model is and how it was trained");
    command
        ->add_option("--model,MODEL", arguments.model,
            "Model file (SafeTensors); without it, the built-in weights")
        ->type_name("");
    addJsonFlag(*command, arguments.json);
}

void addVerify(CLI::App& program, VerifyArguments& arguments)
{
    CLI::App* command = program.add_subcommand(
        "verify", "Train a model for some steps on both engines, and compare the results");
    addModelOption(*command, arguments.model);
    addDataOptions(*command, "--data", arguments.data);
}

void addClassify(CLI::App& program, ClassifyArguments& arguments)
{
    CLI::App* command
        = program.add_subcommand("classify", "Read digits in pictures or pen strokes");
    addModelOption(*command, arguments.model);
    addJsonFlag(*command, arguments.json);
    CLI::Option* ink = command->add_option("--ink", arguments.ink,
        R"(Ink file, one drawing a line: {"strokes":[[[x,y],…],…]}, or a folder of these)");
    ink->type_name("FILE");
    CLI::Option* images = command->add_option("IMAGE", arguments.images,
        "Pictures: photos, scans or drawings; or folders or ZIP archives of them");
    images->type_name("")->excludes(ink);
    command
        ->add_option("--csv", arguments.table,
            "Write a CSV table of the pictures, or to standard output if FILE is -: file (its path "
            "from the folder), reading (what is written; ? for what is none of the classes), "
            "probability (that all of it is right, the product of its characters' probabilities), "
            "sure (yes or no)")
        ->type_name("FILE")
        ->check(isNamed)
        ->excludes(ink)
        ->excludes("--json");
    command->final_callback([&arguments] {
        if (arguments.images.empty() && !arguments.ink) {
            throw CLI::ValidationError("Name one IMAGE or more, or an ink file with --ink");
        }
    });
}

void addExport(CLI::App& program, ExportArguments& arguments)
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
}

void addAugment(CLI::App& program, AugmentArguments& arguments)
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
}

void addInk(CLI::App& program, InkArguments& arguments)
{
    CLI::App* command = program.add_subcommand(
        "ink", "Redraw a data set's test images as pen strokes, at random sizes and positions");
    addDataOptions(*command, "--from-data", arguments.data);
    command
        ->add_option("--outliers", arguments.outliers,
            "In place of a data set's digits: scribbles, letters or signs")
        ->type_name("KIND")
        ->check(CLI::IsMember({"scribbles", "letters", "signs"}));
    std::vector<std::string> names{"all"};
    for (const Habit& habit : habits()) {
        names.emplace_back(habit.name);
    }
    command
        ->add_option("--habits", arguments.habit,
            "In place of a data set's digits: forms that people write and MNIST hardly has")
        ->type_name("all|NAME")
        ->check(CLI::IsMember(names))
        ->excludes("--outliers");
    command
        ->add_option("--classes", arguments.classes,
            "In place of test images: labelled letters, or letters and digits, of the classes of "
            "EMNIST’s part of that name")
        ->type_name("letters|balanced")
        ->check(CLI::IsMember({"letters", "balanced"}))
        ->excludes("--outliers", "--habits");
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
}

void addTeach(CLI::App& program, TeachArguments& arguments)
{
    CLI::App* command = program.add_subcommand("teach",
        "Fine-tune a model on labelled drawings, mixed with a data set so that it forgets nothing");
    addModelOption(*command, arguments.model);
    addDataOptions(*command, "--data", arguments.data);
    command
        ->add_option("--ink", arguments.ink,
            R"(Ink file, one drawing a line: {"label":7,"strokes":[[[x,y],…],…]}, or a folder of these)")
        ->required()
        ->type_name("FILE");
    command->add_option("--output", arguments.output, "Output file (SafeTensors)")
        ->required()
        ->type_name("FILE")
        ->check(isNamed);
    std::vector<std::string> engines;
    for (const auto& engine : TrainingConfig::engineSetting.options) {
        engines.emplace_back(engine.key);
    }
    command
        ->add_option_function<std::string>(
            "--engine",
            [&arguments](const std::string& key) {
                arguments.engine = TrainingConfig::engineSetting.find(key)->value;
            },
            "Engine that trains (auto)")
        ->check(CLI::IsMember(engines));
    addJsonFlag(*command, arguments.json);
}

void addFetch(CLI::App& program, FetchArguments& arguments)
{
    CLI::App* command = program.add_subcommand("fetch",
        "Download a data set, or list those that can be downloaded, with size and licence");
    CLI::Option* name
        = command->add_option("NAME", arguments.name, "The data set; without it, all are listed");
    name->type_name("")->check(isInCatalogue);
    command
        ->add_option(
            "--from", arguments.from, "Take the files from a folder; they are checked, too")
        ->type_name("DIR")
        ->needs(name);
    addJsonFlag(*command, arguments.json);
}

constexpr std::int64_t mostRuns = 1'000'000'000;

void addRuns(CLI::App& program, RunsArguments& arguments)
{
    CLI::App* command
        = program.add_subcommand("runs", "List the runs that are kept, the newest first");
    addNumberOption(*command, "--group", arguments.group, std::int64_t{1}, mostRuns,
        "Only the runs of that group: those of one --repeat");
    addNumberOption(
        *command, "--limit", arguments.limit, 1, 1'000'000, "How many at most (default: 20)");
    std::vector<std::string> formats;
    for (const TableFormat& format : tableFormats()) {
        formats.emplace_back(format.name);
    }
    command
        ->add_option("--format", arguments.format,
            "A table for other programs, with the settings in which the runs differ")
        ->check(CLI::IsMember(formats));
    addJsonFlag(*command, arguments.json);
}

void addRerun(CLI::App& program, RerunArguments& arguments)
{
    CLI::App* command = program.add_subcommand("rerun",
        "Train a kept run again, and say whether it is the same, bit for bit, or where it differs");
    addNumberOption(*command, "RUN", arguments.run, std::int64_t{1}, mostRuns,
        "Number of the run: “numeral-cli runs” lists them")
        ->required()
        ->type_name("");
    addDataOptions(*command, "--data", arguments.data);
    addJsonFlag(*command, arguments.json);
}

void addCompare(CLI::App& program, CompareArguments& arguments)
{
    CLI::App* command = program.add_subcommand("compare",
        "Say whether one group of runs is better than another, B than A, over the seeds that both "
        "have; or where two models disagree");
    for (const auto& [name, which] : {std::pair("A", &arguments.first), {"B", &arguments.second}}) {
        command
            ->add_option(name, *which,
                "Number of a group (“numeral-cli runs” lists them), or a model file; built-in and "
                "letters are the built-in networks")
            ->required()
            ->type_name("")
            ->check(isNamed);
    }
    addDataOptions(*command, "--data", arguments.data);
    command
        ->add_option("--disagreements", arguments.table,
            "Write the test images that two models read differently as a CSV table")
        ->type_name("FILE")
        ->check(isNamed);
    addJsonFlag(*command, arguments.json);
}

/// Parses "12=3": image 12 is a 3.
std::pair<std::uint32_t, std::string> parseLabel(const std::string& text)
{
    const std::size_t sign = text.find('=');
    const auto numbers = parseNumbers(text.substr(0, sign));
    if (sign == std::string::npos || sign + 1 == text.size() || !numbers || numbers->size() != 1
        || numbers->front() == 0) {
        throw CLI::ValidationError("--label", "“" + text + "” is no label such as 12=3");
    }
    return {numbers->front() - 1, text.substr(sign + 1)};
}

void addEdit(CLI::App& program, EditArguments& arguments)
{
    CLI::App* command = program.add_subcommand("edit",
        "Leave images out of a data set or give them another label, beside its files, which stay "
        "as they are; without an option, show what is changed");
    addDataOptions(*command, "--data,DATA", arguments.data);
    command->add_flag(
        "--test", arguments.ofTest, "The numbers are those of test images, not of training images");
    addImagesOption(*command, "--leave-out", arguments.leftOut,
        "Images that are neither trained on nor tested with: numbers from 1, such as 3,7-9");
    command
        ->add_option_function<std::vector<std::string>>(
            "--label",
            [&arguments](const std::vector<std::string>& labels) {
                for (const std::string& label : labels) {
                    arguments.labels.push_back(parseLabel(label));
                }
            },
            "An image's number and class, such as 12=3; several if wanted")
        ->type_name("NUMBER=CLASS");
    addImagesOption(
        *command, "--restore", arguments.restored, "Images that are as in the files again");
    command->add_flag("--restore-all", arguments.restoresAll,
        "All images, also test images, are as in the files");
    addJsonFlag(*command, arguments.json);
}

} // namespace

CommandLine::CommandLine()
{
    program.formatter(std::make_shared<HelpFormatter>()); // before subcommands, which take it over
    program.require_subcommand(1);
    program.set_version_flag("--version", "numeral-cli " NUMERAL_VERSION);
    addTrain(program, train);
    addSweep(program, sweep);
    addFindRate(program, findRate);
    addDataNeed(program, dataNeed);
    addInfo(program, info);
    addEvaluate(program, evaluate);
    addVerify(program, verify);
    addClassify(program, classify);
    addExport(program, exportModel);
    addAugment(program, augment);
    addInk(program, ink);
    addTeach(program, teach);
    addFetch(program, fetch);
    addRuns(program, runs);
    addCompare(program, compare);
    addEdit(program, edit);
    addRerun(program, rerun);
}

} // namespace numeral::cli
