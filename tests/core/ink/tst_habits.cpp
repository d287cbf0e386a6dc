// SPDX-License-Identifier: GPL-3.0-or-later
//
// Each habit is tested for what a person would recognise it by.
#include "core/ink/box.h"
#include "core/ink/habits.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <set>

using namespace numeral;

namespace {

constexpr std::uint64_t count = 200;

const Habit& habit(std::string_view name)
{
    return *std::ranges::find(habits(), name, &Habit::name);
}

/// The habit, drawn by many hands.
std::vector<Ink> drawn(std::string_view name, std::uint64_t seed = 1)
{
    std::vector<Ink> drawings;
    for (std::uint64_t i = 0; i < count; ++i) {
        SmallRandom random(seed, RandomStream::PenImages, i);
        Hand hand(random);
        drawings.push_back(habit(name).draw(hand));
    }
    return drawings;
}

/// The same, of a habit that is drawn without lifting the pen.
std::vector<Stroke> strokes(std::string_view name)
{
    std::vector<Stroke> strokes;
    for (const Ink& drawing : drawn(name)) {
        if (drawing.size() != 1) {
            qFatal("%s is not a single stroke", name.data());
        }
        strokes.push_back(drawing.front());
    }
    return strokes;
}

double distance(const Point& a, const Point& b)
{
    return std::hypot(b.x - a.x, b.y - a.y);
}

double distance(const Point& point, const Stroke& stroke)
{
    double nearest = distance(point, stroke.front());
    for (std::size_t i = 1; i < stroke.size(); ++i) {
        const Point& from = stroke[i - 1];
        const Point way{stroke[i].x - from.x, stroke[i].y - from.y};
        const double length2 = way.x * way.x + way.y * way.y;
        const double along = (point.x - from.x) * way.x + (point.y - from.y) * way.y;
        const double part = length2 > 0 ? std::clamp(along / length2, 0.0, 1.0) : 0;
        nearest
            = std::min(nearest, distance(point, {from.x + part * way.x, from.y + part * way.y}));
    }
    return nearest;
}

/// Twice the triangle's area; the sign tells on which side of the line from `a` to `b` `c` lies.
double side(const Point& a, const Point& b, const Point& c)
{
    return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

struct Crossing {
    double height;
    double loop; ///< longer side of the loop between the two passages
};

/// Where the stroke crosses itself.
std::vector<Crossing> crossings(const Stroke& stroke)
{
    std::vector<Crossing> all;
    for (std::size_t i = 1; i < stroke.size(); ++i) {
        for (std::size_t j = i + 2; j < stroke.size(); ++j) {
            const Point& a = stroke[i - 1];
            const Point& b = stroke[i];
            const Point& c = stroke[j - 1];
            const Point& d = stroke[j];
            if (side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0) {
                const double part = side(c, d, a) / (side(c, d, a) - side(c, d, b));
                const Box loop = boxOf(Stroke(stroke.begin() + static_cast<std::ptrdiff_t>(i),
                    stroke.begin() + static_cast<std::ptrdiff_t>(j)));
                all.push_back({a.y + part * (b.y - a.y), loop.longerSide()});
            }
        }
    }
    return all;
}

/// Whether it does so at such a height, and not only by a hair.
bool crossesItself(const Stroke& stroke, double from, double to)
{
    constexpr double smallest = 0.08;
    return std::ranges::any_of(crossings(stroke), [&](const Crossing& crossing) {
        return crossing.height >= from && crossing.height <= to && crossing.loop > smallest;
    });
}

/// The stroke without the part near its end, about `length` long.
Stroke withoutEnd(Stroke stroke, double length)
{
    const Point end = stroke.back();
    while (stroke.size() > 1 && distance(stroke.back(), end) < length) {
        stroke.pop_back();
    }
    return stroke;
}

/// Angle of a line, in degrees; level is 0, upright 90.
double steepness(const Point& a, const Point& b)
{
    return std::atan2(std::abs(b.y - a.y), std::abs(b.x - a.x)) * 57.3;
}

} // namespace

class TestHabits : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyDigitHasSome();
    void theSeedFixesADrawing();
    void areAboutOneHigh();
    void aWiderSpreadVariesMore();
    void aZerosSlashSticksOutOnBothSides();
    void aZerosBarIsLevel();
    void anOpenZeroHasAGapAtTheTop();
    void aTailRunsOnWhereTheZeroCloses();
    void aLongUpstrokeIsHalfTheStemAndSteep();
    void aFootIsUnderTheStem();
    void aHookTurnsAside();
    void aTwoHasALoopAtItsFoot();
    void aThreeHasALoopAtItsWaist();
    void aBoltIsOneStrokeThatMayCrossItself();
    void aLoopedFourIsClosedAtTheTop();
    void aFivesRoofIsApartOrMissing();
    void anOpenSixDoesNotClose();
    void aSevensFootBecomesItsBar();
    void aSevensTickHangsDown();
    void anOpenEightLacksARing();
    void anEightReturnsStraight();
    void aNineHasASmallHeadAndAHook();
    void aNineHasALevelFoot();
};

void TestHabits::everyDigitHasSome()
{
    std::set<std::string_view> names;
    std::set<int> digits;
    for (const Habit& each : habits()) {
        names.insert(each.name);
        digits.insert(each.digit);
    }
    QCOMPARE(names.size(), habits().size());
    QCOMPARE(digits.size(), std::size_t{10});
    for (int digit = 0; digit < 10; ++digit) {
        SmallRandom random(1, RandomStream::PenImages, 0);
        QVERIFY(digits.contains(digit) && !isBlank(drawHabit(digit, random)));
    }
}

void TestHabits::theSeedFixesADrawing()
{
    for (const Habit& each : habits()) {
        QVERIFY(drawn(each.name) == drawn(each.name));
        QVERIFY(drawn(each.name) != drawn(each.name, 2));
    }
}

void TestHabits::areAboutOneHigh()
{
    for (const Habit& each : habits()) {
        for (const Ink& drawing : drawn(each.name)) {
            for (const Stroke& stroke : drawing) {
                QVERIFY(std::ranges::all_of(stroke, [](const Point& point) {
                    return std::isfinite(point.x) && std::isfinite(point.y);
                }));
            }
            const Box box = boxOf(drawing);
            QVERIFY2(box.height() > 0.85 && box.height() < 1.6, each.name.data());
            QVERIFY2(box.width() < 1.6, each.name.data());
        }
    }
}

void TestHabits::aWiderSpreadVariesMore()
{
    double widest = 0;
    double narrowest = 0;
    for (std::uint64_t i = 0; i < count; ++i) {
        SmallRandom random(1, RandomStream::PenImages, i);
        Hand hand(random, 2);
        const double number = hand.number(1, 3);
        widest = std::max(widest, number - 2);
        narrowest = std::min(narrowest, number - 2);
    }
    QVERIFY(widest > 1.8 && widest <= 2);
    QVERIFY(narrowest < -1.8 && narrowest >= -2);
}

void TestHabits::aZerosSlashSticksOutOnBothSides()
{
    int toTheLeft = 0;
    for (const Ink& zero : drawn("zero-slashed")) {
        QCOMPARE(zero.size(), std::size_t{2});
        const Box ring = boxOf(zero.front());
        for (const Point& end : zero.back()) {
            const double out = std::max(
                {ring.left - end.x, end.x - ring.right, ring.top - end.y, end.y - ring.bottom});
            QVERIFY(out > 0.01);
        }
        const Point& from = zero.back().front();
        const Point& to = zero.back().back();
        QVERIFY(from.y < ring.centreY() && to.y > ring.centreY());
        toTheLeft += from.x < to.x ? 1 : 0;
    }
    QVERIFY(toTheLeft > 10 && toTheLeft < 60);
}

void TestHabits::aZerosBarIsLevel()
{
    for (const Ink& zero : drawn("zero-barred")) {
        const Box ring = boxOf(zero.front());
        const Box bar = boxOf(zero.back());
        QVERIFY(bar.height() < 0.5 * bar.width());
        QVERIFY(bar.width() > 0.5 * ring.width());
        QVERIFY(bar.left < ring.centreX() && bar.right > ring.centreX());
        QVERIFY(std::abs(bar.centreY() - ring.centreY()) < 0.15);
    }
}

void TestHabits::anOpenZeroHasAGapAtTheTop()
{
    for (const Stroke& zero : strokes("zero-open")) {
        const Point& start = zero.front();
        const Point& end = zero.back();
        QVERIFY(distance(start, end) > 0.06);
        QVERIFY(start.y < 0.5 && end.y < 0.5);
        QVERIFY(start.x < end.x); // counter-clockwise, round the bottom
        QVERIFY(crossings(zero).empty());
    }
}

void TestHabits::aTailRunsOnWhereTheZeroCloses()
{
    for (const Stroke& zero : strokes("zero-with-tail")) {
        QVERIFY(distance(zero.back(), zero.front()) > 0.05);
        const Stroke ring = withoutEnd(zero, 0.35);
        QVERIFY(boxOf(ring).height() > 0.9);
        QVERIFY(zero.back().y < 0.5);
    }
}

void TestHabits::aLongUpstrokeIsHalfTheStemAndSteep()
{
    for (const char* name : {"one-long-upstroke", "one-long-upstroke-foot"}) {
        for (const Ink& one : drawn(name)) {
            const Stroke& stroke = one.front();
            const Point& top = *std::ranges::min_element(stroke, {}, &Point::y);
            QVERIFY(distance(stroke.front(), top) > 0.49 * distance(top, stroke.back()));
            QVERIFY(steepness(stroke.front(), top) > 43); // else it were a 7
            QVERIFY(stroke.front().x < -0.1);
        }
    }
}

void TestHabits::aFootIsUnderTheStem()
{
    for (const Ink& one : drawn("one-long-upstroke-foot")) {
        QCOMPARE(one.size(), std::size_t{2});
        const Point& end = one.front().back();
        QVERIFY(distance(end, one.back()) < 0.05);
        QVERIFY(one.back().front().x < end.x - 0.1 && one.back().back().x > end.x + 0.1);
        QVERIFY(steepness(one.back().front(), one.back().back()) < 20);
    }
}

void TestHabits::aHookTurnsAside()
{
    int toTheRight = 0;
    for (const Stroke& one : strokes("one-hooked")) {
        const Stroke stem = withoutEnd(one, 0.3);
        QVERIFY(std::abs(one.back().x - stem.back().x) > 0.04);
        QVERIFY(one.back().y > 0.8);
        toTheRight += one.back().x > stem.back().x ? 1 : 0;
    }
    QVERIFY(toTheRight > 80 && toTheRight < 160);
}

void TestHabits::aTwoHasALoopAtItsFoot()
{
    for (const Stroke& two : strokes("two-looped")) {
        QVERIFY(crossesItself(two, 0.65, 1.1));
        QVERIFY(!crossesItself(two, 0, 0.6));
        QVERIFY(two.back().x > two.front().x + 0.2);
    }
}

void TestHabits::aThreeHasALoopAtItsWaist()
{
    for (const Stroke& three : strokes("three-looped")) {
        QVERIFY(crossesItself(three, 0.3, 0.65));
        QVERIFY(crossings(three).size() == 1);
    }
}

void TestHabits::aBoltIsOneStrokeThatMayCrossItself()
{
    for (const Stroke& four : strokes("four-bolt")) {
        QVERIFY(crossings(four).empty());
        // Down to the left, to the right, and down.
        QVERIFY(four[1].x < four[0].x && four[2].x > four[1].x + 0.4 && four[3].y > four[2].y);
    }
    for (const Stroke& four : strokes("four-bolt-crossed")) {
        QVERIFY(crossesItself(four, 0.3, 0.8));
    }
}

void TestHabits::aLoopedFourIsClosedAtTheTop()
{
    for (const Stroke& four : strokes("four-looped")) {
        QVERIFY(crossesItself(four, 0.35, 0.9));
        QVERIFY(boxOf(four).bottom > 0.99 && four.front().y == 1);
    }
}

void TestHabits::aFivesRoofIsApartOrMissing()
{
    for (const Ink& five : drawn("five-roof-apart")) {
        QCOMPARE(five.size(), std::size_t{2});
        for (const Point& point : five.back()) {
            QVERIFY(distance(point, five.front()) > 0.03);
            QVERIFY(point.y < 0.2);
        }
    }
    for (const Stroke& five : strokes("five-roofless")) {
        Stroke above = five;
        std::erase_if(above, [](const Point& point) { return point.y > 0.2; });
        QVERIFY(boxOf(above).width() < 0.2);
    }
}

void TestHabits::anOpenSixDoesNotClose()
{
    for (const Stroke& six : strokes("six-open")) {
        QVERIFY(crossings(six).empty());
        QVERIFY(distance(six.back(), withoutEnd(six, 0.2)) > 0.03);
        QVERIFY(six.back().y > 0.35);
    }
}

void TestHabits::aSevensFootBecomesItsBar()
{
    for (const Stroke& seven : strokes("seven-looped")) {
        QVERIFY(crossesItself(seven, 0.3, 0.85));
        const auto foot = std::ranges::max_element(seven, {}, &Point::y);
        QVERIFY(foot > seven.begin() + 10 && foot < seven.end() - 5);
        QVERIFY(seven.back().y < 0.8);
    }
}

void TestHabits::aSevensTickHangsDown()
{
    std::size_t barred = 0;
    for (const Ink& seven : drawn("seven-with-tick")) {
        const Stroke& stroke = seven.front();
        QVERIFY(stroke[0].y > stroke[1].y + 0.05);
        QVERIFY(stroke[2].x > stroke[1].x + 0.3 && stroke[3].y > 0.9);
        barred += seven.size() - 1;
    }
    QVERIFY(barred > 60 && barred < 140);
}

/// One of the rings has a gap; the other one is closed.
void TestHabits::anOpenEightLacksARing()
{
    for (const Stroke& eight : strokes("eight-open-above")) {
        QVERIFY(distance(eight.back(), eight.front()) > 0.04);
        QVERIFY(eight.front().y < 0.3 && eight.back().y < 0.5);
        QVERIFY(!crossesItself(eight, 0, 0.3));
    }
    for (const Stroke& eight : strokes("eight-open-below")) {
        const Point& end = eight.back();
        QVERIFY(distance(end, withoutEnd(eight, 0.25)) > 0.05);
        QVERIFY(end.y > 0.4 && end.x < eight.front().x);
        QVERIFY(!crossesItself(eight, 0.6, 1));
    }
}

void TestHabits::anEightReturnsStraight()
{
    for (const Stroke& eight : strokes("eight-straight-return")) {
        QVERIFY(distance(eight[eight.size() - 2], eight.back()) > 0.5);
        QVERIFY(eight.back().x > 0.3 && eight.back().y < 0.2);
        QVERIFY(crossesItself(eight, 0.25, 0.7));
    }
}

void TestHabits::aNineHasASmallHeadAndAHook()
{
    for (const Stroke& nine : strokes("nine-with-hook")) {
        // The head is drawn first, back to the right.
        Stroke head(nine.begin(), nine.begin() + 30);
        QVERIFY(boxOf(head).height() < 0.5);
        const auto lowest = std::ranges::max_element(nine, {}, &Point::y);
        QVERIFY(lowest->x > nine.back().x + 0.05 && lowest->y > nine.back().y);
        const double reach = boxOf(Stroke(nine.end() - 24, nine.end())).width();
        QVERIFY2(reach > 0.25, qPrintable(QString::number(reach)));
    }
}

void TestHabits::aNineHasALevelFoot()
{
    for (const Stroke& nine : strokes("nine-with-level-foot")) {
        const Point& corner = nine[nine.size() - 2];
        QVERIFY(corner.x - nine.back().x > 0.15);
        QVERIFY(steepness(corner, nine.back()) < 25);
        QVERIFY(nine.back().y > 0.9);
    }
}

QTEST_GUILESS_MAIN(TestHabits)
#include "tst_habits.moc"
