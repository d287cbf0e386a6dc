// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/commands.h"

#include <CLI/CLI.hpp>

namespace numeral::cli {

/// The terminal program's command line: its options and subcommands, and the arguments that parsing
/// fills in, one member for each subcommand.
struct CommandLine {
    CommandLine();

    CLI::App program{"Train a network to read handwritten digits, and use it", "numeral-cli"};
    TrainArguments train;
    SweepArguments sweep;
    FindRateArguments findRate;
    DataNeedArguments dataNeed;
    InfoArguments info;
    EvaluateArguments evaluate;
    VerifyArguments verify;
    ClassifyArguments classify;
    ExportArguments exportModel;
    AugmentArguments augment;
    InkArguments ink;
    TeachArguments teach;
    FetchArguments fetch;
    RunsArguments runs;
    CompareArguments compare;
    EditArguments edit;
    RerunArguments rerun;
};

} // namespace numeral::cli
