// SPDX-License-Identifier: GPL-3.0-or-later
//
// The LibTorch engine's convolutional networks against loops that follow the definition.
#include "random_images.h"

#include "core/engine/engine_table.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace numeral;

namespace {

using Values = std::vector<double>;

double activated(Activation activation, double x)
{
    switch (activation) {
    case Activation::Relu:
        return std::max(x, 0.0);
    case Activation::Gelu:
        return 0.5 * x * (1 + std::erf(x / std::sqrt(2.0)));
    case Activation::Tanh:
        return std::tanh(x);
    }
    return x;
}

/// The sum at one position of one output channel, without the bias.
double sumAt(const LayerShape& layer, const float* weight, const Values& input, int row, int column)
{
    const FeatureShape& shape = layer.convolution->input;
    const int rows = static_cast<int>(shape.rows);
    const int columns = static_cast<int>(shape.columns);
    const int kernel = static_cast<int>(layer.convolution->kernel);
    double sum = 0;
    for (std::size_t channel = 0; channel < shape.channels; ++channel) {
        for (int y = 0; y < kernel; ++y) {
            for (int x = 0; x < kernel; ++x, ++weight) {
                const int fromRow = row + y - kernel / 2;
                const int fromColumn = column + x - kernel / 2;
                if (fromRow >= 0 && fromRow < rows && fromColumn >= 0 && fromColumn < columns) {
                    const auto pixel = static_cast<std::size_t>(fromRow * columns + fromColumn);
                    sum += *weight * input[channel * shape.rows * shape.columns + pixel];
                }
            }
        }
    }
    return sum;
}

Values convolved(const Weights& weights, std::size_t index, const Values& input)
{
    const LayerShape& layer = weights.layers()[index];
    const ConvolutionShape& shape = *layer.convolution;
    Values output;
    for (std::size_t channel = 0; channel < layer.outputs; ++channel) {
        const float* weight = weights.weight(index) + channel * layer.inputs;
        for (std::size_t row = 0; row < shape.output.rows; ++row) {
            for (std::size_t column = 0; column < shape.output.columns; ++column) {
                double largest = -1e30;
                for (std::size_t i = 0; i < shape.pooling * shape.pooling; ++i) {
                    const auto y = static_cast<int>(row * shape.pooling + i / shape.pooling);
                    const auto x = static_cast<int>(column * shape.pooling + i % shape.pooling);
                    const double sum = sumAt(layer, weight, input, y, x);
                    largest = std::max(largest,
                        activated(weights.architecture().activation(),
                            sum + weights.bias(index)[channel]));
                }
                output.push_back(largest);
            }
        }
    }
    return output;
}

Values dense(const Weights& weights, std::size_t index, const Values& input)
{
    const LayerShape& layer = weights.layers()[index];
    const bool isLast = index + 1 == weights.layers().size();
    Values output;
    for (std::size_t unit = 0; unit < layer.outputs; ++unit) {
        double sum = weights.bias(index)[unit];
        for (std::size_t i = 0; i < layer.inputs; ++i) {
            sum += weights.weight(index)[unit * layer.inputs + i] * input[i];
        }
        output.push_back(isLast ? sum : activated(weights.architecture().activation(), sum));
    }
    return output;
}

/// The sum of the batch's cross-entropies.
double lossOf(const Weights& weights, const Batch& batch)
{
    const std::size_t pixels = weights.architecture().inputs();
    double loss = 0;
    for (std::size_t i = 0; i < batch.size; ++i) {
        const std::uint8_t* image = batch.pixels + batch.indices[i] * pixels;
        Values values(image, image + pixels);
        for (double& value : values) {
            value /= 255;
        }
        for (std::size_t layer = 0; layer < weights.layers().size(); ++layer) {
            values = weights.layers()[layer].convolution ? convolved(weights, layer, values)
                                                         : dense(weights, layer, values);
        }
        double sum = 0;
        for (const double logit : values) {
            sum += std::exp(logit);
        }
        loss += std::log(sum) - values[batch.labels[batch.indices[i]]];
    }
    return loss;
}

std::unique_ptr<TrainingEngine> engineFor(const Weights& weights, const EngineOptions& options = {})
{
    const Result<EngineFactory> factory = findEngine("torch")->load();
    return std::move((*factory)(weights, options).value());
}

} // namespace

Q_DECLARE_METATYPE(numeral::ConvolutionalNetwork)

class ConvolutionsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theLossIsThatOfTheDefinition_data();
    void theLossIsThatOfTheDefinition();
    void aStepFollowsTheGradient();
    void theWeightsComeBack();
    void onlyLibTorchHasThem();
};

void ConvolutionsTest::theLossIsThatOfTheDefinition_data()
{
    using Blocks = std::vector<ConvolutionBlock>;
    QTest::addColumn<ConvolutionalNetwork>("network");
    QTest::newRow("two blocks") << ConvolutionalNetwork{
        {12, 12}, {{3, 5, 2}, {4, 3, 2}}, {7}, 4, Activation::Relu};
    QTest::newRow("what pooling leaves over, GELU")
        << ConvolutionalNetwork{{11, 7}, Blocks{{3, 3, 3}}, {}, 4, Activation::Gelu};
    // Computed wrongly by Debian 13's oneDNN on processors with AVX.
    QTest::newRow("many channels")
        << ConvolutionalNetwork{{14, 14}, {{40, 1, 1}, {45, 1, 2}}, {}, 4, Activation::Relu};
    QTest::newRow("no pooling, tanh")
        << ConvolutionalNetwork{{5, 6}, Blocks{{2, 1, 1}, {3, 7, 1}}, {5, 6}, 4, Activation::Tanh};
}

void ConvolutionsTest::theLossIsThatOfTheDefinition()
{
    QFETCH(const ConvolutionalNetwork, network);
    const WeightsSnapshot weights = initialWeights(network, 3);
    // More than the engine takes at once.
    const RandomImages images(230, network.image.pixels(), network.outputs);
    const Result<BatchSums> sums
        = engineFor(*weights)->evaluate(images.batch(0, images.indices.size()));
    QVERIFY(sums);
    QCOMPARE(sums->images, images.indices.size());
    const double loss = lossOf(*weights, images.batch(0, images.indices.size()));
    QVERIFY2(std::abs(sums->loss - loss) < 1e-5 * loss,
        qPrintable(QStringLiteral("%1, not %2").arg(sums->loss).arg(loss)));
}

/// A step of plain SGD changes each weight by the rate times the loss's slope, which differences
/// of the definition's loss give, too.
void ConvolutionsTest::aStepFollowsTheGradient()
{
    const ConvolutionalNetwork network{{6, 6}, {{2, 3, 2}, {3, 3, 1}}, {4}, 3, Activation::Tanh};
    const WeightsSnapshot weights = initialWeights(network, 5);
    const RandomImages images(5, network.image.pixels(), network.outputs);
    EngineOptions options;
    options.optimizer.kind = OptimizerKind::Sgd;
    options.optimizer.learningRate = 1;
    const auto engine = engineFor(*weights, options);
    QVERIFY(engine->train(images.batch(0, images.indices.size())));
    const std::vector<float> after = engine->weights().value()->values();

    constexpr float difference = 1e-3F;
    for (std::size_t i = 0; i < after.size(); i += 7) {
        const auto lossAt = [&](float by) {
            std::vector<float> values = weights->values();
            values[i] += by;
            return lossOf(Weights(network, values), images.batch(0, images.indices.size())) / 5;
        };
        const double slope = (lossAt(difference) - lossAt(-difference)) / (2 * difference);
        const double step = static_cast<double>(weights->values()[i]) - after[i];
        QVERIFY2(std::abs(step - slope) < 1e-3,
            qPrintable(QStringLiteral("weight %1: %2, not %3").arg(i).arg(step).arg(slope)));
    }
}

void ConvolutionsTest::theWeightsComeBack()
{
    const ConvolutionalNetwork network{{6, 6}, {{2, 3, 2}}, {4}, 3};
    const WeightsSnapshot first = initialWeights(network, 1);
    const WeightsSnapshot second = initialWeights(network, 2);
    const auto engine = engineFor(*first);
    QCOMPARE(engine->weights().value()->values(), first->values());
    QVERIFY(engine->setWeights(*second));
    QCOMPARE(engine->weights().value()->values(), second->values());
    const WeightsSnapshot other = initialWeights(Perceptron{36, {4}, 3}, 1);
    QCOMPARE(engine->setWeights(*other).error().code, ErrorCode::ModelMismatch);
}

void ConvolutionsTest::onlyLibTorchHasThem()
{
    const Result<ChosenEngine> chosen
        = chooseEngine(EngineChoice::Auto, ConvolutionalNetwork(), EngineOptions());
    QVERIFY(chosen);
    QCOMPARE(chosen->info->choice, EngineChoice::Torch);
    QCOMPARE(chosen->reason, std::string("LibTorch, since the native engine has no convolutions."));
    QCOMPARE(chooseEngine(EngineChoice::Native, ConvolutionalNetwork(), {}).error().code,
        ErrorCode::InvalidSetting);
}

QTEST_GUILESS_MAIN(ConvolutionsTest)
#include "tst_convolutions.moc"
