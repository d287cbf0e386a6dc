// SPDX-License-Identifier: GPL-3.0-or-later
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

} // namespace

class TestRedrawing : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theShapeStays();
    void thePenIsFastOrSlow();
    void aShakyHandLeavesTheLine();
    void pointsLieOnPixels();
    void aDotStaysADot();
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

QTEST_GUILESS_MAIN(TestRedrawing)
#include "tst_redrawing.moc"
