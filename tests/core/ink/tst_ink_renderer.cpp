// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ink/ink_renderer.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

namespace numeral {

namespace {

constexpr ImageShape mnistShape{28, 28};
constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double largest = std::numeric_limits<double>::max();

std::optional<GreyImage> prepared(const Ink& ink)
{
    return prepareInk(ink, mnistShape, Preprocessing::Mnist);
}

/// A '2' that looks hand-drawn, with a dot beside it.
Ink wavyTwo()
{
    Stroke stroke;
    for (int i = 0; i <= 40; ++i) {
        const double angle = -2.4 + 4.2 * i / 40;
        stroke.push_back({0.51 + 0.2 * std::cos(angle), 0.34 + 0.16 * std::sin(angle)});
    }
    stroke.push_back({0.33, 0.79});
    for (int i = 0; i <= 10; ++i) {
        stroke.push_back({0.33 + 0.035 * i, 0.79 + 0.013 * std::sin(i)});
    }
    return {stroke, {{0.83, 0.41}}};
}

Ink mapped(Ink ink, double scale, const Point& offset)
{
    for (Stroke& stroke : ink) {
        for (Point& point : stroke) {
            point = {point.x * scale + offset.x, point.y * scale + offset.y};
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

/// Height and width of the bounding box of pixels that are at least about half dark.
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

class TestInkRenderer : public QObject {
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
    void fewPointsMakeACurve();
    void thePenMayHaveAnyWidth();
    void cornersOfSparseInkStay();
    void overlapsAreNotHoles();
};

void TestInkRenderer::nothingToDraw_data()
{
    QTest::addColumn<Ink>("ink");
    QTest::newRow("no stroke") << Ink{};
    QTest::newRow("empty strokes") << Ink{{}, {}};
    QTest::newRow("no finite point") << Ink{{{nan, 0}, {0, infinity}}};
}

void TestInkRenderer::nothingToDraw()
{
    QFETCH(const Ink, ink);
    QVERIFY(!renderInk(ink).has_value());
    QVERIFY(!prepared(ink).has_value());
}

void TestInkRenderer::degenerateInkIsDrawn_data()
{
    QTest::addColumn<Ink>("ink");
    QTest::addColumn<ImageShape>("extent"); // of the rendering, in pixels
    constexpr std::size_t pen = 11;
    constexpr std::size_t full = 111;
    QTest::newRow("dot") << Ink{{{3, 4}}} << ImageShape{pen, pen};
    QTest::newRow("dot far away") << Ink{{{-1e300, 1e300}}} << ImageShape{pen, pen};
    QTest::newRow("equal points") << Ink{{{3, 4}, {3, 4}, {3, 4}}} << ImageShape{pen, pen};
    QTest::newRow("equal dots") << Ink{{{3, 4}}, {{3, 4}}} << ImageShape{pen, pen};
    QTest::newRow("horizontal") << Ink{{{0, 5}, {8, 5}}} << ImageShape{pen, full};
    QTest::newRow("vertical") << Ink{{{5, 0}, {5, 3}, {5, 8}}} << ImageShape{full, pen};
    QTest::newRow("two dots") << Ink{{{0, 0}}, {{0, 7}}} << ImageShape{full, pen};
    QTest::newRow("there and back") << Ink{{{0, 0}, {9, 0}, {0, 0}}} << ImageShape{pen, full};
    QTest::newRow("largest doubles") << Ink{{{-largest, 0}, {largest, 0}}} << ImageShape{pen, full};
    QTest::newRow("astronomical") << Ink{{{0, -1e308}, {0, 1e308}}} << ImageShape{full, pen};
    QTest::newRow("subatomic") << Ink{{{0, 0}, {0, 1e-300}}} << ImageShape{full, pen};
    QTest::newRow("nearly a dot beside a line")
        << Ink{{{5, 5}, {5 + 1e-13, 5}}, {{0, 0}, {0, 10}}} << ImageShape{full, 61};
}

void TestInkRenderer::degenerateInkIsDrawn()
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

void TestInkRenderer::brokenPointsAreLeftOut()
{
    const Ink sound{{{0, 0}, {4, 4}, {0, 9}}};
    const Ink broken{{{nan, 2}}, {{0, 0}, {4, 4}, {infinity, -infinity}, {0, 9}}, {}};
    QCOMPARE(renderInk(broken), renderInk(sound));
}

void TestInkRenderer::penIsProportionalToTheDrawing()
{
    for (const double length : {0.01, 1.0, 500.0}) {
        const Ink line{{{2, 3}, {2, 3 + length}}};
        const std::optional<GreyImage> image = renderInk(line);
        QVERIFY(image.has_value());
        const ImageShape extent = darkExtent(*image);
        const auto width = static_cast<double>(extent.columns);
        const double pathLength = static_cast<double>(extent.rows) - width;
        QVERIFY(std::abs(width / pathLength - renderedPenWidth) < 0.015);
    }
}

void TestInkRenderer::endsAndCornersAreRound()
{
    const std::optional<GreyImage> dot = renderInk(Ink{{{1, 1}}});
    QVERIFY(dot.has_value());
    const double disc = 3.14159 * 5.25 * 5.25;
    QVERIFY2(std::abs(inkOf(*dot) - disc) < 4, qPrintable(QString::number(inkOf(*dot))));

    const std::optional<GreyImage> line = renderInk(Ink{{{0, 0}, {1, 0}}});
    QVERIFY(line.has_value());
    QVERIFY(std::abs(inkOf(*line) - (disc + 10.5 * 100)) < 6);
}

void TestInkRenderer::aDotBesideAStrokeIsSeen()
{
    const Ink line{{{0, 0}, {0, 1}}};
    Ink withDot = line;
    withDot.push_back({{0.5, 0.5}});
    const std::optional<GreyImage> image = renderInk(withDot);
    QVERIFY(image.has_value());
    QVERIFY(std::abs(inkOf(*image) - inkOf(*renderInk(line)) - 86.6) < 2);
}

void TestInkRenderer::sizeAndPlaceDoNotMatter_data()
{
    QTest::addColumn<double>("scale");
    QTest::addColumn<Point>("offset");
    for (const double scale : {1e-3, 0.0123, 0.5, 1.0, 3.7, 28.0, 1e3, 1e6}) {
        QTest::addRow("× %g", scale) << scale << Point{0, 0};
        QTest::addRow("× %g, moved", scale) << scale << Point{-17.3 * scale, 1234.5};
    }
}

void TestInkRenderer::sizeAndPlaceDoNotMatter()
{
    QFETCH(const double, scale);
    QFETCH(const Point, offset);
    const Ink ink = wavyTwo();
    for (const Preprocessing preprocessing : {Preprocessing::Mnist, Preprocessing::Fit}) {
        const auto plain = prepareInk(ink, mnistShape, preprocessing);
        const auto other = prepareInk(mapped(ink, scale, offset), mnistShape, preprocessing);
        QVERIFY(plain && other);
        QVERIFY(largestDifference(*plain, *other) <= 1);
    }
}

void TestInkRenderer::cornersOfSparseInkStay()
{
    // A '7' of three points, as in some ink files, keeps its sharp corner.
    const std::optional<GreyImage> image = renderInk(Ink{{{0, 0}, {100, 0}, {40, 200}}});
    QVERIFY(image.has_value());
    const std::size_t middle = 7; // row of the top bar's centre: margin plus half the pen width
    QVERIFY(image->at(middle, 45) > 200);
    QVERIFY(darkExtent(*image).columns > 54);
}

void TestInkRenderer::overlapsAreNotHoles()
{
    const Stroke line{{0, 0}, {0, 1}};
    const std::optional<GreyImage> once = renderInk(Ink{line});
    const std::optional<GreyImage> twice = renderInk(Ink{line, line});
    QVERIFY(std::equal(
        twice->pixels.begin(), twice->pixels.end(), once->pixels.begin(), std::greater_equal<>()));
    const std::optional<GreyImage> crossing = renderInk(Ink{{{0, 0}, {1, 1}}, {{1, 0}, {0, 1}}});
    QVERIFY(crossing.has_value());
    QCOMPARE(crossing->at(crossing->rows / 2, crossing->columns / 2), 255);
}

/// The curve cuts the corners of a zigzag, so it has less ink than the straight segments.
void TestInkRenderer::fewPointsMakeACurve()
{
    const Ink zigzag{{{0, 0}, {1, 2}, {2, 0}, {3, 2}, {4, 0}, {5, 2}, {6, 0}, {7, 2}, {8, 0}}};
    Ink straight;
    for (std::size_t i = 1; i < zigzag.front().size(); ++i) {
        straight.push_back({zigzag.front()[i - 1], zigzag.front()[i]});
    }
    const double curved = inkOf(*renderInk(zigzag, 0.03));
    QVERIFY(curved < 0.92 * inkOf(*renderInk(straight, 0.03)));
    QVERIFY(curved > 0.5 * inkOf(*renderInk(straight, 0.03)));
}

void TestInkRenderer::thePenMayHaveAnyWidth()
{
    for (const double pen : {0.05, 0.1, 0.7}) {
        const std::optional<GreyImage> image = renderInk(Ink{{{0, 0}, {0, 5}}}, pen);
        QVERIFY(image->at(0, 0) == 0); // there is a margin
        // The area of a capsule: a rectangle and a circle.
        const double area = 100 * 100 * pen + 3.14159 / 4 * 100 * pen * 100 * pen;
        QVERIFY(std::abs(inkOf(*image) - area) < 0.02 * area);
    }
}

} // namespace numeral

QTEST_GUILESS_MAIN(numeral::TestInkRenderer)
#include "tst_ink_renderer.moc"
