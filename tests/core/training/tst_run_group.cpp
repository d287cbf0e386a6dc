// SPDX-License-Identifier: GPL-3.0-or-later
//
// Trains several networks at once, on the real MNIST.
#include "core/data/catalogue.h"
#include "core/training/run_group.h"

#include <QTest>

#include <atomic>
#include <functional>
#include <map>
#include <set>
#include <thread>

using namespace numeral;

namespace {

/// Records what is reported of each run, and whether two calls overlap.
struct Recorder final : GroupObserver {
    std::map<std::size_t, std::vector<EpochFigures>> epochs;
    std::map<std::size_t, Result<TrainingResult>> results;
    std::vector<std::size_t> started;
    std::atomic<int> calls = 0;
    bool overlaps = false;
    std::function<void(std::size_t run)> afterEpoch = [](std::size_t) {};

    void runStarted(std::size_t run) override
    {
        alone([&] { started.push_back(run); });
    }
    void epochFinished(std::size_t run, const EpochFigures& figures) override
    {
        alone([&] {
            epochs[run].push_back(figures);
            afterEpoch(run);
        });
    }
    void runEnded(std::size_t run, const Result<TrainingResult>& result) override
    {
        alone([&] { results.emplace(run, result); });
    }

private:
    template <typename Call>
    void alone(const Call& call)
    {
        overlaps = overlaps || ++calls != 1;
        call();
        --calls;
    }
};

TrainingConfig small()
{
    TrainingConfig config;
    config.hiddenLayers = std::vector{16};
    config.trainingImages = 2000;
    config.epochs = 3;
    return config;
}

} // namespace

class TestRunGroup : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void eachRunIsAsIfItWereAlone();
    void seedsFollowEachOther();
    void oneRunIsStopped();
    void aStopEndsAll();
    void pausedRunsWait();
    void aFaultIsOneRunsOnly();

private:
    Dataset m_dataset;
};

void TestRunGroup::initTestCase()
{
    const Result<Dataset> dataset = loadDataset("mnist");
    QVERIFY2(dataset, dataset ? "" : dataset.error().detail.c_str());
    m_dataset = *dataset;
}

void TestRunGroup::eachRunIsAsIfItWereAlone()
{
    const std::vector<TrainingConfig> configs = withSeeds(small(), 5);
    Recorder recorder;
    GroupControl control(configs.size());
    trainGroup(plannedRuns(configs, m_dataset), 3, loadEngine, recorder, control);
    QVERIFY(!recorder.overlaps);
    QCOMPARE(recorder.results.size(), configs.size());
    std::set<double> losses;
    for (std::size_t run = 0; run < configs.size(); ++run) {
        TrainingObserver nobody;
        RunControl alone;
        const Result<EngineFactory> engine = engineTable().front().load();
        QVERIFY(engine);
        const auto expected = train(configs[run], m_dataset, 1, *engine, nobody, alone);
        const Result<TrainingResult>& result = recorder.results.at(run);
        QVERIFY(expected && result);
        QCOMPARE(result->weights->values(), expected->weights->values());
        QCOMPARE(result->test.accuracy, expected->test.accuracy);
        QCOMPARE(recorder.epochs.at(run).size(), std::size_t{3});
        QCOMPARE(
            recorder.epochs.at(run).back().validationLoss, expected->figures.back().validationLoss);
        losses.insert(result->test.loss);
    }
    QCOMPARE(losses.size(), configs.size());
}

void TestRunGroup::seedsFollowEachOther()
{
    TrainingConfig config;
    config.seed = 7;
    std::vector<std::int64_t> seeds;
    for (const TrainingConfig& each : withSeeds(config, 3)) {
        QVERIFY(each.validate());
        seeds.push_back(each.seed);
    }
    QCOMPARE(seeds, (std::vector<std::int64_t>{7, 8, 9}));
    config.seed = TrainingConfig::seedSetting.maximum;
    const std::vector<TrainingConfig> last = withSeeds(config, 2);
    QVERIFY(last[1].validate());
    QVERIFY(last[1].seed != last[0].seed);
}

void TestRunGroup::oneRunIsStopped()
{
    TrainingConfig config = small();
    config.patience = 0;
    config.epochs = 20;
    const std::vector<TrainingConfig> configs = withSeeds(config, 3);
    Recorder recorder;
    GroupControl control(configs.size());
    recorder.afterEpoch = [&control](std::size_t run) {
        if (run == 1) {
            control.run(1).stop();
        }
    };
    trainGroup(plannedRuns(configs, m_dataset), 2, loadEngine, recorder, control);
    QCOMPARE(recorder.results.size(), std::size_t{3});
    QVERIFY(recorder.results.at(1));
    QCOMPARE(recorder.results.at(1)->reason, StopReason::Stopped);
    QVERIFY(recorder.results.at(1)->epochs < 20);
    QVERIFY(recorder.results.at(1)->test.images > 0); // what it has learnt is kept
    QCOMPARE(recorder.results.at(0)->epochs, 20);
    QCOMPARE(recorder.results.at(2)->epochs, 20);
}

void TestRunGroup::aStopEndsAll()
{
    TrainingConfig config = small();
    config.patience = 0;
    config.epochs = 10'000;
    const std::vector<TrainingConfig> configs = withSeeds(config, 20);
    Recorder recorder;
    GroupControl control(configs.size());
    recorder.afterEpoch = [&control](std::size_t) { control.stop(); };
    trainGroup(plannedRuns(configs, m_dataset), 2, loadEngine, recorder, control);
    QVERIFY(!recorder.started.empty() && recorder.started.size() <= 2); // no other begins
    QCOMPARE(recorder.results.size(), recorder.started.size());
    for (const auto& [run, result] : recorder.results) {
        QVERIFY(result && result->reason == StopReason::Stopped);
    }
}

void TestRunGroup::pausedRunsWait()
{
    const std::vector<TrainingConfig> configs = withSeeds(small(), 2);
    Recorder recorder;
    GroupControl control(configs.size());
    std::atomic<bool> hasPaused = false;
    recorder.afterEpoch = [&](std::size_t) {
        if (!hasPaused) {
            control.pause();
            hasPaused = true;
        }
    };
    std::thread training(
        [&] { trainGroup(plannedRuns(configs, m_dataset), 1, loadEngine, recorder, control); });
    QTRY_VERIFY(hasPaused);
    QTRY_VERIFY(control.run(0).waited().count() > 0);
    control.resume();
    training.join();
    QCOMPARE(recorder.results.size(), std::size_t{2});
    QCOMPARE(recorder.epochs.at(0).size(), std::size_t{3});
}

void TestRunGroup::aFaultIsOneRunsOnly()
{
    std::vector<TrainingConfig> configs = withSeeds(small(), 3);
    configs[1].learningRate = -1;
    Recorder recorder;
    GroupControl control(configs.size());
    trainGroup(plannedRuns(configs, m_dataset), 2, loadEngine, recorder, control);
    QVERIFY(recorder.results.at(0));
    QVERIFY(recorder.results.at(2));
    QVERIFY(!recorder.results.at(1));
    QCOMPARE(recorder.results.at(1).error().code, ErrorCode::InvalidSetting);
}

QTEST_GUILESS_MAIN(TestRunGroup)
#include "tst_run_group.moc"
