// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/number_text.h"
#include "core/base/setting.h"

#include <CLI/CLI.hpp>

#include <string>
#include <type_traits>

namespace numeral::cli {

/// Adds an option that takes a number from `minimum` to `maximum`: a whole one in decimal digits
/// ("010" is ten), or a real one with a decimal point or an exponent. Anything else, such as
/// "1,000", is refused as wrong usage. `value` is a number or a std::optional of one.
template <typename Number, typename Value>
CLI::Option* addNumberOption(CLI::App& command, const std::string& option, Value& value,
    Number minimum, Number maximum, const std::string& help)
{
    constexpr bool isWhole = std::is_integral_v<Number>;
    const auto parse = [=, &value](const std::string& text) {
        const auto number = [&text] {
            if constexpr (std::is_integral_v<Number>) { // GCC 14 refuses isWhole here
                return parseWhole(text);
            } else {
                return parseReal(text);
            }
        }();
        if (!number) {
            throw CLI::ValidationError(option,
                "“" + text + "” is not "
                    + (isWhole ? "a whole number such as 100" : "a number such as 0.001"));
        }
        if (*number < minimum || *number > maximum) {
            throw CLI::ValidationError(option,
                "“" + text + "” does not lie between " + toText(minimum) + " and "
                    + toText(maximum));
        }
        value = static_cast<Number>(*number);
    };
    return command.add_option_function<std::string>(option, parse, help)
        ->type_name(isWhole ? "N" : "X");
}

} // namespace numeral::cli
