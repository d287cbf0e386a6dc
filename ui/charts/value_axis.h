// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/metric.h"
#include "ui/charts/value_range.h"

#include <vector>

class QCPAxis;

namespace numeral::ui {

/// A chart's value axis: of a loss, from 0 up; of an accuracy in percent, from 100 down. It shows
/// the data until the user moves it, and neither leaves the values that there can be nor moves
/// further than the data. A loss may be shown on a logarithmic axis, on which 0 lies below any
/// range. The plot owns the axis, which must outlive this object.
class ValueAxis {
public:
    ValueAxis(QCPAxis& axis, Metric metric);
    ValueAxis(const ValueAxis&) = delete;
    ValueAxis& operator=(const ValueAxis&) = delete;
    ~ValueAxis() = default;

    void clear();
    /// Adds a batch's value. The axis shows all batches' values until there is an epoch's.
    void addBatch(double value);
    /// Adds an epoch's value, which the axis shows from now on.
    void addEpoch(double value);

    /// Of a loss only. The axis shows the data again.
    void setLogarithmic(bool isLogarithmic);
    /// Sets about as many labels as there is room for in a chart and with lines of these heights,
    /// in pixels; the next replot shows them.
    void fitTicks(int height, int lineHeight);

    /// Shows the data, unless the user has moved the axis.
    void follow();
    /// Shows the data from now on, even if the user has moved the axis.
    void followAgain();
    bool isFollowing() const { return m_following; }

    ValueRange visible() const;
    /// Whether the axis ends at the ideal value, a loss of 0 or an accuracy of 100%.
    bool endsAtIdeal() const;

private:
    void track(double value);
    double distanceFromIdeal(double value) const;
    ValueRange linearRange(double largestDistance) const;
    ValueRange dataRange() const;
    ValueRange limits() const;
    ValueRange clamped(const ValueRange& wanted) const;
    void clampToLimits();
    void set(const ValueRange& range);

    QCPAxis& m_axis;
    Metric m_metric;
    bool m_isLogarithmic = false;
    std::vector<double> m_distances; ///< of the values shown, from the ideal one
    double m_largest = 0; ///< largest finite distance so far, which limits how far the axis moves
    double m_smallest = 0; ///< smallest positive distance so far; 0 = none yet
    bool m_hasEpochs = false;
    bool m_following = true;
    bool m_adjusting = false;
};

} // namespace numeral::ui
