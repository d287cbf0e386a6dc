// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QWidget;

namespace numeral::ui {

/// Makes the widget ignore the wheel while it has no focus, so that scrolling a form doesn't change
/// the value under the cursor.
void ignoreWheelWithoutFocus(QWidget& widget);

} // namespace numeral::ui
