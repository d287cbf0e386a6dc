// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ink/digit_splitting.h"

#include <QTest>

#include <algorithm>

namespace numeral::ui {

namespace {

// Digits of a height of 1, by their strokes.
const QList<Stroke> one{{{0.02, 0}, {0, 1}}};
const QList<Stroke> four{{{0.1, 0}, {0, 0.6}, {0.6, 0.6}}, {{0.5, 0.1}, {0.45, 1}}};
const QList<Stroke> five{
    {{0.1, 0.08}, {0.1, 0.4}, {0.5, 0.5}, {0.5, 0.9}, {0, 1}}, {{0.2, 0}, {0.6, 0}}};
const QList<Stroke> fiveWithHatApart{
    {{0.1, 0.08}, {0.1, 0.4}, {0.4, 0.5}, {0.4, 0.9}, {0, 1}}, {{0.55, 0}, {0.9, 0}}};
const QList<Stroke> seven{{{0, 0}, {0.6, 0}, {0.2, 1}}, {{0.1, 0.5}, {0.5, 0.5}}};

QList<Stroke> moved(const QList<Stroke>& strokes, double right)
{
    QList<Stroke> result;
    for (const Stroke& stroke : strokes) {
        Stroke points;
        for (const QPointF& point : stroke) {
            points.append(point + QPointF(right, 0));
        }
        result.append(points);
    }
    return result;
}

/// Knows some digits and nothing else.
class Known {
public:
    double operator()(const Ink& ink) const
    {
        const auto same = [&ink](const QList<Stroke>& digit) {
            return digit.size() == ink.strokes.size()
                && std::all_of(digit.begin(), digit.end(),
                    [&ink](const Stroke& stroke) { return ink.strokes.contains(stroke); });
        };
        return std::any_of(m_digits.begin(), m_digits.end(), same) ? 0.01 : 3;
    }

    /// The digit as it is there.
    Known& operator<<(const QList<Stroke>& digit)
    {
        m_digits.append(digit);
        return *this;
    }
    Ink all() const
    {
        Ink ink;
        for (const QList<Stroke>& digit : m_digits) {
            ink.strokes.append(digit);
        }
        return ink;
    }

private:
    QList<QList<Stroke>> m_digits;
};

QList<qsizetype> strokesOf(const QList<DigitInk>& digits)
{
    QList<qsizetype> counts;
    for (const DigitInk& digit : digits) {
        counts.append(digit.ink.strokes.size());
    }
    return counts;
}

} // namespace

class TestDigitSplitting : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void digitsThatTouchAreTold_data();
    void digitsThatTouchAreTold();
    void strokesThatAreApartMayBeOneDigit();
    void whatCanBeOneDigitStaysOne();
    void whatIsNoDigitStaysAsItLies();
    void theNewestStrokeTellsTheNewestDigit();
    void nothingIsNoDigit();
};

void TestDigitSplitting::digitsThatTouchAreTold_data()
{
    QTest::addColumn<QList<QList<Stroke>>>("digits");
    using Digits = QList<QList<Stroke>>;
    QTest::newRow("47") << Digits{four, moved(seven, 0.5)};
    QTest::newRow("74") << Digits{seven, moved(four, 0.6)};
    QTest::newRow("51") << Digits{five, moved(one, 0.62)};
    QTest::newRow("15, overlapping a little") << Digits{one, moved(five, 0)};
    QTest::newRow("4715") << Digits{four, moved(seven, 0.62), moved(one, 1.24), moved(five, 1.3)};
}

void TestDigitSplitting::digitsThatTouchAreTold()
{
    QFETCH(const QList<QList<Stroke>>, digits);
    Known known;
    for (const QList<Stroke>& digit : digits) {
        known << digit;
    }
    QVERIFY(digitsIn(known.all()).size() < digits.size()); // by where they lie
    const QList<DigitInk> found = likeliestDigits(known.all(), known);
    QCOMPARE(found.size(), digits.size());
    for (qsizetype i = 0; i < found.size(); ++i) {
        QCOMPARE(found[i].ink.strokes.size(), digits[i].size());
        QVERIFY(std::all_of(digits[i].begin(), digits[i].end(),
            [&](const Stroke& stroke) { return found[i].ink.strokes.contains(stroke); }));
        QCOMPARE(found[i].box, boxOf(Ink{digits[i]}));
    }
}

/// A 5 whose hat doesn't reach it, though it has a 1 beside it.
void TestDigitSplitting::strokesThatAreApartMayBeOneDigit()
{
    Known known;
    known << fiveWithHatApart << moved(one, 1.2);
    QCOMPARE(digitsIn(known.all()).size(), 3);
    QCOMPARE(strokesOf(likeliestDigits(known.all(), known)), (QList<qsizetype>{2, 1}));
}

/// A 4 of two strokes, of which the second would be a 1.
void TestDigitSplitting::whatCanBeOneDigitStaysOne()
{
    Known known;
    known << four << QList<Stroke>{four[0]} << QList<Stroke>{four[1]};
    QCOMPARE(strokesOf(likeliestDigits({four}, known)), QList<qsizetype>{2});
}

void TestDigitSplitting::whatIsNoDigitStaysAsItLies()
{
    const Known nothing;
    QCOMPARE(strokesOf(likeliestDigits({four + moved(seven, 0.5)}, nothing)), QList<qsizetype>{4});
    QCOMPARE(
        strokesOf(likeliestDigits({four + moved(seven, 0.7)}, nothing)), (QList<qsizetype>{2, 2}));
    Ink scribble; // of more strokes than are compared
    for (int i = 0; i < 60; ++i) {
        scribble.strokes.append(moved(one, 0.05 * i));
    }
    QCOMPARE(likeliestDigits(scribble, nothing).size(), digitsIn(scribble).size());
}

void TestDigitSplitting::theNewestStrokeTellsTheNewestDigit()
{
    Known known;
    known << moved(seven, 0.62) << four; // drawn in that order
    const QList<DigitInk> found = likeliestDigits(known.all(), known);
    QCOMPARE(found.size(), 2);
    QVERIFY(found[0].isNewest && !found[1].isNewest);
}

void TestDigitSplitting::nothingIsNoDigit()
{
    QVERIFY(likeliestDigits({}, Known()).isEmpty());
    QVERIFY(likeliestDigits({{{}, {}}}, Known()).isEmpty());
}

} // namespace numeral::ui

QTEST_GUILESS_MAIN(numeral::ui::TestDigitSplitting)
#include "tst_digit_splitting.moc"
