// SPDX-License-Identifier: GPL-3.0-or-later
//
// The predictor against LibTorch's functions and autograd.
#include "torch_network.h"

#include "core/base/random.h"
#include "core/model/predictor.h"

#include <QTest>

#include <cmath>
#include <numeric>

using namespace numeral;

Q_DECLARE_METATYPE(numeral::Architecture)

namespace {

/// Images of which a third is ink.
std::vector<std::uint8_t> randomBytes(std::size_t count)
{
    Random random(7, RandomStream::Shuffle);
    std::vector<std::uint8_t> bytes(count);
    for (std::uint8_t& byte : bytes) {
        byte = random.below(3) == 0 ? static_cast<std::uint8_t>(random.below(256)) : 0;
    }
    return bytes;
}

/// The bytes as pixels from 0 to 1.
std::vector<float> scaled(const std::vector<std::uint8_t>& bytes)
{
    std::vector<float> values(bytes.begin(), bytes.end());
    for (float& value : values) {
        value /= 255;
    }
    return values;
}

/// The initial weights with biases that aren't 0.
Weights randomWeights(const Architecture& architecture)
{
    const WeightsSnapshot initial = initialWeights(architecture, 3);
    std::vector<float> values = initial->values();
    Random random(9, RandomStream::Shuffle);
    for (const LayerShape& layer : initial->layers()) {
        for (std::size_t i = 0; i < layer.outputs; ++i) {
            values[layer.biasOffset + i] = static_cast<float>(random.below(100)) / 500 - 0.1F;
        }
    }
    return {architecture, std::move(values)};
}

double largestDifference(const std::vector<float>& a, const std::vector<float>& b)
{
    double largest = a.size() == b.size() ? 0 : 1e9;
    for (std::size_t i = 0; i < a.size() && i < b.size(); ++i) {
        largest = std::max(largest, std::abs(static_cast<double>(a[i]) - b[i]));
    }
    return largest;
}

} // namespace

class PredictorTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void agreesWithLibTorch_data();
    void agreesWithLibTorch();
};

void PredictorTest::agreesWithLibTorch_data()
{
    using Blocks = std::vector<ConvolutionBlock>;
    QTest::addColumn<Architecture>("architecture");
    QTest::addColumn<int>("images");
    const auto add = [](const char* name, const Architecture& architecture, int images) {
        QTest::newRow(name) << architecture << images;
    };
    add("perceptron", Perceptron{784, {50, 37}, 10}, 130);
    add("perceptron, GELU", Perceptron{784, {50, 37}, 10, Activation::Gelu}, 3);
    add("perceptron, tanh", Perceptron{784, {50, 37}, 10, Activation::Tanh}, 3);
    add("no hidden layers", Perceptron{30, {}, 3}, 3);
    add("convolutions", ConvolutionalNetwork(), 130);
    add("convolutions, GELU",
        ConvolutionalNetwork{{28, 28}, {{16, 5, 2}, {32, 5, 2}}, {128}, 10, Activation::Gelu}, 2);
    add("convolutions, tanh, what pooling leaves over",
        ConvolutionalNetwork{{11, 7}, {{3, 3, 3}}, {}, 4, Activation::Tanh}, 5);
    add("no pooling, a kernel wider than the image",
        ConvolutionalNetwork{
            {5, 6}, Blocks{{2, 1, 1}, {3, 13, 1}, {17, 3, 1}}, {5, 6}, 4, Activation::Tanh},
        5);
    add("many channels", ConvolutionalNetwork{{8, 8}, {{40, 3, 1}, {33, 3, 2}}, {20}, 26}, 5);
    add("a row of pixels", ConvolutionalNetwork{{1, 40}, Blocks{{4, 5, 1}}, {}, 3}, 5);
}

void PredictorTest::agreesWithLibTorch()
{
    QFETCH(const Architecture, architecture);
    QFETCH(const int, images);
    const Weights weights = randomWeights(architecture);
    const auto count = static_cast<std::size_t>(images);
    const std::vector<std::uint8_t> bytes = randomBytes(count * architecture.inputs());
    const std::vector<float> inputs = scaled(bytes);
    std::vector<float> direction(architecture.outputs());
    std::iota(direction.begin(), direction.end(), -1.0F);
    const TorchResults expected = torchResults(weights, inputs, direction);

    const Predictor predictor(weights);
    std::vector<std::uint32_t> backwards(count);
    std::iota(backwards.rbegin(), backwards.rend(), 0U);
    const std::vector<float> logits = predictor.logits({bytes.data(), nullptr, backwards});
    std::vector<float> reversed;
    for (std::size_t i = count; i-- > 0;) {
        const auto row = logits.begin() + static_cast<std::ptrdiff_t>(i * architecture.outputs());
        reversed.insert(
            reversed.end(), row, row + static_cast<std::ptrdiff_t>(architecture.outputs()));
    }
    constexpr double tolerance = 1e-5;
    QVERIFY(largestDifference(reversed, expected.logits) < tolerance);

    const double scale = std::abs(*std::max_element(expected.gradients.begin(),
        expected.gradients.end(), [](float a, float b) { return std::abs(a) < std::abs(b); }));
    QVERIFY(scale > 0);
    QVERIFY(largestDifference(predictor.gradients(inputs, direction), expected.gradients)
        < tolerance * std::max(scale, 1.0));

    const auto first = std::span(inputs).first(architecture.inputs());
    const std::vector<std::vector<float>> activations = predictor.activations(first);
    QCOMPARE(activations.size(), expected.activations.size());
    for (std::size_t i = 0; i < activations.size(); ++i) {
        std::vector<float> ofFirst = expected.activations[i];
        ofFirst.resize(ofFirst.size() / count);
        QVERIFY(largestDifference(activations[i], ofFirst) < tolerance);
    }
}

QTEST_GUILESS_MAIN(PredictorTest)
#include "tst_predictor.moc"
