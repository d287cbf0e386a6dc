// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/setting.h"

#include <QString>

class QFormLayout;
class QWidget;

namespace numeral::ui {

/// Adds a row to a form. `widget` is `row` itself or a widget in it: it becomes the label's buddy,
/// gives the label its tool tip, and ignores the wheel while it has no focus.
void addFormRow(QFormLayout& form, const QString& label, QWidget* row, QWidget* widget);

/// Returns a setting's explanation, translated.
QString explanationOf(const SettingText& text);

/// Translates core's English texts about settings and presets.
QString translatedSetting(const char* text);

/// "batch_size" → "batchSize".
QString objectNameFor(const SettingText& text);

} // namespace numeral::ui
