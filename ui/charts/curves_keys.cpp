// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/curves_keys.h"

#include "ui/charts/curves_plot.h"
#include "ui/charts/epoch_cursor.h"

#include <QKeyEvent>

namespace numeral::ui {
namespace {

constexpr int page = 10; ///< epochs
constexpr double zoomStep = 0.8; ///< factor of the range shown
constexpr double panStep = 0.1; ///< share of the range shown

/// Zooms around the cursor if it is in view, or else around the middle.
void zoom(double factor, EpochAxis& axis, const EpochCursor& cursor)
{
    const auto shown = axis.visible();
    const auto* chosen = cursor.epoch();
    const bool isInView
        = chosen != nullptr && chosen->epoch >= shown.lower && chosen->epoch <= shown.upper;
    axis.zoom(factor, isInView ? chosen->epoch : shown.lower + shown.size() / 2);
}

void stepOrPan(int direction, bool isPanning, EpochAxis& axis, EpochCursor& cursor)
{
    if (isPanning) {
        axis.pan(direction * panStep * axis.visible().size());
    } else {
        cursor.step(direction);
    }
}

} // namespace

bool takeKey(const QKeyEvent& event, CurvesPlot& curves, EpochCursor& cursor)
{
    constexpr Qt::KeyboardModifiers ignored(Qt::ShiftModifier | Qt::KeypadModifier);
    if ((event.modifiers() & ~ignored) != Qt::NoModifier) {
        return false;
    }
    const bool isShifted = event.modifiers().testFlag(Qt::ShiftModifier);
    switch (event.key()) {
    case Qt::Key_Left:
    case Qt::Key_Down:
        stepOrPan(-1, isShifted, curves.epochs(), cursor);
        return true;
    case Qt::Key_Right:
    case Qt::Key_Up:
        stepOrPan(1, isShifted, curves.epochs(), cursor);
        return true;
    case Qt::Key_PageDown:
        cursor.step(-page);
        return true;
    case Qt::Key_PageUp:
        cursor.step(page);
        return true;
    case Qt::Key_Home:
        cursor.goToFirst();
        return true;
    case Qt::Key_End:
        cursor.goToLast();
        return true;
    case Qt::Key_Plus:
    case Qt::Key_Equal: // on many keyboards the plus key without Shift
        zoom(zoomStep, curves.epochs(), cursor);
        return true;
    case Qt::Key_Minus:
        zoom(1 / zoomStep, curves.epochs(), cursor);
        return true;
    case Qt::Key_0:
        curves.followAgain();
        return true;
    case Qt::Key_Escape:
        if (cursor.epoch() == nullptr) {
            return false;
        }
        cursor.hide();
        return true;
    default:
        return false;
    }
}

} // namespace numeral::ui
