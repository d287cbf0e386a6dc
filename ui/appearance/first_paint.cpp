// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/appearance/first_paint.h"

#include <QEvent>
#include <QWidget>
#include <QWindow>

namespace numeral::ui {
namespace {

/// Qt paints a window as part of exposing it, so an exposed window has been painted.
bool isPainted(const QWidget& window)
{
    return window.windowHandle() != nullptr && window.windowHandle()->isExposed();
}

class FirstPaint final : public QObject {
public:
    FirstPaint(QWidget& window, std::function<void()> work)
        : QObject(&window)
        , m_work(std::move(work))
    {
        window.installEventFilter(this);
    }

    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (event->type() == QEvent::Paint) {
            watched->removeEventFilter(this);
            // Queued, so that it runs after everything that belongs to this paint.
            QMetaObject::invokeMethod(
                this,
                [this] {
                    m_work();
                    deleteLater();
                },
                Qt::QueuedConnection);
        }
        return QObject::eventFilter(watched, event);
    }

private:
    std::function<void()> m_work;
};

} // namespace

void afterFirstPaint(QWidget& window, std::function<void()> work)
{
    if (isPainted(window)) {
        work();
    } else {
        new FirstPaint(window, std::move(work));
    }
}

} // namespace numeral::ui
