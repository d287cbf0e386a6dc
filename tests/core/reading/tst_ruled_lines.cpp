// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/reading/ruled_lines.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace numeral;

namespace {

std::ptrdiff_t inkOf(const InkMask& mask)
{
    return std::count(mask.pixels.begin(), mask.pixels.end(), std::uint8_t{1});
}

/// Draws a line two pixels thick that falls by `slope` rows per column.
void drawLine(InkMask& mask, double row, double slope, std::size_t from, std::size_t to)
{
    for (std::size_t column = from; column < to; ++column) {
        const auto y = static_cast<std::size_t>(row + slope * static_cast<double>(column - from));
        mask.pixels[y * mask.columns + column] = 1;
        mask.pixels[(y + 1) * mask.columns + column] = 1;
    }
}

} // namespace

class TestRuledLines : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void longThinLinesGo_data();
    void longThinLinesGo();
    void aThinPensCurveStays();
    void whatCrossesALineStays();
};

void TestRuledLines::longThinLinesGo_data()
{
    QTest::addColumn<double>("slope");
    QTest::addColumn<std::size_t>("gap");
    QTest::newRow("level") << 0.0 << std::size_t{0};
    QTest::newRow("tilted") << 0.05 << std::size_t{0};
    QTest::newRow("with a gap") << 0.02 << std::size_t{40};
}

void TestRuledLines::longThinLinesGo()
{
    QFETCH(const double, slope);
    QFETCH(const std::size_t, gap);
    InkMask mask(300, 400);
    drawLine(mask, 100, slope, 10, 200);
    drawLine(mask, 100 + slope * static_cast<double>(190 + gap), slope, 200 + gap, 390);
    QVERIFY(inkOf(mask) > 600);
    removeRuledLines(mask);
    QCOMPARE(inkOf(mask), std::ptrdiff_t{0});
}

/// A long arc, which is thin but not straight.
void TestRuledLines::aThinPensCurveStays()
{
    InkMask mask(300, 400);
    for (std::size_t column = 40; column < 360; ++column) {
        const auto y = static_cast<std::size_t>(
            150 - 60 * std::sin(3.14159 * static_cast<double>(column - 40) / 320));
        for (std::size_t row = y; row < y + 3; ++row) {
            mask.pixels[row * mask.columns + column] = 1;
        }
    }
    const std::ptrdiff_t before = inkOf(mask);
    removeRuledLines(mask);
    QCOMPARE(inkOf(mask), before);
}

void TestRuledLines::whatCrossesALineStays()
{
    InkMask mask(300, 400);
    for (std::size_t row = 60; row < 160; ++row) {
        std::fill_n(mask.pixels.begin() + static_cast<std::ptrdiff_t>(row * 400 + 200), 12,
            std::uint8_t{1});
    }
    const std::ptrdiff_t bar = inkOf(mask);
    drawLine(mask, 110, 0, 0, 400);
    removeRuledLines(mask);
    QCOMPARE(inkOf(mask), bar);
}

QTEST_GUILESS_MAIN(TestRuledLines)
#include "tst_ruled_lines.moc"
