// SPDX-License-Identifier: GPL-3.0-or-later
#include "drawings.h"

#include "core/reading/digit_splitting.h"

#include <QTest>

#include <algorithm>

namespace numeral {

namespace {

// Digits of height 1, as strokes.
const Ink one{{{0.02, 0}, {0, 1}}};
const Ink four{{{0.1, 0}, {0, 0.6}, {0.6, 0.6}}, {{0.5, 0.1}, {0.45, 1}}};
const Ink five{{{0.1, 0.08}, {0.1, 0.4}, {0.5, 0.5}, {0.5, 0.9}, {0, 1}}, {{0.2, 0}, {0.6, 0}}};
const Ink fiveWithHatApart{
    {{0.1, 0.08}, {0.1, 0.4}, {0.4, 0.5}, {0.4, 0.9}, {0, 1}}, {{0.55, 0}, {0.9, 0}}};
const Ink seven{{{0, 0}, {0.6, 0}, {0.2, 1}}, {{0.1, 0.5}, {0.5, 0.5}}};

bool contains(const Ink& ink, const Stroke& stroke)
{
    return std::find(ink.begin(), ink.end(), stroke) != ink.end();
}

/// A reading loss that is low for certain digits only.
class KnownDigits {
public:
    double operator()(const Ink& ink) const
    {
        const auto same = [&ink](const Ink& digit) {
            return digit.size() == ink.size()
                && std::all_of(digit.begin(), digit.end(),
                    [&ink](const Stroke& stroke) { return contains(ink, stroke); });
        };
        return std::any_of(m_digits.begin(), m_digits.end(), same) ? 0.01 : 3;
    }

    /// Adds a digit that is recognised.
    KnownDigits& operator<<(const Ink& digit)
    {
        m_digits.push_back(digit);
        return *this;
    }
    Ink all() const { return together(m_digits); }

private:
    std::vector<Ink> m_digits;
};

std::vector<std::size_t> strokesOf(const std::vector<DigitInk>& digits)
{
    std::vector<std::size_t> counts;
    for (const DigitInk& digit : digits) {
        counts.push_back(digit.ink.size());
    }
    return counts;
}

} // namespace

class TestDigitSplitting : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void touchingDigitsAreSplit_data();
    void touchingDigitsAreSplit();
    void strokesThatAreApartMayBeOneDigit();
    void whatCanBeOneDigitStaysOne();
    void whatIsNoDigitStaysAsItLies();
    void theNewestStrokeTellsTheNewestDigit();
    void nothingIsNoDigit();
};

void TestDigitSplitting::touchingDigitsAreSplit_data()
{
    QTest::addColumn<std::vector<Ink>>("digits");
    using Digits = std::vector<Ink>;
    QTest::newRow("47") << Digits{four, moved(seven, 0.5)};
    QTest::newRow("74") << Digits{seven, moved(four, 0.6)};
    QTest::newRow("51") << Digits{five, moved(one, 0.62)};
    QTest::newRow("15, overlapping a little") << Digits{one, moved(five, 0)};
    QTest::newRow("4715") << Digits{four, moved(seven, 0.62), moved(one, 1.24), moved(five, 1.3)};
}

void TestDigitSplitting::touchingDigitsAreSplit()
{
    QFETCH(const std::vector<Ink>, digits);
    KnownDigits known;
    for (const Ink& digit : digits) {
        known << digit;
    }
    QVERIFY(groupStrokes(known.all()).size() < digits.size()); // grouped by position alone
    const std::vector<DigitInk> found = segmentDigits(known.all(), known);
    QCOMPARE(found.size(), digits.size());
    for (std::size_t i = 0; i < found.size(); ++i) {
        QCOMPARE(found[i].ink.size(), digits[i].size());
        QVERIFY(std::all_of(digits[i].begin(), digits[i].end(),
            [&](const Stroke& stroke) { return contains(found[i].ink, stroke); }));
        QCOMPARE(found[i].box, boxOf(digits[i]));
    }
}

/// A 5 with a detached top stroke, and a 1 beside it.
void TestDigitSplitting::strokesThatAreApartMayBeOneDigit()
{
    KnownDigits known;
    known << fiveWithHatApart << moved(one, 1.2);
    QCOMPARE(groupStrokes(known.all()).size(), std::size_t{3});
    QCOMPARE(strokesOf(segmentDigits(known.all(), known)), (std::vector<std::size_t>{2, 1}));
}

/// A 4 of two strokes, each of which would also be recognised as a digit.
void TestDigitSplitting::whatCanBeOneDigitStaysOne()
{
    KnownDigits known;
    known << four << Ink{four[0]} << Ink{four[1]};
    QCOMPARE(strokesOf(segmentDigits(four, known)), std::vector<std::size_t>{2});
}

void TestDigitSplitting::whatIsNoDigitStaysAsItLies()
{
    const KnownDigits nothing;
    QCOMPARE(strokesOf(segmentDigits(together({four, moved(seven, 0.5)}), nothing)),
        std::vector<std::size_t>{4});
    QCOMPARE(strokesOf(segmentDigits(together({four, moved(seven, 0.7)}), nothing)),
        (std::vector<std::size_t>{2, 2}));
    Ink scribble; // more strokes than the search takes
    for (int i = 0; i < 60; ++i) {
        scribble = together({scribble, moved(one, 0.05 * i)});
    }
    QCOMPARE(segmentDigits(scribble, nothing).size(), groupStrokes(scribble).size());
}

void TestDigitSplitting::theNewestStrokeTellsTheNewestDigit()
{
    KnownDigits known;
    known << moved(seven, 0.62) << four; // drawn in that order
    const std::vector<DigitInk> found = segmentDigits(known.all(), known);
    QCOMPARE(found.size(), std::size_t{2});
    QVERIFY(found[0].isNewest && !found[1].isNewest);
}

void TestDigitSplitting::nothingIsNoDigit()
{
    QVERIFY(segmentDigits({}, KnownDigits()).empty());
    QVERIFY(segmentDigits({{}, {}}, KnownDigits()).empty());
}

} // namespace numeral

QTEST_GUILESS_MAIN(numeral::TestDigitSplitting)
#include "tst_digit_splitting.moc"
