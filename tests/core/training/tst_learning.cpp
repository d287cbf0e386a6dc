// SPDX-License-Identifier: GPL-3.0-or-later
//
// Trains on the real MNIST, mostly with the default settings.
#include "core/data/catalogue.h"
#include "core/engine/engine_table.h"
#include "core/training/presets.h"
#include "core/training/trainer.h"

#include <QTest>

using namespace numeral;

namespace {

/// Records all figures of a run that must be reproducible.
struct Curve final : TrainingObserver {
    std::vector<double> figures;

    void batchTrained(const BatchFigures& batch) override
    {
        figures.insert(figures.end(), {batch.loss, batch.accuracy});
    }
    void epochFinished(const EpochFigures& epoch) override
    {
        figures.insert(figures.end(),
            {epoch.trainingLoss, epoch.trainingAccuracy, epoch.validationLoss.value(),
                epoch.validationAccuracy.value()});
    }
};

} // namespace

class TestLearning : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void defaultsReachTheirAccuracy();
    void deformedImagesTeachMore();
    void theSameSeedGivesTheSameRun_data();
    void theSameSeedGivesTheSameRun();
    void anotherSeedGivesAnotherRun();

private:
    Result<TrainingResult> run(const TrainingConfig& config, TrainingObserver& observer) const
    {
        RunControl control;
        return train(config, m_dataset, 1, m_engine, observer, control);
    }

    Dataset m_dataset;
    EngineFactory m_engine;
};

void TestLearning::initTestCase()
{
    const Result<Dataset> dataset = loadDataset("mnist");
    QVERIFY2(dataset, dataset ? "" : dataset.error().detail.c_str());
    m_dataset = *dataset;
    const Result<EngineFactory> engine = engineTable().front().load();
    QVERIFY2(engine, engine ? "" : engine.error().detail.c_str());
    m_engine = *engine;
}

void TestLearning::defaultsReachTheirAccuracy()
{
    double sum = 0;
    for (int seed = 1; seed <= 5; ++seed) {
        TrainingConfig config;
        config.seed = seed;
        TrainingObserver observer;
        const Result<TrainingResult> result = run(config, observer);
        QVERIFY(result);
        qInfo("seed %d: test accuracy %.2f%%, best epoch %d of %d, %.1f s", seed,
            100.0 * result->test.accuracy, result->bestEpoch, result->epochs, result->seconds);
        QCOMPARE(result->reason, StopReason::EarlyStopping);
        QVERIFY(result->test.accuracy >= 0.969);
        sum += result->test.accuracy;
    }
    qInfo("mean %.3f%%", 100.0 * sum / 5);
    QVERIFY(sum / 5 >= 0.972);
}

/// The augmentation of the preset 'Accurate', in a smaller network and fewer epochs.
void TestLearning::deformedImagesTeachMore()
{
    TrainingConfig config = findPreset("accurate")->config;
    config.hiddenLayers = {256};
    config.epochs = 8;
    config.penDrawings = 0;
    config.outliers = 0;
    TrainingObserver observer;
    const auto deformed = run(config, observer);
    config.augmentation = AugmentationLimits::none();
    const auto plain = run(config, observer);
    QVERIFY(deformed && plain);
    qInfo("test accuracy %.2f%% with deformed images, %.2f%% without",
        100.0 * deformed->test.accuracy, 100.0 * plain->test.accuracy);
    QVERIFY(deformed->test.accuracy >= 0.974);
    QVERIFY(deformed->test.accuracy > plain->test.accuracy + 0.002);
}

void TestLearning::theSameSeedGivesTheSameRun_data()
{
    QTest::addColumn<QString>("json");
    QTest::newRow("the defaults") << QStringLiteral("{}");
    QTest::newRow("everything on") << QStringLiteral(
        R"({"activation":"gelu","schedule":"one_cycle","dropout":0.1,"weight_decay":0.01,)"
        R"("label_smoothing":0.1,"weight_averaging":0.99,"rotation":10,"elastic_strength":30,)"
        R"("stroke_thickness":0.5})");
}

void TestLearning::theSameSeedGivesTheSameRun()
{
    QFETCH(QString, json);
    TrainingConfig config = parseTrainingConfig(json.toStdString()).value();
    config.epochs = 2;
    Curve first;
    Curve second;
    const auto a = run(config, first);
    const auto b = run(config, second);
    QVERIFY(a && b);
    QCOMPARE(first.figures, second.figures);
    QCOMPARE(a->weights->values(), b->weights->values());
    QCOMPARE(a->test.loss, b->test.loss);
}

void TestLearning::anotherSeedGivesAnotherRun()
{
    TrainingConfig config;
    config.epochs = 1;
    TrainingObserver observer;
    const auto a = run(config, observer);
    config.seed = 2;
    const auto b = run(config, observer);
    QVERIFY(a && b);
    QVERIFY(a->weights->values() != b->weights->values());
}

QTEST_GUILESS_MAIN(TestLearning)
#include "tst_learning.moc"
