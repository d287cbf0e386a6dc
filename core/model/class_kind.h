// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace numeral {

/// What a network tells apart.
enum class ClassKind {
    Digits, ///< called 0 to 9, or some of these
    Letters, ///< single letters, maybe digits among them
    Things, ///< anything else
};

/// Whether several can be written side by side, so that a drawing or a picture may hold many.
inline bool isWriting(ClassKind kind)
{
    return kind != ClassKind::Things;
}

/// Returns what classes of those names are as far as names tell, in UTF-8.
ClassKind kindOf(const std::vector<std::string>& names);

/// Whether the name is "0" … "9".
bool isDigitName(std::string_view name);

/// Returns "digits", "letters" or "things", as in a model's metadata.
std::string_view classKindName(ClassKind kind);

/// The kind of that name, or nullopt.
std::optional<ClassKind> findClassKind(std::string_view name);

} // namespace numeral
