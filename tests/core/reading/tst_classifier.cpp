// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/reading/classifier.h"

#include <QTest>

#include <cmath>
#include <limits>
#include <numeric>

namespace numeral {

namespace {

GreyImage imageOf(std::vector<std::uint8_t> pixels)
{
    GreyImage image(1, pixels.size());
    image.pixels = std::move(pixels);
    return image;
}

/// A network without hidden layers, with one input of weight 0: its logits are its biases.
Weights biasesOnly(const std::vector<float>& biases)
{
    std::vector<float> values(biases.size(), 0.0F);
    values.insert(values.end(), biases.begin(), biases.end());
    return {Perceptron{1, {}, biases.size()}, values};
}

Recognition classify(const Weights& weights, const GreyImage& image)
{
    return Classifier(weights).classify(image);
}

double sumOf(const Recognition& recognition)
{
    return std::accumulate(recognition.probabilities.begin(), recognition.probabilities.end(), 0.0);
}

bool isNear(float actual, double expected)
{
    return std::abs(static_cast<double>(actual) - expected) < 1e-6;
}

} // namespace

class TestClassifier : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void linearNetworkByHand();
    void hiddenLayersByHand();
    void widthsThatFillNoVector_data();
    void widthsThatFillNoVector();
    void extremeLogits_data();
    void extremeLogits();
    void agreesWithTheDefinition_data();
    void agreesWithTheDefinition();
};

void TestClassifier::linearNetworkByHand()
{
    // Logits: 2·1 − 1·0.2 + 0.5 = 2.3 and −1·1 + 3·0.2 + 0.1 = −0.3.
    const Weights weights(Perceptron{2, {}, 2}, {2, -1, -1, 3, 0.5F, 0.1F});
    const Recognition recognition = classify(weights, imageOf({255, 51}));
    QCOMPARE(recognition.label, std::size_t{0});
    QCOMPARE(recognition.probabilities.size(), std::size_t{2});
    QVERIFY(isNear(recognition.probabilities[0], 1 / (1 + std::exp(-2.6))));
    QVERIFY(isNear(recognition.probabilities[1], 1 / (1 + std::exp(2.6))));
}

void TestClassifier::hiddenLayersByHand()
{
    // Input 1; hidden (3, −4) → ReLU (3, 0); hidden 2·3 + 100·0 − 1 = 5; logits (5, −5 + 12, 0).
    const Weights weights(Perceptron{1, {2, 1}, 3}, {2, -5, 1, 1, 2, 100, -1, 1, -1, 0, 0, 12, 0});
    const Recognition recognition = classify(weights, imageOf({255}));
    const double total = std::exp(5.0) + std::exp(7.0) + 1;
    QCOMPARE(recognition.label, std::size_t{1});
    QVERIFY(isNear(recognition.probabilities[0], std::exp(5.0) / total));
    QVERIFY(isNear(recognition.probabilities[1], std::exp(7.0) / total));
    QVERIFY(isNear(recognition.probabilities[2], 1 / total));
}

void TestClassifier::widthsThatFillNoVector_data()
{
    QTest::addColumn<int>("inputs");
    for (const int inputs : {1, 7, 15, 16, 17, 31, 33, 784}) {
        QTest::addRow("%d inputs", inputs) << inputs;
    }
}

void TestClassifier::widthsThatFillNoVector()
{
    QFETCH(const int, inputs);
    // Logit 0 is the sum of the inputs; logit 1 is the constant that this sum should equal.
    const auto count = static_cast<std::size_t>(inputs);
    std::vector<float> values(count, 1.0F);
    values.resize(2 * count);
    values.push_back(0);
    values.push_back(static_cast<float>(inputs));
    const Weights weights(Perceptron{count, {}, 2}, values);
    const Recognition recognition
        = classify(weights, imageOf(std::vector<std::uint8_t>(count, 255)));
    QVERIFY(isNear(recognition.probabilities[0], 0.5));
}

void TestClassifier::extremeLogits_data()
{
    QTest::addColumn<std::vector<float>>("logits");
    QTest::addColumn<std::size_t>("label");
    constexpr float infinity = std::numeric_limits<float>::infinity();
    constexpr float nan = std::numeric_limits<float>::quiet_NaN();
    constexpr float largest = std::numeric_limits<float>::max();
    QTest::newRow("±1e30") << std::vector<float>{-1e30F, 0, 1e30F} << std::size_t{2};
    QTest::newRow("all −1e30") << std::vector<float>{-1e30F, -1e30F} << std::size_t{0};
    QTest::newRow("±largest") << std::vector<float>{largest, -largest} << std::size_t{0};
    QTest::newRow("infinite") << std::vector<float>{0, infinity, -infinity} << std::size_t{1};
    QTest::newRow("not a number") << std::vector<float>{nan, 1, 0} << std::size_t{1};
    QTest::newRow("one class") << std::vector<float>{-5} << std::size_t{0};
}

void TestClassifier::extremeLogits()
{
    QFETCH(const std::vector<float>, logits);
    QFETCH(const std::size_t, label);
    const Recognition recognition = classify(biasesOnly(logits), imageOf({0}));
    QCOMPARE(recognition.label, label);
    QVERIFY(std::abs(sumOf(recognition) - 1) < 1e-6);
    for (const float probability : recognition.probabilities) {
        QVERIFY(probability >= 0 && probability <= 1);
    }
}

void TestClassifier::agreesWithTheDefinition_data()
{
    QTest::addColumn<int>("activation");
    QTest::newRow("ReLU") << static_cast<int>(Activation::Relu);
    QTest::newRow("GELU") << static_cast<int>(Activation::Gelu);
    QTest::newRow("tanh") << static_cast<int>(Activation::Tanh);
}

void TestClassifier::agreesWithTheDefinition()
{
    QFETCH(const int, activation);
    const auto activated = [&](double x) {
        switch (static_cast<Activation>(activation)) {
        case Activation::Relu:
            return std::max(x, 0.0);
        case Activation::Gelu:
            return x * 0.5 * (1 + std::erf(x / std::sqrt(2.0)));
        case Activation::Tanh:
            return std::tanh(x);
        }
        return x;
    };
    const WeightsSnapshot weights
        = initialWeights(Perceptron{784, {50, 37}, 10, static_cast<Activation>(activation)}, 5);
    GreyImage image(28, 28);
    std::iota(image.pixels.begin(), image.pixels.end(), std::uint8_t{0});

    std::vector<double> values(image.pixels.begin(), image.pixels.end());
    for (double& value : values) {
        value /= 255;
    }
    for (std::size_t layer = 0; layer < 3; ++layer) {
        const LayerShape shape = weights->layers()[layer];
        std::vector<double> next(shape.outputs);
        for (std::size_t unit = 0; unit < shape.outputs; ++unit) {
            next[unit] = static_cast<double>(weights->bias(layer)[unit]);
            for (std::size_t input = 0; input < shape.inputs; ++input) {
                const float weight = weights->weight(layer)[unit * shape.inputs + input];
                next[unit] += static_cast<double>(weight) * values[input];
            }
            next[unit] = layer < 2 ? activated(next[unit]) : std::exp(next[unit]);
        }
        values = next;
    }
    const double total = std::accumulate(values.begin(), values.end(), 0.0);

    const Recognition recognition = classify(*weights, image);
    QVERIFY(std::abs(sumOf(recognition) - 1) < 1e-6);
    for (std::size_t i = 0; i < 10; ++i) {
        QVERIFY(isNear(recognition.probabilities[i], values[i] / total));
    }
    const auto winner = std::max_element(values.begin(), values.end());
    QCOMPARE(recognition.label, static_cast<std::size_t>(winner - values.begin()));
}

} // namespace numeral

QTEST_GUILESS_MAIN(numeral::TestClassifier)
#include "tst_classifier.moc"
