// SPDX-License-Identifier: GPL-3.0-or-later
//
// The built-in network reads the simplest shapes of digits, and is sure of them. They are drawn
// here with other random numbers than its training images.
#include "core/exchange/safetensors.h"
#include "core/reading/reader.h"

#include <QTest>

#include <cmath>
#include <numbers>
#include <random>

using namespace numeral;

namespace {

Stroke circle(double across, double high, double start, double turns)
{
    Stroke stroke;
    for (int i = 0; i <= 60; ++i) {
        const double angle = 2 * std::numbers::pi * (start + turns * i / 60);
        stroke.push_back({across * std::cos(angle), high * std::sin(angle)});
    }
    return stroke;
}

/// Draws a shape on a unit canvas: slanted by `slant` degrees, with a longer side of `size`, at a
/// random place, with a point at least every `step` along the shape's path, and with Gaussian noise
/// of standard deviation `shake`.
Ink drawn(
    const Ink& plain, double size, double slant, double shake, double step, std::mt19937& random)
{
    const double lean = std::tan(slant * std::numbers::pi / 180);
    Ink ink;
    for (const Stroke& stroke : plain) {
        Stroke& points = ink.emplace_back();
        for (std::size_t i = 0; i < stroke.size(); ++i) {
            const Point& from = stroke[i == 0 ? 0 : i - 1];
            const double length = std::hypot(stroke[i].x - from.x, stroke[i].y - from.y);
            const int pieces = 1 + static_cast<int>(length / step);
            for (int piece = 1; piece <= pieces; ++piece) {
                const double share = static_cast<double>(piece) / pieces;
                const double y = from.y + share * (stroke[i].y - from.y);
                points.push_back({from.x + share * (stroke[i].x - from.x) - lean * y, y});
            }
        }
    }
    const Box box = boxOf(ink);
    const double scale = size / box.longerSide();
    std::normal_distribution<double> noise(0, shake);
    std::uniform_real_distribution<double> place(0, 1 - size);
    const double left = place(random);
    const double top = place(random);
    for (Stroke& stroke : ink) {
        for (Point& point : stroke) {
            // Mouse positions are whole pixels of a canvas of 360×360.
            point = {std::round(360 * (left + scale * (point.x - box.left) + noise(random))) / 360,
                std::round(360 * (top + scale * (point.y - box.top) + noise(random))) / 360};
        }
    }
    return ink;
}

} // namespace

class TestPlainDigits : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void areReadSurely_data();
    void areReadSurely();
    void aBarOfAnyWidthIsAOne();
    void aDashIsNone();
    void aDotIsNone();
    void aDotBesideADigitIsPassedOver();
    void gapsOfAPenMakeNoOtherDigits();
    void partsThatMayBeNoneAreDoubted();
    void aLetterIsNoneAndStaysWhole();

private:
    Reader m_reader;
};

void TestPlainDigits::initTestCase()
{
    const auto model = readSafeTensors(NUMERAL_SOURCES "/resources/weights/mnist.safetensors");
    QVERIFY2(model, model ? "" : model.error().detail.c_str());
    m_reader.setModel(*model);
}

void TestPlainDigits::areReadSurely_data()
{
    QTest::addColumn<std::vector<Ink>>("forms");
    QTest::addColumn<int>("label");
    QTest::newRow("1, a bar") << std::vector<Ink>{{{{0, 0}, {0, 1}}}} << 1;
    QTest::newRow("0, a circle") << std::vector<Ink>{{circle(0.5, 0.5, 0, 1)},
        {circle(0.42, 0.5, 0.3, -1.03)}, {circle(0.35, 0.5, 0.75, -1)}}
                                 << 0;
    QTest::newRow("7 of two strokes")
        << std::vector<Ink>{{{{0, 0}, {0.6, 0}}, {{0.6, 0}, {0.2, 1}}},
               {{{0, 0}, {0.7, 0}}, {{0.7, 0}, {0.3, 1}}}}
        << 7;
    QTest::newRow("4 of lines") << std::vector<Ink>{{{{0.05, 0}, {0, 0.6}, {0.65, 0.6}},
                                                        {{0.45, 0.1}, {0.45, 1}}},
        {{{0.45, 0}, {0, 0.65}, {0.65, 0.65}}, {{0.45, 0}, {0.45, 1}}}}
                                << 4;
}

void TestPlainDigits::areReadSurely()
{
    QFETCH(const std::vector<Ink>, forms);
    QFETCH(const int, label);
    std::mt19937 random(1);
    int all = 0;
    int right = 0;
    int surely = 0;
    for (const double size : {0.15, 0.3, 0.5, 0.9}) {
        for (int slant = -15; slant <= 15; slant += 5) {
            for (const double shake : {0.0, 0.002, 0.004}) {
                for (const double step : {0.02, 0.1}) {
                    for (const Ink& form : forms) {
                        m_reader.read(drawn(form, size, slant, shake, step, random));
                        const std::vector<ReadDigit>& digits = m_reader.digits();
                        const bool isRight = digits.size() == 1
                            && static_cast<int>(digits[0].recognition.label) == label;
                        ++all;
                        right += isRight ? 1 : 0;
                        surely += isRight && digits[0].doubt == Doubt::None ? 1 : 0;
                    }
                }
            }
        }
    }
    qInfo("of %d %d are read right, %d surely", all, right, surely);
    QCOMPARE(right, all);
    QVERIFY(100 * surely >= 98 * all);
}

/// In a picture, where the pen may be a broad marker.
void TestPlainDigits::aBarOfAnyWidthIsAOne()
{
    for (const std::size_t width : {3, 6, 12, 20, 30, 40}) {
        GreyImage sheet(200, 200);
        std::fill(sheet.pixels.begin(), sheet.pixels.end(), std::uint8_t{240});
        for (std::size_t row = 40; row < 160; ++row) {
            std::fill_n(sheet.pixels.begin() + static_cast<std::ptrdiff_t>(row * 200 + 80), width,
                std::uint8_t{20});
        }
        m_reader.read(sheet);
        QCOMPARE(m_reader.digits().size(), std::size_t{1});
        QCOMPARE(m_reader.text(), "1");
        QVERIFY2(m_reader.digits()[0].doubt == Doubt::None, qPrintable(QString::number(width)));
    }
}

void TestPlainDigits::aDashIsNone()
{
    m_reader.read(Ink{{{0.2, 0.5}, {0.5, 0.5}, {0.8, 0.5}}});
    QCOMPARE(m_reader.digits().size(), std::size_t{1});
    QVERIFY(m_reader.digits()[0].doubt != Doubt::None);
}

/// One click on the canvas.
void TestPlainDigits::aDotIsNone()
{
    m_reader.read(Ink{{{0.5, 0.5}}});
    QCOMPARE(m_reader.digits().size(), std::size_t{1});
    QVERIFY(m_reader.digits()[0].doubt != Doubt::None);
    QCOMPARE(m_reader.text(), "?");
}

void TestPlainDigits::aDotBesideADigitIsPassedOver()
{
    m_reader.read(Ink{{{0.3, 0.1}, {0.3, 0.9}}, {{0.8, 0.5}}});
    QCOMPARE(m_reader.text(), "1");
}

/// A 5 with a detached top bar.
void TestPlainDigits::gapsOfAPenMakeNoOtherDigits()
{
    const Stroke body{{0.35, 0.25}, {0.32, 0.48}, {0.45, 0.45}, {0.58, 0.55}, {0.56, 0.75},
        {0.45, 0.85}, {0.3, 0.8}};
    m_reader.read(Ink{body, {{0.4, 0.2}, {0.65, 0.2}}});
    QCOMPARE(m_reader.text(), "5");
}

/// Side by side, two tall bars are surely two ones; short ones at different heights are doubted.
void TestPlainDigits::partsThatMayBeNoneAreDoubted()
{
    m_reader.read(Ink{{{0.2, 0.1}, {0.2, 0.9}}, {{0.6, 0.1}, {0.6, 0.9}}});
    QCOMPARE(m_reader.text(), "11");
    QVERIFY(m_reader.isSure());
    m_reader.read(Ink{{{0.3, 0.1}, {0.3, 0.4}}, {{0.6, 0.6}, {0.6, 0.9}}});
    QCOMPARE(m_reader.text(), "11");
    for (const ReadDigit& digit : m_reader.digits()) {
        QVERIFY(digit.doubt != Doubt::None);
        QVERIFY(digit.recognition.probabilities[1] < minProbability);
    }
}

/// An A, each leg of which would be a 1 on its own.
void TestPlainDigits::aLetterIsNoneAndStaysWhole()
{
    m_reader.read(
        Ink{{{0.5, 0.1}, {0.25, 0.9}}, {{0.5, 0.1}, {0.75, 0.9}}, {{0.35, 0.6}, {0.65, 0.6}}});
    QCOMPARE(m_reader.text(), "?");
}

QTEST_GUILESS_MAIN(TestPlainDigits)
#include "tst_plain_digits.moc"
