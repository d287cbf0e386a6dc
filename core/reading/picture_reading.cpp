// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/reading/picture_reading.h"

#include "core/reading/digit_finder.h"
#include "core/reading/picture_ink.h"

#include <algorithm>
#include <utility>

namespace numeral {

namespace {

/// Of a picture's longer side: more tell nothing more of digits, and take longer than a window may
/// wait.
constexpr std::size_t largestSide = 1000;

constexpr std::size_t mostDigits = 100;

/// Something found, and what it is read as.
struct Candidate {
    ReadDigit digit;
    FoundDigit found;

    double height() const { return digit.drawn.box.height(); }

    /// Like a 1, and like what is left of a ruled line.
    bool isBar() const { return 3 * found.box.width() < found.box.height(); }
};

using Candidates = std::vector<Candidate>;

/// From 0, looks like nothing known, to 1.
double certainty(const Candidate& candidate)
{
    switch (candidate.digit.doubt) {
    case Doubt::None:
        return 1;
    case Doubt::BetweenTwo:
        return 0.4;
    case Doubt::Unlike:
        break;
    }
    return 0;
}

double meanCertainty(const Candidates& candidates)
{
    double sum = 0;
    for (const Candidate& candidate : candidates) {
        sum += certainty(candidate);
    }
    return candidates.empty() ? 0 : sum / static_cast<double>(candidates.size());
}

/// The weighted median; 0 if all weights are 0.
template <typename Value, typename Weight>
double weightedMedian(const Candidates& candidates, const Value& value, const Weight& weight)
{
    std::vector<std::pair<double, double>> values;
    double all = 0;
    for (const Candidate& candidate : candidates) {
        values.emplace_back(value(candidate), weight(candidate));
        all += values.back().second;
    }
    std::sort(values.begin(), values.end());
    double sum = 0;
    for (const auto& [each, itsWeight] : values) {
        sum += itsWeight;
        if (all > 0 && 2 * sum >= all) {
            return each;
        }
    }
    return 0;
}

/// The height of what is read most surely. The larger the more it counts: small print has more
/// letters than a page has digits, and ruled lines leave many pieces.
double usualHeight(const Candidates& candidates)
{
    const auto height = [](const Candidate& candidate) { return candidate.height(); };
    return weightedMedian(candidates, height, [](const Candidate& candidate) {
        const Box& box = candidate.digit.drawn.box;
        const double area = box.height() * box.width();
        return certainty(candidate) * area * area;
    });
}

/// Words of letters, most of which are no digits.
void removeWords(Candidates& candidates)
{
    constexpr double leastCertain = 0.4;
    std::vector<double> sums;
    std::vector<double> counts;
    for (const Candidate& candidate : candidates) {
        sums.resize(std::max(sums.size(), candidate.found.word + 1));
        counts.resize(sums.size());
        sums[candidate.found.word] += certainty(candidate);
        ++counts[candidate.found.word];
    }
    const auto isLetters = [&](const Candidate& candidate) {
        const std::size_t word = candidate.found.word;
        return counts[word] >= 2 && sums[word] < leastCertain * counts[word];
    };
    if (!std::all_of(candidates.begin(), candidates.end(), isLetters)) {
        std::erase_if(candidates, isLetters);
    }
}

/// Where something is read surely, what isn't, and has another size or touches the picture's edge,
/// is no digit; nor is what is far smaller.
void removeOddSizes(Candidates& candidates)
{
    const double usual = usualHeight(candidates);
    if (usual == 0) {
        return;
    }
    std::erase_if(candidates, [usual](const Candidate& candidate) {
        const double height = candidate.height() / usual;
        const bool isOther = height < 0.5 || height > 1.7 || candidate.found.touchesEdge;
        return height < 0.4 || (candidate.digit.doubt != Doubt::None && isOther);
    });
}

/// What is far fainter than digits is of something else, and bars that are far thinner than their
/// lines are what is left of ruled ones.
void removeFaint(Candidates& candidates)
{
    constexpr double leastStrength = 0.6;
    constexpr double leastThickness = 0.55;
    const auto ofDigits = [](const Candidate& candidate) {
        const Box& box = candidate.digit.drawn.box;
        const bool counts = candidate.digit.doubt == Doubt::None && !candidate.isBar();
        return counts ? box.height() * box.width() : 0;
    };
    const double thickness = weightedMedian(
        candidates, [](const Candidate& candidate) { return candidate.found.thickness; }, ofDigits);
    const double strength = weightedMedian(
        candidates, [](const Candidate& candidate) { return candidate.found.strength; }, ofDigits);
    std::erase_if(candidates, [&](const Candidate& candidate) {
        return candidate.found.strength < leastStrength * strength
            || (candidate.isBar() && candidate.found.thickness < leastThickness * thickness);
    });
}

/// What lies on a desk that is far darker than the paper is its grain.
void removeWhatIsBesidePaper(Candidates& candidates)
{
    constexpr double least = 0.6; // a shadow takes less
    double lightest = 0;
    for (const Candidate& candidate : candidates) {
        lightest = std::max(lightest, candidate.found.paper);
    }
    std::erase_if(candidates, [lightest](const Candidate& candidate) {
        return candidate.found.paper < least * lightest;
    });
}

/// Blank paper has grain, and what is left of its ruled lines: little, or much of which next to
/// nothing is like a digit.
void removeGrain(Candidates& candidates, const GreyImage& picture)
{
    constexpr double smallest = 0.025; // of the picture's longer side
    constexpr std::size_t many = 6;
    constexpr double leastCertain = 0.35;
    const auto bars = static_cast<std::size_t>(std::count_if(candidates.begin(), candidates.end(),
        [](const Candidate& candidate) { return candidate.isBar(); }));
    const bool areLines = 5 * bars > 3 * candidates.size() && bars > many;
    if (candidates.size() > many && (areLines || meanCertainty(candidates) < leastCertain)) {
        candidates.clear();
    }
    const double least = smallest * static_cast<double>(std::max(picture.rows, picture.columns));
    std::erase_if(candidates, [least](const Candidate& candidate) {
        return candidate.digit.doubt != Doubt::None
            && std::max(candidate.height(), candidate.digit.drawn.box.width()) < least;
    });
}

/// What is found in ink of one tone, and how surely it is read.
struct Attempt {
    Candidates candidates;
    std::size_t count = 0; ///< of all that may be digits
    double certainty = 0; ///< the mean of all those
};

Attempt attempt(const GreyImage& lightness, InkTone tone, const InkReading& readInk)
{
    constexpr std::size_t mostInk = 40; // per cent of the picture; more is paper
    const Foreground picture = foregroundOf(lightness, tone);
    Attempt result;
    if (100 * picture.pixels > mostInk * lightness.pixels.size()) {
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
    if (tone == InkTone::Dark) {
        removeWhatIsBesidePaper(result.candidates);
    }
    removeFaint(result.candidates);
    result.count = result.candidates.size();
    result.certainty = meanCertainty(result.candidates);
    removeOddSizes(result.candidates);
    removeWords(result.candidates);
    removeGrain(result.candidates, lightness);
    return result;
}

/// Solid, as the hole of a digit is, and not made of lines.
bool isSolid(const FoundDigit& found)
{
    return found.thickness > 0.4 * std::min(found.box.width(), found.box.height());
}

/// A sheet of paper fills its box, a digit doesn't.
bool fillsItsBox(const FoundDigit& found)
{
    constexpr double most = 0.65;
    const auto pixels = std::count_if(
        found.ink.pixels.begin(), found.ink.pixels.end(), [](int grey) { return grey > 0; });
    return static_cast<double>(pixels) > most * static_cast<double>(found.ink.pixels.size());
}

/// Whether something of the one is a hole of what the other has, and that is surely read.
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

/// Whether something of the one lies in the same place as something of the other.
bool overlap(const Candidates& some, const Candidates& others)
{
    return std::any_of(some.begin(), some.end(), [&others](const Candidate& one) {
        const Box& a = one.digit.drawn.box;
        return std::any_of(others.begin(), others.end(), [&a](const Candidate& other) {
            const Box& b = other.digit.drawn.box;
            return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
        });
    });
}

/// Dark ink or light, whichever reads better. Paper between dark lines looks like light ink, and
/// the hole of a light 0 like dark ink: what most of the picture is decides.
Attempt attempt(const GreyImage& lightness, const InkReading& readInk)
{
    constexpr double good = 0.6;
    Attempt dark = attempt(lightness, InkTone::Dark, readInk);
    const bool mostlyDark = isMostlyDark(lightness);
    if (dark.certainty >= good && !mostlyDark) {
        return dark;
    }
    Attempt light = attempt(lightness, InkTone::Light, readInk);
    if (dark.certainty >= good) {
        return areHolesOf(dark.candidates, light.candidates) ? light : dark;
    }
    const bool mayBeLight = mostlyDark || !overlap(light.candidates, dark.candidates);
    return mayBeLight && light.certainty > dark.certainty ? light : dark;
}

/// By 90 degrees, clockwise.
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

/// Where a box of a turned image, which has so many columns, is in the image before.
Box rotatedBack(const Box& box, std::size_t columns)
{
    const auto width = static_cast<double>(columns);
    return {box.top, width - box.right, box.bottom, width - box.left};
}

/// A sheet that lies on its side or upside down reads badly as it is, and well otherwise.
Candidates anyWayUp(const GreyImage& lightness, const InkReading& readInk)
{
    constexpr double good = 0.65;
    constexpr double better = 0.25;
    constexpr std::size_t fewest = 3; // of fewer digits too little can be told
    constexpr std::size_t pattern = 120; // so many are print, or none
    Attempt best = attempt(lightness, readInk);
    if (best.count < fewest || best.count > pattern || best.certainty >= good) {
        return std::move(best.candidates);
    }
    double most = best.certainty + better;
    std::vector<std::size_t> columns;
    GreyImage image = lightness;
    for (int quarter = 1; quarter <= 3; ++quarter) {
        image = rotated90(image);
        columns.push_back(image.columns);
        Attempt other = attempt(image, readInk);
        if (other.candidates.size() < fewest || other.certainty <= most) {
            continue;
        }
        most = other.certainty;
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

/// The digits of a picture that is small enough to be a single one, and isn't.
std::vector<ReadDigit> severalInSmall(
    const GreyImage& lightness, const Box& all, const InkReading& readInk)
{
    constexpr std::size_t factor = 4; // so that the finder has pixels to reckon with
    std::vector<ReadDigit> digits;
    for (Candidate& candidate : attempt(enlarged(lightness, factor), readInk).candidates) {
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
    const GreyImage handy = scaledDown(lightness, largestSide);
    // Rounded sides are scaled a little differently.
    const double x = static_cast<double>(lightness.columns) / static_cast<double>(handy.columns);
    const double y = static_cast<double>(lightness.rows) / static_cast<double>(handy.rows);
    std::vector<ReadDigit> digits;
    for (Candidate& candidate : anyWayUp(handy, readInk)) {
        if (digits.size() == mostDigits) {
            break;
        }
        Box& box = candidate.digit.drawn.box;
        box = {x * box.left, y * box.top, x * box.right, y * box.bottom};
        digits.push_back(std::move(candidate.digit));
    }
    return digits;
}

} // namespace numeral
