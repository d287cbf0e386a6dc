// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace bench {

double median(std::vector<double> values);

/// Measurements by name, one number per round.
class Figures {
public:
    void add(const std::string& name, double value) { m_values[name].push_back(value); }
    bool has(const std::string& name) const { return m_values.count(name) != 0; }
    double medianOf(const std::string& name) const { return median(m_values.at(name)); }

    /// The ratio a / b of each round; empty if one of them wasn't measured.
    std::vector<double> ratios(const std::string& a, const std::string& b) const;

    const std::map<std::string, std::vector<double>>& all() const { return m_values; }

private:
    std::map<std::string, std::vector<double>> m_values;
};

/// One line of the result: a figure and its target.
struct Row {
    std::string what;
    double value = 0;
    std::optional<double> atMost;
    std::optional<double> atLeast;
    std::string unit;

    bool met() const { return (!atMost || value <= *atMost) && (!atLeast || value >= *atLeast); }
};

std::string asTable(const std::vector<Row>& rows);
std::string asTable(const Figures& figures);
std::string asJson(const std::vector<Row>& rows, const Figures& figures);

} // namespace bench
