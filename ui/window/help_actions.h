// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QMenu;
class QMenuBar;
class QWidget;

namespace numeral::ui {

/// Fills the Help menu: first steps, the keyboard shortcuts of all menus, about.
void fillHelpMenu(QMenu& menu, QWidget& window, QMenuBar& menus);

} // namespace numeral::ui
