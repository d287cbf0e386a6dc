// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <array>
#include <cstddef>
#include <locale>
#include <sstream>
#include <string>
#include <string_view>

namespace numeral {

/// Key, name and explanation of a setting.
struct SettingText {
    const char* key; ///< JSON key in snake_case; the command-line option has - for _
    const char* name; ///< as used within a sentence: "batch size"
    const char* explanation; ///< a sentence for the user, in English; the window translates it
};

/// Range and default value of a setting.
template <typename T>
struct Setting {
    SettingText text;
    T minimum;
    T maximum;
    T defaultValue;

    constexpr bool contains(T value) const { return value >= minimum && value <= maximum; }
};

/// A setting with a fixed set of named options; the first one is the default.
template <typename T, std::size_t count>
struct Choice {
    struct Option {
        T value;
        const char* key; ///< in JSON and on the command line
        const char* name; ///< for the user, in English
    };

    SettingText text;
    std::array<Option, count> options;

    /// Returns the option with that key, or nullptr.
    constexpr const Option* find(std::string_view key) const
    {
        for (const Option& option : options) {
            if (option.key == key) {
                return &option;
            }
        }
        return nullptr;
    }

    /// Returns the option's key, or the first option's key if `value` is not an option.
    constexpr const char* keyOf(T value) const
    {
        for (const Option& option : options) {
            if (option.value == value) {
                return option.key;
            }
        }
        return options.front().key;
    }

    /// Returns the option's name, likewise.
    constexpr const char* nameOf(T value) const
    {
        for (const Option& option : options) {
            if (option.value == value) {
                return option.name;
            }
        }
        return options.front().name;
    }
};

/// Formats a number as in JSON and C++, independent of the locale.
template <typename T>
std::string toText(T value)
{
    std::ostringstream stream;
    stream.imbue(std::locale::classic());
    stream << value;
    return stream.str();
}

/// Checks that `value` is in the setting's range. Error: InvalidSetting; the message names the
/// setting, its range and the value.
template <typename T>
Result<void> checkRange(const Setting<T>& setting, T value)
{
    if (setting.contains(value)) {
        return {};
    }
    return failure(ErrorCode::InvalidSetting,
        std::string("The ") + setting.text.name + " must lie between " + toText(setting.minimum)
            + " and " + toText(setting.maximum) + "; " + toText(value) + " does not.");
}

} // namespace numeral
