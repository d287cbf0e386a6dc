// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ink/reader_answer.h"

#include "ui/ink/percent_text.h"

#include <QCoreApplication>

#include <algorithm>

namespace numeral::ui {

namespace {

QString translated(const char* text)
{
    return QCoreApplication::translate("numeral::ui::ReaderAnswer", text);
}

} // namespace

Answer answerTo(const ReadDigit& digit, const Reader& reader)
{
    const auto nameOf
        = [&reader](std::size_t label) { return QString::fromStdString(reader.nameOf(label)); };
    const Recognition& answer = digit.recognition;
    switch (digit.doubt) {
    case Doubt::None:
        return {nameOf(answer.label), percentText(answer.probabilities[answer.label], 1), false};
    case Doubt::BetweenTwo:
        if (!hasRunnerUp(answer)) {
            return {translated("%1?").arg(nameOf(answer.label)), translated("not sure"), true};
        }
        // No-break spaces keep the two on one line.
        return {translated("%1\u00A0/\u00A0%2")
                    .arg(nameOf(answer.label), nameOf(runnerUpLabel(answer))),
            translated("not sure"), true};
    case Doubt::OutOfDistribution:
        break;
    }
    const bool areDigits = reader.model().kind == ClassKind::Digits;
    return {areDigits ? translated("no digit") : translated("none of these"),
        percentText(digit.none, 1), true};
}

Answer answerOf(const Reader& reader)
{
    const std::vector<ReadDigit>& digits = reader.digits();
    if (digits.size() == 1) {
        return answerTo(digits.front(), reader);
    }
    Answer answer{QString::fromStdString(reader.text()), {}, !reader.isSure()};
    const bool isDoubted = std::any_of(digits.begin(), digits.end(),
        [](const ReadDigit& digit) { return digit.doubt != Doubt::None; });
    const auto all = static_cast<float>(reader.jointProbability());
    answer.caption = isDoubted ? translated("not sure")
                               : translated("all correct: %1").arg(percentText(all, 1));
    return answer;
}

} // namespace numeral::ui
