// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPushButton>
#include <QString>

#include <array>

namespace numeral::ui {

enum class Appearance { System, Light, Dark };

/// In menu order.
inline constexpr std::array appearances{Appearance::System, Appearance::Light, Appearance::Dark};

/// Returns the name stored in the settings: "system", "light" or "dark".
QString settingName(Appearance appearance);

/// The inverse of settingName; System for any other text.
Appearance appearanceFromSetting(const QString& name);

/// Applies our light or dark palette and the Fusion style to the running application, and wraps
/// long tool tips. System takes
/// the desktop's current colour scheme and, from Qt 6.5 on, follows its changes. Call it again to
/// switch: all windows and icons follow.
void applyAppearance(Appearance appearance);

/// Marks the button as the primary action by the accent colour. Make its icon, if it has one, with
/// QPalette::HighlightedText.
void makePrimary(QPushButton& button);

/// Distances in device-independent pixels, multiples of one unit.
namespace spacing {
constexpr int unit = 4;
constexpr int between = 2 * unit; ///< between related widgets
constexpr int margin = 3 * unit; ///< around a panel
constexpr int section = 5 * unit; ///< between groups
} // namespace spacing

} // namespace numeral::ui
