// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <numeric>

using numeral::Random;
using numeral::RandomStream;

Q_DECLARE_METATYPE(RandomStream)

class RandomTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void numbersAreTheSameEverywhere_data();
    void numbersAreTheSameEverywhere();
    void uniformNumbersFillTheUnitInterval();
    void normalNumbersHaveTheirMoments();
    void integersStayBelowTheirBound_data();
    void integersStayBelowTheirBound();
    void integersAreEquallyLikely();
    void shufflingKeepsEveryItem_data();
    void shufflingKeepsEveryItem();
    void everyOrderIsEquallyLikely();
};

namespace {

std::vector<int> firstIntegers(std::uint64_t seed, RandomStream stream)
{
    Random random(seed, stream);
    std::vector<int> numbers(6);
    std::generate(
        numbers.begin(), numbers.end(), [&random] { return static_cast<int>(random.below(1000)); });
    return numbers;
}

} // namespace

/// Reference values of an independent implementation of the C++ standard's text
/// ([rand.util.seedseq], [rand.eng.mers]). If they change, every seed yields another network.
void RandomTest::numbersAreTheSameEverywhere_data()
{
    QTest::addColumn<quint64>("seed");
    QTest::addColumn<RandomStream>("stream");
    QTest::addColumn<std::vector<int>>("numbers");

    QTest::newRow("split") << quint64{1} << RandomStream::Split
                           << std::vector<int>{978, 146, 919, 111, 990, 631};
    QTest::newRow("another stream")
        << quint64{1} << RandomStream::Shuffle << std::vector<int>{985, 905, 293, 635, 417, 843};
    QTest::newRow("a seed of more than 32 bits") << ((quint64{1} << 32U) + 1) << RandomStream::Split
                                                 << std::vector<int>{817, 185, 22, 314, 814, 693};
}

void RandomTest::numbersAreTheSameEverywhere()
{
    QFETCH(quint64, seed);
    QFETCH(RandomStream, stream);
    QFETCH(std::vector<int>, numbers);
    QCOMPARE(firstIntegers(seed, stream), numbers);
}

void RandomTest::uniformNumbersFillTheUnitInterval()
{
    Random random(1, RandomStream::InitialWeights);
    QCOMPARE(random.uniform(), 0.62939012348295786);

    constexpr int draws = 100'000;
    std::array<int, 10> histogram{};
    for (int i = 0; i < draws; ++i) {
        const double number = random.uniform();
        QVERIFY(number >= 0.0 && number < 1.0);
        ++histogram.at(static_cast<std::size_t>(number * 10.0));
    }
    // The expected count of each bin is 10,000, with a standard deviation of 95.
    const auto [least, most] = std::minmax_element(histogram.begin(), histogram.end());
    QVERIFY(*least > 9'500 && *most < 10'500);
}

void RandomTest::normalNumbersHaveTheirMoments()
{
    Random random(1, RandomStream::InitialWeights);
    constexpr int draws = 100'000;
    double sum = 0.0;
    double squares = 0.0;
    int withinOne = 0;
    for (int i = 0; i < draws; ++i) {
        const double number = random.normal();
        QVERIFY(std::isfinite(number));
        sum += number;
        squares += number * number;
        withinOne += std::abs(number) < 1.0 ? 1 : 0;
    }
    QVERIFY(std::abs(sum / draws) < 0.02);
    QVERIFY(std::abs(squares / draws - 1.0) < 0.03);
    QVERIFY(std::abs(withinOne / double{draws} - 0.6827) < 0.01);
}

void RandomTest::integersStayBelowTheirBound_data()
{
    QTest::addColumn<quint64>("bound");
    QTest::newRow("1") << quint64{1};
    QTest::newRow("2") << quint64{2};
    QTest::newRow("60,000") << quint64{60'000};
    QTest::newRow("just over half of what the generator draws") << ((quint64{1} << 63U) + 1);
    QTest::newRow("all but one") << ~quint64{0};
}

void RandomTest::integersStayBelowTheirBound()
{
    QFETCH(quint64, bound);
    Random random(3, RandomStream::Shuffle);
    for (int i = 0; i < 1000; ++i) {
        QVERIFY(random.below(bound) < bound);
    }
}

void RandomTest::integersAreEquallyLikely()
{
    // Without rejection, values in the lowest third of this range would be twice as likely.
    constexpr std::uint64_t bound = 3 * (std::uint64_t{1} << 62U);
    constexpr std::uint64_t third = bound / 3;
    Random random(4, RandomStream::Shuffle);
    std::array<int, 3> histogram{};
    for (int i = 0; i < 30'000; ++i) {
        ++histogram.at(random.below(bound) / third);
    }
    const auto [least, most] = std::minmax_element(histogram.begin(), histogram.end());
    QVERIFY(*least > 9'500 && *most < 10'500);
}

void RandomTest::shufflingKeepsEveryItem_data()
{
    QTest::addColumn<int>("items");
    QTest::newRow("none") << 0;
    QTest::newRow("one") << 1;
    QTest::newRow("many") << 1000;
}

void RandomTest::shufflingKeepsEveryItem()
{
    QFETCH(int, items);
    std::vector<int> ordered(static_cast<std::size_t>(items));
    std::iota(ordered.begin(), ordered.end(), 0);
    std::vector<int> shuffled = ordered;
    Random random(5, RandomStream::Shuffle);
    numeral::shuffle(random, shuffled);
    QCOMPARE(shuffled != ordered, items > 1);
    std::sort(shuffled.begin(), shuffled.end());
    QCOMPARE(shuffled, ordered);
}

void RandomTest::everyOrderIsEquallyLikely()
{
    Random random(6, RandomStream::Shuffle);
    std::map<std::vector<int>, int> histogram;
    for (int i = 0; i < 60'000; ++i) {
        std::vector<int> items{1, 2, 3};
        numeral::shuffle(random, items);
        ++histogram[items];
    }
    QCOMPARE(histogram.size(), std::size_t{6});
    for (const auto& [order, count] : histogram) {
        QVERIFY(count > 9'500 && count < 10'500);
    }
}

QTEST_GUILESS_MAIN(RandomTest)
#include "tst_random.moc"
