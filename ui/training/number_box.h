// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDoubleSpinBox>
#include <QSpinBox>

namespace numeral::ui {

/// How the arrows of a real number's field change it.
enum class NumberSteps {
    Linear, ///< by the single step
    Decades, ///< through 1 and 3 of each power of ten
};

/// Returns value · 10^places without a rounding error: 0.07 by 2 places is 7.
double shiftDecimalPoint(double value, int places);

/// Field for a real number. It takes a decimal point or comma in every locale, an exponent (1e-3)
/// and any number of decimals. A text that is no number, has group separators or lies outside the
/// range is refused with a sentence when it is committed; the last value is then kept.
class RealNumberBox final : public QDoubleSpinBox {
    Q_OBJECT

public:
    explicit RealNumberBox(QWidget* parent = nullptr);

    void setSteps(NumberSteps steps) { m_steps = steps; }

    QValidator::State validate(QString& text, int& position) const override;
    double valueFromText(const QString& text) const override;
    QString textFromValue(double value) const override;
    void fixup(QString& text) const override;
    void stepBy(int steps) override;

Q_SIGNALS:
    void refused(const QString& sentence) const;

private:
    NumberSteps m_steps = NumberSteps::Linear;
};

/// Field for a whole number, written in digits only, without group separators. Other text is
/// refused in the same way.
class WholeNumberBox final : public QSpinBox {
    Q_OBJECT

public:
    explicit WholeNumberBox(QWidget* parent = nullptr);

    QValidator::State validate(QString& text, int& position) const override;
    int valueFromText(const QString& text) const override;
    QString textFromValue(int value) const override;
    void fixup(QString& text) const override;

Q_SIGNALS:
    void refused(const QString& sentence) const;
};

} // namespace numeral::ui
