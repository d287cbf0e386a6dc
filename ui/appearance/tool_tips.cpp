// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/appearance/tool_tips.h"

#include <QApplication>
#include <QHelpEvent>
#include <QTextDocument>
#include <QToolTip>
#include <QWidget>

namespace numeral::ui {
namespace {

constexpr int maxLetters = 60; ///< in a line, on average

class ToolTipFilter final : public QObject {
public:
    using QObject::QObject;

    bool eventFilter(QObject* watched, QEvent* event) override
    {
        auto* widget = event->type() == QEvent::ToolTip ? qobject_cast<QWidget*>(watched) : nullptr;
        if (widget == nullptr || !isLong(*widget)) {
            return QObject::eventFilter(watched, event);
        }
        QToolTip::showText(static_cast<QHelpEvent*>(event)->globalPos(),
            QStringLiteral("<p>%1</p>").arg(widget->toolTip().toHtmlEscaped()), widget, {},
            widget->toolTipDuration());
        return true;
    }

private:
    static bool isLong(const QWidget& widget)
    {
        const QFontMetrics metrics(QToolTip::font());
        return !Qt::mightBeRichText(widget.toolTip())
            && metrics.horizontalAdvance(widget.toolTip())
            > maxLetters * metrics.averageCharWidth();
    }
};

} // namespace

void wrapLongToolTips()
{
    qApp->installEventFilter(new ToolTipFilter(qApp));
}

} // namespace numeral::ui
