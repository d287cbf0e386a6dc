// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/reading/reader.h"

#include "core/ink/digit_normaliser.h"
#include "core/ink/ink_renderer.h"
#include "core/model/network_input.h"
#include "core/reading/digit_splitting.h"
#include "core/reading/letter_pieces.h"
#include "core/reading/picture_ink.h"
#include "core/reading/picture_reading.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace numeral {

namespace {

/// Whether two digits aren't side by side: their boxes share few rows.
bool areApart(const Box& a, const Box& b)
{
    constexpr double minOverlap = 0.5; // of the lower height
    const double common = std::min(a.bottom, b.bottom) - std::max(a.top, b.top);
    return common < minOverlap * std::min(a.height(), b.height());
}

/// Lowers the probabilities of what may be a part of a digit: it is much lower than the tallest, or
/// lies above or below its neighbour.
void doubtParts(std::vector<ReadDigit>& digits)
{
    constexpr double minHeight = 0.6; // of the tallest
    constexpr float none = 0.4F; // the probability that it is no digit
    double tallest = 0;
    for (const ReadDigit& digit : digits) {
        tallest = std::max(tallest, digit.drawn.box.height());
    }
    for (std::size_t i = 0; i < digits.size(); ++i) {
        const Box& box = digits[i].drawn.box;
        const bool isDrawn = !digits[i].drawn.ink.empty();
        const bool isLowOrApart = box.height() < minHeight * tallest
            || (i > 0 && areApart(box, digits[i - 1].drawn.box))
            || (i + 1 < digits.size() && areApart(box, digits[i + 1].drawn.box));
        if (isDrawn && isLowOrApart && digits[i].none < none) {
            std::vector<float>& probabilities = digits[i].recognition.probabilities;
            std::for_each(probabilities.begin(), probabilities.end(),
                [&](float& probability) { probability *= (1 - none) / (1 - digits[i].none); });
            digits[i].none = none;
            digits[i].doubt = doubtOf(digits[i].recognition, none);
        }
    }
}

} // namespace

void Reader::setModel(const Model& model)
{
    m_model = model;
    m_classifier.reset();
    m_digits.clear();
    m_cache.clear();
}

/// Keeps the segmentation into digits until the drawing changes.
bool Reader::setWeights(const WeightsSnapshot& weights)
{
    if (!weights || weights->architecture().inputs() != m_model.image.pixels()
        || weights->architecture().outputs() != m_model.classes.size()) {
        return false;
    }
    m_model.weights = weights;
    m_model.calibration = {};
    m_cache.clear();
    m_classifier.reset();
    if (!m_digits.empty()) {
        m_classifier.emplace(*weights);
    }
    for (ReadDigit& digit : m_digits) {
        recognise(digit);
    }
    doubtLowParts();
    return true;
}

/// Digits are of one height, letters aren't.
void Reader::doubtLowParts()
{
    if (m_model.kind == ClassKind::Digits) {
        doubtParts(m_digits);
    }
}

bool Reader::isReady()
{
    if (m_model.weights && !m_classifier) {
        m_classifier.emplace(*m_model.weights);
    }
    return m_classifier.has_value();
}

void Reader::read(const Ink& ink)
{
    m_digits.clear();
    if (!isReady()) {
        return;
    }
    if (!readsSeveral()) {
        addWhole({ink, boxOf(ink), true}, prepareInk(ink, m_model.image, m_model.preprocessing));
        return;
    }
    // Ignore a dot beside a digit, such as a resting hand leaves.
    constexpr double minFraction = 0.15; // of the drawing's height
    const double minSize = minFraction * boxOf(ink).height();
    const bool areDigits = m_model.kind == ClassKind::Digits;
    m_previousCache = std::exchange(m_cache, {});
    const std::vector<DigitInk> parts = areDigits
        ? segmentDigits(ink, [this](const Ink& part) { return readingLoss(part); })
        // Letters are made of touching strokes, an a of an o and an l, so they aren't cut.
        : joinPieces(groupStrokes(ink), [this](const Ink& part) { return readAsOne(part); });
    for (const DigitInk& drawn : parts) {
        std::optional<ReadDigit> digit = readAsOne(drawn.ink);
        if (digit && drawn.box.longerSide() >= minSize) {
            digit->drawn = drawn;
            m_digits.push_back(std::move(*digit));
        }
    }
    if (m_digits.empty() || (areDigits && isBrokenDigit(ink))) {
        m_digits.clear();
        if (std::optional<ReadDigit> whole = readAsOne(ink)) {
            whole->drawn = {ink, boxOf(ink), true};
            m_digits.push_back(std::move(*whole));
        }
    }
    doubtLowParts();
}

void Reader::read(const GreyImage& picture)
{
    m_digits.clear();
    if (!isReady()) {
        return;
    }
    const auto readInk = [this](const GreyImage& ink) {
        return recognised(prepareImage(ink, m_model.image, m_model.preprocessing));
    };
    if (readsSeveral()) {
        m_digits = readPicture(picture, readInk);
    } else if (const std::optional<FoundInk> whole = inkOfWholePicture(picture)) {
        addWhole(
            {{}, whole->box, true}, prepareImage(whole->ink, m_model.image, m_model.preprocessing));
    }
    if (!m_digits.empty()) {
        m_digits.back().drawn.isNewest = true;
    }
}

void Reader::read(const InkRecord& record)
{
    read(record.ink);
    if (isBlank(record.ink) && isReady()) {
        const Box all{0, 0, static_cast<double>(m_model.image.columns),
            static_cast<double>(m_model.image.rows)};
        addWhole({{}, all, true}, prepareRecord(record, m_model.image, m_model.preprocessing));
    }
}

std::optional<ReadDigit> Reader::recognised(std::optional<GreyImage> input) const
{
    if (!input) {
        return std::nullopt;
    }
    ReadDigit digit;
    digit.prepared = std::move(*input);
    digit.input = networkInput(digit.prepared, m_model);
    recognise(digit);
    return digit;
}

void Reader::addWhole(const DigitInk& drawn, std::optional<GreyImage> input)
{
    if (std::optional<ReadDigit> digit = recognised(std::move(input))) {
        digit->drawn = drawn;
        m_digits.push_back(std::move(*digit));
    }
}

/// Whether the digits are fragments of a single one, drawn by a pen that left gaps: some are too
/// low for a digit, and the whole is read without doubt.
bool Reader::isBrokenDigit(const Ink& ink)
{
    constexpr double minHeight = 0.45; // of the drawing's height, as in digit_splitting.cpp
    const Box all = boxOf(ink);
    const bool areLow = std::any_of(m_digits.begin(), m_digits.end(), [&](const ReadDigit& digit) {
        return digit.drawn.box.height() < minHeight * all.height();
    });
    if (m_digits.size() < 2 || !areLow || all.width() > 1.5 * all.height()) {
        return false;
    }
    const std::optional<ReadDigit>& whole = readAsOne(ink);
    return whole && whole->doubt == Doubt::None;
}

/// Reads some ink as one digit, through a cache: most of a drawing is unchanged since the last
/// point of the pen. The reference is valid until the next call.
const std::optional<ReadDigit>& Reader::readAsOne(const Ink& ink)
{
    const auto isSame = [&ink](const CachedReading& reading) { return reading.ink == ink; };
    const auto cached = std::find_if(m_cache.begin(), m_cache.end(), isSame);
    if (cached != m_cache.end()) {
        return cached->digit;
    }
    const auto previous = std::find_if(m_previousCache.begin(), m_previousCache.end(), isSame);
    if (previous != m_previousCache.end()) {
        m_cache.push_back(*previous);
        return m_cache.back().digit;
    }
    m_cache.push_back({ink, recognised(prepareInk(ink, m_model.image, m_model.preprocessing))});
    return m_cache.back().digit;
}

/// The negative log-likelihood of the answer, plus a penalty if the ink is more likely no digit, so
/// that a letter isn't cut into a digit and a rest.
double Reader::readingLoss(const Ink& ink)
{
    constexpr double ofNoDigit = 3;
    const std::optional<ReadDigit>& digit = readAsOne(ink);
    if (!digit) {
        return ofNoDigit;
    }
    const float probability = digit->recognition.probabilities[digit->recognition.label];
    const double loss = -std::log(static_cast<double>(probability));
    return digit->doubt == Doubt::OutOfDistribution ? std::min(loss, ofNoDigit) + ofNoDigit : loss;
}

void Reader::recognise(ReadDigit& digit) const
{
    Verdict verdict = judged(m_classifier->classify(digit.input), m_model.calibration);
    digit.recognition = std::move(verdict.recognition);
    digit.none = verdict.none;
    digit.doubt = verdict.doubt;
}

const ReadDigit* Reader::newest() const
{
    const auto found = std::find_if(m_digits.begin(), m_digits.end(),
        [](const ReadDigit& digit) { return digit.drawn.isNewest; });
    // The last stroke may be a dot that was ignored.
    return found != m_digits.end() ? &*found : m_digits.empty() ? nullptr : &m_digits.back();
}

double Reader::jointProbability() const
{
    double product = 1;
    for (const ReadDigit& digit : m_digits) {
        product *= static_cast<double>(digit.recognition.probabilities[digit.recognition.label]);
    }
    return product;
}

bool Reader::isSure() const
{
    return !m_digits.empty() && jointProbability() >= static_cast<double>(minProbability)
        && std::all_of(m_digits.begin(), m_digits.end(),
            [](const ReadDigit& digit) { return digit.doubt == Doubt::None; });
}

std::string Reader::text() const
{
    std::string text;
    for (const ReadDigit& digit : m_digits) {
        text += digit.doubt == Doubt::OutOfDistribution ? "?" : nameOf(digit.recognition.label);
    }
    return text;
}

} // namespace numeral
