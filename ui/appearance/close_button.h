// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QToolButton;

namespace numeral::ui {

/// Returns a small cross that takes a view away; the explanation says what is shown then.
QToolButton* makeCloseButton(const QString& name, const QString& explanation);

} // namespace numeral::ui
