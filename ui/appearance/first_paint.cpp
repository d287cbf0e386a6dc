// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/appearance/first_paint.h"

#include <QEvent>
#include <QWidget>
#include <QWindow>

namespace numeral::ui {
namespace {

/// A window is painted as part of its being exposed.
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
            // Queued, behind all that belongs to this paint.
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
