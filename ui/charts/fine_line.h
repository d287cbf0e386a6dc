// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/value_range.h"

#include <cstddef>
#include <vector>

namespace numeral::ui {

/// A line of any number of values that is drawn in the time that its picture takes: where many
/// share a pixel, the smallest and the largest of some stand for them, so that every peak is seen
/// and what is zoomed into is as it was added. Beside the values, the extremes of every 4, 16, 64 …
/// of them are kept, which takes a quarter more memory; an addition takes as long as the one
/// before.
class FineLine {
public:
    struct Point {
        double position;
        double value; ///< not a number where the line has a gap
    };

    void clear();
    /// Positions never decrease. A value that isn't finite makes a gap.
    void add(double position, double value);

    /// What is to be drawn where the positions in the range share so many columns of pixels: some
    /// points for each column, and beyond each end the one that the line comes from or goes to.
    std::vector<Point> points(const ValueRange& range, std::size_t columns) const;

    /// How many values were added at positions in the range.
    std::size_t count(const ValueRange& range) const;

private:
    struct Extremes {
        float least;
        float greatest;
    };
    static Extremes both(const Extremes& a, const Extremes& b);

    std::size_t firstAt(double position) const;
    std::size_t firstAfter(double position) const;

    std::vector<double> m_positions;
    std::vector<float> m_values;
    std::vector<std::vector<Extremes>> m_levels; ///< of every 4 values, every 16, …
};

} // namespace numeral::ui
