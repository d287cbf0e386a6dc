// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/catalogue.h"
#include "core/training/engine_check.h"

#include <QTest>

#include <limits>

using namespace numeral;

namespace {

bool shouldContinue(double /*share*/)
{
    return true;
}

/// Simulates a fault in LibTorch's engine by another β₁.
Result<EngineFactory> faultyEngine(const EngineInfo& info)
{
    const EngineFactory whole = *info.load();
    return [whole, isTorch = info.choice == EngineChoice::Torch](
               const Weights& initial, EngineOptions options) {
        if (isTorch) {
            options.optimizer.beta1 = 0.8;
        }
        return whole(initial, options);
    };
}

/// An engine whose weights differ from another's in the last layer's first bias.
class SpoiltEngine final : public TrainingEngine {
public:
    SpoiltEngine(std::unique_ptr<TrainingEngine> whole, float fault)
        : m_whole(std::move(whole))
        , m_fault(fault)
    {
    }
    Result<BatchSums> train(const Batch& batch) override { return m_whole->train(batch); }
    void setLearningRate(double rate) override { m_whole->setLearningRate(rate); }
    Result<BatchSums> evaluate(const Batch& batch) override { return m_whole->evaluate(batch); }
    Result<WeightsSnapshot> weights() const override
    {
        const WeightsSnapshot right = *m_whole->weights();
        std::vector<float> values(right->values().begin(), right->values().end());
        values[right->layers().back().biasOffset] += m_fault;
        return std::make_shared<const Weights>(right->architecture(), std::move(values));
    }
    Result<void> setWeights(const Weights& weights) override
    {
        return m_whole->setWeights(weights);
    }
    int threads(std::size_t rows) const override { return m_whole->threads(rows); }

private:
    std::unique_ptr<TrainingEngine> m_whole;
    float m_fault;
};

EngineSource spoiling(float fault)
{
    return [fault](const EngineInfo& info) -> Result<EngineFactory> {
        const EngineFactory whole = *info.load();
        if (info.choice == EngineChoice::Torch) {
            return whole;
        }
        return [whole, fault](const Weights& initial,
                   const EngineOptions& options) -> Result<std::unique_ptr<TrainingEngine>> {
            return std::make_unique<SpoiltEngine>(std::move(*whole(initial, options)), fault);
        };
    };
}

} // namespace

class TestEngineCheck : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void theEnginesAgree();
    void aFaultyEngineIsFound();
    void aWrongGradientIsFound_data();
    void aWrongGradientIsFound();
    void itCanBeCancelled();
    void whatDoesNotFitIsRefused();

private:
    Dataset m_mnist;
    Model m_model;
};

void TestEngineCheck::initTestCase()
{
    const Result<Dataset> mnist = loadDataset("mnist");
    QVERIFY2(mnist, mnist ? "" : mnist.error().detail.c_str());
    m_mnist = *mnist;
    m_model.weights = initialWeights(Perceptron(), ImageShape(), 1);
    m_model.classes = m_mnist.classes;
}

void TestEngineCheck::theEnginesAgree()
{
    const auto check = checkEngines(m_model, m_mnist, &loadEngine, &shouldContinue);
    QVERIFY(check && *check);
    const EngineCheck& found = **check;
    qInfo("%s", sentenceOf(found, "MNIST").c_str());
    QVERIFY(found.agree());
    QCOMPARE(found.steps, 100);
    QVERIFY(found.gradientDifference > 0 && found.weightDifference > 0); // not one engine twice
    QVERIFY(sentenceOf(found, "MNIST").starts_with("The native engine and LibTorch agree"));
}

void TestEngineCheck::aFaultyEngineIsFound()
{
    const auto check = checkEngines(m_model, m_mnist, &faultyEngine, &shouldContinue);
    QVERIFY(check && *check);
    QVERIFY(!(*check)->agree());
    QVERIFY(sentenceOf(**check, "MNIST").find("do not agree") != std::string::npos);
}

void TestEngineCheck::aWrongGradientIsFound_data()
{
    QTest::addColumn<float>("fault");
    QTest::newRow("a little") << 1.0F; // the step of this check is a thousand times the gradient
    QTest::newRow("infinite") << std::numeric_limits<float>::infinity();
    QTest::newRow("not a number") << std::numeric_limits<float>::quiet_NaN();
}

void TestEngineCheck::aWrongGradientIsFound()
{
    QFETCH(const float, fault);
    const auto check = checkEngines(m_model, m_mnist, spoiling(fault), &shouldContinue);
    QVERIFY(check && *check);
    QVERIFY((*check)->gradientDifference > 1e-4);
    QVERIFY(!(*check)->agree());
}

void TestEngineCheck::itCanBeCancelled()
{
    const auto check
        = checkEngines(m_model, m_mnist, &loadEngine, [](double share) { return share < 0.1; });
    QVERIFY(check && !*check);
}

void TestEngineCheck::whatDoesNotFitIsRefused()
{
    Model other = m_model;
    other.image = {20, 20};
    const auto check = checkEngines(other, m_mnist, &loadEngine, &shouldContinue);
    QVERIFY(!check);
    QCOMPARE(check.error().code, ErrorCode::ModelMismatch);
}

QTEST_GUILESS_MAIN(TestEngineCheck)
#include "tst_engine_check.moc"
