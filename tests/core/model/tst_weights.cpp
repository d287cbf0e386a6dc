// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/weights.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <numeric>

using namespace numeral;

Q_DECLARE_METATYPE(numeral::Initializer)

class WeightsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void layersPointIntoTheValues();
    void sameSeedSameWeights();
    void otherSeedOtherWeights();
    void biasesStartAtZero();
    void weightsFollowGlorot();
    void weightsFollowTheInitializer_data();
    void weightsFollowTheInitializer();
    void weightsForImagesStartSmooth();
};

void WeightsTest::layersPointIntoTheValues()
{
    std::vector<float> values(3 * 2 + 2 + 2 * 1 + 1);
    std::iota(values.begin(), values.end(), 0.0F);
    const Weights weights(Perceptron{3, {2}, 1}, values);
    QVERIFY(weights.values() == values);
    QCOMPARE(weights.layers().size(), std::size_t{2});
    QCOMPARE(weights.weight(0)[0], 0.0F);
    QCOMPARE(weights.weight(0)[1 * 3 + 2], 5.0F);
    QCOMPARE(weights.bias(0)[1], 7.0F);
    QCOMPARE(weights.weight(1)[1], 9.0F);
    QCOMPARE(weights.bias(1)[0], 10.0F);
}

void WeightsTest::sameSeedSameWeights()
{
    const Perceptron spec;
    QVERIFY(initialWeights(spec, 5)->values() == initialWeights(spec, 5)->values());
    QVERIFY(initialWeights(spec, 5)->architecture() == spec);
}

void WeightsTest::otherSeedOtherWeights()
{
    const std::vector<float> first = initialWeights(Perceptron{}, 1)->values();
    // The last seed differs from the first in its upper 32 bits only.
    for (const std::uint64_t seed : std::vector<std::uint64_t>{0, 2, (1ULL << 32U) + 1}) {
        const std::vector<float> second = initialWeights(Perceptron{}, seed)->values();
        std::size_t same = 0;
        for (std::size_t i = 0; i < 39200; ++i) {
            same += first[i] == second[i] ? 1 : 0;
        }
        QVERIFY(same < 40);
    }
}

void WeightsTest::biasesStartAtZero()
{
    const WeightsSnapshot weights = initialWeights(Perceptron{}, 1);
    for (std::size_t i = 0; i < weights->layers().size(); ++i) {
        const float* bias = weights->bias(i);
        QVERIFY(std::all_of(
            bias, bias + weights->layers()[i].outputs, [](float value) { return value == 0.0F; }));
    }
}

void WeightsTest::weightsFollowTheInitializer_data()
{
    QTest::addColumn<Initializer>("initializer");
    QTest::addColumn<double>("variance");
    QTest::addColumn<double>("farthest"); // in standard deviations; √3 for uniform
    QTest::newRow("Glorot normal") << Initializer::GlorotNormal << 2.0 / 984 << 6.0;
    QTest::newRow("Glorot uniform") << Initializer::GlorotUniform << 2.0 / 984 << 1.7321;
    QTest::newRow("He normal") << Initializer::HeNormal << 2.0 / 784 << 6.0;
    QTest::newRow("He uniform") << Initializer::HeUniform << 2.0 / 784 << 1.7321;
}

void WeightsTest::weightsFollowTheInitializer()
{
    QFETCH(Initializer, initializer);
    QFETCH(double, variance);
    QFETCH(double, farthest);
    const WeightsSnapshot weights = initialWeights(Perceptron{784, {200}, 10}, 3, initializer);
    constexpr std::size_t count = 784 * 200;
    double squares = 0;
    double largest = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const auto value = static_cast<double>(weights->weight(0)[i]);
        squares += value * value;
        largest = std::max(largest, std::abs(value));
    }
    QVERIFY(std::abs(squares / count - variance) < 0.03 * variance);
    QVERIFY(largest > 0.99 * std::min(farthest, 3.5) * std::sqrt(variance));
    QVERIFY(largest < farthest * std::sqrt(variance));
}

void WeightsTest::weightsFollowGlorot()
{
    const WeightsSnapshot weights = initialWeights(Perceptron{784, {200, 100}, 100}, 3);
    for (std::size_t i = 0; i < weights->layers().size(); ++i) {
        const LayerShape& layer = weights->layers()[i];
        const double deviation = std::sqrt(2.0 / static_cast<double>(layer.inputs + layer.outputs));
        const std::size_t count = layer.inputs * layer.outputs;
        double sum = 0.0;
        double squares = 0.0;
        double withinOne = 0.0;
        double largest = 0.0;
        for (std::size_t k = 0; k < count; ++k) {
            const double value = weights->weight(i)[k] / deviation;
            sum += value;
            squares += value * value;
            withinOne += std::abs(value) < 1.0 ? 1.0 : 0.0;
            largest = std::max(largest, std::abs(value));
        }
        const auto total = static_cast<double>(count);
        const double mean = sum / total;
        QVERIFY(std::abs(mean) < 0.03);
        QVERIFY(std::abs(squares / total - mean * mean - 1.0) < 0.04);
        QVERIFY(std::abs(withinOne / total - 0.6827) < 0.015); // as in a normal distribution
        QVERIFY(largest > 3.5 && largest < 6.0);
    }
}

void WeightsTest::weightsForImagesStartSmooth()
{
    const Perceptron spec{std::size_t{6} * 8, {5}, 3};
    const WeightsSnapshot rough = initialWeights(spec, 3);
    const WeightsSnapshot smooth = initialWeights(spec, {6, 8}, 3);
    for (std::size_t unit = 0; unit < 5; ++unit) {
        const float* before = rough->weight(0) + unit * 48;
        const float* after = smooth->weight(0) + unit * 48;
        const auto at = [before](std::size_t row, std::size_t column) {
            return static_cast<double>(before[row * 8 + column]);
        };
        // The same scale factor everywhere, in the middle and at the corner.
        double middle = 0;
        for (std::size_t row = 2; row <= 4; ++row) {
            middle += at(row, 4) + at(row, 5) + at(row, 6);
        }
        const double corner = at(0, 0) + at(0, 1) + at(1, 0) + at(1, 1);
        const double factor = static_cast<double>(after[3 * 8 + 5]) / middle;
        QVERIFY(factor > 0);
        QVERIFY(std::abs(static_cast<double>(after[0]) - factor * corner) < 1e-6);
        const auto length = [](const float* weights) {
            return std::sqrt(std::inner_product(weights, weights + 48, weights, 0.0));
        };
        QVERIFY(std::abs(length(after) - 0.5 * length(before)) < 1e-6);
    }
    QVERIFY(std::equal(rough->bias(0), rough->bias(0) + 5 + 15 + 3, smooth->bias(0)));
}

QTEST_GUILESS_MAIN(WeightsTest)
#include "tst_weights.moc"
