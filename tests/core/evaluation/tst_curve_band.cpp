// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluation/curve_band.h"

#include <QTest>

#include <limits>

using namespace numeral;

class TestCurveBand : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyEpochHasItsQuartiles();
    void itEndsWhereHalfOfTheRunsHaveEnded();
    void whatIsNotFiniteIsLeftOut();
    void runsWithoutAnEpochAreLeftOut();
};

void TestCurveBand::everyEpochHasItsQuartiles()
{
    const std::vector<std::vector<double>> curves{{1, 10}, {2, 30}, {3, 20}, {5, 50}, {4, 40}};
    const std::vector<BandPoint> band = curveBand(curves);
    QCOMPARE(band.size(), std::size_t(2));
    QCOMPARE(band[0].epoch, 1);
    QCOMPARE(band[1].epoch, 2);
    QCOMPARE(band[1].runs, std::size_t(5));
    QCOMPARE(band[1].values.least, 10.0);
    QCOMPARE(band[1].values.lowerQuartile, 20.0);
    QCOMPARE(band[1].values.median, 30.0);
    QCOMPARE(band[1].values.upperQuartile, 40.0);
    QCOMPARE(band[1].values.greatest, 50.0);
}

void TestCurveBand::itEndsWhereHalfOfTheRunsHaveEnded()
{
    const std::vector<std::vector<double>> curves{{1}, {1, 2}, {1, 2, 3}, {1, 2, 3, 4}};
    const std::vector<BandPoint> band = curveBand(curves);
    QCOMPARE(band.size(), std::size_t(3)); // which two of the four reach
    QCOMPARE(band.back().runs, std::size_t(2));
}

void TestCurveBand::whatIsNotFiniteIsLeftOut()
{
    const double infinity = std::numeric_limits<double>::infinity();
    const std::vector<std::vector<double>> curves{{1, infinity}, {3, infinity}, {2, 5}};
    const std::vector<BandPoint> band = curveBand(curves);
    QCOMPARE(band.size(), std::size_t(2));
    QCOMPARE(band[1].runs, std::size_t(1));
    QCOMPARE(band[1].values.median, 5.0);
}

void TestCurveBand::runsWithoutAnEpochAreLeftOut()
{
    const std::vector<std::vector<double>> curves{{}, {}, {7}, {}};
    const std::vector<BandPoint> band = curveBand(curves);
    QCOMPARE(band.size(), std::size_t(1));
    QCOMPARE(band[0].values.median, 7.0);
    QVERIFY(curveBand({}).empty());
}

QTEST_APPLESS_MAIN(TestCurveBand)
#include "tst_curve_band.moc"
