// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ink/box.h"
#include "core/ink/outliers.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace numeral;

namespace {

Ink letter(std::uint64_t index)
{
    SmallRandom random(1, RandomStream::PenImages, index);
    return drawHandwrittenLetter(random);
}

/// Many points along the stroke's lines.
Stroke filled(const Stroke& stroke)
{
    Stroke points;
    for (std::size_t i = 1; i < stroke.size(); ++i) {
        for (int part = 0; part <= 10; ++part) {
            points.push_back({std::lerp(stroke[i - 1].x, stroke[i].x, 0.1 * part),
                std::lerp(stroke[i - 1].y, stroke[i].y, 0.1 * part)});
        }
    }
    return points;
}

double apart(const Stroke& stroke, const Stroke& other)
{
    double nearest = 1e9;
    for (const Point& a : filled(stroke)) {
        for (const Point& b : filled(other)) {
            nearest = std::min(nearest, std::hypot(a.x - b.x, a.y - b.y));
        }
    }
    return nearest;
}

} // namespace

class TestOutliers : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void handwrittenLettersAreAsLargeAsTheGrid();
    void noTwoHandwrittenLettersAreTheSame();
    void strokesOfALetterHangTogether();
    void someStrokesAreRound();
};

void TestOutliers::handwrittenLettersAreAsLargeAsTheGrid()
{
    for (std::uint64_t i = 0; i < 500; ++i) {
        const Ink drawing = letter(i);
        QVERIFY(!drawing.empty() && drawing.size() <= 4);
        const Box box = boxOf(drawing);
        QVERIFY(box.left > -1 && box.right < 3 && box.top > -1 && box.bottom < 5);
        QVERIFY(box.height() > 1.5 && box.width() > 0.7);
    }
}

void TestOutliers::noTwoHandwrittenLettersAreTheSame()
{
    for (std::uint64_t i = 0; i < 100; ++i) {
        QVERIFY(letter(i) == letter(i));
        for (std::uint64_t j = 0; j < i; ++j) {
            QVERIFY(letter(i) != letter(j));
        }
    }
}

/// However much they miss each other.
void TestOutliers::strokesOfALetterHangTogether()
{
    for (std::uint64_t i = 0; i < 500; ++i) {
        const Ink drawing = letter(i);
        for (const Stroke& stroke : drawing) {
            const bool near = drawing.size() == 1
                || std::ranges::any_of(drawing, [&stroke](const Stroke& other) {
                       return &other != &stroke && apart(stroke, other) < 1.6;
                   });
            QVERIFY(near);
        }
    }
}

/// A curve has many points, a straight line two.
void TestOutliers::someStrokesAreRound()
{
    int round = 0;
    int strokes = 0;
    for (std::uint64_t i = 0; i < 500; ++i) {
        for (const Stroke& stroke : letter(i)) {
            QVERIFY(stroke.size() >= 2);
            ++strokes;
            round += stroke.size() > 8 ? 1 : 0;
        }
    }
    QVERIFY(round > strokes / 3 && round < 2 * strokes / 3);
}

QTEST_GUILESS_MAIN(TestOutliers)
#include "tst_outliers.moc"
