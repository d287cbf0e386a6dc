// SPDX-License-Identifier: GPL-3.0-or-later
//
// Tests that a model tells of the run that trained it.
#include "scripted_engine.h"

#include "core/training/run_record.h"

#include <QTest>

#include <limits>

using namespace numeral;

namespace {

TrainingConfig threeEpochs()
{
    TrainingConfig config;
    config.hiddenLayers = {};
    config.epochs = 3;
    config.patience = 0;
    return config;
}

/// A model of a run whose second epoch validates best.
Model trained(const TrainingConfig& config)
{
    const auto script = std::make_shared<EngineScript>();
    script->validationImages = 105;
    script->validationLosses = {0.5, 0.25, 0.75};
    script->validationAccuracies = {0.2, 0.6, 0.4};
    const Dataset dataset = numberedImages(1050, 20);
    TrainingObserver observer;
    RunControl control;
    const auto result = train(config, dataset, 1, scriptedEngine(script), observer, control);
    return trainedModel(dataset, config, result.value());
}

} // namespace

class TestRunRecord : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tellsSettingsCurvesAndResult();
    void runsWithoutValidationAreToldToo();
    void unfinishedRunsAreCalledSo();
    void damagedFiguresAreLeftOut_data();
    void damagedFiguresAreLeftOut();
    void modelsWithoutARunTellNone();
};

void TestRunRecord::tellsSettingsCurvesAndResult()
{
    const TrainingConfig config = threeEpochs();
    const auto run = runRecordOf(trained(config));
    QVERIFY(run);
    QCOMPARE(run->config, config);
    QCOMPARE(run->datasetName, std::string("numbers"));
    QCOMPARE(run->result.reason, StopReason::Epochs);
    QCOMPARE(run->result.epochs, 3);
    QCOMPARE(run->result.bestEpoch, 2);
    QVERIFY(run->isTested);
    QCOMPARE(run->result.test.images, std::size_t(20));
    QCOMPARE(run->result.figures.size(), std::size_t(3));
    const EpochFigures& second = run->result.figures[1];
    QCOMPARE(second.epoch, 2);
    QCOMPARE(second.trainingLoss, 1.0);
    QCOMPARE(second.validationLoss, std::optional(0.25));
    QCOMPARE(second.validationAccuracy, std::optional(0.6));
    QVERIFY(second.best && !run->result.figures[0].best && !run->result.figures[2].best);
}

void TestRunRecord::runsWithoutValidationAreToldToo()
{
    TrainingConfig config = threeEpochs();
    config.validationShare = 0;
    const auto run = runRecordOf(trained(config));
    QVERIFY(run);
    QCOMPARE(run->result.figures.size(), std::size_t(3));
    QVERIFY(!run->result.figures[0].validationLoss && !run->result.figures[0].validationAccuracy);
}

void TestRunRecord::unfinishedRunsAreCalledSo()
{
    const Dataset dataset = numberedImages(1050, 20);
    const std::vector<EpochFigures> epochs{{1, 0.9, 0.5, 0.8, 0.6, 1, true},
        {2, 0.8, 0.6, 0.7, 0.7, 1, true}, {3, 0.7, 0.7, 0.9, 0.5, 1, false}};
    const Model model
        = unfinishedModel(dataset, threeEpochs(), epochs, trained(threeEpochs()).weights);
    const auto run = runRecordOf(model);
    QVERIFY(run && !run->isTested);
    QCOMPARE(run->result.reason, StopReason::Unfinished);
    QCOMPARE(run->result.bestEpoch, 2);
    QCOMPARE(run->result.figures.size(), std::size_t(3));
    QVERIFY(!recordedTestAccuracy(model));
}

void TestRunRecord::damagedFiguresAreLeftOut_data()
{
    QTest::addColumn<QString>("curves");
    QTest::addColumn<std::size_t>("epochs");
    QTest::newRow("none") << QString() << std::size_t(0);
    QTest::newRow("no JSON") << QStringLiteral("{") << std::size_t(0);
    QTest::newRow("no object") << QStringLiteral("[1,2]") << std::size_t(0);
    QTest::newRow("no lists") << QStringLiteral(R"({"training_loss":1,"training_accuracy":2})")
                              << std::size_t(0);
    QTest::newRow("of other lengths")
        << QStringLiteral(R"({"training_loss":[1,2],"training_accuracy":[0.5]})") << std::size_t(1);
    QTest::newRow("a text in between")
        << QStringLiteral(R"({"training_loss":[1,"x",3],"training_accuracy":[0.1,0.2,0.3]})")
        << std::size_t(1);
}

void TestRunRecord::damagedFiguresAreLeftOut()
{
    QFETCH(QString, curves);
    QFETCH(std::size_t, epochs);
    Model model = trained(threeEpochs());
    model.provenance.curves = curves.toStdString();
    const auto run = runRecordOf(model);
    QVERIFY(run);
    QCOMPARE(run->result.figures.size(), epochs);
}

void TestRunRecord::modelsWithoutARunTellNone()
{
    Model model = trained(threeEpochs());
    model.provenance.result = R"({"reason":"fine_tuned","test_accuracy":0.5})";
    QVERIFY(!runRecordOf(model));
    QCOMPARE(recordedTestAccuracy(model), std::optional(0.5));
    model.provenance.result = R"({"test_accuracy":"high"})";
    QVERIFY(!recordedTestAccuracy(model));
    model.provenance = {};
    QVERIFY(!runRecordOf(model) && !recordedTestAccuracy(model));
}

QTEST_GUILESS_MAIN(TestRunRecord)
#include "tst_run_record.moc"
