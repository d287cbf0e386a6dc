// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QMainWindow;
class QMenu;

namespace numeral::ui {

/// Fills the View menu: panels, layout, appearance, full screen.
void fillViewMenu(QMenu& menu, QMainWindow& window);

/// Applies the appearance that was chosen last.
void restoreAppearance();

} // namespace numeral::ui
