// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QMainWindow;
class QMenu;

namespace numeral::ui {

/// Fills the View menu: the docks, light and dark, full screen.
void fillViewMenu(QMenu& menu, QMainWindow& window);

/// The appearance that was chosen the last time.
void restoreAppearance();

} // namespace numeral::ui
