// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/accessible.h"

#include <QAccessibleWidget>
#include <QWidget>

#include <utility>

namespace numeral::ui {

namespace {

/// A child of the widget that it describes.
class Description final : public QObject {
    Q_OBJECT

public:
    Description(QWidget& widget, QAccessible::Role role, std::function<QString()> value)
        : QObject(&widget)
        , m_widget(widget)
        , m_role(role)
        , m_value(std::move(value))
    {
    }

    QWidget& widget() const { return m_widget; }
    QAccessible::Role role() const { return m_role; }
    QString value() const { return m_value ? m_value() : QString(); }

private:
    QWidget& m_widget;
    QAccessible::Role m_role;
    std::function<QString()> m_value;
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

private:
    const Description& m_description;
};

QAccessibleInterface* makeInterface(const QString& /*className*/, QObject* object)
{
    const auto* description
        = object->findChild<Description*>(QString(), Qt::FindDirectChildrenOnly);
    return description == nullptr ? nullptr : new DescribedWidget(*description);
}

} // namespace

void setAccessibleRole(QWidget& widget, QAccessible::Role role, std::function<QString()> value)
{
    QAccessible::installFactory(&makeInterface); // ignored if it is installed
    new Description(widget, role, std::move(value));
}

void announce(QWidget& widget, const QString& sentence)
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
    QAccessibleAnnouncementEvent event(&widget, sentence);
#else
    Q_UNUSED(sentence)
    QAccessibleEvent event(&widget, QAccessible::Alert);
#endif
    QAccessible::updateAccessibility(&event);
}

} // namespace numeral::ui

#include "accessible.moc"
