// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QWidget;

namespace numeral::ui {

/// Leaves the wheel to the widget's surroundings until the widget has been clicked: who scrolls a
/// form doesn't mean to change what happens to be under the mouse.
void ignoreWheelWithoutFocus(QWidget& widget);

} // namespace numeral::ui
