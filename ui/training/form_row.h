// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/setting.h"

#include <QString>

class QFormLayout;
class QWidget;

namespace numeral::ui {

/// Adds a row to a form. `widget` is the one in the row that the label's letter leads to; the label
/// explains what it explains.
void addFormRow(QFormLayout& form, const QString& label, QWidget* row, QWidget* widget);

/// A setting's explanation in the user's language.
QString explanationOf(const SettingText& text);

/// What core says in English about settings and presets, in the user's language.
QString translatedSetting(const char* text);

/// "batch_size" → "batchSize".
QString objectNameFor(const SettingText& text);

} // namespace numeral::ui
