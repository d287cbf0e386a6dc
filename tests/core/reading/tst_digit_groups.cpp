// SPDX-License-Identifier: GPL-3.0-or-later
#include "drawings.h"

#include "core/reading/digit_groups.h"

#include <QTest>

#include <algorithm>

namespace numeral {

namespace {

// Digits of height 1, as strokes.
const Ink one{{{0.1, 0}, {0, 1}}};
const Ink oneWithFoot{{{0.1, 0}, {0.1, 1}}, {{-0.1, 1}, {0.3, 1}}};
const Ink barredSeven{{{0, 0}, {0.6, 0}, {0.2, 1}}, {{0.1, 0.5}, {0.5, 0.5}}};
const Ink openFour{{{0.1, 0}, {0, 0.6}, {0.6, 0.6}}, {{0.5, 0.1}, {0.45, 1}}};
const Ink fiveWithHat{
    {{0.1, 0.08}, {0.1, 0.4}, {0.5, 0.5}, {0.5, 0.9}, {0, 1}}, {{0.2, 0}, {0.6, 0}}};
const Ink crossedZero{{{0.3, 0}, {0, 0.5}, {0.3, 1}, {0.6, 0.5}, {0.3, 0}}, {{0.6, 0}, {0, 1}}};
const Ink eightOfTwo{{{0.3, 0}, {0.05, 0.25}, {0.3, 0.47}, {0.55, 0.25}, {0.3, 0}},
    {{0.3, 0.53}, {0, 0.75}, {0.3, 1}, {0.6, 0.75}, {0.3, 0.53}}};

} // namespace

class TestDigitGroups : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void strokesOfOneDigitStayTogether_data();
    void strokesOfOneDigitStayTogether();
    void digitsComeFromLeftToRight();
    void theNewestStrokeTellsTheNewestDigit();
    void sizeDoesNotMatter();
    void nothingIsNoDigit();
};

void TestDigitGroups::strokesOfOneDigitStayTogether_data()
{
    QTest::addColumn<Ink>("strokes");
    QTest::newRow("1") << one;
    QTest::newRow("1 with a foot") << oneWithFoot;
    QTest::newRow("barred 7") << barredSeven;
    QTest::newRow("open 4") << openFour;
    QTest::newRow("5 with its hat apart") << fiveWithHat;
    QTest::newRow("crossed 0") << crossedZero;
    QTest::newRow("8 of two rings") << eightOfTwo;
    QTest::newRow("a dot") << Ink{{{0.5, 0.5}}};
}

void TestDigitGroups::strokesOfOneDigitStayTogether()
{
    QFETCH(const Ink, strokes);
    const std::vector<DigitInk> digits = groupStrokes(strokes);
    QCOMPARE(digits.size(), std::size_t{1});
    QCOMPARE(digits[0].ink, strokes);
    // And with a neighbour on each side.
    const std::vector<DigitInk> three = groupStrokes(
        together({moved(strokes, 0), moved(crossedZero, 1), moved(barredSeven, -1)}));
    QCOMPARE(three.size(), std::size_t{3});
    QCOMPARE(three[1].ink, strokes);
}

void TestDigitGroups::digitsComeFromLeftToRight()
{
    // The last digit is written first.
    const Ink drawn = together(
        {moved(crossedZero, 2), moved(barredSeven, 0), moved(one, 0.9), moved(one, 1.2)});
    const std::vector<DigitInk> digits = groupStrokes(drawn);
    QCOMPARE(digits.size(), std::size_t{4});
    QCOMPARE(digits[0].ink, barredSeven);
    QCOMPARE(digits[1].ink, moved(one, 0.9));
    QCOMPARE(digits[2].ink, moved(one, 1.2));
    QCOMPARE(digits[3].ink, moved(crossedZero, 2));
    QCOMPARE(digits[3].box, (Box{2, 0, 2.6, 1}));
}

void TestDigitGroups::theNewestStrokeTellsTheNewestDigit()
{
    const Stroke bar = barredSeven[1];
    // The bar is drawn after the 1 beside it.
    const Ink drawn{barredSeven[0], moved(one, 1)[0], bar};
    const std::vector<DigitInk> digits = groupStrokes(drawn);
    QCOMPARE(digits.size(), std::size_t{2});
    QVERIFY(digits[0].isNewest);
    QVERIFY(!digits[1].isNewest);
}

void TestDigitGroups::sizeDoesNotMatter()
{
    const Ink drawn = together({openFour, moved(fiveWithHat, 1.2), moved(one, 2.2)});
    for (const double scale : {0.01, 0.1, 1000.0}) {
        QCOMPARE(groupStrokes(moved(drawn, 0, scale)).size(), std::size_t{3});
    }
}

void TestDigitGroups::nothingIsNoDigit()
{
    QVERIFY(groupStrokes({}).empty());
    QVERIFY(groupStrokes({Stroke()}).empty());
}

} // namespace numeral

QTEST_APPLESS_MAIN(numeral::TestDigitGroups)
#include "tst_digit_groups.moc"
