// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/small_random.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <vector>

using numeral::RandomStream;
using numeral::SmallRandom;

class SmallRandomTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void numbersAreTheSameEverywhere_data();
    void numbersAreTheSameEverywhere();
    void neighboursHaveNothingInCommon();
    void integersAreTheSameEverywhere();
    void integersStayBelowTheirBound_data();
    void integersStayBelowTheirBound();
    void integersAreEquallyLikely();
    void symmetricNumbersFillTheirInterval();
    void anOddNumberOfThemIsFilledToo();
};

/// Reference values of an independent implementation, which reproduces the published outputs of
/// both generators for the published seeds.
void SmallRandomTest::numbersAreTheSameEverywhere_data()
{
    QTest::addColumn<quint64>("seed");
    QTest::addColumn<quint64>("index");
    QTest::addColumn<std::vector<quint64>>("numbers");
    QTest::newRow("first") << quint64{1} << quint64{0}
                           << std::vector<quint64>{12831998809378121104U, 12804910140178820527U,
                                  18302763881400130351U};
    QTest::newRow("another index")
        << quint64{1} << quint64{1}
        << std::vector<quint64>{10384341266363585259U, 13019316290811805523U, 7952373556912527200U};
    QTest::newRow("another seed") << quint64{2} << quint64{0}
                                  << std::vector<quint64>{11897207790361800880U,
                                         8532022332420804241U, 9546166878399533241U};
    QTest::newRow("large ones") << ~quint64{0} << (quint64{1} << 40U)
                                << std::vector<quint64>{9374696335435652476U, 8352309831058900185U,
                                       1327851345800819390U};
}

void SmallRandomTest::numbersAreTheSameEverywhere()
{
    QFETCH(quint64, seed);
    QFETCH(quint64, index);
    QFETCH(std::vector<quint64>, numbers);
    SmallRandom random(seed, RandomStream::Augmentation, index);
    for (const quint64 number : numbers) {
        QCOMPARE(quint64{random.bits()}, number);
    }
}

void SmallRandomTest::neighboursHaveNothingInCommon()
{
    std::set<std::uint64_t> numbers;
    std::size_t drawn = 0;
    for (const RandomStream stream : {RandomStream::Split, RandomStream::Augmentation}) {
        for (std::uint64_t seed = 0; seed < 20; ++seed) {
            for (std::uint64_t index = 0; index < 200; ++index) {
                SmallRandom random(seed, stream, index);
                for (int i = 0; i < 4; ++i, ++drawn) {
                    numbers.insert(random.bits());
                }
            }
        }
    }
    QCOMPARE(numbers.size(), drawn);
}

/// Reference values of an independent implementation. If they change, every seed yields another
/// network.
void SmallRandomTest::integersAreTheSameEverywhere()
{
    SmallRandom random(1, RandomStream::Shuffle, 0);
    for (const quint64 number : {38'372U, 37'173U, 26'204U, 28'342U, 45'919U, 32'454U}) {
        QCOMPARE(quint64{random.below(54'000)}, number);
    }
}

void SmallRandomTest::integersStayBelowTheirBound_data()
{
    QTest::addColumn<quint64>("bound");
    QTest::newRow("1") << quint64{1};
    QTest::newRow("2") << quint64{2};
    QTest::newRow("60,000") << quint64{60'000};
    QTest::newRow("just over half of what it draws") << ((quint64{1} << 31U) + 1);
    QTest::newRow("all but one") << ((quint64{1} << 32U) - 1);
}

void SmallRandomTest::integersStayBelowTheirBound()
{
    QFETCH(quint64, bound);
    SmallRandom random(3, RandomStream::Shuffle, 0);
    for (int i = 0; i < 1000; ++i) {
        QVERIFY(random.below(bound) < bound);
    }
}

void SmallRandomTest::integersAreEquallyLikely()
{
    // Without rejection, the first of every three values would be twice as likely as the others.
    constexpr std::uint64_t bound = 3 * (std::uint64_t{1} << 30U);
    SmallRandom random(4, RandomStream::Shuffle, 0);
    std::array<int, 3> histogram{};
    for (int i = 0; i < 30'000; ++i) {
        ++histogram.at(random.below(bound) % 3);
    }
    const auto [least, most] = std::minmax_element(histogram.begin(), histogram.end());
    QVERIFY(*least > 9'500 && *most < 10'500);
}

/// Across streams and within one stream: mean 0, standard deviation 1/√3, both ends reached.
void SmallRandomTest::symmetricNumbersFillTheirInterval()
{
    std::vector<float> firsts;
    for (std::uint64_t index = 0; index < 100'000; ++index) {
        firsts.push_back(SmallRandom(1, RandomStream::Augmentation, index).symmetric());
    }
    std::vector<float> filled(100'000);
    SmallRandom(1, RandomStream::Augmentation, 0).fillSymmetric(filled);
    for (const auto& numbers : {firsts, filled}) {
        double sum = 0;
        double squares = 0;
        for (const float number : numbers) {
            QVERIFY(number >= -1.0F && number < 1.0F);
            sum += static_cast<double>(number);
            squares += static_cast<double>(number) * static_cast<double>(number);
        }
        const auto count = static_cast<double>(numbers.size());
        QVERIFY(std::abs(sum / count) < 0.01);
        QVERIFY(std::abs(squares / count - 1.0 / 3.0) < 0.005);
        QVERIFY(*std::min_element(numbers.begin(), numbers.end()) < -0.999F);
        QVERIFY(*std::max_element(numbers.begin(), numbers.end()) > 0.999F);
    }
}

void SmallRandomTest::anOddNumberOfThemIsFilledToo()
{
    std::array<float, 3> three{2, 2, 2};
    std::array<float, 2> two{2, 2};
    SmallRandom(7, RandomStream::Augmentation, 0).fillSymmetric(three);
    SmallRandom(7, RandomStream::Augmentation, 0).fillSymmetric(two);
    QCOMPARE(three[0], two[0]);
    QCOMPARE(three[1], two[1]);
    QVERIFY(three[2] < 1.0F);
}

QTEST_GUILESS_MAIN(SmallRandomTest)
#include "tst_small_random.moc"
