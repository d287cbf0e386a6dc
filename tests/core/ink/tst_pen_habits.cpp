// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ink/pen_habits.h"

#include <QtTest>

#include <algorithm>

using namespace numeral;

namespace {

/// A bar at the top, and a stem of many points.
const PenDrawing seven = [] {
    PenStroke stroke{{0, 0}};
    for (int i = 0; i <= 40; ++i) {
        stroke.push_back({6 - 0.1 * i, 0.25 * i});
    }
    return PenDrawing{stroke};
}();
const PenDrawing zero{{{3, 0}, {0, 5}, {3, 10}, {6, 5}, {3, 0}}};
const PenDrawing one{{{1, 0}, {0, 10}}};

/// All that is added to a drawing of that name, over many draws.
std::vector<PenStroke> added(const PenDrawing& drawing, const char* name)
{
    std::vector<PenStroke> strokes;
    for (std::uint64_t index = 0; index < 400; ++index) {
        SmallRandom random(1, RandomStream::PenImages, index);
        PenDrawing habitual = drawing;
        addHabits(habitual, name, random);
        strokes.insert(strokes.end(), habitual.begin() + 1, habitual.end());
    }
    return strokes;
}

} // namespace

class TestPenHabits : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sevensGetBarsThroughTheirStem();
    void zerosGetSlashesFromCornerToCorner();
    void onesGetFeetAndFlags();
    void othersStayAsTheyAre();
};

void TestPenHabits::sevensGetBarsThroughTheirStem()
{
    const std::vector<PenStroke> bars = added(seven, "7");
    QVERIFY(bars.size() > 120 && bars.size() < 200);
    for (const PenStroke& bar : bars) {
        const double y = (bar.front().y + bar.back().y) / 2;
        const double stem = 6 - 0.4 * y; // the stem's place at that height
        QVERIFY(y > 3.5 && y < 7);
        QVERIFY(bar.front().x < stem && bar.back().x > stem);
        QVERIFY(std::abs(bar.back().x - bar.front().x) > 2);
    }
}

void TestPenHabits::zerosGetSlashesFromCornerToCorner()
{
    const std::vector<PenStroke> slashes = added(zero, "0");
    QVERIFY(slashes.size() > 80 && slashes.size() < 160);
    for (const PenStroke& slash : slashes) {
        QVERIFY(slash.front().x > 5 && slash.front().y < 1.5);
        QVERIFY(slash.back().x < 1 && slash.back().y > 8.5);
    }
}

void TestPenHabits::onesGetFeetAndFlags()
{
    const std::vector<PenStroke> strokes = added(one, "1");
    const auto feet = std::count_if(strokes.begin(), strokes.end(),
        [](const PenStroke& stroke) { return stroke.front().y == 10 && stroke.back().y == 10; });
    const auto flags = std::count_if(strokes.begin(), strokes.end(),
        [](const PenStroke& stroke) { return stroke.back().y < 1 && stroke.front().y > 1; });
    QVERIFY(feet > 70 && flags > 100);
    QCOMPARE(static_cast<std::size_t>(feet + flags), strokes.size());
}

void TestPenHabits::othersStayAsTheyAre()
{
    QVERIFY(added(seven, "4").empty());
    QVERIFY(added(zero, "Bag").empty());
    PenDrawing nothing;
    SmallRandom random(1, RandomStream::PenImages, 0);
    addHabits(nothing, "7", random);
    QVERIFY(nothing.empty());
}

QTEST_GUILESS_MAIN(TestPenHabits)
#include "tst_pen_habits.moc"
