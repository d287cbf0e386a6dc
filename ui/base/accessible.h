// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAccessible>

#include <functional>

class QWidget;

namespace numeral::ui {

/// Tells assistive technology what a widget is that paints itself, since Qt only knows its own
/// widgets. `value` returns what it shows at the moment.
void setAccessibleRole(
    QWidget& widget, QAccessible::Role role, std::function<QString()> value = {});

/// Has screen readers say a sentence that the widget shows, whatever has the focus. Before Qt 6.8
/// this is an alert, which not every screen reader says.
void announce(QWidget& widget, const QString& sentence);

} // namespace numeral::ui
