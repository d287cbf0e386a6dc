// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "core/evaluation/power_law.h"

#include <QTest>

#include <cmath>
#include <vector>

using namespace numeral;

namespace {

const std::vector<double> sizes{100, 300, 1000, 3000, 10'000, 30'000, 54'000};

std::vector<LearningPoint> pointsOf(const PowerLaw& law, double noise, std::uint64_t seed)
{
    Random random(seed, RandomStream::Noise);
    std::vector<LearningPoint> points;
    for (const double size : sizes) {
        points.push_back({size, law.at(size) * std::exp(noise * random.normal())});
    }
    return points;
}

} // namespace

class TestPowerLaw : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aLawIsFoundAgain();
    void noiseMovesItLittle();
    void measuredErrorsAreForetold();
    void whatIsNoLawIsNotFitted();
};

void TestPowerLaw::aLawIsFoundAgain()
{
    for (const PowerLaw law : {PowerLaw{1.6, 0.4, 0.006}, {0.5, 0.25, 0.0}, {3, 0.7, 0.02}}) {
        const auto fitted = fitPowerLaw(pointsOf(law, 0, 1), ErrorFloor::Fitted);
        QVERIFY(fitted);
        for (const double size : {100.0, 54'000.0, 540'000.0}) {
            QVERIFY2(std::abs(fitted->at(size) / law.at(size) - 1) < 0.02,
                qPrintable(QString::number(fitted->at(size) / law.at(size))));
        }
    }
}

/// With errors of 3%, what ten times more images would bring is right within half of it.
void TestPowerLaw::noiseMovesItLittle()
{
    const PowerLaw law{1.6, 0.4, 0.003};
    int right = 0;
    for (std::uint64_t seed = 1; seed <= 100; ++seed) {
        const auto fitted = fitPowerLaw(pointsOf(law, 0.03, seed), ErrorFloor::Fitted);
        const double gain = law.at(54'000) - law.at(540'000);
        right += fitted && std::abs(fitted->at(54'000) - fitted->at(540'000) - gain) < gain / 2;
    }
    QVERIFY2(right >= 95, qPrintable(QString::number(right)));
}

/// Mean test errors of the Tutorial preset on MNIST, from eight seeds: fitted to at most 10,000
/// images, the two laws foretell between which that of 54,000 lies, which is 2.70%.
void TestPowerLaw::measuredErrorsAreForetold()
{
    const std::vector<LearningPoint> measured{
        {100, 0.2720}, {300, 0.1595}, {1000, 0.1062}, {3000, 0.0730}, {10'000, 0.0487}};
    const auto law = fitPowerLaw(measured, ErrorFloor::Fitted);
    const auto straight = fitPowerLaw(measured, ErrorFloor::Zero);
    QVERIFY(law && straight);
    QCOMPARE(straight->floor, 0.0);
    QVERIFY(straight->at(54'000) < 0.0270 && law->at(54'000) > 0.0270);
    QVERIFY(straight->at(54'000) > 0.024 && law->at(54'000) < 0.036);
}

void TestPowerLaw::whatIsNoLawIsNotFitted()
{
    QVERIFY(!fitPowerLaw({}, ErrorFloor::Fitted));
    QVERIFY(!fitPowerLaw(
        std::vector<LearningPoint>{{100, 0.3}, {300, 0.2}, {1000, 0.1}}, ErrorFloor::Fitted));
    QVERIFY(
        !fitPowerLaw(std::vector<LearningPoint>{{100, 0.1}, {300, 0.2}, {1000, 0.3}, {3000, 0.4}},
            ErrorFloor::Fitted));
    QVERIFY(
        !fitPowerLaw(std::vector<LearningPoint>{{100, 0.1}, {300, 0.05}, {1000, 0.01}, {3000, 0}},
            ErrorFloor::Fitted));
}

QTEST_GUILESS_MAIN(TestPowerLaw)

#include "tst_power_law.moc"
