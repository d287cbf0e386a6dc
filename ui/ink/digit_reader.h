// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/recognition/classifier.h"
#include "core/recognition/doubt.h"
#include "ui/ink/canvas_content.h"
#include "ui/ink/digit_groups.h"

#include <optional>
#include <vector>

namespace numeral::ui {

/// One digit of what is on the canvas, and what the network makes of it.
struct ReadDigit {
    DigitInk drawn; ///< without strokes in a picture, and then without a box where it is all of it
    GreyImage input; ///< what the network sees
    Recognition recognition;
    Doubt doubt = Doubt::None;
};

/// Reads what is on the canvas with a model: one digit, or several from left to right. Where
/// strokes that are near each other make no digit together, but several, they are these. One object
/// belongs to one thread.
class DigitReader {
public:
    void setModel(const Model& model);
    const Model& model() const { return m_model; }

    /// Reads with these weights of the same model from now on, which nothing is known of yet. False
    /// where they read other images or know another number of classes.
    bool setWeights(const WeightsSnapshot& weights);

    /// Reads anew; what hasn't changed since the last time isn't prepared again.
    void read(const CanvasContent& content);

    /// From left to right; none without ink or without a model.
    const QList<ReadDigit>& digits() const { return m_digits; }

    /// The one that was drawn last; null without digits.
    const ReadDigit* newest() const;

    /// The names of all classes read, from left to right.
    QString text() const;

    const std::string& nameOf(std::size_t label) const { return m_model.classes[label]; }

private:
    void readDrawing(const Ink& ink);
    bool readDigitsOf(const QImage& picture);
    void add(const DigitInk& drawn, std::optional<GreyImage> input);
    const std::optional<ReadDigit>& readAsOne(const Ink& ink);
    double oddness(const Ink& ink);
    void recognise(ReadDigit& digit);

    Model m_model;
    std::optional<Classifier> m_classifier; ///< of the model's weights, once something was drawn
    QList<ReadDigit> m_digits;

    /// Some ink read as one digit; nothing where the network sees nothing of it.
    struct Known {
        Ink ink;
        std::optional<ReadDigit> digit;
    };
    std::vector<Known> m_known; ///< of this reading
    std::vector<Known> m_knownBefore; ///< of the last one
};

} // namespace numeral::ui
