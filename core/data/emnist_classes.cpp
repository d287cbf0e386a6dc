// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/emnist_classes.h"

#include <array>

namespace numeral {

namespace {

struct Part {
    std::string_view name;
    std::string_view characters;
};

constexpr std::array parts{
    Part{"emnist-letters", "abcdefghijklmnopqrstuvwxyz"},
    Part{"emnist-balanced", "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabdefghnqrt"},
    Part{"emnist-bymerge", "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabdefghnqrt"},
    Part{"emnist-byclass", "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"},
};

} // namespace

std::vector<std::string> emnistClasses(std::string_view datasetName)
{
    std::vector<std::string> names;
    for (const Part& part : parts) {
        if (datasetName == part.name) {
            names.reserve(part.characters.size());
            for (const char character : part.characters) {
                names.emplace_back(1, character);
            }
        }
    }
    return names;
}

} // namespace numeral
