// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

class QAction;
class QMainWindow;

namespace numeral::ui {

class DockSizes;

/// Makes an action for each arrangement of the window's docks: Train, Draw, Compare, Mistakes. To
/// add one, add a row to the table in layouts.cpp.
QList<QAction*> makeLayoutActions(QMainWindow& window, DockSizes& docks);

/// Puts them into the menu bar's corner, as flat buttons.
void addLayoutButtons(QMainWindow& window, const QList<QAction*>& layouts);

} // namespace numeral::ui
