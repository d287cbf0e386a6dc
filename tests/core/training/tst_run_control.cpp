// SPDX-License-Identifier: GPL-3.0-or-later
#include "scripted_engine.h"

#include "core/training/trainer.h"

#include <QtTest>

#include <atomic>
#include <thread>

using namespace numeral;

namespace {

TrainingConfig smallConfig()
{
    TrainingConfig config;
    config.hiddenLayers = {};
    config.batchSize = 10;
    config.epochs = 10'000;
    config.patience = 0;
    return config;
}

} // namespace

class TestRunControl : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void stopIsCarriedOutWithinOneBatch();
    void stoppingKeepsTheBestEpochSoFar();
    void stoppingBeforeTheFirstEpochKeepsWhatThereIs();
    void pausingHoldsTheRunAndResumingGoesOn();
    void stopEndsAPause();
    void pausesDoNotChangeTheRun();
};

void TestRunControl::stopIsCarriedOutWithinOneBatch()
{
    RunControl control;
    TrainingObserver observer;
    const auto script = std::make_shared<EngineScript>();
    script->validationImages = 10;
    script->beforeStep = [&control](int step) {
        if (step == 4) {
            control.stop();
        }
    };
    const auto result = train(
        smallConfig(), numberedImages(100, 5), 1, scriptedEngine(script), observer, control);
    QVERIFY(result);
    QCOMPARE(result->reason, StopReason::Stopped);
    QCOMPARE(script->trainedBatches.size(), std::size_t(5)); // the batch under way is the last
}

void TestRunControl::stoppingKeepsTheBestEpochSoFar()
{
    RunControl control;
    TrainingObserver observer;
    const auto script = std::make_shared<EngineScript>();
    script->validationImages = 10;
    script->validationLosses = {0.5, 0.4, 0.9};
    script->beforeStep = [&control](int step) {
        if (step == 31) { // nine steps an epoch: in the fourth
            control.stop();
        }
    };
    const auto result = train(
        smallConfig(), numberedImages(100, 5), 1, scriptedEngine(script), observer, control);
    QVERIFY(result);
    QCOMPARE(result->reason, StopReason::Stopped);
    QCOMPARE(result->epochs, 3);
    QCOMPARE(result->bestEpoch, 2);
    QCOMPARE(result->weights->values().front(), 18.0F);
    QCOMPARE(result->test.images, std::size_t(5)); // and they are tested
}

void TestRunControl::stoppingBeforeTheFirstEpochKeepsWhatThereIs()
{
    RunControl control;
    TrainingObserver observer;
    const auto script = std::make_shared<EngineScript>();
    script->validationImages = 10;
    script->beforeStep = [&control](int step) {
        if (step == 2) {
            control.stop();
        }
    };
    const auto result = train(
        smallConfig(), numberedImages(100, 5), 1, scriptedEngine(script), observer, control);
    QVERIFY(result);
    QCOMPARE(result->bestEpoch, 0);
    QCOMPARE(result->weights->values().front(), 3.0F);
}

void TestRunControl::pausingHoldsTheRunAndResumingGoesOn()
{
    RunControl control;
    TrainingObserver observer;
    const auto script = std::make_shared<EngineScript>();
    script->validationImages = 10;
    std::atomic<int> steps = 0;
    script->beforeStep = [&](int step) {
        steps = step + 1;
        if (step == 3) {
            control.pause();
        }
        if (step == 20) {
            control.stop();
        }
    };
    std::atomic<bool> ended = false;
    std::thread worker([&] {
        (void)train(
            smallConfig(), numberedImages(100, 5), 1, scriptedEngine(script), observer, control);
        ended = true;
    });
    QTRY_COMPARE(steps.load(), 4);
    QVERIFY(control.paused());
    QVERIFY(!ended);
    control.resume();
    QTRY_VERIFY(ended);
    worker.join();
    QCOMPARE(steps.load(), 21);
}

void TestRunControl::stopEndsAPause()
{
    RunControl control;
    TrainingObserver observer;
    const auto script = std::make_shared<EngineScript>();
    script->validationImages = 10;
    std::atomic<int> steps = 0;
    script->beforeStep = [&](int step) {
        steps = step + 1;
        if (step == 3) {
            control.pause();
        }
    };
    std::atomic<bool> ended = false;
    std::thread worker([&] {
        (void)train(
            smallConfig(), numberedImages(100, 5), 1, scriptedEngine(script), observer, control);
        ended = true;
    });
    QTRY_COMPARE(steps.load(), 4);
    control.stop();
    QTRY_VERIFY(ended);
    worker.join();
    QCOMPARE(steps.load(), 4);
}

void TestRunControl::pausesDoNotChangeTheRun()
{
    const auto run = [](bool pausing) {
        RunControl control;
        TrainingObserver observer;
        const auto script = std::make_shared<EngineScript>();
        script->validationImages = 10;
        std::thread resumer;
        script->beforeStep = [&](int step) {
            if (pausing && step == 5) {
                control.pause();
                resumer = std::thread([&control] { control.resume(); });
            }
        };
        TrainingConfig config = smallConfig();
        config.epochs = 2;
        (void)train(config, numberedImages(100, 5), 1, scriptedEngine(script), observer, control);
        if (resumer.joinable()) {
            resumer.join();
        }
        return script->trainedBatches;
    };
    QCOMPARE(run(true), run(false));
}

QTEST_GUILESS_MAIN(TestRunControl)
#include "tst_run_control.moc"
