// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ink/ink.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

namespace numeral::ui {

namespace {

constexpr ImageShape mnistShape{28, 28};
constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double largest = std::numeric_limits<double>::max();

std::optional<GreyImage> prepared(const Ink& ink)
{
    return prepareInk(ink, mnistShape, Preprocessing::Mnist);
}

/// A hand-drawn looking '2' with a dot beside it.
Ink wavyTwo()
{
    Stroke stroke;
    for (int i = 0; i <= 40; ++i) {
        const double angle = -2.4 + 4.2 * i / 40;
        stroke.append({0.51 + 0.2 * std::cos(angle), 0.34 + 0.16 * std::sin(angle)});
    }
    stroke.append({0.33, 0.79});
    for (int i = 0; i <= 10; ++i) {
        stroke.append({0.33 + 0.035 * i, 0.79 + 0.013 * std::sin(i)});
    }
    return {{stroke, {{0.83, 0.41}}}};
}

Ink mapped(Ink ink, double scale, const QPointF& offset)
{
    for (Stroke& stroke : ink.strokes) {
        for (QPointF& point : stroke) {
            point = point * scale + offset;
        }
    }
    return ink;
}

int largestDifference(const GreyImage& a, const GreyImage& b)
{
    int largestSoFar = 0;
    for (std::size_t i = 0; i < a.pixels.size(); ++i) {
        largestSoFar = std::max(largestSoFar, std::abs(a.pixels[i] - b.pixels[i]));
    }
    return largestSoFar;
}

double inkOf(const GreyImage& image)
{
    double sum = 0;
    for (const std::uint8_t grey : image.pixels) {
        sum += grey / 255.0;
    }
    return sum;
}

/// Rows or columns with ink at least half dark.
ImageShape darkExtent(const GreyImage& image)
{
    std::size_t top = image.rows;
    std::size_t bottom = 0;
    std::size_t left = image.columns;
    std::size_t right = 0;
    for (std::size_t row = 0; row < image.rows; ++row) {
        for (std::size_t column = 0; column < image.columns; ++column) {
            if (image.at(row, column) >= 120) {
                top = std::min(top, row);
                bottom = std::max(bottom, row + 1);
                left = std::min(left, column);
                right = std::max(right, column + 1);
            }
        }
    }
    return {bottom - top, right - left};
}

bool isNear(std::size_t actual, double expected)
{
    return std::abs(static_cast<double>(actual) - expected) <= 1;
}

} // namespace

class TestInk : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingToDraw_data();
    void nothingToDraw();
    void degenerateInkIsDrawn_data();
    void degenerateInkIsDrawn();
    void brokenPointsAreLeftOut();
    void penIsProportionalToTheDrawing();
    void endsAndCornersAreRound();
    void aDotBesideAStrokeIsSeen();
    void sizeAndPlaceDoNotMatter_data();
    void sizeAndPlaceDoNotMatter();
    void smoothPathIsSmooth();
    void smoothPathOfFewPoints();
    void cornersOfSparseInkStay();
    void overlapsAreNotHoles();
};

void TestInk::nothingToDraw_data()
{
    QTest::addColumn<Ink>("ink");
    QTest::newRow("no stroke") << Ink{};
    QTest::newRow("empty strokes") << Ink{{{}, {}}};
    QTest::newRow("no finite point") << Ink{{{{nan, 0}, {0, infinity}}}};
}

void TestInk::nothingToDraw()
{
    QFETCH(const Ink, ink);
    QVERIFY(!renderInk(ink).has_value());
    QVERIFY(!prepared(ink).has_value());
}

void TestInk::degenerateInkIsDrawn_data()
{
    QTest::addColumn<Ink>("ink");
    QTest::addColumn<ImageShape>("extent"); // of the rendering, in pixels
    constexpr std::size_t pen = 21;
    constexpr std::size_t full = 221;
    QTest::newRow("dot") << Ink{{{{3, 4}}}} << ImageShape{pen, pen};
    QTest::newRow("dot far away") << Ink{{{{-1e300, 1e300}}}} << ImageShape{pen, pen};
    QTest::newRow("equal points") << Ink{{{{3, 4}, {3, 4}, {3, 4}}}} << ImageShape{pen, pen};
    QTest::newRow("equal dots") << Ink{{{{3, 4}}, {{3, 4}}}} << ImageShape{pen, pen};
    QTest::newRow("horizontal") << Ink{{{{0, 5}, {8, 5}}}} << ImageShape{pen, full};
    QTest::newRow("vertical") << Ink{{{{5, 0}, {5, 3}, {5, 8}}}} << ImageShape{full, pen};
    QTest::newRow("two dots") << Ink{{{{0, 0}}, {{0, 7}}}} << ImageShape{full, pen};
    QTest::newRow("there and back") << Ink{{{{0, 0}, {9, 0}, {0, 0}}}} << ImageShape{pen, full};
    QTest::newRow("largest doubles")
        << Ink{{{{-largest, 0}, {largest, 0}}}} << ImageShape{pen, full};
    QTest::newRow("astronomical") << Ink{{{{0, -1e308}, {0, 1e308}}}} << ImageShape{full, pen};
    QTest::newRow("subatomic") << Ink{{{{0, 0}, {0, 1e-300}}}} << ImageShape{full, pen};
    QTest::newRow("nearly a dot beside a line")
        << Ink{{{{5, 5}, {5 + 1e-13, 5}}, {{0, 0}, {0, 10}}}} << ImageShape{full, 121};
}

void TestInk::degenerateInkIsDrawn()
{
    QFETCH(const Ink, ink);
    QFETCH(const ImageShape, extent);
    const std::optional<GreyImage> image = renderInk(ink);
    QVERIFY(image.has_value());
    const ImageShape actual = darkExtent(*image);
    QVERIFY2(isNear(actual.rows, static_cast<double>(extent.rows))
            && isNear(actual.columns, static_cast<double>(extent.columns)),
        qPrintable(QStringLiteral("%1×%2").arg(actual.rows).arg(actual.columns)));
    QVERIFY(prepared(ink).has_value());
}

void TestInk::brokenPointsAreLeftOut()
{
    const Ink sound{{{{0, 0}, {4, 4}, {0, 9}}}};
    const Ink broken{{{{nan, 2}}, {{0, 0}, {4, 4}, {infinity, -infinity}, {0, 9}}, {}}};
    QCOMPARE(renderInk(broken), renderInk(sound));
}

void TestInk::penIsProportionalToTheDrawing()
{
    for (const double length : {0.01, 1.0, 500.0}) {
        const Ink line{{{{2, 3}, {2, 3 + length}}}};
        const std::optional<GreyImage> image = renderInk(line);
        QVERIFY(image.has_value());
        const ImageShape extent = darkExtent(*image);
        const auto width = static_cast<double>(extent.columns);
        const double pathLength = static_cast<double>(extent.rows) - width;
        QVERIFY(std::abs(width / pathLength - renderedPenWidth) < 0.012);
    }
}

void TestInk::endsAndCornersAreRound()
{
    const std::optional<GreyImage> dot = renderInk({{{{1, 1}}}});
    QVERIFY(dot.has_value());
    const double disc = 3.14159 * 10.5 * 10.5;
    QVERIFY2(std::abs(inkOf(*dot) - disc) < 4, qPrintable(QString::number(inkOf(*dot))));

    const std::optional<GreyImage> line = renderInk({{{{0, 0}, {1, 0}}}});
    QVERIFY(line.has_value());
    QVERIFY(std::abs(inkOf(*line) - (disc + 21 * 200)) < 10);
}

void TestInk::aDotBesideAStrokeIsSeen()
{
    const Ink line{{{{0, 0}, {0, 1}}}};
    Ink withDot = line;
    withDot.strokes.append(Stroke{{0.5, 0.5}});
    const std::optional<GreyImage> image = renderInk(withDot);
    QVERIFY(image.has_value());
    QVERIFY(std::abs(inkOf(*image) - inkOf(*renderInk(line)) - 346) < 4);
}

void TestInk::sizeAndPlaceDoNotMatter_data()
{
    QTest::addColumn<double>("scale");
    QTest::addColumn<QPointF>("offset");
    for (const double scale : {1e-3, 0.0123, 0.5, 1.0, 3.7, 28.0, 1e3, 1e6}) {
        QTest::addRow("× %g", scale) << scale << QPointF(0, 0);
        QTest::addRow("× %g, moved", scale) << scale << QPointF(-17.3 * scale, 1234.5);
    }
}

void TestInk::sizeAndPlaceDoNotMatter()
{
    QFETCH(const double, scale);
    QFETCH(const QPointF, offset);
    const Ink ink = wavyTwo();
    for (const Preprocessing preprocessing : {Preprocessing::Mnist, Preprocessing::Fit}) {
        const auto plain = prepareInk(ink, mnistShape, preprocessing);
        const auto other = prepareInk(mapped(ink, scale, offset), mnistShape, preprocessing);
        QVERIFY(plain && other);
        QVERIFY(largestDifference(*plain, *other) <= 1);
    }
}

void TestInk::smoothPathIsSmooth()
{
    const Stroke zigzag{{0, 0}, {10, 10}, {20, 0}, {30, 10}, {40, 0}};
    const QPainterPath path = smoothPath(zigzag);
    QCOMPARE(path.pointAtPercent(0), zigzag.front());
    QCOMPARE(QPointF(path.currentPosition()), zigzag.back());
    // The curve passes the midpoints and turns gently: it never reaches the inner corners.
    QVERIFY(path.boundingRect().bottom() < 8);
    double previous = path.angleAtPercent(0);
    for (int i = 1; i <= 200; ++i) {
        const double angle = path.angleAtPercent(i / 200.0);
        const double turn = std::abs(std::remainder(angle - previous, 360.0));
        QVERIFY2(turn < 12, qPrintable(QString::number(turn)));
        previous = angle;
    }
}

void TestInk::smoothPathOfFewPoints()
{
    QVERIFY(smoothPath({}).isEmpty());

    const QPainterPath dot = smoothPath({{5, 7}});
    QVERIFY(!dot.isEmpty());
    QVERIFY((QLineF(dot.currentPosition(), QPointF(5, 7)).length() < 1e-5));

    const QPainterPath line = smoothPath({{0, 0}, {6, 8}});
    QCOMPARE(line.length(), 10.0);
}

void TestInk::cornersOfSparseInkStay()
{
    // A '7' of three points, as a file may have it, keeps its corner.
    const std::optional<GreyImage> image = renderInk({{{{0, 0}, {100, 0}, {40, 200}}}});
    QVERIFY(image.has_value());
    const std::size_t middle = 11; // of the bar at the top: margin and half a pen
    QVERIFY(image->at(middle, 90) > 200);
    QVERIFY(darkExtent(*image).columns > 108);
}

void TestInk::overlapsAreNotHoles()
{
    const Stroke line{{0, 0}, {0, 1}};
    const std::optional<GreyImage> once = renderInk({{line}});
    const std::optional<GreyImage> twice = renderInk({{line, line}});
    QVERIFY(std::equal(
        twice->pixels.begin(), twice->pixels.end(), once->pixels.begin(), std::greater_equal<>()));
    const std::optional<GreyImage> crossing = renderInk({{{{0, 0}, {1, 1}}, {{1, 0}, {0, 1}}}});
    QVERIFY(crossing.has_value());
    QCOMPARE(crossing->at(crossing->rows / 2, crossing->columns / 2), 255);
}

} // namespace numeral::ui

QTEST_GUILESS_MAIN(numeral::ui::TestInk)
#include "tst_ink.moc"
