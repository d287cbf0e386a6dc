// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/focus_frame.h"

#include <QEvent>
#include <QPainter>

namespace numeral::ui {

FocusFrame::FocusFrame(QWidget& framed)
    : QWidget(&framed)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    framed.installEventFilter(this);
    hide();
}

bool FocusFrame::eventFilter(QObject* watched, QEvent* event)
{
    switch (event->type()) {
    case QEvent::Resize:
        setGeometry(parentWidget()->rect());
        break;
    case QEvent::FocusIn:
        raise();
        show();
        break;
    case QEvent::FocusOut:
        hide();
        break;
    default:
        break;
    }
    return QWidget::eventFilter(watched, event);
}

void FocusFrame::paintEvent(QPaintEvent* /*event*/)
{
    constexpr int width = 2;
    QPainter painter(this);
    painter.setPen(QPen(
        palette().color(QPalette::Highlight), width, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
    painter.drawRect(rect().adjusted(width / 2, width / 2, -width / 2, -width / 2));
}

} // namespace numeral::ui
