// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/reading/picture_reading.h"

#include "core/reading/desk.h"
#include "core/reading/digit_finder.h"
#include "core/reading/picture_candidates.h"
#include "core/reading/picture_ink.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace numeral {

namespace {

/// Longest side in pixels after downscaling; more pixels do not improve recognition and would block
/// the window.
constexpr std::size_t maxSide = 1000;

constexpr std::size_t maxDigits = 100;

/// The candidates found in ink of one tone, and how certain their readings are.
struct ReadingAttempt {
    Candidates candidates;
    std::size_t count = 0; ///< number of candidates before `removeNonDigits`
    double certainty = 0; ///< their mean certainty
};

ReadingAttempt tryReading(
    const GreyImage& lightness, const Foreground& picture, const InkReading& readInk)
{
    constexpr std::size_t maxInkPercent = 40; // per cent of the picture; more is paper, not ink
    ReadingAttempt result;
    if (100 * picture.pixels > maxInkPercent * lightness.pixels.size()) {
        return result;
    }
    for (FoundDigit& found : findDigits(picture)) {
        if (std::optional<ReadDigit> digit = readInk(found.ink)) {
            digit->drawn.box
                = {static_cast<double>(found.box.left), static_cast<double>(found.box.top),
                    static_cast<double>(found.box.right), static_cast<double>(found.box.bottom)};
            result.candidates.push_back({std::move(*digit), std::move(found)});
        }
    }
    removeFaint(result.candidates);
    result.count = result.candidates.size();
    result.certainty = meanCertainty(result.candidates);
    removeNonDigits(result.candidates, std::max(lightness.rows, lightness.columns));
    return result;
}

/// Whether digits lie on the supposed desk, or across its edge, so that it is a shadow. Straight
/// lines don't count: they lie along the edge of a sheet.
bool bearsDigits(const GreyImage& desk, const Candidates& candidates)
{
    constexpr double straight = 1.25; // times the ink of a straight line between corners of the box
    return std::any_of(candidates.begin(), candidates.end(), [&desk](const Candidate& candidate) {
        const FoundDigit& found = candidate.found;
        if (candidate.digit.doubt != Doubt::None) {
            return false;
        }
        std::size_t ink = 0;
        std::size_t onDesk = 0;
        for (std::size_t row = 0; row < found.ink.rows; ++row) {
            for (std::size_t column = 0; column < found.ink.columns; ++column) {
                if (found.ink.at(row, column) > 0) {
                    ++ink;
                    onDesk += desk.at(static_cast<std::size_t>(found.box.top) + row,
                                  static_cast<std::size_t>(found.box.left) + column)
                            == 0
                        ? 1
                        : 0;
                }
            }
        }
        const double line = found.thickness * std::hypot(found.box.width(), found.box.height());
        return 10 * onDesk > ink && static_cast<double>(ink) > straight * line;
    });
}

ReadingAttempt tryReading(const GreyImage& lightness, InkTone tone, const InkReading& readInk)
{
    const Foreground picture = foregroundOf(lightness, tone);
    ReadingAttempt result = tryReading(lightness, picture, readInk);
    if (tone == InkTone::Light) {
        return result;
    }
    const std::optional<GreyImage> desk = deskOf(lightness, picture.paper);
    if (desk && !bearsDigits(*desk, result.candidates)) {
        const Sheet sheet = sheetOf(lightness, *desk);
        ReadingAttempt ofSheet
            = tryReading(sheet.picture, foregroundOf(sheet.picture, tone), readInk);
        for (Candidate& candidate : ofSheet.candidates) {
            Box& box = candidate.digit.drawn.box;
            box = {box.left + sheet.box.left, box.top + sheet.box.top, box.right + sheet.box.left,
                box.bottom + sheet.box.top};
        }
        if (!ofSheet.candidates.empty()) {
            return ofSheet;
        }
    }
    return result;
}

/// Whether a component is solid, as the hole of a digit is, rather than made of strokes.
bool isSolid(const FoundDigit& found)
{
    return found.thickness > 0.4 * std::min(found.box.width(), found.box.height());
}

/// Whether the ink fills its bounding box, as a sheet of paper does and a digit doesn't.
bool fillsItsBox(const FoundDigit& found)
{
    constexpr double maxFilled = 0.65;
    const auto pixels = std::count_if(
        found.ink.pixels.begin(), found.ink.pixels.end(), [](int grey) { return grey > 0; });
    return static_cast<double>(pixels) > maxFilled * static_cast<double>(found.ink.pixels.size());
}

/// Whether any of `inner` is a hole in a digit of `outer` that is read without doubt.
bool areHolesOf(const Candidates& inner, const Candidates& outer)
{
    return std::any_of(inner.begin(), inner.end(), [&outer](const Candidate& in) {
        const Box& box = in.digit.drawn.box;
        return isSolid(in.found)
            && std::any_of(outer.begin(), outer.end(), [&box](const Candidate& out) {
                   const Box& around = out.digit.drawn.box;
                   return out.digit.doubt == Doubt::None && !fillsItsBox(out.found)
                       && box.left > around.left && box.top > around.top && box.right < around.right
                       && box.bottom < around.bottom;
               });
    });
}

bool isMostlyDark(const GreyImage& lightness)
{
    const auto dark = std::count_if(
        lightness.pixels.begin(), lightness.pixels.end(), [](int grey) { return grey < 128; });
    return 2 * static_cast<std::size_t>(dark) > lightness.pixels.size();
}

/// Whether the box of any candidate of one set intersects the box of one of the other.
bool overlap(const Candidates& first, const Candidates& others)
{
    return std::any_of(first.begin(), first.end(), [&others](const Candidate& candidate) {
        const Box& a = candidate.digit.drawn.box;
        return std::any_of(others.begin(), others.end(), [&a](const Candidate& other) {
            const Box& b = other.digit.drawn.box;
            return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
        });
    });
}

/// Reads dark or light ink, whichever reads better. Paper between dark lines looks like light ink,
/// and the holes of light digits and the gaps between them like dark ink; the tone of most of the
/// picture helps to decide.
ReadingAttempt tryReading(const GreyImage& lightness, const InkReading& readInk)
{
    constexpr double good = 0.6;
    constexpr double clearlyBetter = 0.25;
    ReadingAttempt dark = tryReading(lightness, InkTone::Dark, readInk);
    const bool mostlyDark = isMostlyDark(lightness);
    if (dark.certainty >= good && !mostlyDark) {
        return dark;
    }
    ReadingAttempt light = tryReading(lightness, InkTone::Light, readInk);
    if (dark.certainty >= good) {
        const bool isLight = light.certainty > dark.certainty + clearlyBetter
            || areHolesOf(dark.candidates, light.candidates);
        return isLight ? light : dark;
    }
    const bool mayBeLight = mostlyDark || !overlap(light.candidates, dark.candidates);
    return mayBeLight && light.certainty > dark.certainty ? light : dark;
}

/// Rotates by 90 degrees, clockwise.
GreyImage rotated90(const GreyImage& image)
{
    GreyImage result(image.columns, image.rows);
    for (std::size_t row = 0; row < image.rows; ++row) {
        for (std::size_t column = 0; column < image.columns; ++column) {
            result.at(column, image.rows - 1 - row) = image.at(row, column);
        }
    }
    return result;
}

/// Inverse of `rotated90` for a box; `columns` is the width of the rotated image.
Box rotatedBack(const Box& box, std::size_t columns)
{
    const auto width = static_cast<double>(columns);
    return {box.top, width - box.right, box.bottom, width - box.left};
}

/// Tries the other three orientations if any digit of the picture reads badly: the sheet may lie on
/// its side or upside down, where an 8 is as good and many a 7 passes for a 6.
Candidates readInBestOrientation(const GreyImage& lightness, const InkReading& readInk)
{
    constexpr double good = 0.9;
    constexpr double better = 0.15;
    constexpr std::size_t minDigits = 3; // fewer digits are too little evidence
    constexpr std::size_t maxCandidates = 120; // more are print, or no digits at all
    ReadingAttempt best = tryReading(lightness, readInk);
    if (best.count < minDigits || best.count > maxCandidates || best.certainty >= good) {
        return std::move(best.candidates);
    }
    double minCertainty = best.certainty + better;
    std::vector<std::size_t> columns;
    GreyImage image = lightness;
    for (int quarterTurns = 1; quarterTurns <= 3; ++quarterTurns) {
        image = rotated90(image);
        columns.push_back(image.columns);
        ReadingAttempt other = tryReading(image, readInk);
        if (other.candidates.size() < minDigits || other.certainty <= minCertainty) {
            continue;
        }
        minCertainty = other.certainty;
        for (Candidate& candidate : other.candidates) {
            for (auto side = columns.rbegin(); side != columns.rend(); ++side) {
                candidate.digit.drawn.box = rotatedBack(candidate.digit.drawn.box, *side);
            }
        }
        best = std::move(other);
    }
    return std::move(best.candidates);
}

GreyImage enlarged(const GreyImage& image, std::size_t factor)
{
    GreyImage result(factor * image.rows, factor * image.columns);
    for (std::size_t row = 0; row < result.rows; ++row) {
        for (std::size_t column = 0; column < result.columns; ++column) {
            result.at(row, column) = image.at(row / factor, column / factor);
        }
    }
    return result;
}

/// Reads several digits in a picture that is small enough to be a single one. Returns none if any
/// of them is lower than half the height of all ink.
std::vector<ReadDigit> severalInSmall(
    const GreyImage& lightness, const Box& all, const InkReading& readInk)
{
    constexpr std::size_t factor = 4; // so that `findDigits` has enough pixels
    std::vector<ReadDigit> digits;
    for (Candidate& candidate : tryReading(enlarged(lightness, factor), readInk).candidates) {
        Box& box = candidate.digit.drawn.box;
        box = {box.left / factor, box.top / factor, box.right / factor, box.bottom / factor};
        if (2 * box.height() < all.height()) {
            return {};
        }
        digits.push_back(std::move(candidate.digit));
    }
    return digits;
}

std::vector<ReadDigit> readSmall(const GreyImage& lightness, const InkReading& readInk)
{
    std::vector<ReadDigit> digits;
    const std::optional<FoundInk> whole = inkOfWholePicture(lightness);
    if (!whole) {
        return digits;
    }
    if (10 * whole->box.width() > 11 * whole->box.height()) {
        digits = severalInSmall(lightness, whole->box, readInk);
    }
    if (digits.size() > 1) {
        return digits;
    }
    digits.clear();
    if (std::optional<ReadDigit> digit = readInk(whole->ink)) {
        digit->drawn.box = whole->box;
        digits.push_back(std::move(*digit));
    }
    return digits;
}

} // namespace

std::vector<ReadDigit> readPicture(const GreyImage& lightness, const InkReading& readInk)
{
    if (lightness.pixels.empty()) {
        return {};
    }
    if (isSmall(lightness)) {
        return readSmall(lightness, readInk);
    }
    const GreyImage scaled = scaledDown(lightness, maxSide);
    // Rounding the sides makes the two scale factors differ slightly.
    const double x = static_cast<double>(lightness.columns) / static_cast<double>(scaled.columns);
    const double y = static_cast<double>(lightness.rows) / static_cast<double>(scaled.rows);
    std::vector<ReadDigit> digits;
    for (Candidate& candidate : readInBestOrientation(scaled, readInk)) {
        if (digits.size() == maxDigits) {
            break;
        }
        Box& box = candidate.digit.drawn.box;
        box = {x * box.left, y * box.top, x * box.right, y * box.bottom};
        digits.push_back(std::move(candidate.digit));
    }
    return digits;
}

} // namespace numeral
