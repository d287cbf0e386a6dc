// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/view_actions.h"

#include "ui/appearance/appearance.h"
#include "ui/appearance/icons.h"

#include <QActionGroup>
#include <QCoreApplication>
#include <QDockWidget>
#include <QMainWindow>
#include <QMenu>
#include <QSettings>

namespace numeral::ui {

namespace {

const QString appearanceKey = QStringLiteral("window/appearance");

QString translated(const char* text)
{
    return QCoreApplication::translate("numeral::ui::View", text);
}

QString titleOf(Appearance appearance)
{
    switch (appearance) {
    case Appearance::System:
        return translated("As the &System");
    case Appearance::Light:
        return translated("&Light");
    case Appearance::Dark:
        return translated("&Dark");
    }
    return {};
}

Appearance rememberedAppearance()
{
    return appearanceFromSetting(QSettings().value(appearanceKey).toString());
}

void addAppearances(QMenu& menu)
{
    auto* group = new QActionGroup(&menu);
    for (const Appearance appearance : appearances) {
        QAction* action = menu.addAction(titleOf(appearance));
        action->setObjectName(QStringLiteral("appearance-") + settingName(appearance));
        action->setCheckable(true);
        action->setChecked(appearance == rememberedAppearance());
        action->setActionGroup(group);
        QObject::connect(action, &QAction::triggered, group, [appearance] {
            QSettings().setValue(appearanceKey, settingName(appearance));
            applyAppearance(appearance);
        });
    }
}

void addFullScreen(QMenu& menu, QMainWindow& window)
{
    QAction* action
        = menu.addAction(themedIcon(QStringLiteral("fullscreen")), translated("&Full Screen"));
    action->setObjectName(QStringLiteral("fullScreen"));
    action->setCheckable(true);
    action->setShortcut(QKeySequence(Qt::Key_F11));
    QObject::connect(action, &QAction::toggled, &window, [&window](bool on) {
        window.setWindowState(window.windowState().setFlag(Qt::WindowFullScreen, on));
    });
}

} // namespace

void fillViewMenu(QMenu& menu, QMainWindow& window)
{
    for (const QDockWidget* dock : window.findChildren<QDockWidget*>()) {
        menu.addAction(dock->toggleViewAction());
    }
    menu.addSeparator();
    addAppearances(*menu.addMenu(translated("&Appearance")));
    addFullScreen(menu, window);
}

void restoreAppearance()
{
    applyAppearance(rememberedAppearance());
}

} // namespace numeral::ui
