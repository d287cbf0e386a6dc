// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <Qt>

class QAction;
class QMainWindow;
class QWidget;

namespace numeral::ui {

/// A widget that is docked in the window under a title. Add a panel with one row in
/// MainWindow::dockPanels.
struct Panel {
    const char* id; ///< what its place is remembered by
    QString title;
    QWidget* widget;
    Qt::DockWidgetArea area; ///< at the first start
    bool isHidden = false; ///< at the first start
};

/// Gives the action that shows and hides the panel.
QAction* dockPanel(QMainWindow& window, const Panel& panel);

/// Has a docked widget be seen, before others in the same place.
void showPanel(QWidget& widget);

} // namespace numeral::ui
