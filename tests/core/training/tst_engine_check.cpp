// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/catalogue.h"
#include "core/training/engine_check.h"

#include <QtTest>

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

} // namespace

class TestEngineCheck : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void theEnginesAgree();
    void aFaultyEngineIsFound();
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
    m_model.weights = initialWeights(MlpSpec(), ImageShape(), 1);
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
