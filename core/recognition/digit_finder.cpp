// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/recognition/digit_finder.h"

#include "core/recognition/paper_light.h"

#include <algorithm>
#include <cstdint>

namespace numeral {

namespace {

/// Contrast below it is noise.
constexpr int faintestInk = 30;

/// Ink or not, pixel by pixel.
using Mask = std::vector<std::uint8_t>;

/// A view of a mask that may be turned, so that vertical lines are horizontal ones.
struct Turned {
    Mask& mask;
    std::size_t rows;
    std::size_t columns;
    bool isTurned;

    std::uint8_t& at(std::size_t row, std::size_t column) const
    {
        return isTurned ? mask[column * rows + row] : mask[row * columns + column];
    }
};

/// A thin line that is followed from column to column.
struct Line {
    std::size_t row;
    std::size_t lastColumn;
    std::vector<PixelBox> pieces;
};

/// Takes away thin lines as long as two fifths of the mask's longer side or more, wherever they
/// aren't part of something thicker that crosses them.
void removeRules(const Turned& mask)
{
    // A pen's lines are thicker, in whichever direction, and shorter.
    const std::size_t thickest = std::max<std::size_t>(std::min(mask.rows, mask.columns) / 80, 2);
    const std::size_t shortest = 2 * std::max(mask.rows, mask.columns) / 5;
    const std::size_t widestGap = std::max<std::size_t>(mask.columns / 5, 4);
    std::vector<Line> lines;
    for (std::size_t column = 0; column < mask.columns; ++column) {
        for (std::size_t row = 0; row < mask.rows; ++row) {
            if (mask.at(row, column) == 0) {
                continue;
            }
            const std::size_t top = row;
            while (row < mask.rows && mask.at(row, column) != 0) {
                ++row;
            }
            if (row - top > thickest) {
                continue;
            }
            const auto line = std::find_if(lines.begin(), lines.end(), [&](const Line& known) {
                if (known.lastColumn >= column || column - known.lastColumn > widestGap) {
                    return false;
                }
                // Behind a gap a tilted line goes on somewhat higher or lower.
                const std::size_t drift = 1 + (column - known.lastColumn) / 15;
                return top <= known.row + drift && known.row <= row + drift;
            });
            const PixelBox piece{top, column, row, column + 1};
            if (line == lines.end()) {
                lines.push_back({(top + row) / 2, column, {piece}});
            } else {
                line->row = (top + row) / 2;
                line->lastColumn = column;
                line->pieces.push_back(piece);
            }
        }
    }
    for (const Line& line : lines) {
        // In uneven light some of it may be too faint to be seen.
        if (line.pieces.size() < shortest) {
            continue;
        }
        for (const PixelBox& piece : line.pieces) {
            for (std::size_t row = piece.top; row < piece.bottom; ++row) {
                mask.at(row, piece.left) = 0;
            }
        }
    }
}

/// Connected ink.
struct Piece {
    PixelBox box;
    std::vector<std::uint32_t> pixels;
};

std::vector<Piece> piecesOf(Mask mask, std::size_t rows, std::size_t columns)
{
    std::vector<Piece> pieces;
    for (std::size_t start = 0; start < mask.size(); ++start) {
        if (mask[start] == 0) {
            continue;
        }
        Piece piece{{rows, columns, 0, 0}, {static_cast<std::uint32_t>(start)}};
        mask[start] = 0;
        for (std::size_t i = 0; i < piece.pixels.size(); ++i) {
            const std::size_t row = piece.pixels[i] / columns;
            const std::size_t column = piece.pixels[i] % columns;
            PixelBox& box = piece.box;
            box = {std::min(box.top, row), std::min(box.left, column),
                std::max(box.bottom, row + 1), std::max(box.right, column + 1)};
            for (std::size_t r = row - std::min<std::size_t>(row, 1); r < std::min(row + 2, rows);
                 ++r) {
                for (std::size_t c = column - std::min<std::size_t>(column, 1);
                     c < std::min(column + 2, columns); ++c) {
                    if (mask[r * columns + c] != 0) {
                        mask[r * columns + c] = 0;
                        piece.pixels.push_back(static_cast<std::uint32_t>(r * columns + c));
                    }
                }
            }
        }
        pieces.push_back(std::move(piece));
    }
    return pieces;
}

std::size_t common(std::size_t from, std::size_t to, std::size_t otherFrom, std::size_t otherTo)
{
    const std::size_t first = std::max(from, otherFrom);
    const std::size_t last = std::min(to, otherTo);
    return last > first ? last - first : 0;
}

/// Parts of one digit: one above the other, with little between them.
bool belongTogether(const PixelBox& a, const PixelBox& b, std::size_t height)
{
    const std::size_t across = common(a.left, a.right, b.left, b.right);
    const std::size_t gap = std::max(a.top, b.top) > std::min(a.bottom, b.bottom)
        ? std::max(a.top, b.top) - std::min(a.bottom, b.bottom)
        : 0;
    return 2 * across >= std::min(a.columns(), b.columns()) && 4 * gap <= height;
}

void merge(Piece& into, const Piece& from)
{
    into.pixels.insert(into.pixels.end(), from.pixels.begin(), from.pixels.end());
    into.box = {std::min(into.box.top, from.box.top), std::min(into.box.left, from.box.left),
        std::max(into.box.bottom, from.box.bottom), std::max(into.box.right, from.box.right)};
}

/// What rules cut apart comes together again, and so does what was never drawn in one.
void mergePieces(std::vector<Piece>& pieces, std::size_t height)
{
    for (bool merged = true; merged;) {
        merged = false;
        for (std::size_t i = 0; i < pieces.size() && !merged; ++i) {
            for (std::size_t k = i + 1; k < pieces.size() && !merged; ++k) {
                if (belongTogether(pieces[i].box, pieces[k].box, height)) {
                    merge(pieces[i], pieces[k]);
                    pieces.erase(pieces.begin() + static_cast<std::ptrdiff_t>(k));
                    merged = true;
                }
            }
        }
    }
}

/// Far smaller than the largest, or so small that nobody could read it, or flat as what is left of
/// a rule.
void removeSpecks(std::vector<Piece>& pieces, std::size_t parts)
{
    constexpr std::size_t smallest = 6;
    std::size_t tallest = 0;
    for (const Piece& piece : pieces) {
        tallest = std::max(tallest, piece.box.rows());
    }
    const std::size_t least = std::max(tallest / parts, smallest);
    pieces.erase(std::remove_if(pieces.begin(), pieces.end(),
                     [least](const Piece& piece) {
                         const std::size_t high = piece.box.rows();
                         const std::size_t wide = piece.box.columns();
                         return std::max(high, wide) < least || (high < least && wide > 6 * high);
                     }),
        pieces.end());
}

/// A page of print has thousands of pieces, which are no digits that anybody wants to be read.
void keepLargest(std::vector<Piece>& pieces)
{
    constexpr std::size_t most = 300;
    if (pieces.size() > most) {
        std::stable_sort(pieces.begin(), pieces.end(),
            [](const Piece& a, const Piece& b) { return a.pixels.size() > b.pixels.size(); });
        pieces.resize(most);
    }
}

/// Lines from top to bottom, each from left to right.
void sortForReading(std::vector<Piece>& pieces)
{
    std::sort(pieces.begin(), pieces.end(),
        [](const Piece& a, const Piece& b) { return a.box.top < b.box.top; });
    for (auto first = pieces.begin(); first != pieces.end();) {
        std::size_t bottom = first->box.bottom;
        auto last = first;
        // A line goes on as long as the next one begins above the middle of what there is.
        while (last != pieces.end() && 2 * last->box.top < first->box.top + bottom) {
            bottom = std::max(bottom, last->box.bottom);
            ++last;
        }
        std::sort(
            first, last, [](const Piece& a, const Piece& b) { return a.box.left < b.box.left; });
        first = last;
    }
}

/// The ink of a piece and of the faint edge around it.
GreyImage inkOf(const Piece& piece, const GreyImage& ink)
{
    GreyImage result(piece.box.rows(), piece.box.columns());
    for (const std::uint32_t pixel : piece.pixels) {
        const std::size_t row = pixel / ink.columns - piece.box.top;
        const std::size_t column = pixel % ink.columns - piece.box.left;
        for (std::size_t r = row - std::min<std::size_t>(row, 1);
             r < std::min(row + 2, result.rows); ++r) {
            for (std::size_t c = column - std::min<std::size_t>(column, 1);
                 c < std::min(column + 2, result.columns); ++c) {
                result.at(r, c) = ink.at(piece.box.top + r, piece.box.left + c);
            }
        }
    }
    return result;
}

} // namespace

std::vector<FoundDigit> findDigits(const GreyImage& lightness)
{
    constexpr std::size_t speckParts = 12; ///< of the tallest piece, before parts come together
    constexpr std::size_t digitParts = 4; ///< of the tallest digit
    const GreyImage ink = standingOut(lightness);
    const int threshold = inkThreshold(ink, faintestInk);
    Mask mask(ink.pixels.size());
    std::transform(ink.pixels.begin(), ink.pixels.end(), mask.begin(),
        [threshold](int grey) { return grey >= threshold ? 1 : 0; });
    removeRules({mask, ink.rows, ink.columns, false});
    removeRules({mask, ink.columns, ink.rows, true});

    std::vector<Piece> pieces = piecesOf(std::move(mask), ink.rows, ink.columns);
    removeSpecks(pieces, speckParts);
    keepLargest(pieces);
    std::size_t tallest = 0;
    for (const Piece& piece : pieces) {
        tallest = std::max(tallest, piece.box.rows());
    }
    mergePieces(pieces, tallest);
    removeSpecks(pieces, digitParts);
    sortForReading(pieces);
    pieces.resize(std::min(pieces.size(), mostDigits));
    std::vector<FoundDigit> digits;
    for (const Piece& piece : pieces) {
        digits.push_back({piece.box, inkOf(piece, ink)});
    }
    return digits;
}

} // namespace numeral
