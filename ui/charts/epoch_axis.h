// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/value_range.h"

#include <array>

class QCPAxisRect;

namespace numeral::ui {

/// The axis of epochs that both charts show, whichever of them the user moves. Keeps all of the run
/// in view until the user zooms in or moves it. The plot owns the axes and must outlive it.
class EpochAxis {
public:
    EpochAxis(QCPAxisRect& upper, QCPAxisRect& lower);
    EpochAxis(const EpochAxis&) = delete;
    EpochAxis& operator=(const EpochAxis&) = delete;
    ~EpochAxis() = default;

    /// Begins a run of at most so many epochs.
    void begin(int maximumEpochs);
    /// The newest figures are at that position, in epochs since the start.
    void extendTo(double position);

    /// Shows all of the run, unless the user has moved the axis elsewhere.
    void follow();
    /// Follows from now on, wherever the user has moved the axis.
    void followAgain();

    ValueRange visible() const;
    double epochAt(int pixel) const;

private:
    ValueRange reach() const;
    void keepWithinReach(const ValueRange& wanted);
    void set(const ValueRange& range);

    std::array<QCPAxisRect*, 2> m_charts;
    double m_latest = 0;
    int m_maximumEpochs = 1;
    bool m_following = true;
    bool m_adjusting = false;
};

} // namespace numeral::ui
