// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/value_range.h"

#include <QTest>

#include <limits>

using numeral::ui::positiveExtremes;
using numeral::ui::robustMaximum;
using numeral::ui::within;

class ValueRangeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theMaximumIsShownUnlessItIsFarAbove();
    void whatIsNotFiniteIsPassedOver();
    void aRangeIsShiftedThenCutToItsLimits_data();
    void aRangeIsShiftedThenCutToItsLimits();
    void roundingExceedsNoLimit();
    void onlyPositiveValuesCount();
};

void ValueRangeTest::theMaximumIsShownUnlessItIsFarAbove()
{
    QCOMPARE(robustMaximum({}), 0.0);
    QCOMPARE(robustMaximum({0.4}), 0.4);
    QCOMPARE(robustMaximum({0.4, 0.2, 0.1, 0.3}), 0.4);

    std::vector<double> falling(100, 0.1);
    falling.front() = 2.3;
    const auto shown = robustMaximum(falling);
    QVERIFY(shown >= 0.1 && shown < 0.5);
}

void ValueRangeTest::whatIsNotFiniteIsPassedOver()
{
    const auto infinity = std::numeric_limits<double>::infinity();
    const auto nothing = std::numeric_limits<double>::quiet_NaN();
    QCOMPARE(robustMaximum({nothing, 0.2, infinity}), 0.2);
    QCOMPARE(robustMaximum({nothing, infinity}), 0.0);
}

void ValueRangeTest::aRangeIsShiftedThenCutToItsLimits_data()
{
    QTest::addColumn<double>("lower");
    QTest::addColumn<double>("upper");
    QTest::addColumn<double>("expectedLower");
    QTest::addColumn<double>("expectedUpper");
    QTest::newRow("inside") << 2.0 << 4.0 << 2.0 << 4.0;
    QTest::newRow("beyond the left") << -3.0 << -1.0 << 0.0 << 2.0;
    QTest::newRow("over the right end") << 9.0 << 12.0 << 7.0 << 10.0;
    QTest::newRow("larger than all") << -5.0 << 20.0 << 0.0 << 10.0;
    QTest::newRow("too small") << 4.9 << 5.1 << 4.5 << 5.5;
}

void ValueRangeTest::aRangeIsShiftedThenCutToItsLimits()
{
    QFETCH(const double, lower);
    QFETCH(const double, upper);
    QFETCH(const double, expectedLower);
    QFETCH(const double, expectedUpper);
    const auto range = within({lower, upper}, {0, 10}, 1);
    QCOMPARE(range.lower, expectedLower);
    QCOMPARE(range.upper, expectedUpper);
}

void ValueRangeTest::roundingExceedsNoLimit()
{
    for (int i = 1; i < 2000; ++i) {
        const numeral::ui::ValueRange limits{100 - 0.037 * i, 100};
        for (const double size : {0.1, 1.0 / 3, 7.7, limits.size(), 2 * limits.size()}) {
            for (const double lower : {-50.0, 33.3, 99.99, 150.0}) {
                const auto range = within({lower, lower + size}, limits, 1e-3);
                QVERIFY(range.lower >= limits.lower && range.upper <= limits.upper);
                QVERIFY(range.lower < range.upper);
            }
        }
    }
}

void ValueRangeTest::onlyPositiveValuesCount()
{
    const auto infinity = std::numeric_limits<double>::infinity();
    const auto nothing = std::numeric_limits<double>::quiet_NaN();
    QCOMPARE(positiveExtremes({0.0, 3.0, nothing, 0.1, infinity, 2.0}), std::pair(0.1, 3.0));
    QCOMPARE(positiveExtremes({0.0, nothing}), std::pair(0.0, 0.0));
}

QTEST_GUILESS_MAIN(ValueRangeTest)
#include "tst_value_range.moc"
