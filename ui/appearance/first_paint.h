// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

class QWidget;

namespace numeral::ui {

/// Does what nobody sees in a window's first picture as soon as that is painted, at once where it
/// is: what is begun before makes the user wait, if only because it takes a core. Not done at all
/// where the window goes first.
void afterFirstPaint(QWidget& window, std::function<void()> work);

} // namespace numeral::ui
