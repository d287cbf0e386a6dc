// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <array>
#include <cstddef>
#include <locale>
#include <sstream>
#include <string>

namespace numeral {

/// What a setting is called where it is read and written, and what it is for.
struct SettingText {
    const char* key; ///< in JSON, snake_case; the terminal's option has - for _
    const char* name; ///< in a sentence: "batch size"
    const char* explanation; ///< a sentence for the user, in English; the window translates it
};

/// The smallest and largest allowed value of a setting, and the one it starts with.
template <typename T>
struct Setting {
    SettingText text;
    T minimum;
    T maximum;
    T standard;

    constexpr bool contains(T value) const { return value >= minimum && value <= maximum; }
};

/// A setting that is one of some things with names. The first one is what it starts with.
template <typename T, std::size_t count>
struct Choice {
    struct Option {
        T value;
        const char* key; ///< in JSON and in the terminal
        const char* name; ///< for the user, in English
    };

    SettingText text;
    std::array<Option, count> options;

    /// The option's key; a value that is no option counts as the first.
    constexpr const char* keyOf(T value) const
    {
        for (const Option& option : options) {
            if (option.value == value) {
                return option.key;
            }
        }
        return options.front().key;
    }
};

/// Numbers as JSON and C++ write them, whatever the locale.
template <typename T>
std::string plainText(T value)
{
    std::ostringstream stream;
    stream.imbue(std::locale::classic());
    stream << value;
    return stream.str();
}

/// Error: InvalidSetting; the sentence names the setting, its range and the value.
template <typename T>
Result<void> checkRange(const Setting<T>& setting, T value)
{
    if (setting.contains(value)) {
        return {};
    }
    return failure(ErrorCode::InvalidSetting,
        std::string("The ") + setting.text.name + " must lie between " + plainText(setting.minimum)
            + " and " + plainText(setting.maximum) + "; " + plainText(value) + " does not.");
}

} // namespace numeral
