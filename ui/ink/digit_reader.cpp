// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ink/digit_reader.h"

#include "core/recognition/digit_normaliser.h"
#include "ui/ink/digit_splitting.h"
#include "ui/ink/picture_digits.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace numeral::ui {

void DigitReader::setModel(const Model& model)
{
    m_model = model;
    m_classifier.reset();
    m_digits.clear();
    m_known.clear();
}

/// What are digits stays as it was found until the drawing changes.
bool DigitReader::setWeights(const WeightsSnapshot& weights)
{
    if (!weights || weights->spec().inputs != m_model.image.pixels()
        || weights->spec().outputs != m_model.classes.size()) {
        return false;
    }
    m_model.weights = weights;
    m_model.calibration = {};
    m_known.clear();
    m_classifier.reset();
    if (!m_digits.isEmpty()) {
        m_classifier.emplace(*weights);
    }
    for (ReadDigit& digit : m_digits) {
        recognise(digit);
    }
    return true;
}

void DigitReader::read(const CanvasContent& content)
{
    m_digits.clear();
    if (!m_model.weights || content.isEmpty()) {
        return;
    }
    if (!m_classifier) {
        m_classifier.emplace(*m_model.weights);
    }
    // Things that aren't digits are one, and so are pictures that no digits are found in.
    const bool areDigits = m_model.preprocessing == Preprocessing::Mnist;
    if (areDigits && content.picture.isNull()) {
        readDrawing(content.ink);
    } else if (!areDigits || !readDigitsOf(content.picture)) {
        add({content.ink, boxOf(content.ink), true}, // no box around a whole picture
            prepareContent(content, m_model.image, m_model.preprocessing));
    }
}

void DigitReader::readDrawing(const Ink& ink)
{
    m_knownBefore = std::exchange(m_known, {});
    for (const DigitInk& drawn :
        likeliestDigits(ink, [this](const Ink& part) { return oddness(part); })) {
        if (std::optional<ReadDigit> digit = readAsOne(drawn.ink)) {
            digit->drawn = drawn;
            m_digits.append(*digit);
        }
    }
}

bool DigitReader::readDigitsOf(const QImage& picture)
{
    for (const PictureDigit& found : digitsIn(picture)) {
        add({{}, found.box, false}, normaliseDigit(found.ink, m_model.image));
    }
    if (m_digits.isEmpty()) {
        return false;
    }
    m_digits.back().drawn.isNewest = true;
    return true;
}

void DigitReader::add(const DigitInk& drawn, std::optional<GreyImage> input)
{
    if (input) {
        m_digits.append({drawn, std::move(*input), {}, Doubt::None});
        recognise(m_digits.back());
    }
}

/// Most of a drawing is as it was at the last point of the pen. The answer is good until the next
/// call.
const std::optional<ReadDigit>& DigitReader::readAsOne(const Ink& ink)
{
    const auto isSame = [&ink](const Known& known) { return known.ink == ink; };
    const auto now = std::find_if(m_known.begin(), m_known.end(), isSame);
    if (now != m_known.end()) {
        return now->digit;
    }
    const auto before = std::find_if(m_knownBefore.begin(), m_knownBefore.end(), isSame);
    if (before != m_knownBefore.end()) {
        m_known.push_back(*before);
        return m_known.back().digit;
    }
    Known& known = m_known.emplace_back(Known{ink, std::nullopt});
    if (auto input = prepareInk(ink, m_model.image, m_model.preprocessing)) {
        known.digit = ReadDigit{{}, std::move(*input), {}, Doubt::None};
        recognise(*known.digit);
    }
    return known.digit;
}

/// What its answer lacks of certainty, in nats, and more where it is like nothing known.
double DigitReader::oddness(const Ink& ink)
{
    constexpr double ofTheUnknown = 3;
    const std::optional<ReadDigit>& digit = readAsOne(ink);
    if (!digit) {
        return ofTheUnknown;
    }
    const float probability = digit->recognition.probabilities[digit->recognition.label];
    return (digit->doubt == Doubt::Unlike ? ofTheUnknown : 0)
        - std::log(static_cast<double>(probability));
}

void DigitReader::recognise(ReadDigit& digit)
{
    digit.recognition = m_classifier->classify(digit.input);
    digit.doubt = doubtOf(digit.recognition, m_model.calibration);
}

const ReadDigit* DigitReader::newest() const
{
    const auto found = std::find_if(m_digits.begin(), m_digits.end(),
        [](const ReadDigit& digit) { return digit.drawn.isNewest; });
    return found != m_digits.end() ? &*found : nullptr;
}

QString DigitReader::text() const
{
    QString text;
    for (const ReadDigit& digit : m_digits) {
        text += QString::fromStdString(nameOf(digit.recognition.label));
    }
    return text;
}

} // namespace numeral::ui
