// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ink/digit_groups.h"

#include <QTest>

#include <algorithm>

namespace numeral::ui {

namespace {

// Digits of a height of 1, by their strokes.
const QList<Stroke> one{{{0.1, 0}, {0, 1}}};
const QList<Stroke> oneWithFoot{{{0.1, 0}, {0.1, 1}}, {{-0.1, 1}, {0.3, 1}}};
const QList<Stroke> barredSeven{{{0, 0}, {0.6, 0}, {0.2, 1}}, {{0.1, 0.5}, {0.5, 0.5}}};
const QList<Stroke> openFour{{{0.1, 0}, {0, 0.6}, {0.6, 0.6}}, {{0.5, 0.1}, {0.45, 1}}};
const QList<Stroke> fiveWithHat{
    {{0.1, 0.08}, {0.1, 0.4}, {0.5, 0.5}, {0.5, 0.9}, {0, 1}}, {{0.2, 0}, {0.6, 0}}};
const QList<Stroke> crossedZero{
    {{0.3, 0}, {0, 0.5}, {0.3, 1}, {0.6, 0.5}, {0.3, 0}}, {{0.6, 0}, {0, 1}}};
const QList<Stroke> eightOfTwo{{{0.3, 0}, {0.05, 0.25}, {0.3, 0.47}, {0.55, 0.25}, {0.3, 0}},
    {{0.3, 0.53}, {0, 0.75}, {0.3, 1}, {0.6, 0.75}, {0.3, 0.53}}};

QList<Stroke> moved(const QList<Stroke>& strokes, double right, double scale = 1)
{
    QList<Stroke> result;
    for (const Stroke& stroke : strokes) {
        Stroke points;
        for (const QPointF& point : stroke) {
            points.append(scale * (point + QPointF(right, 0)));
        }
        result.append(points);
    }
    return result;
}

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
    QTest::addColumn<QList<Stroke>>("strokes");
    QTest::newRow("1") << one;
    QTest::newRow("1 with a foot") << oneWithFoot;
    QTest::newRow("barred 7") << barredSeven;
    QTest::newRow("open 4") << openFour;
    QTest::newRow("5 with its hat apart") << fiveWithHat;
    QTest::newRow("crossed 0") << crossedZero;
    QTest::newRow("8 of two rings") << eightOfTwo;
    QTest::newRow("a dot") << QList<Stroke>{{{0.5, 0.5}}};
}

void TestDigitGroups::strokesOfOneDigitStayTogether()
{
    QFETCH(const QList<Stroke>, strokes);
    const QList<DigitInk> digits = digitsIn({strokes});
    QCOMPARE(digits.size(), 1);
    QCOMPARE(digits[0].ink.strokes, strokes);
    // And with a neighbour on each side.
    const QList<DigitInk> three
        = digitsIn({moved(strokes, 0) + moved(crossedZero, 1) + moved(barredSeven, -1)});
    QCOMPARE(three.size(), 3);
    QCOMPARE(three[1].ink.strokes, strokes);
}

void TestDigitGroups::digitsComeFromLeftToRight()
{
    // The last one is written first, and two leaning ones lie above each other's ends.
    const QList<Stroke> drawn
        = moved(crossedZero, 2) + moved(barredSeven, 0) + moved(one, 0.9) + moved(one, 1.2);
    const QList<DigitInk> digits = digitsIn({drawn});
    QCOMPARE(digits.size(), 4);
    QCOMPARE(digits[0].ink.strokes, barredSeven);
    QCOMPARE(digits[1].ink.strokes, moved(one, 0.9));
    QCOMPARE(digits[2].ink.strokes, moved(one, 1.2));
    QCOMPARE(digits[3].ink.strokes, moved(crossedZero, 2));
    QCOMPARE(digits[3].box, QRectF(2, 0, 0.6, 1));
}

void TestDigitGroups::theNewestStrokeTellsTheNewestDigit()
{
    const Stroke bar = barredSeven[1];
    // The bar is drawn after the 1 beside it.
    const QList<Stroke> drawn{barredSeven[0], moved(one, 1)[0], bar};
    const QList<DigitInk> digits = digitsIn({drawn});
    QCOMPARE(digits.size(), 2);
    QVERIFY(digits[0].isNewest);
    QVERIFY(!digits[1].isNewest);
}

void TestDigitGroups::sizeDoesNotMatter()
{
    const QList<Stroke> drawn = openFour + moved(fiveWithHat, 1.2) + moved(one, 2.2);
    for (const double scale : {0.01, 0.1, 1000.0}) {
        QCOMPARE(digitsIn({moved(drawn, 0, scale)}).size(), 3);
    }
}

void TestDigitGroups::nothingIsNoDigit()
{
    QVERIFY(digitsIn({}).isEmpty());
    QVERIFY(digitsIn({{Stroke()}}).isEmpty());
}

} // namespace numeral::ui

QTEST_APPLESS_MAIN(numeral::ui::TestDigitGroups)
#include "tst_digit_groups.moc"
