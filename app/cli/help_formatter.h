// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <CLI/CLI.hpp>

#include <string>
#include <string_view>

namespace numeral::cli {

/// CLI11's wording of --help, but for "--invert,--no-invert{false}": the value that a flag stands
/// for is nothing that a user types.
class HelpFormatter final : public CLI::Formatter {
public:
    std::string make_option_name(const CLI::Option* option, bool isPositional) const override
    {
        constexpr std::string_view value = "{false}";
        std::string name = Formatter::make_option_name(option, isPositional);
        if (const std::size_t at = name.find(value); at != std::string::npos) {
            name.erase(at, value.size());
        }
        return name;
    }
};

} // namespace numeral::cli
