// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/value_range.h"

#include <array>

class QCPAxisRect;

namespace numeral::ui {

/// Keeps the epoch axes of both charts in sync, whichever of them the user moves, and the whole run
/// in view until the user zooms in or pans. The plot owns the axes and must outlive this object.
class EpochAxis {
public:
    EpochAxis(QCPAxisRect& upper, QCPAxisRect& lower);
    EpochAxis(const EpochAxis&) = delete;
    EpochAxis& operator=(const EpochAxis&) = delete;
    ~EpochAxis() = default;

    /// Begins a run of at most so many epochs.
    void begin(int maximumEpochs);
    /// Extends the run to the position of the newest figures, in epochs since the start.
    void extendTo(double position);

    /// Shows the whole run, unless the user has moved the axis.
    void follow();
    /// Follows the run from now on, even if the user has moved the axis.
    void followAgain();
    bool isFollowing() const { return m_following; }

    /// Multiplies the range shown by the factor (< 1 zooms in), around that epoch.
    void zoom(double factor, double centre);
    /// Moves the range shown by so many epochs.
    void pan(double epochs);
    /// Moves the range shown as far as needed to include that epoch and some room beside it.
    void reveal(double epoch);

    ValueRange visible() const;
    double epochAt(int pixel) const;
    int pixelAt(double epoch) const;

private:
    ValueRange fullRange() const;
    void clampToFullRange(const ValueRange& wanted);
    void set(const ValueRange& range);

    std::array<QCPAxisRect*, 2> m_charts;
    double m_latest = 0;
    int m_maximumEpochs = 1;
    bool m_following = true;
    bool m_adjusting = false;
};

} // namespace numeral::ui
