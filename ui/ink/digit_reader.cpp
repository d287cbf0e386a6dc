// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ink/digit_reader.h"

#include "core/recognition/digit_normaliser.h"
#include "ui/ink/picture_digits.h"

#include <algorithm>

namespace numeral::ui {

void DigitReader::setModel(const Model& model)
{
    m_model = model;
    m_classifier.reset();
    m_digits.clear();
}

bool DigitReader::setWeights(const WeightsSnapshot& weights)
{
    if (!weights || weights->spec().inputs != m_model.image.pixels()
        || weights->spec().outputs != m_model.classes.size()) {
        return false;
    }
    m_model.weights = weights;
    m_model.calibration = {};
    m_classifier.reset();
    classify();
    return true;
}

void DigitReader::read(const CanvasContent& content)
{
    prepare(content);
    classify();
}

/// Things that aren't digits are one, and so are pictures that no digits are found in.
void DigitReader::prepare(const CanvasContent& content)
{
    const QList<ReadDigit> before = std::move(m_digits);
    m_digits.clear();
    const bool areDigits = m_model.preprocessing == Preprocessing::Mnist;
    if (areDigits && !content.picture.isNull()) {
        for (const PictureDigit& found : digitsIn(content.picture)) {
            addPrepared({{}, found.box, false}, normaliseDigit(found.ink, m_model.image));
        }
        if (!m_digits.isEmpty()) {
            m_digits.back().drawn.isNewest = true;
            return;
        }
    }
    if (!content.picture.isNull() || !areDigits) {
        addPrepared({content.ink, boxOf(content.ink), true}, // no box around a whole picture
            prepareContent(content, m_model.image, m_model.preprocessing));
        return;
    }
    for (const DigitInk& drawn : digitsIn(content.ink)) {
        const auto same = std::find_if(before.begin(), before.end(),
            [&drawn](const ReadDigit& digit) { return digit.drawn.ink == drawn.ink; });
        addPrepared(drawn,
            same != before.end() ? std::optional(same->input)
                                 : prepareInk(drawn.ink, m_model.image, m_model.preprocessing));
    }
}

void DigitReader::addPrepared(const DigitInk& drawn, std::optional<GreyImage> input)
{
    if (input) {
        m_digits.append({drawn, std::move(*input), {}, Doubt::None});
    }
}

void DigitReader::classify()
{
    if (!m_model.weights) {
        m_digits.clear();
        return;
    }
    if (!m_classifier && !m_digits.isEmpty()) {
        m_classifier.emplace(*m_model.weights);
    }
    for (ReadDigit& digit : m_digits) {
        digit.recognition = m_classifier->classify(digit.input);
        digit.doubt = doubtOf(digit.recognition, m_model.calibration);
    }
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
