// SPDX-License-Identifier: GPL-3.0-or-later
//
// A plugin that ends an unmodified Qt program after the first paint of its window, so that the
// program's run time is the time to first paint. QT_PLUGIN_PATH names the parent of the plugin's
// folder, QT_QPA_GENERIC_PLUGINS is numeral-first-paint.
#include <QCoreApplication>
#include <QEvent>
#include <QGenericPlugin>
#include <QWidget>

#include <unistd.h>

namespace {

class FirstPaint final : public QObject {
public:
    FirstPaint() { QCoreApplication::instance()->installEventFilter(this); }

    bool eventFilter(QObject* object, QEvent* event) override
    {
        const auto* const widget = qobject_cast<QWidget*>(object);
        if (event->type() == QEvent::Paint && widget != nullptr && !m_painting) {
            m_painting = true;
            // A queued call runs only after this paint event has been handled completely.
            QMetaObject::invokeMethod(
                this, [] { _exit(0); }, Qt::QueuedConnection);
        }
        return false;
    }

private:
    bool m_painting = false;
};

} // namespace

class FirstPaintPlugin final : public QGenericPlugin {
    Q_OBJECT
    Q_PLUGIN_METADATA(IID QGenericPluginFactoryInterface_iid FILE "first_paint.json")

public:
    QObject* create(const QString& /*name*/, const QString& /*specification*/) override
    {
        return new FirstPaint;
    }
};

#include "first_paint.moc"
