// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ink/box.h"
#include "core/ink/letters.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <set>
#include <string>

using namespace numeral;

namespace {

constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// Each letter in turn.
Ink letter(std::uint64_t index)
{
    SmallRandom random(1, RandomStream::PenImages, index);
    return drawLetter(letters[index % letters.size()], random);
}

bool isDot(const Stroke& stroke)
{
    return stroke.size() == 1;
}

/// Many points along the stroke's lines.
Stroke filled(const Stroke& stroke)
{
    Stroke points{stroke.front()};
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

class TestLetters : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void lettersAreAsHighAsTheGrid();
    void everyLetterHasSeveralForms();
    void noTwoDrawingsAreTheSame();
    void strokesHangTogether();
    void onlyIAndJHaveDots();
};

void TestLetters::lettersAreAsHighAsTheGrid()
{
    for (std::uint64_t i = 0; i < 2000; ++i) {
        const Box box = boxOf(letter(i));
        QVERIFY(box.left > -0.6 && box.right < 1.8 && box.top > -0.4 && box.bottom < 1.4);
        QVERIFY2(box.height() > 0.5, &letters[i % letters.size()]);
    }
}

/// No form is named that leads off the grid or is empty.
void TestLetters::everyLetterHasSeveralForms()
{
    for (const char name : letters) {
        const std::string_view forms = letterForms(name);
        QVERIFY(std::ranges::count(forms, ',') >= 2);
        QVERIFY(std::ranges::all_of(forms, [](char place) {
            return (place >= 'A' && place <= 'Y') || (place >= 'a' && place <= 'y') || place == ' '
                || place == ',';
        }));
        for (const char* empty : {",,", "  ", ", ", " ,"}) {
            QVERIFY(forms.find(empty) == std::string_view::npos);
        }
    }
}

void TestLetters::noTwoDrawingsAreTheSame()
{
    for (std::uint64_t i = 0; i < 200; ++i) {
        QVERIFY(letter(i) == letter(i));
        for (std::uint64_t j = 0; j < i; ++j) {
            QVERIFY(letter(i) != letter(j));
        }
    }
}

/// However much they miss each other. The bow of a B, D, P or R may stand apart from its stem.
void TestLetters::strokesHangTogether()
{
    constexpr double gap = 0.6;
    for (std::uint64_t i = 0; i < 2000; ++i) {
        const Ink drawing = letter(i);
        for (const Stroke& stroke : drawing) {
            const bool isNear = drawing.size() == 1
                || std::ranges::any_of(drawing, [&stroke](const Stroke& other) {
                       return &other != &stroke && apart(stroke, other) < gap;
                   });
            QVERIFY2(isNear, &letters[i % letters.size()]);
        }
    }
}

void TestLetters::onlyIAndJHaveDots()
{
    std::set<char> dotted;
    for (std::uint64_t i = 0; i < 2000; ++i) {
        if (std::ranges::any_of(letter(i), isDot)) {
            dotted.insert(letters[i % letters.size()]);
        }
    }
    QVERIFY((dotted == std::set<char>{'i', 'j'}));
}

QTEST_GUILESS_MAIN(TestLetters)
#include "tst_letters.moc"
