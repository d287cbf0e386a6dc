// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/run_setup.h"

#include <QTest>

using namespace numeral;

namespace {

Dataset blankImages(std::size_t side = 2)
{
    Dataset dataset;
    constexpr std::size_t count = 20;
    dataset.training = {ImageShape{side, side}, std::vector<std::uint8_t>(side * side * count),
        std::vector<Label>(count)};
    dataset.test = dataset.training;
    dataset.classes = {"one", "two"};
    return dataset;
}

} // namespace

class TestRunSetup : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyOptionReachesTheEngine();
    void theEngineThatTrainsIsRecorded();
    void processesOfOneMachineShareItsCores();
    void featureMapsMustFitInMemory();
    void anOptimizerKnowsItsParameters();
    void aNetworkKnowsItsSettings();
};

/// Each option has a value of its own, so that none can be taken for another.
void TestRunSetup::everyOptionReachesTheEngine()
{
    TrainingConfig config;
    config.optimizer = OptimizerKind::RmsProp;
    config.learningRate = 0.011;
    config.weightDecay = 0.012;
    config.beta1 = 0.813;
    config.beta2 = 0.914;
    config.epsilon = 0.015;
    config.momentum = 0.16;
    config.nesterov = true;
    config.alpha = 0.917;
    config.initialAccumulator = 0.18;
    config.labelSmoothing = 0.19;
    config.dropout = 0.21;
    config.weightAveraging = 0.922;
    config.seed = 23;
    const Result<RunSetup> setup = prepareRun(config, blankImages(), 3);
    QVERIFY(setup);
    const EngineOptions& options = setup->engine;
    QCOMPARE(options.optimizer.kind, OptimizerKind::RmsProp);
    QCOMPARE(options.optimizer.learningRate, 0.011);
    QCOMPARE(options.optimizer.weightDecay, 0.012);
    QCOMPARE(options.optimizer.beta1, 0.813);
    QCOMPARE(options.optimizer.beta2, 0.914);
    QCOMPARE(options.optimizer.epsilon, 0.015);
    QCOMPARE(options.optimizer.momentum, 0.16);
    QVERIFY(options.optimizer.nesterov);
    QCOMPARE(options.optimizer.alpha, 0.917);
    QCOMPARE(options.optimizer.initialAccumulator, 0.18);
    QCOMPARE(options.labelSmoothing, 0.19);
    QCOMPARE(options.dropout, 0.21);
    QCOMPARE(options.averaging, 0.922);
    QCOMPARE(options.seed, std::uint64_t{23});
    QCOMPARE(options.threads, 3);
}

void TestRunSetup::processesOfOneMachineShareItsCores()
{
    TrainingConfig config;
    config.hiddenLayers = {4096, 4096}; // worth all cores
    const int cores = static_cast<int>(usableCores());
    for (const int processes : {1, 2, 1000}) {
        const Result<RunSetup> setup = prepareRun(config, blankImages(), std::nullopt, processes);
        QVERIFY(setup);
        QCOMPARE(setup->engine.threads, std::max(cores / processes, 1));
        QCOMPARE(setup->augmentingThreads, static_cast<std::size_t>(setup->engine.threads));
    }
}

/// Each map is within its limit, but all of a batch are not.
void TestRunSetup::featureMapsMustFitInMemory()
{
    TrainingConfig config;
    config.kind = NetworkKind::Convolutional;
    config.blocks = {{512, 1, 1}};
    config.hiddenLayers = {};
    const Dataset images = blankImages(28);
    config.batchSize = 1000;
    QVERIFY(prepareRun(config, images, std::nullopt));
    config.batchSize = 4000;
    const Result<RunSetup> setup = prepareRun(config, images, std::nullopt);
    QVERIFY(!setup);
    QCOMPARE(setup.error().code, ErrorCode::InvalidSetting);
    QCOMPARE(setup.error().detail,
        std::string("A batch size of 4000 is too large for a network whose layers have 402194 "
                    "values an image; at most 1334 fit."));
}

void TestRunSetup::theEngineThatTrainsIsRecorded()
{
    TrainingConfig config;
    config.momentum = 0.9; // not Adam's
    const TrainingConfig adam = asTrained(config, blankImages());
    QCOMPARE(adam.engine, EngineChoice::Native);
    QCOMPARE(adam.momentum, 0.0);
    config.optimizer = OptimizerKind::Sgd;
    const TrainingConfig sgd = asTrained(config, blankImages());
    QCOMPARE(sgd.engine, EngineChoice::Torch);
    QCOMPARE(sgd.momentum, 0.9);
}

void TestRunSetup::anOptimizerKnowsItsParameters()
{
    using Kind = OptimizerKind;
    using C = TrainingConfig;
    const auto used = [](Kind kind) {
        std::string keys;
        for (const char* key : {C::momentumSetting.text.key, C::nesterovSetting.text.key,
                 C::beta1Setting.text.key, C::beta2Setting.text.key, C::epsilonSetting.text.key,
                 C::alphaSetting.text.key, C::initialAccumulatorSetting.text.key}) {
            keys += usesSetting(kind, key) ? std::string(key) + " " : "";
        }
        return keys;
    };
    QCOMPARE(used(Kind::Adam), "beta1 beta2 epsilon ");
    QCOMPARE(used(Kind::AdamW), "beta1 beta2 epsilon ");
    QCOMPARE(used(Kind::Sgd), "momentum nesterov ");
    QCOMPARE(used(Kind::RmsProp), "momentum epsilon alpha ");
    QCOMPARE(used(Kind::Adagrad), "epsilon initial_accumulator ");
    QVERIFY(usesSetting(Kind::Sgd, C::learningRateSetting.text.key));
}

void TestRunSetup::aNetworkKnowsItsSettings()
{
    using C = TrainingConfig;
    for (const auto& [key, ofPerceptrons, ofConvolutions] :
        {std::tuple(C::blocksText.key, false, true),
            std::tuple(C::initialSmoothingSetting.text.key, true, false),
            std::tuple(C::inputCentringSetting.text.key, true, false),
            std::tuple(C::hiddenLayersText.key, true, true)}) {
        QCOMPARE(usesSetting(NetworkKind::Perceptron, key), ofPerceptrons);
        QCOMPARE(usesSetting(NetworkKind::Convolutional, key), ofConvolutions);
    }
    C config;
    config.blocks = {{3, 3, 1}};
    config.inputCentring = false;
    QCOMPARE(withoutUnusedSettings(config).blocks, C().blocks);
    QCOMPARE(withoutUnusedSettings(config).inputCentring, false);
    config.kind = NetworkKind::Convolutional;
    QCOMPARE(withoutUnusedSettings(config).blocks, config.blocks);
    QCOMPARE(withoutUnusedSettings(config).inputCentring, true);
}

QTEST_GUILESS_MAIN(TestRunSetup)
#include "tst_run_setup.moc"
