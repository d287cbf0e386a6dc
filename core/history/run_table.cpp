// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/history/run_table.h"

#include "core/base/csv_text.h"
#include "core/base/json_text.h"
#include "core/base/setting.h"
#include "core/platform/clock.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace numeral {

namespace {

/// The keys of the settings that differ from the default in any run.
std::vector<std::string> changedSettings(std::span<const RunSettings> runs)
{
    std::set<std::string> keys;
    for (const RunSettings& settings : runs) {
        for (const auto& [key, value] : settings) {
            keys.insert(key);
        }
    }
    return {keys.begin(), keys.end()};
}

/// The shortest decimal number that is this one.
std::string exact(double number)
{
    return jsonText(nlohmann::json(number));
}

std::string exact(const std::optional<double>& number)
{
    return number ? exact(*number) : std::string();
}

std::string escaped(std::string_view text, std::string_view special)
{
    std::string result;
    for (const char letter : text) {
        result.append(special.find(letter) != std::string_view::npos ? "\\" : "");
        result.push_back(letter == '\n' ? ' ' : letter);
    }
    return result;
}

std::string latex(std::string_view text)
{
    std::string result;
    for (const char letter : text) {
        switch (letter) {
        case '\\':
            result.append("\\textbackslash{}");
            break;
        case '^':
            result.append("\\textasciicircum{}");
            break;
        case '~':
            result.append("\\textasciitilde{}");
            break;
        default:
            result.append(escaped({&letter, 1}, "&%$#_{}"));
        }
    }
    return result;
}

std::string writeCsv(const RunTable& table)
{
    std::string text = csvLineOf(table.columns);
    for (const auto& row : table.rows) {
        text += csvLineOf(row);
    }
    return text;
}

std::string markdownLine(const std::vector<std::string>& cells)
{
    std::string line = "|";
    for (const std::string& cell : cells) {
        line.append(" ").append(escaped(cell, "|\\")).append(" |");
    }
    return line + '\n';
}

std::string writeMarkdown(const RunTable& table)
{
    std::string text = markdownLine(table.columns)
        + markdownLine(std::vector<std::string>(table.columns.size(), "---"));
    for (const auto& row : table.rows) {
        text += markdownLine(row);
    }
    return text;
}

std::string latexLine(const std::vector<std::string>& cells)
{
    std::string line;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        line.append(i == 0 ? "" : " & ").append(latex(cells[i]));
    }
    return line.append(" \\\\\n");
}

std::string writeLatex(const RunTable& table)
{
    std::string text
        = "\\begin{tabular}{" + std::string(table.columns.size(), 'l') + "}\n\\hline\n";
    text += latexLine(table.columns) + "\\hline\n";
    for (const auto& row : table.rows) {
        text += latexLine(row);
    }
    return text + "\\hline\n\\end{tabular}\n";
}

} // namespace

RunSettings settingsOf(const HistoryRun& run)
{
    RunSettings settings;
    const auto json = parseOrderedJson(run.settings);
    for (const auto& [key, value] : json.items()) {
        settings[key] = value.is_string() ? value.get<std::string>() : jsonText(value);
    }
    return settings;
}

std::vector<std::string> differingSettings(std::span<const RunSettings> runs)
{
    std::map<std::string, std::set<std::string>> values;
    for (const RunSettings& settings : runs) {
        for (const auto& [key, value] : settings) {
            values[key].insert(value);
        }
    }
    std::vector<std::string> keys;
    for (auto& [key, found] : values) {
        const bool isEverywhere = std::ranges::all_of(
            runs, [&key = key](const RunSettings& settings) { return settings.contains(key); });
        if (found.size() > 1 || !isEverywhere) {
            keys.push_back(key);
        }
    }
    return keys;
}

RunTable runTable(std::span<const HistoryRun> runs)
{
    std::vector<RunSettings> settings;
    settings.reserve(runs.size());
    std::ranges::transform(runs, std::back_inserter(settings), settingsOf);
    const std::vector<std::string> keys = changedSettings(settings);
    RunTable table;
    table.columns = {"run", "group", "begun", "name", "data"};
    table.columns.insert(table.columns.end(), keys.begin(), keys.end());
    table.columns.insert(table.columns.end(),
        {"seed", "finished_epochs", "best_epoch", "best_validation_loss",
            "best_validation_accuracy", "last_validation_loss", "last_validation_accuracy",
            "test_loss", "test_accuracy", "seconds", "reason"});
    for (std::size_t i = 0; i < runs.size(); ++i) {
        const HistoryRun& run = runs[i];
        std::vector<std::string> row{toText(run.id), run.group ? toText(*run.group) : std::string(),
            platform::localTime(run.begun), run.name, run.data};
        for (const std::string& key : keys) {
            const auto value = settings[i].find(key);
            row.push_back(value == settings[i].end() ? std::string() : value->second);
        }
        row.insert(row.end(),
            {toText(run.seed), toText(run.epochs), toText(run.bestEpoch), exact(run.bestLoss),
                exact(run.bestAccuracy), exact(run.lastLoss), exact(run.lastAccuracy),
                exact(run.testLoss), exact(run.testAccuracy), exact(run.seconds),
                std::string(reasonName(run.reason))});
        table.rows.push_back(std::move(row));
    }
    return table;
}

std::span<const TableFormat> tableFormats()
{
    static constexpr std::array formats{
        TableFormat{"csv", "CSV", "csv", writeCsv},
        TableFormat{"markdown", "Markdown", "md", writeMarkdown},
        TableFormat{"latex", "LaTeX", "tex", writeLatex},
    };
    return formats;
}

const TableFormat* findTableFormat(std::string_view name)
{
    const auto formats = tableFormats();
    const auto found = std::ranges::find(formats, name, &TableFormat::name);
    return found == formats.end() ? nullptr : &*found;
}

} // namespace numeral
