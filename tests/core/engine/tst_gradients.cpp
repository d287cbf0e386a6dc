// SPDX-License-Identifier: GPL-3.0-or-later
//
// Compares the native engine's arithmetic with the LibTorch engine's.
#include "random_images.h"

#include "core/engine/engine_table.h"
#include "core/engine/native/native_engine.h"
#include "core/kernels/kernels.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <cmath>

using namespace numeral;

Q_DECLARE_METATYPE(numeral::InstructionSet)

namespace {

EngineFactory torchEngine;

std::unique_ptr<TrainingEngine> nativeEngine(
    const Weights& weights, const EngineOptions& options, const NativeOptions& native = {})
{
    return makeNativeEngine(weights, options, native).value();
}

std::vector<float> valuesOf(const TrainingEngine& engine)
{
    return engine.weights().value()->values();
}

/// The gradient, recovered from a step. For ε ≫ |g| Adam's first step is −(rate / ε) · g, and so is
/// the second if the gradient is the same; the factor rate / ε is so large that the parameters'
/// rounding doesn't matter. The native engine's first step is sparse; the second is dense if most
/// pixels aren't 0.
std::array<std::vector<float>, 2> gradients(const EngineFactory& makeEngine, const Weights& weights,
    EngineOptions options, const Batch& batch)
{
    constexpr double factor = 1024;
    options.optimizer.epsilon = 0x1p30;
    options.optimizer.learningRate = factor * options.optimizer.epsilon;
    const auto engine = makeEngine(weights, options).value();
    std::array<std::vector<float>, 2> gradients;
    for (std::vector<float>& gradient : gradients) {
        if (!engine->setWeights(weights)) {
            qFatal("The engine refuses its own weights.");
        }
        engine->train(batch).value();
        gradient = valuesOf(*engine);
        std::transform(gradient.begin(), gradient.end(), weights.values().begin(), gradient.begin(),
            [](float after, float before) {
                return static_cast<float>(
                    (static_cast<double>(before) - static_cast<double>(after)) / factor);
            });
    }
    return gradients;
}

float largestOf(const float* values, std::size_t size)
{
    return std::abs(*std::max_element(
        values, values + size, [](float a, float b) { return std::abs(a) < std::abs(b); }));
}

/// The largest difference in a tensor relative to the tensor's largest absolute value; the maximum
/// over all tensors.
double relativeError(
    const Perceptron& spec, const std::vector<float>& a, const std::vector<float>& b)
{
    double worst = 0;
    const auto compare = [&](std::size_t first, std::size_t last) {
        const auto largest = static_cast<double>(largestOf(b.data() + first, last - first));
        for (std::size_t i = first; i < last; ++i) {
            const double difference
                = std::abs(static_cast<double>(a[i]) - static_cast<double>(b[i]));
            const double relative = largest > 0 ? difference / largest : difference;
            worst = relative <= worst ? worst : relative; // NaN stays
        }
    };
    for (const LayerShape& layer : spec.layers()) {
        compare(layer.weightOffset, layer.biasOffset);
        compare(layer.biasOffset, layer.biasOffset + layer.outputs);
    }
    return worst;
}

/// Whether to test it: otherwise the engine would fall back to another instruction set.
bool processorHas(InstructionSet set)
{
    return (set != InstructionSet::Avx2 || kernels::avx2() != nullptr)
        && (set != InstructionSet::Avx512 || kernels::avx512() != nullptr);
}

struct Shape {
    const char* name;
    std::size_t inputs;
    std::vector<std::size_t> hidden;
    std::size_t classes;
    std::size_t batchSize;
};

const std::vector<Shape> shapes{
    {"no hidden layer", 784, {}, 10, 100},
    {"the defaults", 784, {50, 50}, 10, 100},
    {"batch 32", 784, {50, 50}, 10, 32},
    {"batch 512", 784, {50, 50}, 10, 512},
    {"a last batch of 17", 784, {50, 50}, 10, 17},
    {"one image", 784, {50, 50}, 10, 1},
    {"widths of whole panels", 784, {128, 64}, 10, 100},
    {"wide", 784, {512, 300}, 10, 50},
    {"sums in several blocks", 60, {1100, 530}, 10, 20},
    {"large images", 2100, {20}, 10, 24},
    {"one input behind the panels", 289, {33, 50}, 10, 40},
    {"a few rows behind 256", 50, {20}, 10, 260},
    {"deep", 784, {40, 30, 20, 30, 40, 33}, 10, 64},
    {"one unit", 30, {1}, 2, 10},
    {"ragged everywhere", 101, {17, 33, 5}, 23, 47},
    {"many classes", 64, {20}, 256, 65},
    {"one pixel", 1, {3}, 2, 5},
};

} // namespace

class TestGradients : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyGradientIsLibTorchs_data();
    void everyGradientIsLibTorchs();
    void aHundredStepsAreLibTorchs_data();
    void aHundredStepsAreLibTorchs();
    void threadsChangeNoBit_data();
    void threadsChangeNoBit();
    void changingTheStrategyChangesNoBit();
    void instructionSetsAgree_data();
    void instructionSetsAgree();
};

void TestGradients::initTestCase()
{
    const Result<EngineFactory> factory = findEngine("torch")->load();
    QVERIFY2(factory, factory ? "" : factory.error().detail.c_str());
    torchEngine = *factory;
}

void TestGradients::everyGradientIsLibTorchs_data()
{
    QTest::addColumn<std::size_t>("shape");
    QTest::addColumn<unsigned>("inkPeriod");
    QTest::addColumn<InstructionSet>("instructionSet");
    QTest::addColumn<int>("threads");
    const auto add = [](std::size_t shape, unsigned inkPeriod, InstructionSet set, int threads) {
        static const QList<QByteArray> names{"best", "baseline", "AVX2", "AVX-512"};
        const QByteArray name = QByteArray(shapes[shape].name)
            + (inkPeriod == 1 ? ", dense, " : ", ") + names[static_cast<int>(set)] + ", "
            + QByteArray::number(threads);
        QTest::newRow(name.constData()) << shape << inkPeriod << set << threads;
    };
    for (std::size_t shape = 0; shape < shapes.size(); ++shape) {
        for (const unsigned inkPeriod : {1U, 5U}) {
            for (const InstructionSet set :
                {InstructionSet::Baseline, InstructionSet::Avx2, InstructionSet::Avx512}) {
                add(shape, inkPeriod, set, 1);
            }
            add(shape, inkPeriod, InstructionSet::Best, 3);
        }
    }
}

void TestGradients::everyGradientIsLibTorchs()
{
    QFETCH(std::size_t, shape);
    QFETCH(unsigned, inkPeriod);
    QFETCH(InstructionSet, instructionSet);
    QFETCH(int, threads);
    if (!processorHas(instructionSet)) {
        QSKIP("This processor lacks the instruction set.");
    }
    const Shape& given = shapes[shape];
    const RandomImages images(2 * given.batchSize, given.inputs, given.classes, inkPeriod);
    const Perceptron spec = makeSpec(given.inputs, given.hidden, given.classes);
    const WeightsSnapshot weights = initialWeights(spec, 3);
    EngineOptions options;
    options.threads = threads;
    const EngineFactory native
        = [set = instructionSet](const Weights& initial, const EngineOptions& its) {
              return makeNativeEngine(initial, its, {set, Sharing::Measured});
          };

    const Batch batch = images.batch(given.batchSize / 2, given.batchSize);
    const auto theirs = gradients(torchEngine, *weights, options, batch);
    const auto own = gradients(native, *weights, options, batch);
    for (std::size_t i = 0; i < own.size(); ++i) {
        const double error = relativeError(spec, own[i], theirs[i]);
        QVERIFY2(error <= 1e-5, qPrintable(QString::number(error)));
    }
}

void TestGradients::aHundredStepsAreLibTorchs_data()
{
    QTest::addColumn<unsigned>("inkPeriod");
    QTest::addColumn<std::size_t>("denseBatches");
    QTest::addColumn<bool>("centred");
    QTest::addColumn<int>("threads");
    constexpr std::size_t none = 0;
    QTest::newRow("sparse") << 5U << none << false << 1;
    QTest::newRow("sparse, centred") << 5U << none << true << 1;
    QTest::newRow("sparse, centred, two threads") << 5U << none << true << 2;
    QTest::newRow("dense") << 1U << none << false << 1;
    QTest::newRow("dense, centred") << 1U << none << true << 1;
    QTest::newRow("dense, centred, two threads") << 1U << none << true << 2;
    QTest::newRow("by turns, centred") << 5U << std::size_t{4} << true << 1;
    QTest::newRow("by turns, centred, two threads") << 5U << std::size_t{4} << true << 2;
}

void TestGradients::aHundredStepsAreLibTorchs()
{
    QFETCH(unsigned, inkPeriod);
    QFETCH(std::size_t, denseBatches);
    QFETCH(bool, centred);
    QFETCH(int, threads);
    constexpr std::size_t count = 1030; // the last batch is smaller
    constexpr std::size_t batchSize = 100;
    RandomImages images(count, 784, 10, inkPeriod);
    images.makeDense(3 * batchSize, denseBatches * batchSize);
    const Perceptron spec = makeSpec(784, {50, 50}, 10);
    const WeightsSnapshot initial = initialWeights(spec, 3);
    EngineOptions options;
    options.threads = threads;
    // With dense inputs that aren't centred the steps oscillate, which amplifies rounding errors.
    options.optimizer.learningRate = inkPeriod == 1 && !centred ? 1e-4 : 1e-3;
    options.inputMeans.assign(centred ? 784 : 0, 0.5F / static_cast<float>(inkPeriod));
    const auto own = nativeEngine(*initial, options);
    const auto theirs = torchEngine(*initial, options).value();
    for (int step = 0; step < 100; ++step) {
        const std::size_t first = static_cast<std::size_t>(step % 11) * batchSize;
        const Batch batch = images.batch(first, std::min(batchSize, count - first));
        const auto a = own->train(batch);
        const auto b = theirs->train(batch);
        QVERIFY(a && b);
        QVERIFY2(std::abs(a->loss - b->loss) <= 1e-3 * b->loss,
            qPrintable(QStringLiteral("step %1: %2, %3").arg(step).arg(a->loss).arg(b->loss)));
    }
    const double error = relativeError(spec, valuesOf(*own), valuesOf(*theirs));
    qInfo("largest difference %.1e", error);
    QVERIFY2(error <= 1e-4, qPrintable(QString::number(error)));
    QVERIFY(relativeError(spec, valuesOf(*own), initial->values()) > 0.01); // it did learn
}

void TestGradients::threadsChangeNoBit_data()
{
    QTest::addColumn<std::size_t>("shape");
    QTest::addColumn<unsigned>("inkPeriod");
    for (std::size_t shape = 0; shape < shapes.size(); ++shape) {
        QTest::addRow("%s, sparse", shapes[shape].name) << shape << 5U;
        QTest::addRow("%s, half", shapes[shape].name) << shape << 2U;
        QTest::addRow("%s, dense", shapes[shape].name) << shape << 1U;
    }
}

void TestGradients::threadsChangeNoBit()
{
    QFETCH(std::size_t, shape);
    QFETCH(unsigned, inkPeriod);
    const Shape& given = shapes[shape];
    const std::size_t size = given.batchSize;
    const std::size_t count = 5 * size + (size + 2) / 3; // the last batch is smaller
    const RandomImages images(count, given.inputs, given.classes, inkPeriod);
    const WeightsSnapshot initial
        = initialWeights(makeSpec(given.inputs, given.hidden, given.classes), 3);
    const auto learn = [&](int threads, Sharing sharing) {
        EngineOptions options;
        options.threads = threads;
        options.inputMeans.assign(given.inputs, 0.1F);
        const auto engine = nativeEngine(*initial, options, {InstructionSet::Best, sharing});
        double loss = 0;
        for (std::size_t step = 0; step < 30; ++step) {
            const std::size_t first = step % 6 * size;
            loss += engine->train(images.batch(first, std::min(size, count - first))).value().loss;
        }
        std::vector<float> values = valuesOf(*engine);
        values.push_back(static_cast<float>(loss));
        return values;
    };
    const std::vector<float> alone = learn(1, Sharing::Measured);
    QCOMPARE(learn(1, Sharing::Measured), alone);
    for (const int threads : {2, 3, 5, 16}) {
        QCOMPARE(learn(threads, Sharing::Split), alone);
        QCOMPARE(learn(threads, Sharing::Split), alone);
    }
    for (const int threads : {2, 3}) {
        QCOMPARE(learn(threads, Sharing::Redundant), alone);
        QCOMPARE(learn(threads, Sharing::Redundant), alone);
    }
}

/// In the first 30 ms of a run each threading strategy takes over from another several times.
void TestGradients::changingTheStrategyChangesNoBit()
{
    const RandomImages images(1000, 784, 10, 5);
    const WeightsSnapshot initial = initialWeights(makeSpec(784, {50, 50}, 10), 3);
    const auto learn = [&](int threads) {
        EngineOptions options;
        options.threads = threads;
        const auto engine = nativeEngine(*initial, options);
        for (std::size_t step = 0; step < 1500; ++step) {
            engine->train(images.batch(step % 10 * 100, 100)).value();
        }
        return valuesOf(*engine);
    };
    const std::vector<float> alone = learn(1);
    QCOMPARE(learn(2), alone);
    QCOMPARE(learn(3), alone);
}

void TestGradients::instructionSetsAgree_data()
{
    QTest::addColumn<std::size_t>("shape");
    QTest::addColumn<unsigned>("inkPeriod");
    for (std::size_t shape = 0; shape < shapes.size(); ++shape) {
        QTest::addRow("%s, sparse", shapes[shape].name) << shape << 5U;
        QTest::addRow("%s, dense", shapes[shape].name) << shape << 1U;
    }
}

/// Compares after some steps, when small differences have had time to grow.
void TestGradients::instructionSetsAgree()
{
    QFETCH(std::size_t, shape);
    QFETCH(unsigned, inkPeriod);
    const Shape& given = shapes[shape];
    const RandomImages images(5 * given.batchSize, given.inputs, given.classes, inkPeriod);
    const Perceptron spec = makeSpec(given.inputs, given.hidden, given.classes);
    const WeightsSnapshot initial = initialWeights(spec, 3);
    const auto learn = [&](InstructionSet set) {
        EngineOptions options;
        options.inputMeans.assign(given.inputs, 0.5F / static_cast<float>(inkPeriod));
        const auto engine = nativeEngine(*initial, options, {set, Sharing::Measured});
        for (std::size_t step = 0; step < 25; ++step) {
            engine->train(images.batch(step % 5 * given.batchSize, given.batchSize)).value();
        }
        return valuesOf(*engine);
    };
    if (!processorHas(InstructionSet::Avx2)) {
        QSKIP("This processor has only the baseline.");
    }
    const std::vector<float> avx2 = learn(InstructionSet::Avx2);
    QVERIFY(relativeError(spec, learn(InstructionSet::Baseline), avx2) <= 1e-3);
    if (!processorHas(InstructionSet::Avx512)) {
        QSKIP("This processor lacks AVX-512.");
    }
    // Both use FMA. The first batch, dense or not, takes the sparse path, where AVX2 with six or
    // seven vectors has one accumulator per output instead of two, and so sums in another order.
    const std::vector<float> avx512 = learn(InstructionSet::Avx512);
    QVERIFY(relativeError(spec, avx512, avx2) <= 1e-3);
    const std::size_t units = given.hidden.empty() ? given.classes : given.hidden.front();
    if (units <= 40 || units > 56) {
        QCOMPARE(avx512, avx2);
    }
}

QTEST_GUILESS_MAIN(TestGradients)
#include "tst_gradients.moc"
