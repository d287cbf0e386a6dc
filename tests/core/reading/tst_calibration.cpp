// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "core/reading/calibration.h"
#include "core/reading/doubt.h"

#include <QTest>

#include <cmath>
#include <numeric>

using namespace numeral;

namespace {

constexpr std::size_t count = 20'000;

/// One pixel, three classes: a pixel of 255 gives the logits (2, 0, −1) · sharpness.
WeightsSnapshot network(float sharpness)
{
    return std::make_shared<const Weights>(
        Perceptron{1, {}, 3}, std::vector<float>{2 * sharpness, 0, -sharpness, 0, 0, 0});
}

/// Images of one pixel, with labels drawn from the softmax of (2, 0, −1) · pixel/255.
struct Images {
    std::vector<std::uint8_t> pixels;
    std::vector<Label> labels;
    std::vector<std::uint32_t> indices;

    Images()
        : indices(count)
    {
        std::iota(indices.begin(), indices.end(), 0U);
        Random random(1, RandomStream::Shuffle);
        for (std::size_t i = 0; i < count; ++i) {
            pixels.push_back(static_cast<std::uint8_t>(random.below(256)));
            const double x = pixels.back() / 255.0;
            const double first = std::exp(2 * x);
            const double last = std::exp(-x);
            const double draw = random.uniform() * (first + 1 + last);
            labels.push_back(draw < first ? 0 : draw < first + 1 ? 1 : 2);
        }
    }
    PickedImages picked() const { return {pixels.data(), labels.data(), indices}; }
};

} // namespace

class TestCalibration : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theTemperatureIsFound_data();
    void theTemperatureIsFound();
    void temperatureScalingKeepsTheLabel();
    void theErrorTellsHowWrongConfidenceIs();
    void oneInAHundredFallsShort();
    void withoutImagesNothingChanges();
    void answersAreDoubted_data();
    void answersAreDoubted();
    void theSecondIsTheNextBest();
};

void TestCalibration::theTemperatureIsFound_data()
{
    QTest::addColumn<float>("sharpness");
    QTest::newRow("right as it is") << 1.0F;
    QTest::newRow("too sure") << 4.0F;
    QTest::newRow("too modest") << 0.5F;
}

void TestCalibration::theTemperatureIsFound()
{
    QFETCH(const float, sharpness);
    const Images images;
    const Calibration calibration = calibrate(*network(sharpness), images.picked());
    const double expected = static_cast<double>(sharpness);
    QVERIFY2(std::abs(calibration.temperature / expected - 1) < 0.05,
        qPrintable(QString::number(calibration.temperature)));
}

void TestCalibration::temperatureScalingKeepsTheLabel()
{
    const WeightsSnapshot hot = network(4);
    const WeightsSnapshot cool = temperatureScaled(hot, 4);
    QCOMPARE(cool->values(), network(1)->values());
    QCOMPARE(temperatureScaled(hot, 1), hot);
    GreyImage image(1, 1);
    image.pixels = {255};
    const Recognition before = Classifier(*hot).classify(image);
    const Recognition after = Classifier(*cool).classify(image);
    QCOMPARE(after.label, before.label);
    QVERIFY(after.probabilities[0] < before.probabilities[0]);
    QVERIFY(std::abs(after.logit - 2) < 1e-5F);
}

void TestCalibration::theErrorTellsHowWrongConfidenceIs()
{
    const Images images;
    QVERIFY(expectedCalibrationError(*network(1), images.picked()) < 0.01);
    const double tooSure = expectedCalibrationError(*network(4), images.picked());
    QVERIFY2(tooSure > 0.1 && tooSure < 0.4, qPrintable(QString::number(tooSure)));
}

void TestCalibration::oneInAHundredFallsShort()
{
    const Images images;
    const Calibration calibration = calibrate(*network(4), images.picked());
    const WeightsSnapshot cool = temperatureScaled(network(4), calibration.temperature);
    int below = 0;
    for (const std::uint8_t pixel : images.pixels) {
        GreyImage image(1, 1);
        image.pixels = {pixel};
        const Recognition recognition = Classifier(*cool).classify(image);
        below += static_cast<double>(recognition.logit) < *calibration.minLogit ? 1 : 0;
    }
    QVERIFY2(below > 100 && below <= 200, qPrintable(QString::number(below))); // greys are coarse
}

void TestCalibration::withoutImagesNothingChanges()
{
    QCOMPARE(calibrate(*network(4), {}), Calibration());
    const Weights broken(Perceptron{1, {}, 2}, {std::nanf(""), 0, 0, 0});
    const Images images;
    QCOMPARE(calibrate(broken, images.picked()), Calibration());
    // All logits are equal: no temperature is better than another.
    const Weights flat(Perceptron{1, {}, 3}, std::vector<float>(6, 1.0F));
    QCOMPARE(calibrate(flat, images.picked()).temperature, 1.0);
}

void TestCalibration::answersAreDoubted_data()
{
    QTest::addColumn<float>("probability");
    QTest::addColumn<float>("logit");
    QTest::addColumn<bool>("known");
    QTest::addColumn<int>("doubt");
    const auto row = [](const char* name, float probability, float logit, bool known, Doubt doubt) {
        QTest::newRow(name) << probability << logit << known << static_cast<int>(doubt);
    };
    row("sure", 0.9F, 8, true, Doubt::None);
    row("between two", 0.6F, 8, true, Doubt::BetweenTwo);
    row("unlike all", 0.99F, 3, true, Doubt::OutOfDistribution);
    row("somewhat unlike", 0.99F, 3.9F, true, Doubt::BetweenTwo);
    row("hardly unlike", 0.99F, 4.5F, true, Doubt::None);
    row("nothing is known of its logits", 0.99F, 4, false, Doubt::None);
}

void TestCalibration::answersAreDoubted()
{
    QFETCH(const float, probability);
    QFETCH(const float, logit);
    QFETCH(const bool, known);
    QFETCH(const int, doubt);
    Calibration calibration;
    if (known) {
        calibration.minLogit = 5;
    }
    const Verdict verdict = judged({1, {1 - probability, probability}, logit}, calibration);
    QCOMPARE(static_cast<int>(verdict.doubt), doubt);
    // The probabilities are consistent with the doubt.
    const std::vector<float>& probabilities = verdict.recognition.probabilities;
    QVERIFY(std::abs(probabilities[0] + probabilities[1] + verdict.none - 1) < 1e-6F);
    QCOMPARE(probabilities[1] >= minProbability, verdict.doubt == Doubt::None);
    QCOMPARE(verdict.none > probabilities[1], verdict.doubt == Doubt::OutOfDistribution);
}

void TestCalibration::theSecondIsTheNextBest()
{
    QVERIFY(hasRunnerUp({0, {0.5F, 0.2F, 0.3F}, 1}));
    QVERIFY(!hasRunnerUp({0, {0.88F, 0.02F, 0.05F}, 1})); // 5% is not worth naming
    QVERIFY(!hasRunnerUp({0, {0.5F}, 1}));
    QCOMPARE(runnerUpLabel({2, {0.1F, 0.3F, 0.5F, 0.1F}, 1}), std::size_t(1));
    QCOMPARE(runnerUpLabel({0, {0.5F, 0.2F, 0.3F}, 1}), std::size_t(2));
    QCOMPARE(runnerUpLabel({0, {1.0F}, 1}), std::size_t(0));
}

QTEST_GUILESS_MAIN(TestCalibration)
#include "tst_calibration.moc"
