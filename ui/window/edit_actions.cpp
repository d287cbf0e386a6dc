// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/edit_actions.h"

#include "ui/appearance/icons.h"
#include "ui/ink/ink_canvas.h"
#include "ui/ink/mime_picture.h"
#include "ui/ink/recognition_panel.h"

#include <QAction>
#include <QClipboard>
#include <QCoreApplication>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMenu>
#include <QMimeData>

namespace numeral::ui {

namespace {

QString translated(const char* text)
{
    return QCoreApplication::translate("numeral::ui::Edit", text);
}

/// Lets the window paste a picture while a text field has the focus that can't take it: text fields
/// claim the key whatever there is to paste.
class PictureKey final : public QObject {
public:
    using QObject::QObject;

protected:
    bool eventFilter(QObject* /*watched*/, QEvent* event) override
    {
        if (event->type() != QEvent::ShortcutOverride
            || !static_cast<QKeyEvent*>(event)->matches(QKeySequence::Paste)) {
            return false;
        }
        const QMimeData* copied = QGuiApplication::clipboard()->mimeData();
        const bool isText = copied != nullptr && copied->hasText() && !copied->hasUrls();
        const bool isForCanvas = mayHoldPicture(copied) && !isText;
        if (isForCanvas) {
            event->ignore();
        }
        return isForCanvas;
    }
};

} // namespace

void fillEditMenu(QMenu& menu, RecognitionPanel& panel)
{
    panel.undoAction()->setIcon(themedIcon(QStringLiteral("undo")));
    panel.redoAction()->setIcon(themedIcon(QStringLiteral("redo")));
    panel.clearAction()->setIcon(themedIcon(QStringLiteral("clear")));
    menu.addActions({panel.undoAction(), panel.redoAction(), panel.clearAction()});
    menu.addSeparator();

    InkCanvas* canvas = panel.canvas();
    QCoreApplication::instance()->installEventFilter(new PictureKey(canvas));
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
