// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/reading/digit_finder.h"

#include "core/base/median.h"
#include "core/reading/frames.h"
#include "core/reading/ink_mask.h"
#include "core/reading/reading_order.h"
#include "core/reading/ruled_lines.h"

#include <algorithm>
#include <utility>

namespace numeral {

namespace {

/// The median height, robust against a few large components and against specks; of two, the lower.
std::size_t typicalHeight(const std::vector<Piece>& pieces)
{
    std::vector<std::size_t> heights;
    for (const Piece& piece : pieces) {
        heights.push_back(piece.height());
    }
    return median(std::move(heights));
}

std::size_t common(int from, int to, int otherFrom, int otherTo)
{
    return static_cast<std::size_t>(std::max(std::min(to, otherTo) - std::max(from, otherFrom), 0));
}

/// Whether two components are parts of one digit: one above the other, with a small gap, and not
/// both as high as a whole digit.
bool belongTogether(const PixelBox& a, const PixelBox& b, std::size_t height)
{
    const int lower = std::min(a.height(), b.height());
    PixelBox both = a;
    both.include(b);
    const std::size_t across = common(a.left, a.right, b.left, b.right);
    const int gap = std::max(a.top, b.top) - std::min(a.bottom, b.bottom);
    const auto whole = static_cast<double>(height);
    // A flat component below is an underline; above, it is the top bar of a 5.
    const PixelBox& below = a.top > b.top ? a : b;
    if (below.width() > 2 * below.height() && below.height() < 0.3 * whole && gap > 0) {
        return false;
    }
    return 2 * across >= static_cast<std::size_t>(std::min(a.width(), b.width()))
        && gap <= 0.25 * whole && lower <= 0.65 * whole && both.height() <= 1.6 * whole;
}

/// Merges components that ruled lines cut apart, and digits drawn in unconnected parts.
void mergeParts(std::vector<Piece>& pieces, std::size_t height)
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

/// Removes components that are far smaller than the typical height, or too small to be legible.
void removeSpecks(std::vector<Piece>& pieces, double share)
{
    constexpr double smallest = 6;
    const double least = std::max(share * static_cast<double>(typicalHeight(pieces)), smallest);
    std::erase_if(pieces, [least](const Piece& piece) {
        return static_cast<double>(std::max(piece.height(), piece.width())) < least;
    });
}

/// Removes dashes, underlines and remnants of ruled lines. A single component is what was drawn.
void removeFlat(std::vector<Piece>& pieces)
{
    const std::size_t height = typicalHeight(pieces);
    if (pieces.size() > 1) {
        std::erase_if(pieces, [height](const Piece& piece) {
            return 5 * piece.width() > 11 * piece.height()
                || (piece.width() > 2 * piece.height() && 5 * piece.height() < 2 * height);
        });
    }
}

/// Keeps the largest components: a page of print has thousands, none of which is to be read.
std::vector<Piece> largestOf(std::vector<Piece> pieces)
{
    constexpr std::size_t most = 300;
    std::erase_if(
        pieces, [](const Piece& piece) { return std::max(piece.height(), piece.width()) < 3; });
    if (pieces.size() > most) {
        std::stable_sort(pieces.begin(), pieces.end(),
            [](const Piece& a, const Piece& b) { return a.pixels.size() > b.pixels.size(); });
        pieces.resize(most);
    }
    return pieces;
}

/// The ink of a component, including the faint pixels next to it, cropped to its box.
GreyImage inkOf(const Piece& piece, const GreyImage& ink)
{
    const auto top = static_cast<std::size_t>(piece.box.top);
    const auto left = static_cast<std::size_t>(piece.box.left);
    GreyImage result(piece.height(), piece.width());
    for (const std::uint32_t pixel : piece.pixels) {
        const std::size_t row = pixel / ink.columns - top;
        const std::size_t column = pixel % ink.columns - left;
        for (std::size_t r = row - std::min<std::size_t>(row, 1);
             r < std::min(row + 2, result.rows); ++r) {
            for (std::size_t c = column - std::min<std::size_t>(column, 1);
                 c < std::min(column + 2, result.columns); ++c) {
                result.at(r, c) = ink.at(top + r, left + c);
            }
        }
    }
    return result;
}

/// Stroke thickness: twice the area divided by the length of the outline, which runs along both
/// sides of a stroke.
double thicknessOf(const GreyImage& ink)
{
    std::size_t area = 0;
    std::size_t outline = 0;
    for (std::size_t row = 0; row < ink.rows; ++row) {
        for (std::size_t column = 0; column < ink.columns; ++column) {
            if (ink.at(row, column) == 0) {
                continue;
            }
            ++area;
            const bool isInner = row > 0 && column > 0 && row + 1 < ink.rows
                && column + 1 < ink.columns && ink.at(row - 1, column) != 0
                && ink.at(row + 1, column) != 0 && ink.at(row, column - 1) != 0
                && ink.at(row, column + 1) != 0;
            outline += isInner ? 0 : 1;
        }
    }
    return outline > 0 ? 2.0 * static_cast<double>(area) / static_cast<double>(outline) : 0;
}

double meanOver(const Piece& piece, const GreyImage& image)
{
    double sum = 0;
    for (const std::uint32_t pixel : piece.pixels) {
        sum += image.pixels[pixel];
    }
    return sum / static_cast<double>(piece.pixels.size());
}

bool touchesEdge(const PixelBox& box, const GreyImage& picture)
{
    return box.left <= 0 || box.top <= 0 || box.right >= static_cast<int>(picture.columns)
        || box.bottom >= static_cast<int>(picture.rows);
}

} // namespace

std::vector<FoundDigit> findDigits(const Foreground& picture)
{
    constexpr double speck = 0.12; // of the typical height, before parts are merged
    constexpr double part = 0.4; // of the typical height, afterwards
    const GreyImage& ink = picture.ink;
    InkMask mask(ink.rows, ink.columns);
    std::transform(ink.pixels.begin(), ink.pixels.end(), mask.pixels.begin(),
        [&picture](int grey) { return grey >= picture.threshold ? 1 : 0; });

    // Detect boxes while they still have all sides, before any is removed as a ruled line.
    std::vector<Piece> pieces = withoutFrames(largestOf(piecesOf(mask)), ink.rows, ink.columns);
    std::fill(mask.pixels.begin(), mask.pixels.end(), std::uint8_t{0});
    for (const Piece& piece : pieces) {
        for (const std::uint32_t pixel : piece.pixels) {
            mask.pixels[pixel] = 1;
        }
    }
    removeRuledLines(mask);
    pieces = withoutFrames(largestOf(piecesOf(std::move(mask))), ink.rows, ink.columns);
    removeSpecks(pieces, speck);
    mergeParts(pieces, typicalHeight(pieces));
    removeFlat(pieces);
    removeSpecks(pieces, part);

    std::vector<PixelBox> boxes;
    for (const Piece& piece : pieces) {
        boxes.push_back(piece.box);
    }
    std::vector<FoundDigit> digits;
    std::size_t number = 0;
    for (const TextLine& line : linesOf(boxes)) {
        for (const Word& word : line) {
            for (const std::size_t index : word) {
                const Piece& piece = pieces[index];
                FoundDigit digit{piece.box, inkOf(piece, ink), number, touchesEdge(piece.box, ink),
                    0, meanOver(piece, ink)};
                digit.thickness = thicknessOf(digit.ink);
                digits.push_back(std::move(digit));
            }
            ++number;
        }
    }
    return digits;
}

} // namespace numeral
