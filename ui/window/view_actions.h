// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

class QAction;
class QMainWindow;
class QMenu;

namespace numeral::ui {

class DockSizes;

/// Fills the View menu: layouts, panels, learning curves, appearance, full screen.
void fillViewMenu(QMenu& menu, QMainWindow& window, DockSizes& docks,
    const QList<QAction*>& layouts, const QList<QAction*>& curves);

/// Applies the appearance that was chosen last.
void restoreAppearance();

} // namespace numeral::ui
