// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/view_actions.h"

#include "ui/appearance/appearance.h"
#include "ui/appearance/icons.h"
#include "ui/window/dock_sizes.h"

#include <QActionGroup>
#include <QCoreApplication>
#include <QDockWidget>
#include <QMainWindow>
#include <QMenu>
#include <QSettings>
#include <QShortcut>

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
        return translated("Follow &System");
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

/// Keeps the menu's check mark in sync with the window's state, whatever changes it, and lets
/// Escape leave full screen.
class FullScreen final : public QObject {
public:
    FullScreen(QMenu& menu, QMainWindow& window)
        : QObject(&window)
        , m_window(window)
        , m_action(
              menu.addAction(themedIcon(QStringLiteral("fullscreen")), translated("&Full Screen")))
        , m_leave(new QShortcut(QKeySequence(Qt::Key_Escape), &window))
    {
        m_action->setObjectName(QStringLiteral("fullScreen"));
        m_action->setCheckable(true);
        m_action->setShortcut(QKeySequence(Qt::Key_F11));
        connect(m_action, &QAction::triggered, this, &FullScreen::toggle);
        connect(m_leave, &QShortcut::activated, this, &FullScreen::toggle);
        window.installEventFilter(this);
        showState();
    }

    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (event->type() == QEvent::WindowStateChange) {
            showState();
        }
        return QObject::eventFilter(watched, event);
    }

private:
    void toggle() { m_window.setWindowState(m_window.windowState() ^ Qt::WindowFullScreen); }

    void showState()
    {
        m_action->setChecked(m_window.isFullScreen());
        m_leave->setEnabled(m_window.isFullScreen());
    }

    QMainWindow& m_window;
    QAction* m_action;
    QShortcut* m_leave;
};

} // namespace

void fillViewMenu(QMenu& menu, QMainWindow& window, DockSizes& docks,
    const QList<QAction*>& layouts, const QList<QAction*>& curves)
{
    menu.addActions(layouts);
    menu.addSeparator();
    for (const QDockWidget* dock : window.findChildren<QDockWidget*>()) {
        menu.addAction(dock->toggleViewAction());
    }
    QAction* reset = menu.addAction(translated("&Reset Layout"));
    reset->setObjectName(QStringLiteral("resetLayout"));
    QObject::connect(
        reset, &QAction::triggered, &docks, [&window, &docks, first = window.saveState()] {
            window.restoreState(first);
            docks.reset();
        });
    menu.addSeparator();
    menu.addActions(curves);
    menu.addSeparator();
    addAppearances(*menu.addMenu(translated("&Appearance")));
    new FullScreen(menu, window);
}

void restoreAppearance()
{
    applyAppearance(rememberedAppearance());
}

} // namespace numeral::ui
