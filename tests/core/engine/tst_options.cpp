// SPDX-License-Identifier: GPL-3.0-or-later
//
// Tests the engines' options other than the learning rate: one engine against the other, and both
// against the definitions.
#include "random_images.h"

#include "core/engine/dropout.h"
#include "core/engine/engine_table.h"
#include "core/engine/native/native_engine.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace numeral;

Q_DECLARE_METATYPE(const numeral::EngineInfo*)
Q_DECLARE_METATYPE(numeral::Activation)
Q_DECLARE_METATYPE(numeral::EngineOptions)

namespace {

std::unique_ptr<TrainingEngine> nativeEngine(
    const Weights& weights, const EngineOptions& options, const NativeOptions& native = {})
{
    return makeNativeEngine(weights, options, native).value();
}

std::vector<float> valuesOf(const TrainingEngine& engine)
{
    return engine.weights().value()->values();
}

double largestDifference(const std::vector<float>& a, const std::vector<float>& b)
{
    double largest = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        const double difference = std::abs(static_cast<double>(a[i]) - static_cast<double>(b[i]));
        largest = difference <= largest ? largest : difference; // NaN stays
    }
    return largest;
}

Perceptron activated(Activation activation)
{
    Perceptron spec = makeSpec(60, {40, 33}, 10);
    spec.activation = activation;
    return spec;
}

} // namespace

/// Every test runs with each engine of the table.
class TestOptions : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data();
    void init();
    void enginesAgree_data();
    void enginesAgree();
    void droppedUnitsLearnNothing_data();
    void droppedUnitsLearnNothing();
    void dropoutLeavesOutItsShare();
    void dropoutDependsOnNothingElse();
    void optionsChangeNoBitWithThreads();
    void theAverageIsTheWeightedMeanOfTheSteps();
    void theAverageIsWhatIsEvaluated();
    void newWeightsBeginANewAverage();
    void theLearningRateCanChange();
    void outliersHaveAUniformTarget();
    void theSameSeedRepeatsEachBit();

private:
    EngineFactory m_makeEngine;
};

void TestOptions::initTestCase_data()
{
    QTest::addColumn<const EngineInfo*>("engine");
    for (const EngineInfo& engine : engineTable()) {
        QTest::newRow(engine.id.data()) << &engine;
    }
}

void TestOptions::init()
{
    QFETCH_GLOBAL(const EngineInfo*, engine);
    const Result<EngineFactory> factory = engine->load();
    QVERIFY2(factory, factory ? "" : factory.error().detail.c_str());
    m_makeEngine = *factory;
}

void TestOptions::enginesAgree_data()
{
    QTest::addColumn<Activation>("activation");
    QTest::addColumn<EngineOptions>("options");
    QTest::addColumn<bool>("outliers");
    QTest::addColumn<unsigned>("inkPeriod");
    EngineOptions plain;
    plain.optimizer.learningRate = 0.0015; // higher, ReLU's kink would amplify rounding
    const auto add = [](const char* name, Activation activation, const EngineOptions& options,
                         bool outliers = false, unsigned inkPeriod = 5) {
        QTest::newRow(name) << activation << options << outliers << inkPeriod;
    };
    add("ReLU", Activation::Relu, plain);
    add("GELU", Activation::Gelu, plain);
    add("tanh", Activation::Tanh, plain);
    EngineOptions smoothed = plain;
    smoothed.labelSmoothing = 0.1;
    add("label smoothing", Activation::Relu, smoothed);
    EngineOptions decaying = plain;
    decaying.optimizer.kind = OptimizerKind::AdamW;
    decaying.optimizer.weightDecay = 3;
    add("weight decay", Activation::Relu, decaying);
    add("weight decay, dense", Activation::Relu, decaying, false, 1);
    EngineOptions other = plain;
    other.optimizer.beta1 = 0.8;
    other.optimizer.beta2 = 0.99;
    other.optimizer.epsilon = 1e-2;
    add("other β and ε", Activation::Relu, other);
    EngineOptions dropped = plain;
    dropped.dropout = 0.3;
    add("dropout", Activation::Relu, dropped);
    EngineOptions averaged = plain;
    averaged.averaging = 0.98;
    add("averaging", Activation::Relu, averaged);
    add("outliers", Activation::Relu, plain, true);
    EngineOptions all = plain;
    all.labelSmoothing = 0.2;
    all.optimizer.kind = OptimizerKind::AdamW;
    all.optimizer.weightDecay = 1;
    all.dropout = 0.1;
    all.averaging = 0.9;
    add("everything", Activation::Tanh, all, true);
}

/// Compares with the native engine, on its best and its baseline instruction set.
void TestOptions::enginesAgree()
{
    QFETCH(Activation, activation);
    QFETCH(EngineOptions, options);
    QFETCH(bool, outliers);
    QFETCH(unsigned, inkPeriod);
    const Perceptron spec = activated(activation);
    const WeightsSnapshot initial = initialWeights(spec, 3);
    RandomImages images(130, 60, 10, inkPeriod);
    for (std::size_t i = 0; outliers && i < 130; i += 7) {
        images.labels[i] = outlierLabel;
    }
    options.inputMeans.assign(60, 0.5F / static_cast<float>(inkPeriod));
    for (const InstructionSet set : {InstructionSet::Best, InstructionSet::Baseline}) {
        const auto native = nativeEngine(*initial, options, {set, Sharing::Measured});
        const auto engine = m_makeEngine(*initial, options).value();
        for (std::size_t step = 0; step < 40; ++step) {
            const Batch batch = images.batch(step % 4 * 30, 30);
            const auto a = native->train(batch);
            const auto b = engine->train(batch);
            QVERIFY(a && b);
            QVERIFY(std::abs(a->loss - b->loss) < 1e-3 * b->loss);
            QCOMPARE(a->images, b->images);
        }
        const double error = largestDifference(valuesOf(*native), valuesOf(*engine));
        QVERIFY2(error < 1e-4, qPrintable(QString::number(error)));
        QVERIFY(largestDifference(valuesOf(*native), initial->values()) > 0.03); // it did learn
        const auto a = native->evaluate(images.batch(0, 130));
        const auto b = engine->evaluate(images.batch(0, 130));
        QVERIFY(a && b);
        QVERIFY2(std::abs(a->loss - b->loss) < 1e-3 * b->loss,
            qPrintable(QStringLiteral("%1 for %2").arg(a->loss).arg(b->loss)));
        QCOMPARE(a->correct, b->correct);
    }
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

/// Gradient check: compares the step with finite differences of the loss that `train` returns. The
/// same seed drops the same units.
void TestOptions::droppedUnitsLearnNothing()
{
    QFETCH(Activation, activation);
    QFETCH(double, dropout);
    const RandomImages images(40, 60, 10, 5);
    const Batch batch = images.batch(0, 40);
    const WeightsSnapshot initial = initialWeights(activated(activation), 3);
    EngineOptions options;
    options.dropout = dropout;
    options.optimizer.epsilon = 0x1p30; // so the first step is −(rate / ε) · gradient
    options.optimizer.learningRate = options.optimizer.epsilon;
    const auto engine = m_makeEngine(*initial, options).value();
    QVERIFY(engine->train(batch));
    const std::vector<float> after = valuesOf(*engine);

    const auto lossWith = [&](std::size_t parameter, float change) {
        std::vector<float> values = initial->values();
        values[parameter] += change;
        const auto fresh = m_makeEngine(Weights(initial->architecture(), values), options).value();
        return fresh->train(batch).value().loss / static_cast<double>(batch.size);
    };
    constexpr float nudge = 0.004F; // large compared with rounding errors
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
    // Some of ReLU's kinks lie between the two points of a difference.
    QVERIFY2(error < 0.05 * size, qPrintable(QStringLiteral("%1 of %2").arg(error).arg(size)));
    QVERIFY(size > 0.1);
}

void TestOptions::dropoutLeavesOutItsShare()
{
    const Dropout dropout(0.3, 1);
    std::vector<float> factors(10'000);
    dropout.factors(1, 0, 0, factors);
    const auto left = static_cast<double>(std::count(factors.begin(), factors.end(), 0.0F))
        / static_cast<double>(factors.size());
    QVERIFY2(std::abs(left - 0.3) < 0.015, qPrintable(QString::number(left)));
    for (const float factor : factors) {
        QVERIFY(factor == 0 || std::abs(factor - 1.0F / 0.7F) < 1e-4F);
    }
    QVERIFY(Dropout(0, 1).isOff());
}

void TestOptions::dropoutDependsOnNothingElse()
{
    const auto left = [](std::uint64_t seed, std::int64_t step, std::size_t layer, std::size_t row,
                          std::size_t units = 32) {
        std::vector<float> factors(units);
        Dropout(0.5, seed).factors(step, layer, row, factors);
        return factors;
    };
    const std::vector<float> first = left(1, 1, 0, 0);
    QCOMPARE(left(1, 1, 0, 0), first);
    QVERIFY(left(2, 1, 0, 0) != first);
    QVERIFY(left(1, 2, 0, 0) != first);
    QVERIFY(left(1, 1, 1, 0) != first);
    QVERIFY(left(1, 1, 0, 1) != first);
    std::vector<float> more = left(1, 1, 0, 0, 64);
    more.resize(first.size());
    QCOMPARE(more, first);
}

void TestOptions::optionsChangeNoBitWithThreads()
{
    QFETCH_GLOBAL(const EngineInfo*, engine);
    if (!engine->bitIdenticalAcrossThreads) {
        QSKIP("This engine doesn't promise it.");
    }
    const RandomImages images(550, 784, 10, 5);
    Perceptron spec = makeSpec(784, {50, 50}, 10);
    spec.activation = Activation::Gelu;
    const WeightsSnapshot initial = initialWeights(spec, 3);
    const auto learn = [&](int threads, Sharing sharing) {
        EngineOptions options;
        options.threads = threads;
        options.inputMeans.assign(784, 0.1F);
        options.dropout = 0.2;
        options.labelSmoothing = 0.1;
        options.optimizer.kind = OptimizerKind::AdamW;
        options.optimizer.weightDecay = 0.1;
        options.averaging = 0.9;
        const auto learner = nativeEngine(*initial, options, {InstructionSet::Best, sharing});
        for (std::size_t step = 0; step < 40; ++step) {
            learner->train(images.batch(step % 5 * 100, 100)).value();
        }
        return valuesOf(*learner);
    };
    const std::vector<float> alone = learn(1, Sharing::Measured);
    QCOMPARE(learn(2, Sharing::Split), alone);
    QCOMPARE(learn(2, Sharing::Redundant), alone);
    QCOMPARE(learn(5, Sharing::Split), alone);
}

void TestOptions::theAverageIsTheWeightedMeanOfTheSteps()
{
    const RandomImages images(100, 60, 10, 5);
    const WeightsSnapshot initial = initialWeights(activated(Activation::Relu), 3);
    EngineOptions options;
    const auto plain = m_makeEngine(*initial, options).value();
    options.averaging = 0.98;
    const auto averaging = m_makeEngine(*initial, options).value();
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
    const auto averaging = m_makeEngine(*initial, options).value();
    for (int step = 0; step < 40; ++step) {
        QVERIFY(averaging->train(images.batch(0, 100)));
    }
    const WeightsSnapshot average = averaging->weights().value();
    const auto fresh = m_makeEngine(*average, EngineOptions()).value();
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
    const auto engine = m_makeEngine(*initial, options).value();
    for (int step = 0; step < 20; ++step) {
        QVERIFY(engine->train(images.batch(0, 100)));
    }
    const WeightsSnapshot other = initialWeights(initial->architecture(), 4);
    QVERIFY(engine->setWeights(*other));
    QCOMPARE(valuesOf(*engine), other->values());
}

void TestOptions::theLearningRateCanChange()
{
    const RandomImages images(100, 60, 10, 5);
    const WeightsSnapshot initial = initialWeights(activated(Activation::Relu), 3);
    const auto engine = m_makeEngine(*initial, EngineOptions()).value();
    engine->setLearningRate(0);
    QVERIFY(engine->train(images.batch(0, 100)));
    QCOMPARE(valuesOf(*engine), initial->values());
    engine->setLearningRate(0.001);
    QVERIFY(engine->train(images.batch(0, 100)));
    QVERIFY(valuesOf(*engine) != initial->values());
}

/// Their target is the uniform distribution, and they aren't scored.
void TestOptions::outliersHaveAUniformTarget()
{
    RandomImages images(90, 60, 10, 5);
    const Perceptron spec = activated(Activation::Relu);
    const WeightsSnapshot initial = initialWeights(spec, 3);
    const auto engine = m_makeEngine(*initial, EngineOptions()).value();
    const BatchSums all = engine->evaluate(images.batch(0, 90)).value();
    // Every third image is an outlier.
    BatchSums expected;
    for (std::size_t i = 0; i < 90; ++i) {
        if (i % 3 == 0) {
            images.labels[images.indices[i]] = outlierLabel;
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
    // Trained on outliers alone, the network predicts all classes alike: the loss is ln 10.
    std::fill(images.labels.begin(), images.labels.end(), outlierLabel);
    engine->setLearningRate(0.02);
    for (int step = 0; step < 300; ++step) {
        QCOMPARE(engine->train(images.batch(0, 90)).value().images, std::size_t(0));
    }
    std::fill(images.labels.begin(), images.labels.end(), std::uint8_t{4});
    const double loss = engine->evaluate(images.batch(0, 90)).value().loss / 90;
    QVERIFY2(std::abs(loss - std::log(10.0)) < 0.1, qPrintable(QString::number(loss)));
}

void TestOptions::theSameSeedRepeatsEachBit()
{
    const RandomImages images(500, 60, 10, 5);
    const WeightsSnapshot initial = initialWeights(activated(Activation::Relu), 3);
    EngineOptions options;
    options.threads = 2;
    options.dropout = 0.2;
    const auto learn = [&] {
        const auto engine = m_makeEngine(*initial, options).value();
        for (std::size_t step = 0; step < 50; ++step) {
            engine->train(images.batch(step % 5 * 100, 100)).value();
        }
        return valuesOf(*engine);
    };
    QCOMPARE(learn(), learn());
}

QTEST_GUILESS_MAIN(TestOptions)
#include "tst_options.moc"
