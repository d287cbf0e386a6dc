// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

class QWidget;

namespace numeral::ui {

/// Runs `work` after the window's first paint, or at once if it has been painted. Meant for work
/// that isn't visible in the first frame: started earlier, it would delay that frame, if only by
/// occupying a core. If the window is destroyed first, `work` never runs.
void afterFirstPaint(QWidget& window, std::function<void()> work);

} // namespace numeral::ui
