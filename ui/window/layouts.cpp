// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/layouts.h"

#include "ui/window/dock_sizes.h"

#include <QAction>
#include <QCoreApplication>
#include <QDockWidget>
#include <QHBoxLayout>
#include <QMainWindow>
#include <QMenuBar>
#include <QToolButton>

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

namespace numeral::ui {

namespace {

/// A dock that an arrangement shows, and the share of the window that it takes: of its width, or of
/// its height for one at the bottom; 0 as by default.
struct ShownDock {
    std::string_view id;
    double share = 0;
};

struct Arrangement {
    const char* id;
    const char* title;
    const char* explanation;
    Qt::Key key;
    std::array<ShownDock, 4> docks; ///< the others are hidden
};

constexpr std::array arrangements{
    Arrangement{"train", QT_TRANSLATE_NOOP("numeral::ui::Layouts", "Train"),
        QT_TRANSLATE_NOOP("numeral::ui::Layouts", "Settings, curves and the canvas"), Qt::Key_F6,
        {{{"data"}, {"training"}, {"drawing"}}}},
    Arrangement{"draw", QT_TRANSLATE_NOOP("numeral::ui::Layouts", "Draw"),
        QT_TRANSLATE_NOOP("numeral::ui::Layouts", "A large canvas, and what the network sees"),
        Qt::Key_F7, {{{"drawing", 0.55}, {"network", 0.35}}}},
    Arrangement{"compare", QT_TRANSLATE_NOOP("numeral::ui::Layouts", "Compare"),
        QT_TRANSLATE_NOOP("numeral::ui::Layouts", "All runs, and their curves together"),
        Qt::Key_F8, {{{"training"}, {"runs", 0.4}}}},
    Arrangement{"mistakes", QT_TRANSLATE_NOOP("numeral::ui::Layouts", "Mistakes"),
        QT_TRANSLATE_NOOP("numeral::ui::Layouts", "What the network reads wrong, and the canvas"),
        Qt::Key_F9, {{{"drawing", 0.25}, {"mistakes", 0.6}}}},
};

QString translated(const char* text)
{
    return QCoreApplication::translate("numeral::ui::Layouts", text);
}

void apply(const Arrangement& arrangement, QMainWindow& window, DockSizes& sizes)
{
    const auto placeOf = [&arrangement](const QDockWidget& dock) {
        return std::ranges::find(
            arrangement.docks, dock.objectName().toStdString(), &ShownDock::id);
    };
    // First hide: for all of them at once the window would have to grow.
    const QList<QDockWidget*> docks = window.findChildren<QDockWidget*>();
    for (QDockWidget* dock : docks) {
        if (placeOf(*dock) == arrangement.docks.end()) {
            dock->hide();
        }
    }
    QVariantMap chosen;
    for (QDockWidget* dock : docks) {
        const auto* const shown = placeOf(*dock);
        if (shown == arrangement.docks.end()) {
            continue;
        }
        dock->show();
        dock->raise();
        if (shown->share > 0) {
            const bool isBelow = window.dockWidgetArea(dock) == Qt::BottomDockWidgetArea;
            const QSizeF whole = shown->share * QSizeF(window.size());
            chosen.insert(dock->objectName(),
                isBelow ? QSize(-1, static_cast<int>(whole.height()))
                        : QSize(static_cast<int>(whole.width()), -1));
        }
    }
    sizes.setChosen(chosen);
}

} // namespace

QList<QAction*> makeLayoutActions(QMainWindow& window, DockSizes& docks)
{
    QList<QAction*> actions;
    for (const Arrangement& arrangement : arrangements) {
        auto* action = new QAction(translated(arrangement.title), &window);
        action->setObjectName(QStringLiteral("layout-") + QLatin1String(arrangement.id));
        action->setToolTip(translated(arrangement.explanation));
        action->setShortcut(QKeySequence(arrangement.key));
        QObject::connect(action, &QAction::triggered, &docks,
            [&arrangement, &window, &docks] { apply(arrangement, window, docks); });
        actions.append(action);
    }
    return actions;
}

void addLayoutButtons(QMainWindow& window, const QList<QAction*>& layouts)
{
    auto* corner = new QWidget;
    corner->setObjectName(QStringLiteral("layouts"));
    auto* row = new QHBoxLayout(corner);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    for (QAction* action : layouts) {
        auto* button = new QToolButton;
        button->setDefaultAction(action);
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::NoFocus); // keys lead there, too
        row->addWidget(button);
    }
    window.menuBar()->setCornerWidget(corner);
}

} // namespace numeral::ui
