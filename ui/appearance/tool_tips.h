// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace numeral::ui {

/// From now on shows the application's long tool tips in several lines. Qt breaks lines in rich
/// text only; the widgets' own texts stay plain, since screen readers read them, too.
void wrapLongToolTips();

} // namespace numeral::ui
