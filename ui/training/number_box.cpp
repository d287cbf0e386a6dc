// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/number_box.h"

#include "core/base/number_text.h"

#include <QCoreApplication>
#include <QLocale>
#include <QRegularExpression>

#include <algorithm>
#include <cmath>
#include <optional>

namespace numeral::ui {

namespace {

/// Enough for every digit of the settings' smallest values.
constexpr int storedDecimals = 40;

/// Smaller numbers are shown with an exponent.
constexpr double smallestPlain = 1e-4;

/// Rounds the errors of a sum away: 0.1 + 0.05 is 0.15.
constexpr int exactDigits = 15;

QString translated(const char* text)
{
    return QCoreApplication::translate("numeral::ui::RealNumberBox", text);
}

/// Returns what was typed, without suffix and surrounding blanks.
template <typename Box>
QString typedText(const Box& box, const QString& text)
{
    QString typed = text.trimmed();
    const QString suffix = box.suffix().trimmed();
    // Twice if it was typed: the base class appends its own.
    while (!suffix.isEmpty() && typed.endsWith(suffix)) {
        typed.chop(suffix.size());
        typed = typed.trimmed();
    }
    return typed;
}

template <typename Box>
bool isSpecial(const Box& box, const QString& text)
{
    return !box.specialValueText().isEmpty()
        && text.trimmed().compare(box.specialValueText(), Qt::CaseInsensitive) == 0;
}

/// Turns digits and signs of any script into ASCII.
QString withAsciiDigits(const QString& text)
{
    QString plain;
    for (const QChar character : text) {
        const int digit = character.digitValue();
        if (digit >= 0) {
            plain += QString::number(digit);
        } else {
            plain += character == QChar(0x2212) ? QLatin1Char('-') : character; // minus sign
        }
    }
    return plain;
}

/// What a typed real number can mean.
struct Reading {
    std::optional<double> value;
    std::optional<double> grouped; ///< as one with a group separator, if it may be meant so
};

/// Reads a number with at most one separator, which is a decimal one. "1,500" may also mean 1500
/// where the comma isn't the locale's decimal separator.
Reading readNumber(const QString& typed, const QLocale& locale)
{
    constexpr QChar arabicDecimal(0x066B);
    QString plain = withAsciiDigits(typed);
    plain.replace(locale.decimalPoint(), QStringLiteral("."))
        .replace(QLatin1Char(','), QLatin1Char('.'))
        .replace(arabicDecimal, QLatin1Char('.'));
    Reading reading{parseReal(plain.toStdString()), {}};

    static const QRegularExpression thousands(QStringLiteral("^[1-9][0-9]{0,2}\\.[0-9]{3}$"));
    if (!typed.contains(locale.decimalPoint()) && thousands.match(plain).hasMatch()) {
        reading.grouped = parseReal(plain.remove(QLatin1Char('.')).toStdString());
    }
    return reading;
}

template <typename Box, typename T>
bool isInRange(const Box& box, T value)
{
    return value >= box.minimum() && value <= box.maximum();
}

/// The value to which the box returns, as it shows it.
template <typename Box>
QString keptText(const Box& box)
{
    return box.value() == box.minimum() && !box.specialValueText().isEmpty()
        ? box.specialValueText()
        : box.textFromValue(box.value()) + box.suffix();
}

template <typename Box>
QString rangeRefusal(const Box& box, const QString& typed)
{
    return translated("“%1” does not lie between %2 and %3; %4 is kept.")
        .arg(typed, box.textFromValue(box.minimum()), box.textFromValue(box.maximum()),
            keptText(box));
}

/// The series … 0.1, 0.3, 1, 3, 10 …; 1 has index 0.
double decade(int index)
{
    const int exponent = static_cast<int>(std::floor(index / 2.0));
    return shiftDecimalPoint(index % 2 == 0 ? 1 : 3, exponent);
}

/// The next number of the series, for a positive `value`.
double decadeAbove(double value)
{
    int index = static_cast<int>(2 * std::log10(value)) - 2;
    while (decade(index) <= value) {
        ++index;
    }
    return decade(index);
}

double decadeBelow(double value)
{
    int index = static_cast<int>(2 * std::log10(value)) + 2;
    while (decade(index) >= value) {
        --index;
    }
    return decade(index);
}

} // namespace

double shiftDecimalPoint(double value, int places)
{
    const QString text = QString::number(value, 'e', QLocale::FloatingPointShortest);
    const qsizetype exponent = text.indexOf(QLatin1Char('e')) + 1;
    const QString shifted
        = text.left(exponent) + QString::number(text.mid(exponent).toInt() + places);
    return parseReal(shifted.toStdString()).value_or(value);
}

RealNumberBox::RealNumberBox(QWidget* parent)
    : QDoubleSpinBox(parent)
{
    setDecimals(storedDecimals);
    setKeyboardTracking(false); // "1,000" starts with 1, which is another number
}

QValidator::State RealNumberBox::validate(QString& text, int& /*position*/) const
{
    if (isSpecial(*this, text)) {
        return QValidator::Acceptable;
    }
    // Never Invalid: that would swallow a character, and with it the number that was meant.
    const Reading reading = readNumber(typedText(*this, text), locale());
    const bool isAmbiguous = reading.grouped && isInRange(*this, *reading.grouped);
    return reading.value && isInRange(*this, *reading.value) && !isAmbiguous
        ? QValidator::Acceptable
        : QValidator::Intermediate;
}

double RealNumberBox::valueFromText(const QString& text) const
{
    if (isSpecial(*this, text)) {
        return minimum();
    }
    return readNumber(typedText(*this, text), locale()).value.value_or(value());
}

QString RealNumberBox::textFromValue(double value) const
{
    QLocale plain = locale();
    plain.setNumberOptions(plain.numberOptions() | QLocale::OmitGroupSeparator);
    if (value == 0 || std::abs(value) >= smallestPlain) {
        return plain.toString(value, 'f', QLocale::FloatingPointShortest);
    }
    // Not the locale's exponent, which may be "×10^".
    return QString::number(value, 'g', QLocale::FloatingPointShortest)
        .replace(QLatin1Char('.'), plain.decimalPoint());
}

/// Called when a text that is not acceptable is committed; the box then returns to its value.
void RealNumberBox::fixup(QString& text) const
{
    const QString typed = typedText(*this, text);
    if (typed.isEmpty()) {
        return;
    }
    const Reading reading = readNumber(typed, locale());
    if (!reading.value) {
        Q_EMIT refused(tr("“%1” is not a number such as %2; %3 is kept.")
                           .arg(typed, textFromValue(0.25), keptText(*this)));
    } else if (reading.grouped && isInRange(*this, *reading.grouped)) {
        Q_EMIT refused(tr("“%1” may mean %2 or %3; %4 is kept.")
                           .arg(typed, textFromValue(*reading.value),
                               textFromValue(*reading.grouped), keptText(*this)));
    } else {
        Q_EMIT refused(rangeRefusal(*this, typed));
    }
}

void RealNumberBox::stepBy(int steps)
{
    interpretText();
    double number = value();
    if (m_steps == NumberSteps::Decades) {
        for (int i = 0; i < std::abs(steps); ++i) {
            number = steps > 0 ? decadeAbove(number) : decadeBelow(number);
        }
    } else {
        number = QString::number(number + steps * singleStep(), 'g', exactDigits).toDouble();
    }
    setValue(std::clamp(number, minimum(), maximum()));
    selectAll();
}

WholeNumberBox::WholeNumberBox(QWidget* parent)
    : QSpinBox(parent)
{
    setKeyboardTracking(false);
}

QValidator::State WholeNumberBox::validate(QString& text, int& /*position*/) const
{
    if (isSpecial(*this, text)) {
        return QValidator::Acceptable;
    }
    const auto number = parseWhole(withAsciiDigits(typedText(*this, text)).toStdString());
    return number && isInRange(*this, *number) ? QValidator::Acceptable : QValidator::Intermediate;
}

int WholeNumberBox::valueFromText(const QString& text) const
{
    if (isSpecial(*this, text)) {
        return minimum();
    }
    const auto number = parseWhole(withAsciiDigits(typedText(*this, text)).toStdString());
    return number && isInRange(*this, *number) ? static_cast<int>(*number) : value();
}

QString WholeNumberBox::textFromValue(int value) const
{
    QLocale plain = locale();
    plain.setNumberOptions(plain.numberOptions() | QLocale::OmitGroupSeparator);
    return plain.toString(value);
}

void WholeNumberBox::fixup(QString& text) const
{
    const QString typed = typedText(*this, text);
    if (typed.isEmpty()) {
        return;
    }
    const bool isNumber = parseWhole(withAsciiDigits(typed).toStdString()).has_value();
    Q_EMIT refused(isNumber ? rangeRefusal(*this, typed)
                            : tr("“%1” is not a whole number in digits only; %2 is kept.")
                                  .arg(typed, keptText(*this)));
}

} // namespace numeral::ui
