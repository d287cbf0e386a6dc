// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ink/ink_file.h"
#include "core/reading/read_digit.h"

#include <optional>
#include <string>
#include <vector>

namespace numeral {

/// From strokes or a picture to the answer: finds the digits, prepares each as the network's data
/// was, classifies it, and says how far to believe that. The window and the terminal program both
/// read with it. Strokes that are near each other and don't form one digit are split into several.
/// A model of other things than digits reads all that there is as one. One object belongs to one
/// thread.
class Reader {
public:
    void setModel(const Model& model);
    const Model& model() const { return m_model; }

    /// Whether the model's classes are digits, of which several may be there.
    bool readsDigits() const { return m_model.preprocessing == Preprocessing::Mnist; }

    /// Reads with these weights of the same model from now on, which nothing is known of yet. False
    /// where they read other images or know another number of classes.
    bool setWeights(const WeightsSnapshot& weights);

    /// Reads anew; what hasn't changed since the last time isn't prepared again.
    void read(const Ink& ink);

    /// Reads the lightness of a photo or scan.
    void read(const GreyImage& picture);

    /// Reads a drawing of an ink file, or the pixels that stand in where it has no strokes.
    void read(const InkRecord& record);

    /// In reading order; none without ink or without a model.
    const std::vector<ReadDigit>& digits() const { return m_digits; }

    /// The one that was drawn last, or stands last; null without digits.
    const ReadDigit* newest() const;

    /// The probability that all of them are read right: the product of each one's; 1 without any.
    double jointProbability() const;

    /// Whether each of them is sure, and all together are.
    bool isSure() const;

    /// The names of all classes read, in that order; "?" for what is none of them.
    std::string text() const;

    const std::string& nameOf(std::size_t label) const { return m_model.classes[label]; }

private:
    bool isReady();
    std::optional<ReadDigit> recognised(std::optional<GreyImage> input) const;
    void addWhole(const DigitInk& drawn, std::optional<GreyImage> input);
    const std::optional<ReadDigit>& readAsOne(const Ink& ink);
    double readingLoss(const Ink& ink);
    bool isBrokenDigit(const Ink& ink);
    void recognise(ReadDigit& digit) const;

    Model m_model;
    std::optional<Classifier> m_classifier; ///< of the model's weights, once something was drawn
    std::vector<ReadDigit> m_digits;

    /// Some ink read as one digit; nothing where the network sees nothing of it.
    struct Known {
        Ink ink;
        std::optional<ReadDigit> digit;
    };
    std::vector<Known> m_known; ///< of this reading
    std::vector<Known> m_knownBefore; ///< of the last one
};

} // namespace numeral
