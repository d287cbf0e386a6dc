// SPDX-License-Identifier: GPL-3.0-or-later
#include "random_images.h"
#include "reference_network.h"

#include "core/engine/engine_table.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace numeral;

namespace {

std::unique_ptr<TrainingEngine> makeEngine(
    const Weights& initial, double learningRate = 0.001, const std::vector<float>& inputMeans = {})
{
    const Result<EngineFactory> factory = engineTable().front().load();
    if (!factory) {
        qWarning("%s", factory.error().detail.c_str());
        return nullptr;
    }
    EngineOptions options;
    options.optimizer.learningRate = learningRate;
    options.inputMeans = inputMeans;
    return (*factory)(initial, options).value_or(nullptr);
}

} // namespace

class TestEngine : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void learnsAsTheTextbookDoes_data();
    void learnsAsTheTextbookDoes();
    void evaluatingChangesNothing();
    void crossEntropyIsStable();
    void weightsGoInAndOut();
    void weightsOfAnotherNetworkAreRefused();
};

void TestEngine::learnsAsTheTextbookDoes_data()
{
    QTest::addColumn<QList<int>>("hidden");
    QTest::addColumn<int>("batchSize");
    QTest::addColumn<bool>("centred");
    QTest::newRow("no hidden layer") << QList<int>{} << 10 << true;
    QTest::newRow("one") << QList<int>{8} << 10 << true;
    QTest::newRow("two") << QList<int>{8, 5} << 10 << true;
    QTest::newRow("two, inputs as they are") << QList<int>{8, 5} << 10 << false;
    QTest::newRow("five") << QList<int>{6, 6, 6, 6, 6} << 10 << true;
    QTest::newRow("one image a batch") << QList<int>{8, 5} << 1 << true;
    QTest::newRow("a last, smaller batch") << QList<int>{8, 5} << 7 << true;
}

void TestEngine::learnsAsTheTextbookDoes()
{
    QFETCH(QList<int>, hidden);
    QFETCH(int, batchSize);
    QFETCH(bool, centred);
    const std::size_t count = 30;
    const RandomImages images(count, 20, 4);
    const Perceptron spec = makeSpec(20, {hidden.begin(), hidden.end()}, 4);
    const WeightsSnapshot initial = initialWeights(spec, 3);
    std::vector<float> means(centred ? 20 : 0);
    for (std::size_t i = 0; i < means.size(); ++i) {
        means[i] = 0.02F * static_cast<float>(i);
    }
    const auto engine = makeEngine(*initial, 0.01, means);
    QVERIFY(engine);
    ReferenceNetwork reference(*initial, 0.01, means);

    for (int epoch = 0; epoch < 5; ++epoch) {
        for (std::size_t first = 0; first < count; first += static_cast<std::size_t>(batchSize)) {
            const Batch batch
                = images.batch(first, std::min(static_cast<std::size_t>(batchSize), count - first));
            const auto sums = engine->train(batch);
            QVERIFY(sums);
            const double expected = reference.train(batch);
            QVERIFY2(std::abs(sums->loss - expected) < 1e-3 * std::max(1.0, expected),
                qPrintable(QStringLiteral("%1 for %2").arg(sums->loss).arg(expected)));
            QCOMPARE(sums->images, batch.size);
        }
    }
    const WeightsSnapshot state = engine->weights().value();
    const std::vector<double> expected = reference.parameters();
    double worst = 0;
    double moved = 0;
    for (std::size_t i = 0; i < state->values().size(); ++i) {
        const auto value = static_cast<double>(state->values()[i]);
        worst = std::max(worst, std::abs(value - expected[i]));
        moved = std::max(moved, std::abs(value - static_cast<double>(initial->values()[i])));
    }
    QVERIFY2(worst < 2e-4, qPrintable(QString::number(worst)));
    QVERIFY(moved > 0.02); // it did learn
}

void TestEngine::evaluatingChangesNothing()
{
    const RandomImages images(30, 20, 4);
    const WeightsSnapshot initial = initialWeights(makeSpec(20, {8}, 4), 3);
    const auto engine = makeEngine(*initial);
    QVERIFY(engine);
    const auto sums = engine->evaluate(images.batch(0, 30));
    QVERIFY(sums);
    QVERIFY(
        std::abs(sums->loss - ReferenceNetwork(*initial, 0.1).loss(images.batch(0, 30))) < 1e-4);
    QCOMPARE(engine->weights().value()->values(), initial->values());
}

void TestEngine::crossEntropyIsStable()
{
    // Logits of ±100,000, where a naive softmax overflows: one class is certain.
    const Perceptron spec = makeSpec(1, {}, 2);
    const Weights weights(spec, {100'000.0F, -100'000.0F, 0.0F, 0.0F});
    const std::vector<std::uint8_t> pixels{255, 255};
    const std::vector<Label> labels{0, 1};
    const std::vector<std::uint32_t> indices{0, 1};
    const auto engine = makeEngine(weights);
    QVERIFY(engine);
    const auto right = engine->evaluate({pixels.data(), labels.data(), indices.data(), 1});
    const auto wrong = engine->evaluate({pixels.data(), labels.data(), indices.data() + 1, 1});
    QVERIFY(right && wrong);
    QCOMPARE(right->loss, 0.0);
    QCOMPARE(right->correct, std::size_t(1));
    QCOMPARE(wrong->loss, 200'000.0);
    QCOMPARE(wrong->correct, std::size_t(0));
}

void TestEngine::weightsGoInAndOut()
{
    const Perceptron spec = makeSpec(20, {8}, 4);
    const auto engine = makeEngine(*initialWeights(spec, 3));
    QVERIFY(engine);
    const WeightsSnapshot other = initialWeights(spec, 4);
    QVERIFY(engine->setWeights(*other));
    QCOMPARE(engine->weights().value()->values(), other->values());
}

void TestEngine::weightsOfAnotherNetworkAreRefused()
{
    const auto engine = makeEngine(*initialWeights(makeSpec(20, {8}, 4), 3));
    QVERIFY(engine);
    const auto set = engine->setWeights(*initialWeights(makeSpec(20, {9}, 4), 3));
    QVERIFY(!set);
    QCOMPARE(set.error().code, ErrorCode::ModelMismatch);
}

QTEST_GUILESS_MAIN(TestEngine)
#include "tst_engine.moc"
