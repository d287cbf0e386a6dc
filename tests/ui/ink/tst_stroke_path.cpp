// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ink/stroke_path.h"

#include <QLineF>
#include <QTest>

#include <cmath>

namespace numeral::ui {

namespace {

const QRectF unitSheet(0, 0, 1, 1);

} // namespace

class TestStrokePath : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void isSmooth();
    void hasFewPoints();
    void liesOnTheSheet();
};

void TestStrokePath::isSmooth()
{
    const Stroke zigzag{{0, 0}, {10, 10}, {20, 0}, {30, 10}, {40, 0}};
    const QPainterPath path = pathOnPaper(zigzag, unitSheet);
    QCOMPARE(path.pointAtPercent(0), QPointF(0, 0));
    QCOMPARE(QPointF(path.currentPosition()), QPointF(40, 0));
    // The curve passes through the midpoints and turns gently: it never reaches the inner corners.
    QVERIFY(path.boundingRect().bottom() < 8);
    double previous = path.angleAtPercent(0);
    for (int i = 1; i <= 200; ++i) {
        const double angle = path.angleAtPercent(i / 200.0);
        const double turn = std::abs(std::remainder(angle - previous, 360.0));
        QVERIFY2(turn < 12, qPrintable(QString::number(turn)));
        previous = angle;
    }
}

void TestStrokePath::hasFewPoints()
{
    QVERIFY(pathOnPaper({}, unitSheet).isEmpty());

    const QPainterPath dot = pathOnPaper({{5, 7}}, unitSheet);
    QVERIFY(!dot.isEmpty());
    QVERIFY((QLineF(dot.currentPosition(), QPointF(5, 7)).length() < 1e-5));

    const QPainterPath line = pathOnPaper({{0, 0}, {6, 8}}, unitSheet);
    QCOMPARE(line.length(), 10.0);
}

void TestStrokePath::liesOnTheSheet()
{
    const QPainterPath path = pathOnPaper({{0, 0}, {1, 0.5}}, QRectF(10, 20, 100, 100));
    QCOMPARE(path.boundingRect(), QRectF(10, 20, 100, 50));
}

} // namespace numeral::ui

QTEST_GUILESS_MAIN(numeral::ui::TestStrokePath)
#include "tst_stroke_path.moc"
