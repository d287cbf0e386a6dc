// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ink/skeleton.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

using namespace numeral;

namespace {

constexpr std::size_t side = 28;

/// Draws everything within 1.3 pixels of a curve, which is given by its distance function.
std::vector<std::uint8_t> drawn(const std::function<double(double x, double y)>& distance)
{
    std::vector<std::uint8_t> image(side * side);
    for (std::size_t row = 0; row < side; ++row) {
        for (std::size_t column = 0; column < side; ++column) {
            const double d
                = distance(static_cast<double>(column) + 0.5, static_cast<double>(row) + 0.5);
            image[row * side + column]
                = static_cast<std::uint8_t>(255 * std::clamp(1.8 - d, 0.0, 1.0));
        }
    }
    return image;
}

double toSegment(double x, double y, Point a, Point b)
{
    const double length2 = (b.x - a.x) * (b.x - a.x) + (b.y - a.y) * (b.y - a.y);
    const double t
        = std::clamp(((x - a.x) * (b.x - a.x) + (y - a.y) * (b.y - a.y)) / length2, 0.0, 1.0);
    return std::hypot(x - a.x - t * (b.x - a.x), y - a.y - t * (b.y - a.y));
}

Ink strokesOf(const std::vector<std::uint8_t>& image)
{
    return skeletonStrokes(image, {side, side});
}

double largest(const Ink& drawing, const std::function<double(double, double)>& distance)
{
    double most = 0;
    for (const Stroke& stroke : drawing) {
        for (const Point& point : stroke) {
            most = std::max(most, distance(point.x, point.y));
        }
    }
    return most;
}

} // namespace

class TestSkeleton : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aLineIsOneStroke();
    void aCircleIsOneClosedStroke();
    void aCrossIsTwoStraightStrokes();
    void specksAreNoInk();
    void aSmallHoleStaysOpen();
    void anUnevenLineStaysWhole();
    void nothingIsDrawnWhereNothingIs();
};

void TestSkeleton::aLineIsOneStroke()
{
    const auto line = [](double x, double y) { return toSegment(x, y, {8, 5}, {19, 23}); };
    const Ink drawing = strokesOf(drawn(line));
    QCOMPARE(drawing.size(), std::size_t(1));
    QVERIFY(largest(drawing, line) < 0.5);
    const Point first = drawing[0].front();
    const Point last = drawing[0].back();
    QVERIFY(std::hypot(first.x - 8, first.y - 5) < 1.5);
    QVERIFY(std::hypot(last.x - 19, last.y - 23) < 1.5);
}

void TestSkeleton::aCircleIsOneClosedStroke()
{
    const auto circle = [](double x, double y) { return std::abs(std::hypot(x - 14, y - 14) - 8); };
    const Ink drawing = strokesOf(drawn(circle));
    QCOMPARE(drawing.size(), std::size_t(1));
    QVERIFY(largest(drawing, circle) < 0.6);
    const Point first = drawing[0].front();
    const Point last = drawing[0].back();
    QVERIFY(std::hypot(first.x - last.x, first.y - last.y) < 1);
}

void TestSkeleton::aCrossIsTwoStraightStrokes()
{
    const auto rising = [](double x, double y) { return toSegment(x, y, {6, 22}, {22, 6}); };
    const auto falling = [](double x, double y) { return toSegment(x, y, {6, 6}, {22, 22}); };
    const Ink drawing = strokesOf(
        drawn([&](double x, double y) { return std::min(rising(x, y), falling(x, y)); }));
    QCOMPARE(drawing.size(), std::size_t(2));
    for (const Stroke& stroke : drawing) {
        QVERIFY(std::min(largest({stroke}, rising), largest({stroke}, falling)) < 1);
    }
}

void TestSkeleton::specksAreNoInk()
{
    const auto line = [](double x, double y) { return toSegment(x, y, {8, 5}, {19, 23}); };
    std::vector<std::uint8_t> image = drawn(line);
    image[3 * side + 24] = 90;
    QCOMPARE(strokesOf(image).size(), std::size_t(1));
    image[3 * side + 24] = 255;
    QCOMPARE(strokesOf(image).size(), std::size_t(2)); // as dark as the line: a dot
}

void TestSkeleton::aSmallHoleStaysOpen()
{
    std::vector<std::uint8_t> image(side * side);
    for (std::size_t row = 10; row < 15; ++row) {
        std::fill_n(
            image.begin() + static_cast<std::ptrdiff_t>(row * side + 10), 5, std::uint8_t{255});
    }
    image[12 * side + 12] = 40;
    const Ink drawing = strokesOf(image);
    QCOMPARE(drawing.size(), std::size_t(1));
    double nearest = std::numeric_limits<double>::infinity();
    for (const Point& point : drawing[0]) {
        nearest = std::min(nearest, std::hypot(point.x - 12.5, point.y - 12.5));
    }
    QVERIFY2(nearest > 1, qPrintable(QString::number(nearest))); // the stroke goes round the hole
}

void TestSkeleton::anUnevenLineStaysWhole()
{
    const auto line = [](double x, double y) { return toSegment(x, y, {8, 5}, {19, 23}); };
    std::vector<std::uint8_t> image = drawn(line);
    // A pen that runs dry twice: half as dark in between as right above and below.
    for (const std::size_t row : {9, 10, 16, 17}) {
        for (std::size_t column = 0; column < side; ++column) {
            image[row * side + column] /= 2;
        }
    }
    const Ink drawing = strokesOf(image);
    QCOMPARE(drawing.size(), std::size_t(1));
    QVERIFY(largest(drawing, line) < 0.5);
}

void TestSkeleton::nothingIsDrawnWhereNothingIs()
{
    QVERIFY(strokesOf(std::vector<std::uint8_t>(side * side)).empty());
}

QTEST_GUILESS_MAIN(TestSkeleton)
#include "tst_skeleton.moc"
