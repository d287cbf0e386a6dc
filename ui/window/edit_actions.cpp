// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/edit_actions.h"

#include "ui/appearance/icons.h"
#include "ui/ink/ink_canvas.h"
#include "ui/ink/recognition_panel.h"

#include <QAction>
#include <QClipboard>
#include <QCoreApplication>
#include <QGuiApplication>
#include <QMenu>

namespace numeral::ui {

namespace {

QString translated(const char* text)
{
    return QCoreApplication::translate("numeral::ui::Edit", text);
}

} // namespace

void fillEditMenu(QMenu& menu, RecognitionPanel& panel)
{
    panel.undoAction()->setIcon(themedIcon(QStringLiteral("undo")));
    panel.redoAction()->setIcon(themedIcon(QStringLiteral("redo")));
    panel.clearAction()->setIcon(themedIcon(QStringLiteral("clear")));
    menu.addActions({panel.undoAction(), panel.redoAction(), panel.clearAction()});
    menu.addSeparator();

    InkCanvas* canvas = panel.canvas();
    QAction* paste = menu.addAction(themedIcon(QStringLiteral("paste")),
        translated("&Paste Picture"), canvas, &InkCanvas::paste);
    paste->setObjectName(QStringLiteral("paste"));
    paste->setShortcut(QKeySequence::Paste);
    QAction* copy = menu.addAction(themedIcon(QStringLiteral("copy")), translated("&Copy Picture"),
        canvas, [canvas] { QGuiApplication::clipboard()->setImage(canvas->copyImage()); });
    copy->setObjectName(QStringLiteral("copy"));
    copy->setShortcut(QKeySequence::Copy);
    const auto showState = [copy, canvas] { copy->setEnabled(!canvas->isEmpty()); };
    QObject::connect(canvas, &InkCanvas::contentChanged, copy, showState);
    showState();
}

} // namespace numeral::ui
