// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/run_figures.h"

#include <QPalette>
#include <QPoint>
#include <QString>

#include <optional>

namespace numeral::ui {

class CurvesPlot;
class ReadOut;

/// Reads out one epoch's figures: a line through both charts at that epoch, and a label beside it.
/// It follows the mouse, or goes from epoch to epoch by keys.
class EpochCursor {
public:
    EpochCursor(CurvesPlot& curves, const RunFigures& run);

    /// Follows the mouse. Shows nothing while it is outside the charts.
    void followMouse(const QPoint& position);
    /// Hides what the mouse has shown.
    void leave();

    /// Goes so many epochs to the right, at most to the first or last one, and moves the axis there
    /// if necessary. Without a cursor it starts at the first epoch, or going left at the last one.
    void step(int epochs);
    void goToFirst();
    void goToLast();
    void hide();

    void setPalette(const QPalette& palette);

    /// Adapts the cursor to moved axes and new figures. Call it between layout and painting.
    void arrange();

    /// The epoch that is read out; null if there is none.
    const EpochFigures* epoch() const;
    /// The epoch nearest to a position in the charts; null outside and before the first epoch.
    const EpochFigures* epochAt(const QPoint& position) const;
    QString describe(const EpochFigures& figures) const;

private:
    void goTo(std::size_t index);
    void paint();
    std::size_t indexOf(const EpochFigures& figures) const;

    CurvesPlot& m_curves;
    const RunFigures& m_run;
    ReadOut* m_readOut;
    std::optional<QPoint> m_mouse; ///< where the cursor follows it
    std::optional<std::size_t> m_index; ///< of the epoch chosen by keys
};

} // namespace numeral::ui
