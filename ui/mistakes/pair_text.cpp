// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mistakes/pair_text.h"

#include "ui/ink/percent_text.h"

#include <QCoreApplication>
#include <QLocale>

namespace numeral::ui {

namespace {

QString translated(const char* text)
{
    return QCoreApplication::translate("numeral::ui::PairText", text);
}

QString className(const MistakesData& data, Label label)
{
    return QString::fromStdString(data.classes()[label]);
}

} // namespace

QString readingsText(const QLocale& locale, const std::array<QString, 2>& names,
    const PairReadings& readings, std::size_t inQuestion)
{
    const auto counts = countKinds(readings.pairs);
    const auto count = [&counts](PairKind kind) { return counts[static_cast<std::size_t>(kind)]; };
    const auto number
        = [&locale](std::size_t value) { return locale.toString(static_cast<qulonglong>(value)); };
    const std::size_t onlyFirst = count(PairKind::OnlyFirstRight);
    const std::size_t onlySecond = count(PairKind::OnlySecondRight);
    const auto share = [&](std::size_t only) {
        return locale.toString(100.0 * static_cast<double>(only + count(PairKind::BothRight))
                / static_cast<double>(readings.pairs.size()),
            'f', 2);
    };
    const double probability = mcnemarProbability(onlyFirst, onlySecond);
    const QString chance = probability < 0.001
        ? translated("p < %1").arg(locale.toString(0.001))
        : translated("p = %1").arg(locale.toString(probability, 'g', 2));
    constexpr double decided = 0.01; // as for groups of runs
    QString text
        = translated("Of %1 test images, %2 reads %3% right and %4 reads %5%. Only %2 reads %6 of "
                     "them right, only %4 %7: %8 (McNemar’s test: %9).")
              .arg(number(readings.pairs.size()), names[0], share(onlyFirst), names[1],
                  share(onlySecond), number(onlyFirst), number(onlySecond),
                  probability < decided ? translated("more than chance explains")
                                        : translated("that may be chance"),
                  chance);
    if (inQuestion > 0) {
        text += QLatin1Char(' ')
            + translated("Of the %1 training images themselves, %2 reads %3 as they are labelled "
                         "in the files, %4 reads %5.")
                  .arg(number(inQuestion), names[0], number(readings.rightInQuestion[0]), names[1],
                      number(readings.rightInQuestion[1]));
    }
    return text;
}

QString pairText(const PairReadings& readings, const AnswerPair& pair)
{
    const MistakesData& first = *readings.networks[0];
    const MistakesData& second = *readings.networks[1];
    return translated("Image %1, a %2: read as %3 with %4, and as %5 with %6.")
        .arg(first.numberOf(pair.first.image) + 1)
        .arg(className(first, pair.first.truth), className(first, pair.first.answer),
            percentText(pair.first.confidence, 1), className(second, pair.second.answer),
            percentText(pair.second.confidence, 1));
}

} // namespace numeral::ui
