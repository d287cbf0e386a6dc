// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPushButton>
#include <QString>

#include <array>

namespace numeral::ui {

enum class Appearance { System, Light, Dark };

/// In the order of a menu.
inline constexpr std::array appearances{Appearance::System, Appearance::Light, Appearance::Dark};

/// "system", "light" or "dark": the name that settings remember.
QString settingName(Appearance appearance);

/// The inverse of settingName; System for any other text.
Appearance appearanceFromSetting(const QString& name);

/// Gives the running application our light or dark colours, on the Fusion style; System takes
/// whichever the desktop has now and, where Qt can tell (6.5 on), follows it. Call it again to
/// switch: all windows and icons follow.
void applyAppearance(Appearance appearance);

/// Draws the button on the accent colour: the one thing to press next. Its icon, if it has one, is
/// made with QPalette::HighlightedText.
void makePrimary(QPushButton& button);

/// Distances in device-independent pixels, multiples of one unit.
namespace spacing {
constexpr int unit = 4;
constexpr int between = 2 * unit; ///< between things that belong together
constexpr int margin = 3 * unit; ///< around a panel
constexpr int section = 5 * unit; ///< between groups
} // namespace spacing

} // namespace numeral::ui
