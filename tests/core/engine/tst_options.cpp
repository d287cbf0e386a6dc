// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the engine can be told beside the learning rate, against LibTorch and against definitions.
#include "libtorch_engine.h"
#include "random_images.h"

#include "core/engine/dropout.h"
#include "core/engine/engine_loader.h"

#include <QtTest>

#include <algorithm>
#include <cmath>

using namespace numeral;

Q_DECLARE_METATYPE(numeral::Activation)
Q_DECLARE_METATYPE(numeral::InstructionSet)

namespace {

EngineFactory ownEngine;

std::vector<float> valuesOf(const TrainingEngine& engine)
{
    return engine.weights().value()->values();
}

double largestDifference(const std::vector<float>& a, const std::vector<float>& b)
{
    double largest = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        largest
            = std::max(largest, std::abs(static_cast<double>(a[i]) - static_cast<double>(b[i])));
    }
    return largest;
}

MlpSpec activated(Activation activation)
{
    MlpSpec spec = makeSpec(60, {40, 33}, 10);
    spec.activation = activation;
    return spec;
}

} // namespace

class TestOptions : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void learnsAsLibtorchDoes_data();
    void learnsAsLibtorchDoes();
    void droppedUnitsLearnNothing_data();
    void droppedUnitsLearnNothing();
    void dropoutLeavesOutItsShare();
    void dropoutDependsOnNothingElse();
    void optionsChangeNoBitWithThreads();
    void theAverageIsTheWeightedMeanOfTheSteps();
    void theAverageIsWhatIsEvaluated();
    void newWeightsBeginANewAverage();
    void theLearningRateCanChange();
    void strangersOughtToBeTakenForAllAlike();
};

void TestOptions::initTestCase()
{
    const Result<EngineFactory> factory = loadEngine();
    QVERIFY2(factory, factory ? "" : factory.error().detail.c_str());
    ownEngine = *factory;
}

void TestOptions::learnsAsLibtorchDoes_data()
{
    QTest::addColumn<Activation>("activation");
    QTest::addColumn<double>("labelSmoothing");
    QTest::addColumn<double>("weightDecay");
    QTest::addColumn<unsigned>("inkIn");
    QTest::addColumn<InstructionSet>("instructionSet");
    for (const InstructionSet set : {InstructionSet::Best, InstructionSet::Baseline}) {
        const char* name = set == InstructionSet::Best ? "best" : "baseline";
        QTest::addRow("ReLU, smoothed, %s", name) << Activation::Relu << 0.1 << 0.0 << 5U << set;
        QTest::addRow("ReLU, decaying, %s", name) << Activation::Relu << 0.0 << 3.0 << 5U << set;
        QTest::addRow("decaying, dense, %s", name) << Activation::Relu << 0.0 << 3.0 << 1U << set;
        QTest::addRow("GELU, %s", name) << Activation::Gelu << 0.0 << 0.0 << 5U << set;
        QTest::addRow("tanh, %s", name) << Activation::Tanh << 0.0 << 0.0 << 5U << set;
        QTest::addRow("tanh, all, %s", name) << Activation::Tanh << 0.2 << 1.0 << 5U << set;
    }
}

/// LibTorch's loss has the smoothing in it, which ours leaves out: so only parameters and scores
/// are compared.
void TestOptions::learnsAsLibtorchDoes()
{
    QFETCH(Activation, activation);
    QFETCH(double, labelSmoothing);
    QFETCH(double, weightDecay);
    QFETCH(unsigned, inkIn);
    QFETCH(InstructionSet, instructionSet);
    const RandomImages images(130, 60, 10, inkIn);
    const MlpSpec spec = activated(activation);
    const WeightsSnapshot initial = initialWeights(spec, 3);
    EngineOptions options;
    options.learningRate = 0.003;
    options.inputMeans.assign(60, 0.5F / static_cast<float>(inkIn));
    options.labelSmoothing = labelSmoothing;
    options.weightDecay = weightDecay;
    options.instructionSet = instructionSet;
    const auto own = ownEngine(*initial, options).value();
    const auto theirs = makeLibtorchEngine(*initial, options).value();
    for (std::size_t step = 0; step < 40; ++step) {
        const Batch batch = images.batch(step % 4 * 30, 30);
        QVERIFY(own->train(batch) && theirs->train(batch));
    }
    const double error = largestDifference(valuesOf(*own), valuesOf(*theirs));
    QVERIFY2(error < 1e-4, qPrintable(QString::number(error)));
    QVERIFY(largestDifference(valuesOf(*own), initial->values()) > 0.03); // it did learn
    const auto a = own->evaluate(images.batch(0, 130));
    const auto b = theirs->evaluate(images.batch(0, 130));
    QVERIFY(a && b);
    QVERIFY2(std::abs(a->loss - b->loss) < 1e-3 * b->loss,
        qPrintable(QStringLiteral("%1 for %2").arg(a->loss).arg(b->loss)));
    QCOMPARE(a->correct, b->correct);
}

void TestOptions::droppedUnitsLearnNothing_data()
{
    QTest::addColumn<Activation>("activation");
    QTest::addColumn<double>("dropout");
    QTest::newRow("ReLU") << Activation::Relu << 0.3;
    QTest::newRow("GELU") << Activation::Gelu << 0.3;
    QTest::newRow("tanh") << Activation::Tanh << 0.5;
    QTest::newRow("tanh, nothing left out") << Activation::Tanh << 0.0;
}

/// The step that is taken is down the slope of the very loss that the step tells: the same seed
/// leaves out the same units, and so differences of losses give the gradient.
void TestOptions::droppedUnitsLearnNothing()
{
    QFETCH(Activation, activation);
    QFETCH(double, dropout);
    const RandomImages images(40, 60, 10, 5);
    const Batch batch = images.batch(0, 40);
    const WeightsSnapshot initial = initialWeights(activated(activation), 3);
    EngineOptions options;
    options.dropout = dropout;
    options.epsilon = 0x1p30; // so the first step is −(rate / ε) · gradient
    options.learningRate = options.epsilon;
    const auto engine = ownEngine(*initial, options).value();
    QVERIFY(engine->train(batch));
    const std::vector<float> after = valuesOf(*engine);

    const auto lossWith = [&](std::size_t parameter, float change) {
        std::vector<float> values = initial->values();
        values[parameter] += change;
        const auto fresh = ownEngine(Weights(initial->spec(), values), options).value();
        return fresh->train(batch).value().loss / static_cast<double>(batch.size);
    };
    constexpr float nudge = 0.004F; // beyond rounding
    double size = 0;
    double error = 0;
    for (std::size_t i = 7; i < after.size(); i += 97) {
        const double gradient
            = static_cast<double>(initial->values()[i]) - static_cast<double>(after[i]);
        const double slope
            = (lossWith(i, nudge) - lossWith(i, -nudge)) / (2 * static_cast<double>(nudge));
        size += std::abs(gradient);
        error += std::abs(slope - gradient);
    }
    // Some of a ReLU's kinks lie between the two losses.
    QVERIFY2(error < 0.05 * size, qPrintable(QStringLiteral("%1 of %2").arg(error).arg(size)));
    QVERIFY(size > 0.1);
}

void TestOptions::dropoutLeavesOutItsShare()
{
    constexpr std::size_t rows = 200;
    constexpr std::size_t units = 50;
    const Dropout dropout(0.3, 1);
    std::vector<float> values(kernels::panelFloats(rows, units), 1.0F);
    std::vector<float> slopes = values;
    dropout.apply(1, 0, values.data(), slopes.data(), units, rows, {0, rows});
    QCOMPARE(slopes, values);
    const auto left = static_cast<double>(std::count(values.begin(), values.end(), 0.0F))
        / static_cast<double>(values.size());
    QVERIFY2(std::abs(left - 0.3) < 0.015, qPrintable(QString::number(left)));
    for (const float value : values) {
        QVERIFY(value == 0 || std::abs(value - 1.0F / 0.7F) < 1e-4F);
    }
    QVERIFY(Dropout(0, 1).isOff());
}

/// Neither who computes a row nor what is beside it.
void TestOptions::dropoutDependsOnNothingElse()
{
    constexpr std::size_t rows = 20;
    constexpr std::size_t units = 30;
    const auto left = [](std::uint64_t seed, std::int64_t step, std::size_t layer,
                          const std::vector<kernels::Range>& ranges) {
        std::vector<float> values(kernels::panelFloats(rows, units), 1.0F);
        std::vector<float> slopes = values;
        for (const kernels::Range range : ranges) {
            Dropout(0.5, seed).apply(step, layer, values.data(), slopes.data(), units, rows, range);
        }
        return values;
    };
    const std::vector<float> whole = left(1, 1, 0, {{0, rows}});
    QCOMPARE(left(1, 1, 0, {{8, rows}, {0, 8}}), whole);
    QVERIFY(left(2, 1, 0, {{0, rows}}) != whole);
    QVERIFY(left(1, 2, 0, {{0, rows}}) != whole);
    QVERIFY(left(1, 1, 1, {{0, rows}}) != whole);
    const auto row = [&](std::size_t r) {
        const auto first = whole.begin() + static_cast<std::ptrdiff_t>(r * kernels::panelWidth);
        return std::vector<float>(first, first + kernels::panelWidth);
    };
    QVERIFY(row(0) != row(1));
}

void TestOptions::optionsChangeNoBitWithThreads()
{
    const RandomImages images(550, 784, 10, 5);
    MlpSpec spec = makeSpec(784, {50, 50}, 10);
    spec.activation = Activation::Gelu;
    const WeightsSnapshot initial = initialWeights(spec, 3);
    const auto learn = [&](int threads, Sharing sharing) {
        EngineOptions options;
        options.threads = threads;
        options.sharing = sharing;
        options.inputMeans.assign(784, 0.1F);
        options.dropout = 0.2;
        options.labelSmoothing = 0.1;
        options.weightDecay = 0.1;
        options.averaging = 0.9;
        const auto engine = ownEngine(*initial, options).value();
        for (std::size_t step = 0; step < 40; ++step) {
            engine->train(images.batch(step % 5 * 100, 100)).value();
        }
        return valuesOf(*engine);
    };
    const std::vector<float> alone = learn(1, Sharing::Measured);
    QCOMPARE(learn(2, Sharing::Split), alone);
    QCOMPARE(learn(2, Sharing::Repeated), alone);
    QCOMPARE(learn(5, Sharing::Split), alone);
}

void TestOptions::theAverageIsTheWeightedMeanOfTheSteps()
{
    const RandomImages images(100, 60, 10, 5);
    const WeightsSnapshot initial = initialWeights(activated(Activation::Relu), 3);
    EngineOptions options;
    const auto plain = ownEngine(*initial, options).value();
    options.averaging = 0.98;
    const auto averaging = ownEngine(*initial, options).value();
    std::vector<double> sum(initial->values().size());
    double weights = 0;
    for (int step = 1; step <= 70; ++step) {
        QVERIFY(plain->train(images.batch(0, 100)) && averaging->train(images.batch(0, 100)));
        if (step % 16 == 0) {
            const double kept = std::pow(0.98, 16);
            const std::vector<float> now = valuesOf(*plain);
            weights = kept * weights + 1;
            for (std::size_t i = 0; i < sum.size(); ++i) {
                sum[i] = kept * sum[i] + static_cast<double>(now[i]);
            }
        }
    }
    std::vector<float> mean(sum.size());
    std::transform(sum.begin(), sum.end(), mean.begin(),
        [weights](double value) { return static_cast<float>(value / weights); });
    const double error = largestDifference(valuesOf(*averaging), mean);
    QVERIFY2(error < 1e-6, qPrintable(QString::number(error)));
    QVERIFY(largestDifference(valuesOf(*plain), mean) > 1e-3);
}

void TestOptions::theAverageIsWhatIsEvaluated()
{
    const RandomImages images(100, 60, 10, 5);
    EngineOptions options;
    const WeightsSnapshot initial = initialWeights(activated(Activation::Tanh), 3);
    options.averaging = 0.98;
    const auto averaging = ownEngine(*initial, options).value();
    for (int step = 0; step < 40; ++step) {
        QVERIFY(averaging->train(images.batch(0, 100)));
    }
    const WeightsSnapshot average = averaging->weights().value();
    const auto fresh = ownEngine(*average, EngineOptions()).value();
    const double expected = fresh->evaluate(images.batch(0, 100)).value().loss;
    QCOMPARE(averaging->evaluate(images.batch(0, 100)).value().loss, expected);
    QCOMPARE(averaging->evaluate(images.batch(0, 100)).value().loss, expected); // again
    QCOMPARE(valuesOf(*averaging), average->values());
}

void TestOptions::newWeightsBeginANewAverage()
{
    const RandomImages images(100, 60, 10, 5);
    const WeightsSnapshot initial = initialWeights(activated(Activation::Relu), 3);
    EngineOptions options;
    options.averaging = 0.98;
    const auto engine = ownEngine(*initial, options).value();
    for (int step = 0; step < 20; ++step) {
        QVERIFY(engine->train(images.batch(0, 100)));
    }
    const WeightsSnapshot other = initialWeights(initial->spec(), 4);
    QVERIFY(engine->setWeights(*other));
    QCOMPARE(valuesOf(*engine), other->values());
}

void TestOptions::theLearningRateCanChange()
{
    const RandomImages images(100, 60, 10, 5);
    const WeightsSnapshot initial = initialWeights(activated(Activation::Relu), 3);
    const auto engine = ownEngine(*initial, EngineOptions()).value();
    engine->setLearningRate(0);
    QVERIFY(engine->train(images.batch(0, 100)));
    QCOMPARE(valuesOf(*engine), initial->values());
    engine->setLearningRate(0.001);
    QVERIFY(engine->train(images.batch(0, 100)));
    QVERIFY(valuesOf(*engine) != initial->values());
}

/// The same step as LibTorch's with a target of 1/classes each, and no score.
void TestOptions::strangersOughtToBeTakenForAllAlike()
{
    RandomImages images(90, 60, 10, 5);
    const MlpSpec spec = activated(Activation::Relu);
    const WeightsSnapshot initial = initialWeights(spec, 3);
    const auto engine = ownEngine(*initial, EngineOptions()).value();
    const BatchSums all = engine->evaluate(images.batch(0, 90)).value();
    // Every third image is a stranger's.
    BatchSums expected;
    for (std::size_t i = 0; i < 90; ++i) {
        if (i % 3 == 0) {
            images.labels[images.indices[i]] = Batch::stranger;
        } else {
            const BatchSums one = engine->evaluate(images.batch(i, 1)).value();
            expected.loss += one.loss;
            expected.correct += one.correct;
            expected.images += one.images;
        }
    }
    QCOMPARE(all.images, std::size_t(90));
    const BatchSums scored = engine->train(images.batch(0, 90)).value();
    QCOMPARE(scored.images, std::size_t(60));
    QCOMPARE(scored.correct, expected.correct);
    QVERIFY(std::abs(scored.loss - expected.loss) < 1e-3);
    // Strangers alone teach the network to be sure of nothing.
    std::fill(images.labels.begin(), images.labels.end(), Batch::stranger);
    engine->setLearningRate(0.02);
    for (int step = 0; step < 300; ++step) {
        QCOMPARE(engine->train(images.batch(0, 90)).value().images, std::size_t(0));
    }
    std::fill(images.labels.begin(), images.labels.end(), std::uint8_t{4});
    const double loss = engine->evaluate(images.batch(0, 90)).value().loss / 90;
    QVERIFY2(std::abs(loss - std::log(10.0)) < 0.1, qPrintable(QString::number(loss)));
}

QTEST_GUILESS_MAIN(TestOptions)
#include "tst_options.moc"
