// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/split.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <numeric>

using namespace numeral;

class SplitTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyImageIsOnOneSideOnly_data();
    void everyImageIsOnOneSideOnly();
    void aSeedDrawsTheSameSplitEverywhere();
    void anotherSeedDrawsAnotherSplit();
    void validationComesFromTheWholeFile();
};

void SplitTest::everyImageIsOnOneSideOnly_data()
{
    QTest::addColumn<int>("images");
    QTest::addColumn<double>("share");
    QTest::addColumn<int>("validation");

    QTest::newRow("MNIST, the default") << 60'000 << 0.1 << 6'000;
    QTest::newRow("no validation") << 60'000 << 0.0 << 0;
    QTest::newRow("half") << 60'000 << 0.5 << 30'000;
    QTest::newRow("0.29 is a little less than it looks") << 100 << 0.29 << 29;
    QTest::newRow("0.07 too") << 55'000 << 0.07 << 3'850;
    QTest::newRow("rounded down") << 19 << 0.1 << 1;
    QTest::newRow("too few for one") << 9 << 0.1 << 0;
    QTest::newRow("half of an odd number") << 7 << 0.5 << 3;
    QTest::newRow("one image") << 1 << 0.5 << 0;
}

void SplitTest::everyImageIsOnOneSideOnly()
{
    QFETCH(int, images);
    QFETCH(double, share);
    QFETCH(int, validation);
    const Split split = splitImages(static_cast<std::size_t>(images), share, 1);
    QCOMPARE(split.validation.size(), static_cast<std::size_t>(validation));
    QCOMPARE(split.training.size(), static_cast<std::size_t>(images - validation));

    std::vector<std::uint32_t> all = split.training;
    all.insert(all.end(), split.validation.begin(), split.validation.end());
    std::sort(all.begin(), all.end());
    std::vector<std::uint32_t> expected(static_cast<std::size_t>(images));
    std::iota(expected.begin(), expected.end(), 0U);
    QVERIFY(all == expected);
}

void SplitTest::aSeedDrawsTheSameSplitEverywhere()
{
    const Split split = splitImages(60'000, 0.1, 1);
    const Split again = splitImages(60'000, 0.1, 1);
    QVERIFY(split.training == again.training);
    QVERIFY(split.validation == again.validation);

    // From an independent program: if they change, a given seed trains on other images.
    const std::vector<std::uint32_t> first(split.validation.begin(), split.validation.begin() + 6);
    QCOMPARE(first, (std::vector<std::uint32_t>{17'867, 39'006, 25'970, 51'274, 47'194, 53'826}));
}

void SplitTest::anotherSeedDrawsAnotherSplit()
{
    auto one = splitImages(60'000, 0.1, 1).validation;
    auto two = splitImages(60'000, 0.1, 2).validation;
    std::sort(one.begin(), one.end());
    std::sort(two.begin(), two.end());
    std::vector<std::uint32_t> both;
    std::set_intersection(one.begin(), one.end(), two.begin(), two.end(), std::back_inserter(both));
    // Two independent draws share a tenth of 6,000, with a standard deviation of 22.
    QVERIFY(both.size() > 480 && both.size() < 720);
}

void SplitTest::validationComesFromTheWholeFile()
{
    std::array<int, 10> histogram{};
    for (const std::uint32_t index : splitImages(60'000, 0.1, 1).validation) {
        ++histogram.at(index / 6'000);
    }
    // Each tenth of the file contributes 600, with a standard deviation of 22.
    const auto [least, most] = std::minmax_element(histogram.begin(), histogram.end());
    QVERIFY(*least > 480 && *most < 720);
}

QTEST_GUILESS_MAIN(SplitTest)
#include "tst_split.moc"
