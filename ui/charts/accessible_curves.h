// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace numeral::ui {

/// Tells assistive technology that LearningCurves are a chart, of which the value is what is read
/// out. May be called more than once.
void makeCurvesAccessible();

} // namespace numeral::ui
