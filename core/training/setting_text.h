// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/training_config.h"

#include <string>
#include <string_view>

namespace numeral {

/// Sets one setting to a value that is written as the terminal program takes it: "0.01", "64,64",
/// "16x5,32x5", "adamw", "0,1,7". `key` is as in `toJson`. Error: InvalidSetting for an unknown key
/// or a value that it doesn't take; whether the whole is valid is another question.
Result<void> setFromText(TrainingConfig& config, std::string_view key, const std::string& text);

/// Returns a setting's value, written so that `setFromText` takes it.
std::string valueText(const TrainingConfig& config, std::string_view key);

/// A number that a setting takes.
struct NumberRange {
    double minimum = 0;
    double maximum = 0;
    bool isWhole = false;
};

/// Returns the numbers that the setting takes, or nothing if its values aren't single numbers.
std::optional<NumberRange> numbersOf(std::string_view key);

} // namespace numeral
