// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/number_text.h"

#include <array>
#include <charconv>
#include <system_error>

namespace numeral {

namespace {

/// Parses the whole of `text`, which may start with one sign.
template <typename T>
std::optional<T> parse(std::string_view text)
{
    if (!text.empty() && text.front() == '+') {
        text.remove_prefix(1);
        if (!text.empty() && text.front() == '-') {
            return std::nullopt;
        }
    }
    T value{};
    const char* const end = text.data() + text.size();
    const auto [next, error] = std::from_chars(text.data(), end, value);
    return error == std::errc() && next == end ? std::optional<T>(value) : std::nullopt;
}

} // namespace

std::optional<double> parseReal(std::string_view text)
{
    // from_chars also takes "inf" and "nan".
    const bool isPlain = text.find_first_not_of("+-.0123456789eE") == std::string_view::npos;
    return isPlain ? parse<double>(text) : std::nullopt;
}

std::optional<std::int64_t> parseWhole(std::string_view text)
{
    return parse<std::int64_t>(text);
}

std::string shortText(double number)
{
    std::array<char, 32> text{}; // the longest has 24 characters
    return {text.data(), std::to_chars(text.data(), text.data() + text.size(), number).ptr};
}

} // namespace numeral
