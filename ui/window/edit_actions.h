// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QMenu;

namespace numeral::ui {

class RecognitionPanel;

/// Fills the Edit menu: undo, redo and clear, paste and copy of the drawing.
void fillEditMenu(QMenu& menu, RecognitionPanel& panel);

} // namespace numeral::ui
