// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ink/ink_file.h"
#include "core/reading/read_digit.h"

#include <optional>
#include <string>
#include <vector>

namespace numeral {

/// Recognition pipeline, from strokes or a picture to the answer: finds the digits, preprocesses
/// each as the network's data was, classifies it, and judges how reliable the answer is. Used by
/// both the window and the command-line program. Adjacent strokes that don't form one digit are
/// split into several. If the model's classes are neither digits nor letters, all ink is read as
/// one thing. Not thread-safe: an object must be used from one thread only.
class Reader {
public:
    void setModel(const Model& model);
    const Model& model() const { return m_model; }

    /// Whether the input may hold several, side by side.
    bool readsSeveral() const { return isWriting(m_model.kind); }

    /// Replaces the model's weights and classifies the present digits with them. Resets the
    /// calibration, which isn't known for them yet. Returns false, and changes nothing, if they are
    /// null or their number of inputs or classes differs.
    bool setWeights(const WeightsSnapshot& weights);

    /// Reads a drawing. Results for ink that hasn't changed since the last call come from a cache.
    void read(const Ink& ink);

    /// Reads a photo or scan, given as lightness.
    void read(const GreyImage& picture);

    /// Reads a drawing from an ink file, or its pixels if it has no strokes.
    void read(const InkRecord& record);

    /// The digits in reading order; empty without ink or without a model.
    const std::vector<ReadDigit>& digits() const { return m_digits; }

    /// The digit with the last stroke, else the last in reading order; null without digits.
    const ReadDigit* newest() const;

    /// The joint probability that all digits are right: the product of their probabilities; 1
    /// without digits.
    double jointProbability() const;

    /// Whether there are digits, none is doubted, and their joint probability is at least
    /// `minProbability`.
    bool isSure() const;

    /// The class names in reading order, concatenated; "?" for what is like none of the classes.
    std::string text() const;

    const std::string& nameOf(std::size_t label) const { return m_model.classes[label]; }

private:
    bool isReady();
    std::optional<ReadDigit> recognised(std::optional<GreyImage> input) const;
    void addWhole(const DigitInk& drawn, std::optional<GreyImage> input);
    const std::optional<ReadDigit>& readAsOne(const Ink& ink);
    double readingLoss(const Ink& ink);
    bool isBrokenDigit(const Ink& ink);
    void doubtLowParts();
    void recognise(ReadDigit& digit) const;

    Model m_model;
    std::optional<Classifier> m_classifier; ///< with the model's weights; created on first use
    std::vector<ReadDigit> m_digits;

    /// Cache entry: some ink read as one digit; no digit if preprocessing finds no ink.
    struct CachedReading {
        Ink ink;
        std::optional<ReadDigit> digit;
    };
    std::vector<CachedReading> m_cache; ///< used by this reading
    std::vector<CachedReading> m_previousCache; ///< used by the previous one
};

} // namespace numeral
