// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/history/run_history.h"

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace numeral {

/// The settings of a run that differ from the defaults, as text, by their keys.
using RunSettings = std::map<std::string, std::string>;

RunSettings settingsOf(const HistoryRun& run);

/// The keys of the settings in which runs differ, in alphabetical order.
std::vector<std::string> differingSettings(std::span<const RunSettings> runs);

/// Runs as a table of text: a row a run. Of the settings there is a column for each that differs
/// from the default in any of them, by its key; where a run has the default, the cell is empty.
struct RunTable {
    std::vector<std::string> columns; ///< "run", "group", "data", "hidden_layers" …
    std::vector<std::vector<std::string>> rows; ///< a cell for each column
};

/// Numbers are written in full, with a point, whatever the locale.
RunTable runTable(std::span<const HistoryRun> runs);

/// A format that tables are written in.
struct TableFormat {
    std::string_view name; ///< what --format takes: "csv"
    std::string_view title; ///< "CSV"
    std::string_view extension; ///< without the dot
    std::string (*write)(const RunTable& table);
};

/// CSV (RFC 4180), Markdown (GitHub's tables), and LaTeX (a tabular, as it stands in an article).
std::span<const TableFormat> tableFormats();

/// Returns the format with that name, or nullptr.
const TableFormat* findTableFormat(std::string_view name);

} // namespace numeral
