// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>
#include <QPalette>
#include <QString>

namespace numeral::ui {

/// Returns one of our line icons (resources/icons), or a null icon if the name isn't one. It is
/// drawn in the application palette's colour for `role` at the time of painting, so it follows
/// theme changes; greyed when disabled. Use HighlightedText on a primary button.
QIcon themedIcon(const QString& name, QPalette::ColorRole role = QPalette::ButtonText);

/// Returns the application icon, sharp at every size.
QIcon applicationIcon();

} // namespace numeral::ui
