// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ink/handwriting_variants.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace numeral;

namespace {

/// A bar at the top, and a stem of many points.
const Ink seven = [] {
    Stroke stroke{{0, 0}};
    for (int i = 0; i <= 40; ++i) {
        stroke.push_back({6 - 0.1 * i, 0.25 * i});
    }
    return Ink{stroke};
}();
const Ink zero{{{3, 0}, {0, 5}, {3, 10}, {6, 5}, {3, 0}}};
const Ink one{{{1, 0}, {0, 10}}};

/// An arc like the ends of a 3, clockwise on paper.
const Ink arc = [] {
    Stroke stroke;
    for (int i = 0; i <= 30; ++i) {
        stroke.push_back({5 * std::sin(0.1 * i), 5 - 5 * std::cos(0.1 * i)});
    }
    return Ink{stroke};
}();

/// The drawing, of the class `name`, with the handwriting variants of 400 random writers.
std::vector<Ink> drawn(const Ink& drawing, const char* name)
{
    std::vector<Ink> drawings;
    for (std::uint64_t index = 0; index < 400; ++index) {
        SmallRandom random(1, RandomStream::PenImages, index);
        drawings.push_back(drawing);
        addHandwritingVariants(drawings.back(), name, random);
    }
    return drawings;
}

/// All strokes that were added to the drawings.
std::vector<Stroke> added(const std::vector<Ink>& drawings)
{
    std::vector<Stroke> strokes;
    for (const Ink& drawing : drawings) {
        strokes.insert(strokes.end(), drawing.begin() + 1, drawing.end());
    }
    return strokes;
}

double turnAt(const Stroke& stroke, std::size_t i)
{
    const Point& a = stroke[i - 1];
    const Point& b = stroke[i];
    const Point& c = stroke[i + 1];
    return (b.x - a.x) * (c.y - b.y) - (b.y - a.y) * (c.x - b.x);
}

} // namespace

class TestHandwritingVariants : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sevensGetBarsThroughTheirStem();
    void zerosGetSlashesFromCornerToCorner();
    void onesGetFeetAndFlags();
    void aLongFlagIsNeverLevel();
    void threesCurlOn();
    void proportionsChange();
    void othersGetNothingElse();
};

void TestHandwritingVariants::sevensGetBarsThroughTheirStem()
{
    int bars = 0;
    for (const Ink& drawing : drawn(seven, "7")) {
        if (drawing.size() == 1) {
            continue;
        }
        ++bars;
        const Stroke& bar = drawing.back();
        const double y = (bar.front().y + bar.back().y) / 2;
        const auto stem = std::min_element(drawing.front().begin(), drawing.front().end(),
            [y](const Point& a, const Point& b) { return std::abs(a.y - y) < std::abs(b.y - y); });
        QVERIFY(y > 3.5 && y < 7);
        QVERIFY(bar.front().x < stem->x && bar.back().x > stem->x);
        QVERIFY(std::abs(bar.back().x - bar.front().x) > 2);
    }
    QVERIFY(bars > 120 && bars < 200);
}

void TestHandwritingVariants::zerosGetSlashesFromCornerToCorner()
{
    const std::vector<Stroke> slashes = added(drawn(zero, "0"));
    QVERIFY(slashes.size() > 80 && slashes.size() < 160);
    for (const Stroke& slash : slashes) {
        QVERIFY(slash.front().x > slash.back().x + 3);
        QVERIFY(slash.front().y < 1.5 && slash.back().y > 8.5);
    }
}

void TestHandwritingVariants::onesGetFeetAndFlags()
{
    const std::vector<Stroke> strokes = added(drawn(one, "1"));
    const auto feet = std::count_if(strokes.begin(), strokes.end(),
        [](const Stroke& stroke) { return stroke.front().y == 10 && stroke.back().y == 10; });
    const auto flags = std::count_if(strokes.begin(), strokes.end(), [](const Stroke& stroke) {
        return stroke.back().y < 1 && stroke.front().y > stroke.back().y
            && stroke.front().x < stroke.back().x;
    });
    QVERIFY(feet > 70 && feet < 130);
    QVERIFY(flags > 310 && flags < 370);
    QCOMPARE(static_cast<std::size_t>(feet + flags), strokes.size());
}

/// Otherwise the 1 would be a 7.
void TestHandwritingVariants::aLongFlagIsNeverLevel()
{
    for (const Stroke& flag : added(drawn(one, "1"))) {
        const double across = flag.back().x - flag.front().x;
        const double down = flag.front().y - flag.back().y;
        if (down != 0) { // else it is a foot
            QVERIFY(std::hypot(across, down) < 2.7 || down > 0.5 * across);
        }
    }
}

/// The added points continue the curve in the direction of its bend.
void TestHandwritingVariants::threesCurlOn()
{
    int curled = 0;
    for (const Ink& drawing : drawn(arc, "3")) {
        const Stroke& stroke = drawing.front();
        QCOMPARE(drawing.size(), std::size_t{1});
        if (stroke.size() == arc.front().size()) {
            continue;
        }
        ++curled;
        const double turn = turnAt(stroke, stroke.size() / 2);
        QVERIFY(turn * turnAt(stroke, 1) > 0);
        QVERIFY(turn * turnAt(stroke, stroke.size() - 2) > 0);
    }
    QVERIFY(curled > 60 && curled < 140);
}

void TestHandwritingVariants::proportionsChange()
{
    int same = 0;
    double highest = 0;
    double lowest = 10;
    for (const Ink& drawing : drawn(zero, "8")) {
        const Stroke& stroke = drawing.front();
        QCOMPARE(stroke[0].y, 0.0); // as high as before
        QCOMPARE(stroke[2].y, 10.0);
        same += stroke[1].x == zero.front()[1].x && stroke[1].y == zero.front()[1].y ? 1 : 0;
        highest = std::max(highest, stroke[1].y);
        lowest = std::min(lowest, stroke[1].y);
    }
    QVERIFY(same > 120 && same < 200);
    QVERIFY(highest > 5.8 && lowest < 4.2);
}

void TestHandwritingVariants::othersGetNothingElse()
{
    QVERIFY(added(drawn(seven, "4")).empty());
    QVERIFY(added(drawn(zero, "Bag")).empty());
    Ink nothing;
    SmallRandom random(1, RandomStream::PenImages, 0);
    addHandwritingVariants(nothing, "7", random);
    QVERIFY(nothing.empty());
}

QTEST_GUILESS_MAIN(TestHandwritingVariants)
#include "tst_handwriting_variants.moc"
