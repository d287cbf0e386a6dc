// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QMenu;
class QMenuBar;
class QWidget;

namespace numeral::ui {

/// Fills the Help menu: how to begin, the keyboard shortcuts of all the menus, about.
void fillHelpMenu(QMenu& menu, QWidget& window, QMenuBar& menus);

} // namespace numeral::ui
