// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/show_all_button.h"

#include <QAction>

namespace numeral::ui {

ShowAllButton::ShowAllButton(QAction& action, QWidget& plot)
    : QToolButton(&plot)
{
    action.setObjectName(QStringLiteral("showAllCurves"));
    action.setText(tr("Show All &Epochs"));
    action.setIconText(tr("Show All"));
    action.setShortcut(QKeySequence(QStringLiteral("Ctrl+0")));
    action.setToolTip(tr("Show the whole run again (%1, or double-click)")
                          .arg(action.shortcut().toString(QKeySequence::NativeText)));
    setObjectName(QStringLiteral("showAllButton"));
    setDefaultAction(&action);
    setFocusPolicy(Qt::NoFocus); // there is a key, and it hides when pressed
    setCursor(Qt::ArrowCursor);
    hide();
}

void ShowAllButton::place()
{
    constexpr int margin = 3;
    adjustSize();
    const QSize room = parentWidget()->size() - size();
    move(room.width() - margin, room.height() - margin);
}

} // namespace numeral::ui
