// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointer>

class QLabel;

namespace numeral::ui {

/// Says, below a field's row in a form, why what was typed there was refused. There is one note at
/// a time; it leaves when something else is typed or set.
class RefusalNote final : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    /// Shows the refusals of all number fields in `form`.
    void watch(QWidget& form);

    /// Whether something was refused that the user has not been led back to. If so, leads there:
    /// the field gets the focus and is scrolled into view.
    bool leadBack();

    void remove();

private:
    void showBelow(QWidget& field, const QString& sentence);

    QPointer<QWidget> m_field;
    QPointer<QLabel> m_label;
};

} // namespace numeral::ui
