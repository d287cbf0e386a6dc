// SPDX-License-Identifier: GPL-3.0-or-later
#include "figures.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdio>

namespace bench {

namespace {

std::string number(double value)
{
    char text[32];
    std::snprintf(text, sizeof text, "%.3g", value);
    return text;
}

std::string target(const Row& row)
{
    if (row.atMost) {
        return "at most " + number(*row.atMost);
    }
    return row.atLeast ? "at least " + number(*row.atLeast) : "";
}

} // namespace

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    const std::size_t half = values.size() / 2;
    return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
}

std::vector<double> Figures::ratios(const std::string& a, const std::string& b) const
{
    const auto first = m_values.find(a);
    const auto second = m_values.find(b);
    std::vector<double> ratios;
    if (first != m_values.end() && second != m_values.end()) {
        for (std::size_t i = 0; i < std::min(first->second.size(), second->second.size()); ++i) {
            ratios.push_back(first->second[i] / second->second[i]);
        }
    }
    return ratios;
}

std::string asTable(const std::vector<Row>& rows)
{
    std::string text = "| measure | figure | target | met |\n|---|---|---|---|\n";
    for (const Row& row : rows) {
        const bool hasTarget = row.atMost || row.atLeast;
        text += "| " + row.what + " | " + number(row.value) + row.unit + " | " + target(row) + " | "
            + (!hasTarget       ? ""
                    : row.met() ? "yes"
                                : "**no**")
            + " |\n";
    }
    return text;
}

std::string asTable(const Figures& figures)
{
    std::string text = "| measured | median | least | most |\n|---|---|---|---|\n";
    for (const auto& [name, values] : figures.all()) {
        const auto [least, most] = std::minmax_element(values.begin(), values.end());
        text += "| " + name + " | " + number(median(values)) + " | " + number(*least) + " | "
            + number(*most) + " |\n";
    }
    return text;
}

std::string asJson(const std::vector<Row>& rows, const Figures& figures)
{
    nlohmann::ordered_json json{
        {"rows", nlohmann::ordered_json::array()}, {"measured", figures.all()}};
    for (const Row& row : rows) {
        nlohmann::ordered_json line{
            {"measure", row.what}, {"figure", row.value}, {"met", row.met()}};
        if (row.atMost) {
            line["at_most"] = *row.atMost;
        }
        if (row.atLeast) {
            line["at_least"] = *row.atLeast;
        }
        if (!row.unit.empty()) {
            line["unit"] = row.unit;
        }
        json["rows"].push_back(std::move(line));
    }
    return json.dump(2);
}

} // namespace bench
