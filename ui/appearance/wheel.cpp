// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/appearance/wheel.h"

#include <QEvent>
#include <QWidget>

namespace numeral::ui {
namespace {

class WheelFilter final : public QObject {
public:
    using QObject::QObject;

    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (event->type() == QEvent::Wheel && !static_cast<QWidget*>(watched)->hasFocus()) {
            event->ignore();
            return true;
        }
        return QObject::eventFilter(watched, event);
    }
};

} // namespace

void ignoreWheelWithoutFocus(QWidget& widget)
{
    widget.setFocusPolicy(Qt::StrongFocus); // by default the wheel gives it the focus too
    widget.installEventFilter(new WheelFilter(&widget));
}

} // namespace numeral::ui
