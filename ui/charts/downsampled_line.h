// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/value_range.h"

#include <cstddef>
#include <vector>

namespace numeral::ui {

/// A line of any number of values, downsampled for drawing: if many values share a pixel, the
/// minimum and maximum of groups stand for them, so that every peak stays visible; zoomed in, every
/// value is drawn. The drawing time depends on the number of pixel columns, not of values. Keeps a
/// min/max pyramid over every 4, 16, 64 … values, which takes a quarter more memory; adding a value
/// takes O(log n).
class DownsampledLine {
public:
    struct Point {
        double position;
        double value; ///< NaN for a gap in the line
    };

    void clear();
    /// Positions must not decrease. A value that isn't finite makes a gap.
    void add(double position, double value);

    /// Returns the points to draw for a range on so many pixel columns: a few per column, and the
    /// next one beyond each end of the range.
    std::vector<Point> points(const ValueRange& range, std::size_t columns) const;

    /// Returns the number of values at positions in the range.
    std::size_t count(const ValueRange& range) const;
    bool isEmpty() const { return m_positions.empty(); }

private:
    struct Extremes {
        float min;
        float max;
    };
    static Extremes merged(const Extremes& a, const Extremes& b);

    std::size_t firstAt(double position) const;
    std::size_t firstAfter(double position) const;

    std::vector<double> m_positions;
    std::vector<float> m_values;
    std::vector<std::vector<Extremes>> m_levels; ///< extremes of every 4 values, every 16, …
};

} // namespace numeral::ui
