// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QKeyEvent;

namespace numeral::ui {

class CurvesPlot;
class EpochCursor;

/// Moves the cursor and the axes by keys: arrows, Page Up and Down, Home and End go to an epoch,
/// Shift and an arrow pan, + and − zoom the epochs, 0 shows all, Escape hides the cursor. Returns
/// whether the key is one of these.
bool takeKey(const QKeyEvent& event, CurvesPlot& curves, EpochCursor& cursor);

} // namespace numeral::ui
