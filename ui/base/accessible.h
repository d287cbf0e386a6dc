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

/// Same for a widget that works as a button; `press` does what a click does.
void setAccessibleButton(QWidget& widget, std::function<void()> press);

/// Has screen readers say a sentence about what the widget shows, whatever has the focus. It is a
/// notification that appears in the widget's window for them alone: before Qt 6.8 there is no event
/// for an announcement, and Qt's bridge on Linux drops alerts.
void announce(QWidget& widget, const QString& sentence);

} // namespace numeral::ui
