// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "core/evaluation/answer_pairs.h"
#include "core/evaluation/statistics.h"

#include <QTest>

#include <cmath>
#include <functional>
#include <random>
#include <vector>

using namespace numeral;

namespace {

using Values = std::vector<double>;

/// Hours of sleep that ten patients gained by one drug and by another (Student 1908): the table
/// that textbooks and R's manual compare pair by pair.
const Values firstDrug{0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0};
const Values secondDrug{1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4};

bool isNear(double value, double expected, double tolerance)
{
    return std::abs(value - expected) <= tolerance;
}

} // namespace

class TestStatistics : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void quartilesAreThoseOfNumPy();
    void theIntervalOfAMeanIsStudents_data();
    void theIntervalOfAMeanIsStudents();
    void studentsDrugsAreCompared();
    void equalsAreSeldomCalledDifferent_data();
    void equalsAreSeldomCalledDifferent();
    void differencesAreFound();
    void nothingIsDecidedByFew();
    void howManyPairsWouldDecide();
    void nothingToCompareIsUndecided();
    void mcnemarsTestIsExact();
    void explainedVarianceIsHays();
};

void TestStatistics::quartilesAreThoseOfNumPy()
{
    const FiveNumbers numbers = fiveNumbers(Values{9, 1, 4, 2}); // numpy.percentile
    QCOMPARE(numbers.least, 1.0);
    QCOMPARE(numbers.lowerQuartile, 1.75);
    QCOMPARE(numbers.median, 3.0);
    QCOMPARE(numbers.upperQuartile, 5.25);
    QCOMPARE(numbers.greatest, 9.0);
    const FiveNumbers one = fiveNumbers(Values{7});
    QCOMPARE(one.lowerQuartile, 7.0);
    QCOMPARE(one.greatest, 7.0);
    QCOMPARE(fiveNumbers({}).median, 0.0);
}

void TestStatistics::theIntervalOfAMeanIsStudents_data()
{
    QTest::addColumn<int>("count");
    QTest::addColumn<double>("quantile"); // qt(0.975, count - 1) of R
    QTest::newRow("2") << 2 << 12.7062;
    QTest::newRow("11") << 11 << 2.2281;
    QTest::newRow("12") << 12 << 2.2010;
    QTest::newRow("31") << 31 << 2.0423;
    QTest::newRow("1001") << 1001 << 1.9623;
}

void TestStatistics::theIntervalOfAMeanIsStudents()
{
    QFETCH(int, count);
    QFETCH(double, quantile);
    Values values(static_cast<std::size_t>(count));
    for (std::size_t i = 0; i < values.size(); ++i) {
        values[i] = static_cast<double>(i);
    }
    const MeanEstimate estimate = meanEstimate(values);
    QCOMPARE(estimate.count, values.size());
    QCOMPARE(estimate.mean, (count - 1) / 2.0);
    const double deviation = std::sqrt(count * (count + 1) / 12.0); // of 0 … n − 1
    QVERIFY(isNear(estimate.deviation, deviation, 1e-9));
    QVERIFY(isNear(*estimate.halfWidth, quantile * deviation / std::sqrt(count), 2e-3 * deviation));
    QVERIFY(!meanEstimate(Values{3}).halfWidth);
}

void TestStatistics::studentsDrugsAreCompared()
{
    const PairedComparison comparison = comparePairs(firstDrug, secondDrug);
    QCOMPARE(comparison.pairs, std::size_t{10});
    QCOMPARE(comparison.higher, std::size_t{9});
    QCOMPARE(comparison.lower, std::size_t{0});
    QVERIFY(isNear(comparison.mean, 1.58, 1e-9));
    // The 99% interval of t is ± 1.26 (t.test(paired = TRUE, conf.level = 0.99)), which takes the
    // differences for normal. Of these one is 4.6 and most are near 1.3: it is too narrow.
    QVERIFY(comparison.halfWidth > 1.26 && comparison.halfWidth < 2.5);
    QVERIFY(!comparison.isDecided && *comparison.pairsNeeded > 10 && *comparison.pairsNeeded < 25);
    const PairedComparison reverse = comparePairs(secondDrug, firstDrug);
    QVERIFY(isNear(reverse.mean, -1.58, 1e-9));
    QCOMPARE(reverse.halfWidth, comparison.halfWidth);
}

void TestStatistics::equalsAreSeldomCalledDifferent_data()
{
    using Draw = std::function<double(std::mt19937&)>;
    QTest::addColumn<Draw>("draw");
    QTest::newRow("normal") << Draw(
        [](std::mt19937& random) { return std::normal_distribution<double>(0.97, 0.002)(random); });
    QTest::newRow("skewed") << Draw([](std::mt19937& random) {
        return 0.98 - 0.002 * std::exponential_distribution<double>()(random);
    });
    QTest::newRow("coarse") << Draw([](std::mt19937& random) {
        return std::round(std::normal_distribution<double>(97, 1)(random)) / 100;
    });
    QTest::newRow("one of ten fails") << Draw([](std::mt19937& random) {
        const bool fails = std::uniform_real_distribution<double>()(random) < 0.1;
        return std::normal_distribution<double>(fails ? 0.1 : 0.97, 0.002)(random);
    });
}

void TestStatistics::equalsAreSeldomCalledDifferent()
{
    using Draw = std::function<double(std::mt19937&)>;
    QFETCH(Draw, draw);
    std::mt19937 random(1);
    for (const std::size_t pairs : {5U, 8U, 20U}) {
        constexpr int trials = 300;
        int decided = 0;
        for (int trial = 0; trial < trials; ++trial) {
            Values first(pairs);
            Values second(pairs);
            for (std::size_t i = 0; i < pairs; ++i) {
                first[i] = draw(random);
                second[i] = draw(random);
            }
            decided += comparePairs(first, second).isDecided ? 1 : 0;
        }
        qInfo("%zu pairs: %d of %d", pairs, decided, trials);
        QVERIFY(decided <= trials * 3 / 100);
    }
}

void TestStatistics::differencesAreFound()
{
    std::mt19937 random(2);
    constexpr int trials = 200;
    int found = 0;
    for (int trial = 0; trial < trials; ++trial) {
        Values first(20);
        Values second(20);
        std::normal_distribution<double> noise(0, 0.0015);
        for (std::size_t i = 0; i < first.size(); ++i) {
            first[i] = 0.97 + noise(random);
            second[i] = 0.973 + noise(random);
        }
        const PairedComparison comparison = comparePairs(first, second);
        found += comparison.isDecided && comparison.mean > 0 ? 1 : 0;
    }
    qInfo("%d of %d", found, trials);
    QVERIFY(found >= trials * 95 / 100);
}

void TestStatistics::nothingIsDecidedByFew()
{
    const PairedComparison comparison
        = comparePairs(Values{0.91, 0.92, 0.93, 0.9}, Values{0.971, 0.982, 0.993, 0.964});
    QCOMPARE(comparison.higher, std::size_t{4});
    QVERIFY(!comparison.isDecided);
    QVERIFY(*comparison.pairsNeeded >= PairedComparison::fewest);
}

void TestStatistics::howManyPairsWouldDecide()
{
    std::mt19937 random(3);
    std::normal_distribution<double> noise(0, 1);
    Values first(2000);
    Values second(2000);
    for (std::size_t i = 0; i < first.size(); ++i) {
        second[i] = 0.2 + noise(random);
    }
    // The power of a t test for an effect of 0.2 at 1%: 292 pairs for 80%.
    const auto few = std::span(first).first(60);
    const PairedComparison comparison = comparePairs(few, std::span(second).first(60));
    QVERIFY(!comparison.isDecided);
    QVERIFY(*comparison.pairsNeeded > 60);
    const PairedComparison more = comparePairs(std::span(first).first(*comparison.pairsNeeded),
        std::span(second).first(*comparison.pairsNeeded));
    qInfo("%zu pairs", *comparison.pairsNeeded);
    QVERIFY(more.isDecided);
}

void TestStatistics::nothingToCompareIsUndecided()
{
    QVERIFY(!comparePairs({}, {}).isDecided);
    const Values same(20, 0.97);
    const PairedComparison comparison = comparePairs(same, same);
    QVERIFY(!comparison.isDecided);
    QVERIFY(!comparison.pairsNeeded); // more of the same decide nothing
    QCOMPARE(comparison.halfWidth, 0.0);
    QVERIFY(comparePairs(same, Values(20, 0.98)).isDecided);
}

/// Against scipy.stats.binomtest.
void TestStatistics::mcnemarsTestIsExact()
{
    QVERIFY(std::abs(mcnemarProbability(5, 15) - 0.04138946533203125) < 1e-12);
    QVERIFY(std::abs(mcnemarProbability(15, 5) - 0.04138946533203125) < 1e-12);
    QVERIFY(std::abs(mcnemarProbability(0, 6) - 0.03125) < 1e-12);
    QCOMPARE(mcnemarProbability(7, 7), 1.0);
    QCOMPARE(mcnemarProbability(0, 0), 1.0);
    const double small = mcnemarProbability(100, 900);
    QVERIFY(small > 0 && small < 1e-100);
}

void TestStatistics::explainedVarianceIsHays()
{
    const std::vector<std::size_t> levels{0, 0, 0, 1, 1, 1, 2, 2, 2};
    // Between the levels 26, within them 6: (26 − 2·1) / (32 + 1), worked out by hand.
    QVERIFY(
        std::abs(explainedVariance(levels, Values{1, 2, 3, 2, 3, 4, 5, 6, 7}) - 24.0 / 33) < 1e-12);
    QCOMPARE(explainedVariance(levels, Values(9, 5.0)), 0.0);
    QCOMPARE(
        explainedVariance(std::vector<std::size_t>(9, 1), Values{1, 2, 3, 2, 3, 4, 5, 6, 7}), 0.0);
    // Levels that don't matter explain nothing on average, however many there are.
    Random random(1, RandomStream::Noise);
    double sum = 0;
    for (int trial = 0; trial < 200; ++trial) {
        std::vector<std::size_t> many(40);
        Values noise(40);
        for (std::size_t i = 0; i < noise.size(); ++i) {
            many[i] = i % 10;
            noise[i] = random.normal();
        }
        sum += explainedVariance(many, noise);
    }
    QVERIFY(sum / 200 < 0.06);
}

QTEST_GUILESS_MAIN(TestStatistics)
#include "tst_statistics.moc"
