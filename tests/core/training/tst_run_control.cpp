// SPDX-License-Identifier: GPL-3.0-or-later
#include "scripted_engine.h"

#include "core/training/stopwatch.h"
#include "core/training/trainer.h"

#include <QTest>

#include <atomic>
#include <functional>
#include <future>

using namespace numeral;

namespace {

/// A run on a hundred images, nine steps per epoch, that ends when a test stops it.
struct Trial {
    std::shared_ptr<EngineScript> script = std::make_shared<EngineScript>();
    RunControl control;
    TrainingConfig config;
    std::atomic<int> steps = 0; ///< begun so far

    Trial()
    {
        script->validationImages = 10;
        config.hiddenLayers = {};
        config.batchSize = 10;
        config.epochs = 10'000;
        config.patience = 0;
    }

    /// Calls a function during the given step, counted from 0.
    void at(int step, const std::function<void()>& function)
    {
        script->beforeStep = [this, step, function, before = script->beforeStep](int now) {
            before(now);
            steps = now + 1;
            if (now == step) {
                function();
            }
        };
    }

    Result<TrainingResult> run()
    {
        TrainingObserver observer;
        return train(config, numberedImages(100, 5), 1, scriptedEngine(script), observer, control);
    }
};

} // namespace

class TestRunControl : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void stopIsCarriedOutWithinOneBatch();
    void stoppingKeepsTheBestEpochSoFar();
    void stoppingBeforeTheFirstEpochKeepsWhatThereIs();
    void pausingHoldsTheRunAndResumingGoesOn();
    void pausesDoNotCountInTheTime();
    void stopEndsAPause();
    void pausesDoNotChangeTheRun();
};

void TestRunControl::stopIsCarriedOutWithinOneBatch()
{
    Trial trial;
    trial.at(4, [&] { trial.control.stop(); });
    const auto result = trial.run();
    QVERIFY(result);
    QCOMPARE(result->reason, StopReason::Stopped);
    QCOMPARE(trial.script->trainedBatches.size(), std::size_t(5)); // the current one is the last
}

void TestRunControl::stoppingKeepsTheBestEpochSoFar()
{
    Trial trial;
    trial.script->validationLosses = {0.5, 0.4, 0.9};
    trial.at(31, [&] { trial.control.stop(); }); // in the fourth epoch
    const auto result = trial.run();
    QVERIFY(result);
    QCOMPARE(result->reason, StopReason::Stopped);
    QCOMPARE(result->epochs, 3);
    QCOMPARE(result->bestEpoch, 2);
    QCOMPARE(result->weights->values().front(), 18.0F);
    QCOMPARE(result->test.images, std::size_t(5)); // of the best weights
}

void TestRunControl::stoppingBeforeTheFirstEpochKeepsWhatThereIs()
{
    Trial trial;
    trial.at(2, [&] { trial.control.stop(); });
    const auto result = trial.run();
    QVERIFY(result);
    QCOMPARE(result->bestEpoch, 0);
    QCOMPARE(result->weights->values().front(), 3.0F);
}

void TestRunControl::pausingHoldsTheRunAndResumingGoesOn()
{
    Trial trial;
    trial.at(3, [&] { trial.control.pause(); });
    trial.at(20, [&] { trial.control.stop(); });
    auto run = std::async(std::launch::async, [&] { return trial.run(); });
    QTRY_COMPARE(trial.steps.load(), 4);
    QVERIFY(trial.control.paused());
    trial.control.resume();
    QVERIFY(run.get());
    QCOMPARE(trial.steps.load(), 21);
}

/// Also while several threads prepare the run: then the time counts once.
void TestRunControl::pausesDoNotCountInTheTime()
{
    RunControl control;
    const Stopwatch watch(control);
    control.pause();
    std::vector<std::future<bool>> threads;
    for (int i = 0; i < 4; ++i) {
        threads.push_back(std::async(std::launch::async, [&] { return control.proceed(); }));
    }
    QTRY_VERIFY(control.waited() > std::chrono::milliseconds(50));
    const double before = watch.seconds();
    const auto waited = control.waited();
    QTRY_VERIFY(control.waited() > waited + std::chrono::milliseconds(50));
    QVERIFY(watch.seconds() < before + 0.04); // but for the time until all waited
    control.resume();
    for (std::future<bool>& thread : threads) {
        QVERIFY(thread.get());
    }
}

void TestRunControl::stopEndsAPause()
{
    Trial trial;
    trial.at(3, [&] { trial.control.pause(); });
    auto run = std::async(std::launch::async, [&] { return trial.run(); });
    QTRY_COMPARE(trial.steps.load(), 4);
    trial.control.stop();
    QVERIFY(run.get());
    QCOMPARE(trial.steps.load(), 4);
}

void TestRunControl::pausesDoNotChangeTheRun()
{
    Trial through;
    Trial paused;
    std::future<void> resumed;
    paused.at(5, [&] {
        paused.control.pause();
        resumed = std::async(std::launch::async, [&] { paused.control.resume(); });
    });
    for (Trial* trial : {&through, &paused}) {
        trial->config.epochs = 2;
        QVERIFY(trial->run());
    }
    QCOMPARE(paused.script->trainedBatches, through.script->trainedBatches);
}

QTEST_GUILESS_MAIN(TestRunControl)
#include "tst_run_control.moc"
