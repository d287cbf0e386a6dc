// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/panel_dock.h"

#include "ui/appearance/appearance.h"
#include "ui/window/panel_scroll.h"

#include <QAction>
#include <QDockWidget>
#include <QMainWindow>

namespace numeral::ui {

namespace {

/// Qt mirrors what is in the docks, but not their areas.
Qt::DockWidgetArea mirrored(Qt::DockWidgetArea area, const QWidget& window)
{
    if (!window.isRightToLeft()) {
        return area;
    }
    return area == Qt::LeftDockWidgetArea ? Qt::RightDockWidgetArea
        : area == Qt::RightDockWidgetArea ? Qt::LeftDockWidgetArea
                                          : area;
}

} // namespace

QAction* dockPanel(QMainWindow& window, const Panel& panel)
{
    auto* dock = new QDockWidget(QString(panel.title).remove(QLatin1Char('&')), &window);
    dock->setObjectName(QLatin1String(panel.id));
    dock->setWidget(new PanelScroll(
        panel.widget, {spacing::margin, spacing::between, spacing::margin, spacing::margin}));
    // The side docks take the corners; the bottom docks lie between them.
    window.setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
    window.setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
    const QList<QDockWidget*> others = window.findChildren<QDockWidget*>();
    window.addDockWidget(mirrored(panel.area, window), dock);
    if (panel.area == Qt::BottomDockWidgetArea) { // low and wide, so use tabs
        for (QDockWidget* other : others) {
            if (other != dock && window.dockWidgetArea(other) == panel.area) {
                window.tabifyDockWidget(other, dock);
            }
        }
    }
    dock->toggleViewAction()->setText(panel.title);
    dock->setVisible(!panel.isHidden);
    // Otherwise it would appear behind another tab.
    QObject::connect(dock->toggleViewAction(), &QAction::triggered, dock, [dock](bool isShown) {
        if (isShown) {
            dock->raise();
        }
    });
    return dock->toggleViewAction();
}

void showPanel(QWidget& widget)
{
    for (QWidget* around = &widget; around != nullptr; around = around->parentWidget()) {
        if (auto* dock = qobject_cast<QDockWidget*>(around)) {
            dock->show();
            dock->raise();
            return;
        }
    }
}

bool isOutOfSight(const QMainWindow& window, const QWidget& widget)
{
    const QWidget* part = &widget;
    while (part->parentWidget() != nullptr && part->parentWidget() != &window) {
        part = part->parentWidget();
    }
    return part->parentWidget() == &window && !part->geometry().intersects(window.rect());
}

} // namespace numeral::ui
