// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>
#include <QPalette>
#include <QString>

namespace numeral::ui {

/// One of our line icons (resources/icons), drawn in the colour that `role` has in the
/// application's palette at the moment of painting, so that it follows a change of theme; greyed
/// where disabled. Use HighlightedText on a primary button. A null icon for a name that isn't ours.
QIcon themedIcon(const QString& name, QPalette::ColorRole role = QPalette::ButtonText);

/// The program's own icon, sharp at every size.
QIcon applicationIcon();

} // namespace numeral::ui
