// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/downsampled_line.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>

using namespace numeral::ui;

class FineLineTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aShortLineIsDrawnAsItIs();
    void aLongLineIsDrawnWithFewPointsAndAllPeaks_data();
    void aLongLineIsDrawnWithFewPointsAndAllPeaks();
    void whatIsZoomedIntoIsAsItWasAdded();
    void whatIsNotFiniteMakesAGap();
    void aClearedLineIsEmpty();

private:
    static double valueAt(int i) { return 0.5 + 0.1 * std::sin(0.7 * i); }
};

namespace {

constexpr int million = 1'000'000;

bool has(const std::vector<DownsampledLine::Point>& points, double value)
{
    return std::any_of(points.begin(), points.end(), [value](const DownsampledLine::Point& point) {
        return std::abs(point.value - value) < 1e-6;
    });
}

} // namespace

void FineLineTest::aShortLineIsDrawnAsItIs()
{
    DownsampledLine line;
    for (int i = 0; i < 300; ++i) {
        line.add(i, valueAt(i));
    }
    const auto points = line.points({0, 299}, 100);
    QCOMPARE(points.size(), std::size_t{300});
    QCOMPARE(line.count({0, 299}), std::size_t{300});
    for (int i = 0; i < 300; ++i) {
        const auto& point = points[static_cast<std::size_t>(i)];
        QCOMPARE(point.position, static_cast<double>(i));
        QVERIFY(std::abs(point.value - valueAt(i)) < 1e-6);
    }
}

void FineLineTest::aLongLineIsDrawnWithFewPointsAndAllPeaks_data()
{
    QTest::addColumn<int>("peak");
    for (const int peak : {0, 1, 4, 123'456, 777'777, million - 1}) {
        QTest::addRow("%d", peak) << peak;
    }
}

void FineLineTest::aLongLineIsDrawnWithFewPointsAndAllPeaks()
{
    QFETCH(const int, peak);
    constexpr std::size_t columns = 600;
    DownsampledLine line;
    for (int i = 0; i < million; ++i) {
        line.add(i, i == peak ? 9.0 : i == million / 2 ? -3.0 : valueAt(i));
    }
    const auto points = line.points({0, million}, columns);
    QVERIFY(points.size() > 2 * columns && points.size() < 10 * columns);
    QVERIFY(has(points, 9.0));
    QVERIFY(has(points, -3.0));
    const auto isOrdered = std::is_sorted(points.begin(), points.end(),
        [](const auto& a, const auto& b) { return a.position < b.position; });
    QVERIFY(isOrdered);
    const auto summit = std::max_element(points.begin(), points.end(),
        [](const auto& a, const auto& b) { return a.value < b.value; });
    QVERIFY(std::abs(summit->position - peak) < 2.0 * million / columns);
    for (const auto& point : points) { // and nothing that isn't in the line
        const bool isUsual = std::abs(point.value - 0.5) < 0.101;
        const bool isPeak = std::abs(point.value - 3) == 6; // 9 or -3
        QVERIFY(isUsual || isPeak);
    }
}

void FineLineTest::whatIsZoomedIntoIsAsItWasAdded()
{
    DownsampledLine line;
    for (int i = 0; i < million; ++i) {
        line.add(i, valueAt(i));
    }
    const auto points = line.points({499'999.5, 500'100.5}, 600);
    QCOMPARE(points.size(), std::size_t{103}); // 101 inside, one neighbour on each side
    QCOMPARE(points.front().position, 499'999.0);
    QCOMPARE(points.back().position, 500'101.0);
    for (const auto& point : points) {
        QVERIFY(std::abs(point.value - valueAt(static_cast<int>(point.position))) < 1e-6);
    }
    QCOMPARE(line.points({2e6, 3e6}, 600).size(), std::size_t{1});
}

void FineLineTest::whatIsNotFiniteMakesAGap()
{
    DownsampledLine line;
    line.add(1, 0.5);
    line.add(2, std::numeric_limits<double>::infinity());
    line.add(3, 0.25);
    const auto few = line.points({0, 4}, 10);
    QCOMPARE(few.size(), std::size_t{3});
    QVERIFY(std::isnan(few[1].value));
    for (int i = 4; i < 1000; ++i) {
        line.add(i, 0.25);
    }
    const auto many = line.points({0, 1000}, 10);
    QVERIFY(many.size() < 200);
    QVERIFY(has(many, 0.5)); // its neighbours are drawn
    QVERIFY(std::none_of(
        many.begin(), many.end(), [](const auto& point) { return std::isnan(point.value); }));
}

void FineLineTest::aClearedLineIsEmpty()
{
    DownsampledLine line;
    for (int i = 0; i < 100; ++i) {
        line.add(i, 1);
    }
    line.clear();
    QVERIFY(line.points({0, 100}, 10).empty());
    line.add(0, 2);
    QCOMPARE(line.points({0, 100}, 10).size(), std::size_t{1});
}

QTEST_GUILESS_MAIN(FineLineTest)
#include "tst_downsampled_line.moc"
