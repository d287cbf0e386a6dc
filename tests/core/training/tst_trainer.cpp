// SPDX-License-Identifier: GPL-3.0-or-later
#include "scripted_engine.h"

#include "core/data/edited_dataset.h"
#include "core/training/trainer.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

using namespace numeral;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

struct Recorder final : TrainingObserver {
    RunStart start;
    std::vector<BatchFigures> batches;
    std::vector<EpochFigures> epochs;
    std::vector<WeightsSnapshot> published;

    void runStarted(const RunStart& started) override { start = started; }
    void batchTrained(const BatchFigures& figures) override { batches.push_back(figures); }
    void epochFinished(const EpochFigures& figures) override { epochs.push_back(figures); }
    void weightsPublished(const WeightsSnapshot& weights) override { published.push_back(weights); }
};

/// A run on numbered images, and everything that it has reported.
struct Trial {
    std::shared_ptr<EngineScript> script = std::make_shared<EngineScript>();
    TrainingConfig config;
    Dataset dataset = numberedImages(1050, 20);
    Recorder recorder;
    RunControl control;

    Trial()
    {
        config.hiddenLayers = {};
        config.batchSize = 100;
        config.epochs = 3;
        script->validationImages = 105;
    }

    Result<TrainingResult> run()
    {
        return train(config, dataset, 1, scriptedEngine(script), recorder, control);
    }

    /// The images that were trained on in an epoch, in order.
    std::vector<std::uint32_t> trainedIn(std::size_t epoch, std::size_t batchesAnEpoch) const
    {
        std::vector<std::uint32_t> images;
        for (std::size_t i = 0; i < batchesAnEpoch; ++i) {
            const auto& batch = script->trainedBatches.at(epoch * batchesAnEpoch + i);
            images.insert(images.end(), batch.begin(), batch.end());
        }
        return images;
    }
};

std::set<std::uint32_t> asSet(const std::vector<std::uint32_t>& images)
{
    return {images.begin(), images.end()};
}

} // namespace

class TestTrainer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void validationImagesAreNeverTrainedOn();
    void everyTrainingImageOnceAnEpochInANewOrder();
    void leftOutImagesAreNeverSeen();
    void theLastSmallerBatchIsTrainedOnToo();
    void theSeedFixesSplitAndOrder();
    void stopsEarlyAndRestoresTheBestEpoch();
    void accuracyCanDecideInsteadOfLoss();
    void theScheduleSetsEachStepsRate();
    void patienceOffRunsAllEpochs();
    void withoutValidationTheLastEpochIsKept();
    void divergingKeepsTheBestWeights_data();
    void divergingKeepsTheBestWeights();
    void divergingInTheFirstEpochSaysSo();
    void theTestFileIsScoredWithTheBestWeights();
    void figuresAddUp();
    void wrongSettingsAreRefused();
    void hugeBatchesAreRefused();
    void modelsCarryTheirOrigin();
    void intervalsOfAccuraciesAreShares();
    void dataThatDoesNotFitAModelIsRefused();
};

// Guards against the data leak of a well-known tutorial: drawing a new split for every epoch.
void TestTrainer::validationImagesAreNeverTrainedOn()
{
    Trial trial;
    QVERIFY(trial.run());
    const std::size_t batches = 10;
    const std::set<std::uint32_t> first = asSet(trial.trainedIn(0, batches));
    QCOMPARE(first.size(), std::size_t(945));
    QCOMPARE(asSet(trial.trainedIn(1, batches)), first);
    QCOMPARE(asSet(trial.trainedIn(2, batches)), first);

    const auto& evaluated = trial.script->evaluated;
    QCOMPARE(evaluated.size(), std::size_t(3 * 105 + 20));
    constexpr std::ptrdiff_t validated = std::ptrdiff_t{3} * 105;
    const std::set<std::uint32_t> validation(evaluated.begin(), evaluated.begin() + validated);
    QCOMPARE(validation.size(), std::size_t(105)); // the same 105 after every epoch
    for (const std::uint32_t image : validation) {
        QVERIFY(!first.contains(image));
        QVERIFY(image < 1050);
    }
}

/// Neither trained on nor validated with; the others keep batch and order.
void TestTrainer::leftOutImagesAreNeverSeen()
{
    Trial all;
    QVERIFY(all.run());
    Trial some;
    DataEdits edits;
    for (std::uint32_t image = 200; image < 400; ++image) {
        edits.training[image] = std::nullopt;
    }
    some.dataset = *withEdits(some.dataset, edits);
    QVERIFY(some.run());
    const auto without = [](std::vector<std::uint32_t> images) {
        std::erase_if(images, [](std::uint32_t image) { return image >= 200 && image < 400; });
        return images;
    };
    QCOMPARE(some.script->trainedBatches.size(), all.script->trainedBatches.size());
    for (std::size_t i = 0; i < all.script->trainedBatches.size(); ++i) {
        QCOMPARE(some.script->trainedBatches[i], without(all.script->trainedBatches[i]));
    }
    QCOMPARE(some.script->evaluated, without(all.script->evaluated));

    edits.training.clear();
    for (std::uint32_t image = 0; image < 1050; ++image) {
        edits.training[image] = std::nullopt;
    }
    Trial none;
    none.dataset = *withEdits(none.dataset, edits);
    const Result<TrainingResult> refused = none.run();
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::InvalidSetting);
}

void TestTrainer::everyTrainingImageOnceAnEpochInANewOrder()
{
    Trial trial;
    QVERIFY(trial.run());
    const auto first = trial.trainedIn(0, 10);
    const auto second = trial.trainedIn(1, 10);
    QCOMPARE(asSet(first).size(), first.size());
    QCOMPARE(asSet(second).size(), second.size());
    QVERIFY(first != second);
    QVERIFY(!std::is_sorted(first.begin(), first.end()));
}

void TestTrainer::theLastSmallerBatchIsTrainedOnToo()
{
    Trial trial;
    QVERIFY(trial.run());
    const auto& batches = trial.script->trainedBatches;
    QCOMPARE(batches.size(), std::size_t(30));
    QCOMPARE(batches[8].size(), std::size_t(100));
    QCOMPARE(batches[9].size(), std::size_t(45));
}

void TestTrainer::theSeedFixesSplitAndOrder()
{
    Trial one;
    Trial same;
    Trial other;
    other.config.seed = 2;
    QVERIFY(one.run() && same.run() && other.run());
    QCOMPARE(one.script->trainedBatches, same.script->trainedBatches);
    QVERIFY(asSet(one.trainedIn(0, 10)) != asSet(other.trainedIn(0, 10)));
}

void TestTrainer::stopsEarlyAndRestoresTheBestEpoch()
{
    Trial trial;
    trial.config.epochs = 100;
    trial.config.patience = 2;
    trial.script->validationLosses = {1.0, 0.5, 0.6, 0.4, 0.45, 0.4, 0.1};
    const auto result = trial.run();
    QVERIFY(result);
    QCOMPARE(result->reason, StopReason::EarlyStopping);
    QCOMPARE(result->epochs, 6); // an equal loss is no improvement
    QCOMPARE(result->bestEpoch, 4);
    QCOMPARE(result->weights->values().front(), 40.0F); // ten steps an epoch
    QCOMPARE(trial.script->restored.front(), 40.0F);
    QCOMPARE(trial.recorder.epochs.size(), std::size_t(6));
    QVERIFY(trial.recorder.epochs[3].best);
    QVERIFY(!trial.recorder.epochs[4].best);
}

void TestTrainer::accuracyCanDecideInsteadOfLoss()
{
    Trial trial;
    trial.config.epochs = 20;
    trial.config.patience = 2;
    trial.config.stoppingMetric = StoppingMetric::Accuracy;
    trial.script->validationLosses = {1.0, 2.0, 3.0, 2.5, 4.0, 5.0};
    trial.script->validationAccuracies = {0.2, 0.4, 0.6, 0.6, 0.4, 0.2};
    const auto result = trial.run();
    QVERIFY(result);
    QCOMPARE(result->reason, StopReason::EarlyStopping);
    QCOMPARE(result->bestEpoch, 4); // as accurate as the third, and its loss is lower
    QCOMPARE(result->epochs, 6);
}

void TestTrainer::theScheduleSetsEachStepsRate()
{
    Trial trial;
    trial.config.schedule = Schedule::Cosine;
    trial.config.learningRate = 0.01;
    trial.config.patience = 0;
    QVERIFY(trial.run());
    const std::vector<double>& rates = trial.script->learningRates;
    QCOMPARE(rates.size(), std::size_t(30)); // 945 images, batches of 100, three epochs
    QCOMPARE(rates.front(), 0.01);
    QVERIFY(std::abs(rates[15] - 0.005) < 1e-12);
    QVERIFY(rates.back() > 0 && rates.back() < 0.0001);
    QVERIFY(std::is_sorted(rates.rbegin(), rates.rend()));
}

void TestTrainer::patienceOffRunsAllEpochs()
{
    Trial trial;
    trial.config.epochs = 7;
    trial.config.patience = 0;
    trial.script->validationLosses = {0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7};
    const auto result = trial.run();
    QVERIFY(result);
    QCOMPARE(result->reason, StopReason::Epochs);
    QCOMPARE(result->epochs, 7);
    QCOMPARE(result->bestEpoch, 1);
    QCOMPARE(result->weights->values().front(), 10.0F);
}

void TestTrainer::withoutValidationTheLastEpochIsKept()
{
    Trial trial;
    trial.config.validationShare = 0;
    trial.script->validationImages = 0;
    const auto result = trial.run();
    QVERIFY(result);
    QCOMPARE(result->reason, StopReason::Epochs);
    QCOMPARE(result->bestEpoch, 3);
    QCOMPARE(trial.recorder.start.trainingImages, std::size_t(1050));
    QVERIFY(!trial.recorder.epochs.front().validationLoss);
    QVERIFY(!trial.recorder.epochs.front().validationAccuracy);
}

void TestTrainer::divergingKeepsTheBestWeights_data()
{
    QTest::addColumn<double>("training");
    QTest::addColumn<double>("validation");
    QTest::newRow("training loss not a number") << std::numeric_limits<double>::quiet_NaN() << 0.5;
    QTest::newRow("training loss infinite") << infinity << 0.5;
    QTest::newRow("validation loss infinite") << 0.5 << infinity;
}

void TestTrainer::divergingKeepsTheBestWeights()
{
    QFETCH(double, training);
    QFETCH(double, validation);
    Trial trial;
    trial.config.epochs = 100;
    trial.script->trainingLoss = [training](int step) { return step < 25 ? 1.0 : training; };
    trial.script->validationLosses = {1.0, 0.9, validation};
    const auto result = trial.run();
    QVERIFY(result);
    QCOMPARE(result->reason, StopReason::Diverged);
    QCOMPARE(result->bestEpoch, 2);
    QCOMPARE(result->epochs, 2);
    QCOMPARE(result->weights->values().front(), 20.0F);
    QVERIFY(QString::fromStdString(result->explanation).contains(QLatin1String("epoch 3")));
}

void TestTrainer::divergingInTheFirstEpochSaysSo()
{
    Trial trial;
    trial.script->trainingLoss = [](int) { return infinity; };
    const auto result = trial.run();
    QVERIFY(result);
    QCOMPARE(result->reason, StopReason::Diverged);
    QCOMPARE(result->bestEpoch, 0);
    QVERIFY(result->weights);
    QVERIFY(QString::fromStdString(result->explanation)
                .contains(QLatin1String("No epoch was finished")));
}

void TestTrainer::theTestFileIsScoredWithTheBestWeights()
{
    Trial trial;
    trial.script->validationLosses = {0.5, 0.25, 0.75, 0.125};
    const auto result = trial.run();
    QVERIFY(result);
    QCOMPARE(result->test.images, std::size_t(20));
    QCOMPARE(result->test.loss, 0.125);
    QCOMPARE(result->test.accuracy, 1.0);
    const auto& evaluated = trial.script->evaluated;
    for (std::size_t i = evaluated.size() - 20; i < evaluated.size(); ++i) {
        QVERIFY(evaluated[i] >= 1050);
    }
}

void TestTrainer::figuresAddUp()
{
    Trial trial;
    trial.script->trainingLoss = [](int step) { return static_cast<double>(step % 10); };
    QVERIFY(trial.run());
    const EpochFigures& epoch = trial.recorder.epochs.front();
    // Nine batches of 100 with losses 0 to 8, one of 45 with loss 9.
    const double expected = (100.0 * 36 + 45.0 * 9) / 945.0;
    QVERIFY(std::abs(epoch.trainingLoss - expected) < 1e-12);
    QCOMPARE(epoch.epoch, 1);
    QCOMPARE(trial.recorder.batches.size(), std::size_t(30));
    QCOMPARE(trial.recorder.batches[9].position, 1.0);
    QCOMPARE(trial.recorder.batches[19].position, 2.0);
    QCOMPARE(trial.recorder.start.validationImages, std::size_t(105));
    QVERIFY(trial.recorder.published.size() >= 4); // untrained, and after each epoch
}

void TestTrainer::wrongSettingsAreRefused()
{
    Trial trial;
    trial.config.batchSize = 0;
    const auto result = trial.run();
    QVERIFY(!result);
    QCOMPARE(result.error().code, ErrorCode::InvalidSetting);
    QVERIFY(trial.script->trainedBatches.empty());
}

void TestTrainer::hugeBatchesAreRefused()
{
    Trial trial;
    trial.config.batchSize = 8192;
    trial.config.hiddenLayers = {1};
    const std::size_t side = 4096;
    trial.dataset.training = LabelledImages(
        {side, side}, std::vector<std::uint8_t>(side * side), std::vector<Label>(1));
    const auto result = trial.run();
    QVERIFY(!result);
    QCOMPARE(result.error().code, ErrorCode::InvalidSetting);
    QVERIFY(QString::fromStdString(result.error().detail).contains(QLatin1String("8192")));
}

void TestTrainer::intervalsOfAccuraciesAreShares()
{
    for (std::size_t images = 1; images <= 2000; ++images) {
        const Interval none = accuracyInterval({images, 1, 0});
        QVERIFY(!std::signbit(none.low) && none.low < 1e-9 && none.high > 0 && none.high < 1);
        const Interval all = accuracyInterval({images, 1, 1});
        QVERIFY(all.low > 0 && all.high <= 1 && all.high > 0.999'999);
    }
}

void TestTrainer::modelsCarryTheirOrigin()
{
    Trial trial;
    const auto result = trial.run();
    QVERIFY(result);
    const Model model = trainedModel(trial.dataset, trial.config, *result);
    QCOMPARE(model.classes, trial.dataset.classes);
    QCOMPARE(model.image, trial.dataset.training.shape());
    QCOMPARE(parseTrainingConfig(model.provenance.configuration).value(), trial.config);
    QVERIFY(
        QString::fromStdString(model.provenance.result).contains(QLatin1String("test_accuracy")));
    QVERIFY(QString::fromStdString(model.provenance.data).contains(QLatin1String("numbers")));
}

void TestTrainer::dataThatDoesNotFitAModelIsRefused()
{
    const auto script = std::make_shared<EngineScript>();
    const Dataset dataset = numberedImages(10, 5);
    Model model;
    Perceptron spec;
    spec.inputs = 4;
    spec.outputs = 1;
    model.weights = initialWeights(spec, 1);
    model.image = {2, 2}; // as many pixels, but another shape
    const auto mismatch = evaluate(model, dataset.test, scriptedEngine(script));
    QVERIFY(!mismatch);
    QCOMPARE(mismatch.error().code, ErrorCode::ModelMismatch);

    model.image = {1, 4};
    const LabelledImages labelled({1, 4}, std::vector<std::uint8_t>(4), {1});
    const auto classes = evaluate(model, labelled, scriptedEngine(script));
    QVERIFY(!classes);
    QCOMPARE(classes.error().code, ErrorCode::ModelMismatch);
}

QTEST_GUILESS_MAIN(TestTrainer)
#include "tst_trainer.moc"
