// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/reading/letter_pieces.h"

#include <algorithm>

namespace numeral {

namespace {

double probabilityOf(const std::optional<ReadDigit>& letter)
{
    return letter
        ? static_cast<double>(letter->recognition.probabilities[letter->recognition.label])
        : 0;
}

DigitInk together(const DigitInk& left, const DigitInk& right)
{
    DigitInk joined = left;
    joined.ink.insert(joined.ink.end(), right.ink.begin(), right.ink.end());
    joined.box = boxOf(joined.ink);
    joined.isNewest = left.isNewest || right.isNewest;
    return joined;
}

} // namespace

std::vector<DigitInk> joinPieces(std::vector<DigitInk> parts,
    const std::function<std::optional<ReadDigit>(const Ink& ink)>& readAsOne)
{
    constexpr double near = 0.15; // of their height
    for (std::size_t i = 0; i + 1 < parts.size();) {
        const DigitInk& left = parts[i];
        const DigitInk& right = parts[i + 1];
        DigitInk joined = together(left, right);
        bool areOne = right.box.left - left.box.right <= near * joined.box.height();
        if (areOne) {
            const std::optional<ReadDigit> one = readAsOne(joined.ink);
            areOne = one && one->doubt == Doubt::None
                && probabilityOf(one)
                    > probabilityOf(readAsOne(left.ink)) * probabilityOf(readAsOne(right.ink));
        }
        if (areOne) {
            parts[i] = std::move(joined);
            parts.erase(parts.begin() + static_cast<std::ptrdiff_t>(i) + 1);
        } else {
            ++i;
        }
    }
    return parts;
}

} // namespace numeral
