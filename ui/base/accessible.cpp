// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/accessible.h"

#include <QAccessibleWidget>
#include <QTimer>
#include <QWidget>

#include <chrono>
#include <utility>

namespace numeral::ui {

namespace {

/// A child of the widget that it describes.
class Description final : public QObject {
    Q_OBJECT

public:
    Description(QWidget& widget, QAccessible::Role role, std::function<QString()> value,
        std::function<void()> press)
        : QObject(&widget)
        , m_widget(widget)
        , m_role(role)
        , m_value(std::move(value))
        , m_press(std::move(press))
    {
    }

    QWidget& widget() const { return m_widget; }
    QAccessible::Role role() const { return m_role; }
    QString value() const { return m_value ? m_value() : QString(); }
    bool canBePressed() const { return static_cast<bool>(m_press); }
    void press() const { m_press(); }

private:
    QWidget& m_widget;
    QAccessible::Role m_role;
    std::function<QString()> m_value;
    std::function<void()> m_press;
};

class DescribedWidget final : public QAccessibleWidget {
public:
    explicit DescribedWidget(const Description& description)
        : QAccessibleWidget(&description.widget(), description.role())
        , m_description(description)
    {
    }

    QString text(QAccessible::Text kind) const override
    {
        return kind == QAccessible::Value ? m_description.value() : QAccessibleWidget::text(kind);
    }

    QStringList actionNames() const override
    {
        QStringList names = QAccessibleWidget::actionNames();
        if (m_description.canBePressed()) {
            names.prepend(pressAction());
        }
        return names;
    }

    void doAction(const QString& name) override
    {
        if (name == pressAction() && m_description.canBePressed()) {
            m_description.press();
        } else {
            QAccessibleWidget::doAction(name);
        }
    }

private:
    const Description& m_description;
};

QAccessibleInterface* makeInterface(const QString& /*className*/, QObject* object)
{
    const auto* description
        = object->findChild<Description*>(QString(), Qt::FindDirectChildrenOnly);
    return description == nullptr ? nullptr : new DescribedWidget(*description);
}

void describe(QWidget& widget, QAccessible::Role role, std::function<QString()> value,
    std::function<void()> press)
{
    QAccessible::installFactory(&makeInterface); // ignored if it is installed
    new Description(widget, role, std::move(value), std::move(press));
}

/// A widget of no size that appears for each announcement. It waits for a moment, as screen readers
/// drop what comes amid many changes, and fall silent when the focus moves.
class Notification final : public QWidget {
    Q_OBJECT

public:
    explicit Notification(QWidget& window)
        : QWidget(&window)
    {
        constexpr std::chrono::milliseconds moment{500};
        setObjectName(QStringLiteral("announcement"));
        resize(0, 0);
        describe(*this, QAccessible::Notification, {}, {});
        m_delay.setSingleShot(true);
        m_delay.setInterval(moment);
        connect(&m_delay, &QTimer::timeout, this, [this] {
            setAccessibleName(m_pending.join(QLatin1Char(' ')));
            m_pending.clear();
            show();
        });
    }

    void add(const QString& sentence)
    {
        hide();
        m_pending.append(sentence);
        m_delay.start();
    }

private:
    QStringList m_pending;
    QTimer m_delay;
};

} // namespace

void setAccessibleRole(QWidget& widget, QAccessible::Role role, std::function<QString()> value)
{
    describe(widget, role, std::move(value), {});
}

void setAccessibleButton(QWidget& widget, std::function<void()> press)
{
    describe(widget, QAccessible::Button, {}, std::move(press));
}

void announce(QWidget& widget, const QString& sentence)
{
    QWidget& window = *widget.window();
    auto* notification = window.findChild<Notification*>(QString(), Qt::FindDirectChildrenOnly);
    if (notification == nullptr) {
        notification = new Notification(window);
    }
    notification->add(sentence);
}

} // namespace numeral::ui

#include "accessible.moc"
