// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ink/box.h"
#include "core/ink/redrawing.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace numeral;

namespace {

/// A tall L.
const Ink corner{{{3, 1}, {3, 21}, {13, 21}}};

Ink redrawn(const RedrawingLimits& limits, std::uint64_t index)
{
    SmallRandom random(1, RandomStream::Redrawing, index);
    return redraw(corner, limits, random);
}

RedrawingLimits steady()
{
    RedrawingLimits limits;
    limits.slant = limits.rotation = limits.aspect = limits.jitter = 0;
    limits.pixels = 1'000'000;
    return limits;
}

/// How far the pen stays from the corner of the L, as a fraction of its height.
double missedCorner(const Stroke& stroke)
{
    const Point& a = stroke.front();
    const Point& b = stroke.back();
    const double height = std::abs(a.y - b.y);
    const Point bend{std::min(a.x, b.x), std::max(a.y, b.y)};
    double nearest = height;
    for (const Point& point : stroke) {
        nearest = std::min(nearest, std::hypot(point.x - bend.x, point.y - bend.y));
    }
    return nearest / height;
}

} // namespace

class TestRedrawing : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theShapeStays();
    void thePenIsFastOrSlow();
    void aShakyHandLeavesTheLine();
    void pointsLieOnPixels();
    void aDotStaysADot();
    void aTremblingHandLeavesTheLineAtAnySize();
    void aHastyHandCutsCorners();
    void aPenThatSlowsInTurnsMarksCorners();
    void halfOfThePensAreUsual();
    void everyPenStaysOnTheCanvas();
};

void TestRedrawing::theShapeStays()
{
    for (std::uint64_t index = 0; index < 100; ++index) {
        Stroke stroke = redrawn(steady(), index).front();
        if (stroke.front().y > stroke.back().y) {
            std::reverse(stroke.begin(), stroke.end()); // drawn in the other direction
        }
        const double width = stroke.back().x - stroke.front().x;
        const double height = stroke.back().y - stroke.front().y;
        QVERIFY(std::abs(height - 2 * width) < 1e-3);
        QVERIFY(height > 0.149 && height < 0.951);
    }
}

void TestRedrawing::thePenIsFastOrSlow()
{
    std::size_t fewest = 1000;
    std::size_t most = 0;
    for (std::uint64_t index = 0; index < 300; ++index) {
        const std::size_t points = redrawn(steady(), index).front().size();
        fewest = std::min(fewest, points);
        most = std::max(most, points);
    }
    QVERIFY(fewest >= 12 && fewest < 16);
    QVERIFY(most <= 153 && most > 130);
}

void TestRedrawing::aShakyHandLeavesTheLine()
{
    RedrawingLimits limits = steady();
    limits.jitter = 0.02;
    double farthest = 0;
    for (std::uint64_t index = 0; index < 50; ++index) {
        const Ink shaky = redrawn(limits, index);
        const Stroke& stroke = shaky.front();
        for (const Point& point : stroke) {
            const Point& top = stroke.front().y < stroke.back().y ? stroke.front() : stroke.back();
            const Point& end = stroke.front().y < stroke.back().y ? stroke.back() : stroke.front();
            farthest = std::max(
                farthest, std::min(std::abs(point.x - top.x), std::abs(point.y - end.y)));
        }
    }
    QVERIFY2(farthest > 0.03 && farthest < 0.13, qPrintable(QString::number(farthest)));
}

void TestRedrawing::pointsLieOnPixels()
{
    RedrawingLimits limits;
    limits.pixels = 100;
    for (const Stroke& stroke : redrawn(limits, 1)) {
        for (const Point& point : stroke) {
            QVERIFY(std::abs(point.x * 100 - std::round(point.x * 100)) < 1e-9);
            QVERIFY(point.x >= 0 && point.x <= 1 && point.y >= 0 && point.y <= 1);
        }
    }
}

/// Despite jitter: two separate points would be scaled up to a line.
void TestRedrawing::aDotStaysADot()
{
    for (std::uint64_t i = 0; i < 100; ++i) {
        SmallRandom random(1, RandomStream::Redrawing, i);
        const Ink dot = redraw({{{5, 5}}}, {}, random);
        QCOMPARE(dot.size(), std::size_t(1));
        QCOMPARE(dot.front().size(), std::size_t(1));
    }
}

/// In proportion to the drawing, so that a small one trembles as visibly as a large one.
void TestRedrawing::aTremblingHandLeavesTheLineAtAnySize()
{
    for (const double size : {0.1, 0.9}) {
        RedrawingLimits limits = steady();
        limits.minSize = limits.maxSize = size;
        limits.minPoints = limits.maxPoints = 150;
        double farthest = 0;
        for (std::uint64_t index = 0; index < 50; ++index) {
            limits.tremor = 0;
            const Stroke still = redrawn(limits, index).front();
            QVERIFY(std::abs(boxOf(still).height() - size) < 1e-3);
            limits.tremor = 0.03;
            // The stem is straight: its width is what the hand trembles.
            Stroke stem = redrawn(limits, index).front();
            const double foot = boxOf(stem).bottom - size / 4;
            std::erase_if(stem, [foot](const Point& point) { return point.y > foot; });
            farthest = std::max(farthest, boxOf(stem).width() / size);
        }
        QVERIFY2(farthest > 0.05 && farthest < 0.2, qPrintable(QString::number(farthest)));
    }
}

void TestRedrawing::aHastyHandCutsCorners()
{
    RedrawingLimits limits = steady();
    limits.minPoints = limits.maxPoints = 150;
    for (std::uint64_t index = 0; index < 50; ++index) {
        limits.haste = 0;
        QVERIFY(missedCorner(redrawn(limits, index).front()) < 0.01);
        limits.haste = 0.2;
        const double missed = missedCorner(redrawn(limits, index).front());
        QVERIFY2(missed > 0.01 && missed < 0.2, qPrintable(QString::number(missed)));
    }
}

/// However few points it leaves.
void TestRedrawing::aPenThatSlowsInTurnsMarksCorners()
{
    RedrawingLimits limits = steady();
    limits.minPoints = limits.maxPoints = 5.5;
    int marked = 0;
    int markedAnyway = 0;
    for (std::uint64_t index = 0; index < 100; ++index) {
        limits.slowing = 0;
        markedAnyway += missedCorner(redrawn(limits, index).front()) < 0.02 ? 1 : 0;
        limits.slowing = 0.4;
        const Stroke stroke = redrawn(limits, index).front();
        QVERIFY(stroke.size() >= 3 && stroke.size() <= 7);
        marked += missedCorner(stroke) < 0.02 ? 1 : 0;
    }
    QVERIFY2(marked > 50, qPrintable(QString::number(marked)));
    QCOMPARE(markedAnyway, 0);
}

void TestRedrawing::halfOfThePensAreUsual()
{
    const RedrawingLimits usual;
    int unchanged = 0;
    int trembling = 0;
    int coarse = 0;
    int hasty = 0;
    int few = 0;
    for (std::uint64_t index = 0; index < 800; ++index) {
        SmallRandom random(1, RandomStream::Redrawing, index);
        const RedrawingLimits pen = withRandomPen(usual, random);
        trembling += pen.tremor > 0 ? 1 : 0;
        coarse += pen.pixels < 100 ? 1 : 0;
        hasty += pen.haste > 0 ? 1 : 0;
        few += pen.maxPoints < 20 ? 1 : 0;
        unchanged += pen.tremor == 0 && pen.pixels == usual.pixels && pen.haste == 0
                && pen.maxPoints == usual.maxPoints
            ? 1
            : 0;
    }
    QCOMPARE(unchanged + trembling + coarse + hasty + few, 800);
    QVERIFY(unchanged > 340 && unchanged < 460);
    for (const int kind : {trembling, coarse, hasty, few}) {
        QVERIFY(kind > 60 && kind < 140);
    }
}

void TestRedrawing::everyPenStaysOnTheCanvas()
{
    for (std::uint64_t index = 0; index < 400; ++index) {
        SmallRandom random(1, RandomStream::Redrawing, index);
        const RedrawingLimits pen = withRandomPen({}, random);
        const Ink drawn = redraw(corner, pen, random);
        const Box box = boxOf(drawn);
        QVERIFY(box.left >= 0 && box.top >= 0 && box.right <= 1 && box.bottom <= 1);
        QVERIFY(drawn.front().size() >= 3);
        QVERIFY(static_cast<double>(drawn.front().size()) <= pen.maxPoints + 3);
        SmallRandom again(1, RandomStream::Redrawing, index);
        const RedrawingLimits samePen = withRandomPen({}, again);
        QVERIFY(redraw(corner, samePen, again) == drawn);
    }
}

QTEST_GUILESS_MAIN(TestRedrawing)
#include "tst_redrawing.moc"
