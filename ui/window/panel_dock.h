// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <Qt>

class QAction;
class QMainWindow;
class QWidget;

namespace numeral::ui {

/// A widget that is docked in the window under a title. To add a panel, add a row in
/// MainWindow::dockPanels.
struct Panel {
    const char* id; ///< object name by which its position is saved
    QString title; ///< with a mnemonic, for the menu
    QWidget* widget;
    Qt::DockWidgetArea area; ///< at the first start; on the other side in a right-to-left layout
    bool isHidden = false; ///< at the first start
};

/// Docks the panel; returns the action that shows and hides it.
QAction* dockPanel(QMainWindow& window, const Panel& panel);

/// Shows a docked widget and raises it above other tabs in the same place.
void showPanel(QWidget& widget);

/// Whether the widget is in a part of the window that Qt keeps outside its rectangle: a dock behind
/// another one's tab, or the bar of tabs of docks that are hidden.
bool isOutOfSight(const QMainWindow& window, const QWidget& widget);

} // namespace numeral::ui
