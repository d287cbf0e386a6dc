// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/reading/picture_candidates.h"

#include <algorithm>
#include <utility>

namespace numeral {

namespace {

/// From 0 (like no digit) to 1 (not doubted).
double certainty(const Candidate& candidate)
{
    switch (candidate.digit.doubt) {
    case Doubt::None:
        return 1;
    case Doubt::BetweenTwo:
        return 0.4;
    case Doubt::OutOfDistribution:
        break;
    }
    return 0;
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

/// Typical height: the median, weighted by certainty × area². Large candidates count more: small
/// print has more letters than a page has digits, and ruled lines leave many remnants.
double usualHeight(const Candidates& candidates)
{
    const auto height = [](const Candidate& candidate) { return candidate.height(); };
    return weightedMedian(candidates, height, [](const Candidate& candidate) {
        const Box& box = candidate.digit.drawn.box;
        const double area = box.height() * box.width();
        return certainty(candidate) * area * area;
    });
}

struct WordCount {
    std::size_t all = 0;
    std::size_t outliers = 0; ///< like no digit
    double certainty = 0; ///< sum over the word
};

/// Removes words of letters: few of their candidates are like digits, or half aren't and another
/// word is read without doubt. Keeps everything if nothing else is there.
void removeWords(Candidates& candidates)
{
    constexpr double minCertainty = 0.4;
    std::vector<WordCount> words;
    for (const Candidate& candidate : candidates) {
        words.resize(std::max(words.size(), candidate.found.word + 1));
        WordCount& word = words[candidate.found.word];
        ++word.all;
        word.outliers += candidate.digit.doubt == Doubt::OutOfDistribution ? 1 : 0;
        word.certainty += certainty(candidate);
    }
    const bool hasDigits = std::any_of(words.begin(), words.end(), [](const WordCount& word) {
        return word.all > 0 && word.certainty == static_cast<double>(word.all);
    });
    const auto isLetters = [&](const Candidate& candidate) {
        const WordCount& word = words[candidate.found.word];
        return (word.all >= 2 && word.certainty < minCertainty * static_cast<double>(word.all))
            || (hasDigits && word.outliers >= 2 && 2 * word.outliers >= word.all);
    };
    if (!std::all_of(candidates.begin(), candidates.end(), isLetters)) {
        std::erase_if(candidates, isLetters);
    }
}

/// Once any candidate looks like a digit, removes doubtful ones of another size or at the edge of
/// the picture, and all that are far smaller.
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

/// Removes the grain of blank paper and remnants of its ruled lines: tiny doubtful candidates,
/// those of too few pixels to be read, and all if they are many and mostly bars or hardly like
/// digits.
void removeGrain(Candidates& candidates, std::size_t longerSide)
{
    constexpr double minFraction = 0.025; // of the picture's longer side
    constexpr double minPixels = 7;
    constexpr std::size_t many = 6;
    constexpr double minCertainty = 0.35;
    const auto bars = static_cast<std::size_t>(std::count_if(candidates.begin(), candidates.end(),
        [](const Candidate& candidate) { return candidate.isBar(); }));
    const bool areLines = 5 * bars > 3 * candidates.size() && bars > many;
    if (candidates.size() > many && (areLines || meanCertainty(candidates) < minCertainty)) {
        candidates.clear();
    }
    const double minSize = minFraction * static_cast<double>(longerSide);
    std::erase_if(candidates, [minSize](const Candidate& candidate) {
        const double size = std::max(candidate.height(), candidate.digit.drawn.box.width());
        return size < (candidate.digit.doubt == Doubt::None ? minPixels : minSize);
    });
}

} // namespace

double meanCertainty(const Candidates& candidates)
{
    double sum = 0;
    for (const Candidate& candidate : candidates) {
        sum += certainty(candidate);
    }
    return candidates.empty() ? 0 : sum / static_cast<double>(candidates.size());
}

void removeFaint(Candidates& candidates)
{
    constexpr double minStrength = 0.6;
    constexpr double minThickness = 0.55;
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
        return candidate.found.strength < minStrength * strength
            || (candidate.isBar() && candidate.found.thickness < minThickness * thickness);
    });
}

void removeNonDigits(Candidates& candidates, std::size_t longerSide)
{
    removeOddSizes(candidates);
    removeWords(candidates);
    removeGrain(candidates, longerSide);
}

} // namespace numeral
