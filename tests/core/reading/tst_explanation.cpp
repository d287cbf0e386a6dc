// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/predictor.h"
#include "core/reading/explanation.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <numeric>

using namespace numeral;

Q_DECLARE_METATYPE(numeral::Architecture)

namespace {

GreyImage stripes()
{
    GreyImage image(6, 6);
    for (std::size_t i = 0; i < image.pixels.size(); ++i) {
        image.pixels[i] = i % 3 == 0 ? 0 : static_cast<std::uint8_t>(7 * i);
    }
    return image;
}

std::vector<float> logitsOf(const Weights& weights, const GreyImage& image)
{
    constexpr std::uint32_t first = 0;
    return Predictor(weights).logits({image.pixels.data(), nullptr, {&first, 1}});
}

double aboveMean(const std::vector<float>& logits, std::size_t label)
{
    return static_cast<double>(logits[label])
        - std::accumulate(logits.begin(), logits.end(), 0.0) / static_cast<double>(logits.size());
}

} // namespace

class TestExplanation : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void attributionAddsUp_data();
    void attributionAddsUp();
    void aLinearNetworkByHand();
    void pathsStartFromThePaper();
    void activationsAreTheLayers();
};

void TestExplanation::attributionAddsUp_data()
{
    QTest::addColumn<Architecture>("network");
    const auto add = [](const char* name, Activation activation) {
        QTest::addRow("perceptron, %s", name)
            << Architecture(Perceptron{36, {40, 30}, 5, activation});
        QTest::addRow("convolutions, %s", name)
            << Architecture(ConvolutionalNetwork{{6, 6}, {{8, 3, 2}}, {20}, 5, activation});
    };
    add("ReLU", Activation::Relu);
    add("GELU", Activation::Gelu);
    add("tanh", Activation::Tanh);
}

/// Completeness: the attributions sum to the logit's gain over an empty image's; logits are taken
/// relative to their mean.
void TestExplanation::attributionAddsUp()
{
    QFETCH(const Architecture, network);
    const WeightsSnapshot weights = initialWeights(network, 7);
    const GreyImage image = stripes();
    for (std::size_t label = 0; label < 5; ++label) {
        const std::vector<float> attribution = attributionOf(Predictor(*weights), image, label);
        const double sum = std::accumulate(attribution.begin(), attribution.end(), 0.0);
        const double gained = aboveMean(logitsOf(*weights, image), label)
            - aboveMean(logitsOf(*weights, GreyImage(6, 6)), label);
        QVERIFY2(std::abs(sum - gained) < 0.05 * std::abs(gained) + 0.02,
            qPrintable(QStringLiteral("%1 for %2").arg(sum).arg(gained)));
        for (std::size_t i = 0; i < image.pixels.size(); i += 3) {
            QCOMPARE(attribution[i], 0.0F); // no ink there
        }
    }
}

void TestExplanation::aLinearNetworkByHand()
{
    // Two pixels, two classes: each pixel is evidence for one of them.
    const Weights weights(Perceptron{2, {}, 2}, {3, 0, 0, 5, 1, 1});
    GreyImage image(1, 2);
    image.pixels = {255, 51};
    const std::vector<float> attribution = attributionOf(Predictor(weights), image, 0);
    QVERIFY(activationsOf(Predictor(weights), image).empty());
    QVERIFY(std::abs(attribution[0] - 1.5F) < 1e-6F);
    QVERIFY(std::abs(attribution[1] + 0.5F) < 1e-6F);
}

/// On light paper, paper explains nothing and ink does.
void TestExplanation::pathsStartFromThePaper()
{
    const Weights weights(Perceptron{2, {}, 2}, {3, 0, 0, 5, 1, 1});
    GreyImage image(1, 2);
    image.pixels = {255, 51};
    const std::vector<float> attribution = attributionOf(Predictor(weights), image, 1, 255);
    QCOMPARE(attribution[0], 0.0F);
    QVERIFY(std::abs(attribution[1] + 2.0F) < 1e-6F); // half of 5 · (0.2 − 1)
}

void TestExplanation::activationsAreTheLayers()
{
    const Weights weights(Perceptron{1, {2, 1}, 2}, {1, -1, 0.5F, 0.25F, 2, 3, 1, 1, 0, 0, 0});
    GreyImage image(1, 1);
    image.pixels = {255};
    const std::vector<std::vector<float>> activations = activationsOf(Predictor(weights), image);
    QCOMPARE(activations.size(), std::size_t(2));
    QCOMPARE(activations[0], (std::vector<float>{1.5F, 0}));
    QCOMPARE(activations[1], (std::vector<float>{4}));
}

QTEST_GUILESS_MAIN(TestExplanation)
#include "tst_explanation.moc"
