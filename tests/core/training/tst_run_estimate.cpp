// SPDX-License-Identifier: GPL-3.0-or-later
#include "scripted_engine.h"

#include "core/training/run_estimate.h"

#include <QTest>

#include <chrono>

using namespace numeral;

class TestRunEstimate : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void timeGoesWhereTheEngineSpendsIt();
    void itCanBeCancelled();
    void wrongSettingsAreRefused();
};

/// Busy-waits, so that it takes as long on any machine.
void spend(std::chrono::microseconds time)
{
    const auto end = std::chrono::steady_clock::now() + time;
    while (std::chrono::steady_clock::now() < end) { }
}

void TestRunEstimate::timeGoesWhereTheEngineSpendsIt()
{
    using namespace std::chrono_literals;
    auto script = std::make_shared<EngineScript>();
    script->beforeStep = [](int) { spend(1ms); };
    const Dataset dataset = numberedImages(1000, 10);
    TrainingConfig config;
    config.batchSize = 100;
    config.epochs = 7;
    const auto estimate
        = estimateRun(config, dataset, 1, scriptedEngine(script), [] { return true; });
    QVERIFY(estimate && *estimate);
    // Nine steps per epoch, each of a millisecond or, on a busy machine, more.
    QVERIFY((*estimate)->training >= 0.009);
    QVERIFY((*estimate)->augmenting < (*estimate)->training);
    QVERIFY((*estimate)->validating >= 0);
    QCOMPARE((*estimate)->epochs, 7);
    QCOMPARE((*estimate)->total(), (*estimate)->drawing + 7 * (*estimate)->epoch());
}

void TestRunEstimate::itCanBeCancelled()
{
    auto script = std::make_shared<EngineScript>();
    const Dataset dataset = numberedImages(1000, 10);
    const auto estimate
        = estimateRun(TrainingConfig(), dataset, 1, scriptedEngine(script), [] { return false; });
    QVERIFY(estimate);
    QVERIFY(!*estimate);
    QCOMPARE(script->trainedBatches.size(), std::size_t(1));
}

void TestRunEstimate::wrongSettingsAreRefused()
{
    TrainingConfig config;
    config.dropout = 1;
    const auto estimate = estimateRun(config, numberedImages(100, 10), 1,
        scriptedEngine(std::make_shared<EngineScript>()), [] { return true; });
    QVERIFY(!estimate);
    QCOMPARE(estimate.error().code, ErrorCode::InvalidSetting);
}

QTEST_GUILESS_MAIN(TestRunEstimate)
#include "tst_run_estimate.moc"
