// SPDX-License-Identifier: GPL-3.0-or-later
#include "../../core/training/scripted_engine.h"

#include "core/history/run_history.h"
#include "ui/training/training_session.h"

#include <QElapsedTimer>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

using namespace numeral;
using namespace numeral::ui;

namespace {

/// A long run of quick batches with a mock engine.
struct Trial {
    std::shared_ptr<EngineScript> script = std::make_shared<EngineScript>();
    std::shared_ptr<const Dataset> dataset = std::make_shared<Dataset>(numberedImages(1000, 20));
    TrainingConfig config;
    TrainingSession session{[script = script](const EngineInfo&) {
        return Result<EngineFactory>(scriptedEngine(script));
    }};

    Trial()
    {
        script->validationImages = 100;
        config.hiddenLayers = {};
        config.batchSize = 10;
        config.patience = 0;
        config.epochs = 10'000;
    }
};

} // namespace

class TestTrainingSession : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void trainsOnAThreadOfItsOwn();
    void tellsEverythingInOrder();
    void tellsOfFiguresAtMostThirtyTimesASecond();
    void pauseAndStopAreAcknowledgedAtOnce();
    void anEngineThatCannotBeLoadedIsAnError();
    void failedRunsAreErrors();
    void aRunGoesOnWhereItCannotBeKept();
    void runsAreKept();
    void itsEndWaitsForTheRun();
};

void TestTrainingSession::trainsOnAThreadOfItsOwn()
{
    Trial trial;
    trial.config.epochs = 2;
    QThread* trainedOn = nullptr;
    QThread* toldOn = nullptr;
    trial.script->beforeStep = [&](int) { trainedOn = QThread::currentThread(); };
    connect(&trial.session, &TrainingSession::epochFinished, this,
        [&](const EpochFigures&) { toldOn = QThread::currentThread(); });
    QSignalSpy finished(&trial.session, &TrainingSession::finished);
    trial.session.start(trial.config, trial.dataset);
    QTRY_COMPARE(finished.count(), 1);
    QVERIFY(trainedOn != nullptr && trainedOn != thread());
    QCOMPARE(toldOn, thread());
}

void TestTrainingSession::tellsEverythingInOrder()
{
    Trial trial;
    trial.config.epochs = 5;
    QStringList told;
    std::size_t batches = 0;
    QList<int> epochs;
    connect(&trial.session, &TrainingSession::started, this,
        [&](const RunStart& start, const Model& untrained) {
            told.append(QStringLiteral("start"));
            QCOMPARE(start.trainingImages, std::size_t(900));
            QCOMPARE(untrained.classes, trial.dataset->classes);
        });
    connect(&trial.session, &TrainingSession::batchesTrained, this,
        [&](std::span<const BatchFigures> figures) { batches += figures.size(); });
    connect(&trial.session, &TrainingSession::epochFinished, this,
        [&](const EpochFigures& figures) { epochs.append(figures.epoch); });
    connect(&trial.session, &TrainingSession::finished, this,
        [&](const Model& model, const TrainingResult& result) {
            told.append(QStringLiteral("end"));
            QCOMPARE(result.epochs, 5);
            QCOMPARE(model.weights, result.weights);
            QVERIFY(!trial.session.isActive());
        });
    trial.session.start(trial.config, trial.dataset);
    QTRY_COMPARE(told, (QStringList{QStringLiteral("start"), QStringLiteral("end")}));
    QCOMPARE(batches, std::size_t(450));
    QCOMPARE(epochs, (QList<int>{1, 2, 3, 4, 5}));
}

void TestTrainingSession::tellsOfFiguresAtMostThirtyTimesASecond()
{
    // Each delivery allows some more batches, so that the run can't end too soon.
    constexpr int batchesADelivery = 1000;
    QSemaphore allowed(batchesADelivery);
    Trial trial;
    trial.script->beforeStep = [&allowed](int) { allowed.acquire(); };
    int deliveries = 0;
    std::size_t batches = 0;
    connect(&trial.session, &TrainingSession::batchesTrained, this,
        [&](std::span<const BatchFigures> figures) {
            ++deliveries;
            batches += figures.size();
            allowed.release(batchesADelivery);
        });
    QElapsedTimer clock;
    clock.start();
    trial.session.start(trial.config, trial.dataset);
    QTRY_VERIFY(deliveries >= 10);
    const double seconds = static_cast<double>(clock.elapsed()) / 1000.0;
    trial.session.stop();
    allowed.release(1); // for the batch that waits
    QTRY_VERIFY(!trial.session.isActive());
    QVERIFY2(deliveries <= 31 * seconds + 2, qPrintable(QString::number(deliveries / seconds)));
    QVERIFY(batches > 10 * static_cast<std::size_t>(deliveries)); // many batches in each
}

void TestTrainingSession::pauseAndStopAreAcknowledgedAtOnce()
{
    using State = TrainingSession::State;
    Trial trial;
    QSignalSpy finished(&trial.session, &TrainingSession::finished);
    trial.session.start(trial.config, trial.dataset);
    QCOMPARE(trial.session.state(), State::Running);
    trial.session.pause();
    QCOMPARE(trial.session.state(), State::Paused);
    trial.session.resume();
    QCOMPARE(trial.session.state(), State::Running);
    trial.session.pause();
    trial.session.stop();
    QCOMPARE(trial.session.state(), State::Stopping);
    QTRY_COMPARE(finished.count(), 1);
    QCOMPARE(trial.session.state(), State::Idle);
}

void TestTrainingSession::anEngineThatCannotBeLoadedIsAnError()
{
    Trial trial;
    TrainingSession session([](const EngineInfo&) {
        return Result<EngineFactory>(failure(ErrorCode::EngineUnavailable, "No engine."));
    });
    QString said;
    connect(&session, &TrainingSession::failed, this,
        [&](const Error& error) { said = QString::fromStdString(error.detail); });
    session.start(trial.config, trial.dataset);
    QTRY_COMPARE(said, QStringLiteral("No engine."));
    QVERIFY(!session.isActive());
}

void TestTrainingSession::failedRunsAreErrors()
{
    Trial trial;
    trial.config.batchSize = 0;
    bool failed = false;
    connect(&trial.session, &TrainingSession::failed, this,
        [&](const Error& error) { failed = error.code == ErrorCode::InvalidSetting; });
    trial.session.start(trial.config, trial.dataset);
    QTRY_VERIFY(failed);
    QVERIFY(!trial.session.isActive());
}

void TestTrainingSession::aRunGoesOnWhereItCannotBeKept()
{
    const QByteArray usual = qgetenv("NUMERAL_HISTORY");
    QVERIFY(qputenv("NUMERAL_HISTORY", "/proc/no/runs.sqlite"));
    Trial trial;
    trial.config.epochs = 2;
    QSignalSpy finished(&trial.session, &TrainingSession::finished);
    QSignalSpy notKept(&trial.session, &TrainingSession::notKept);
    trial.session.start(trial.config, trial.dataset);
    QTRY_COMPARE(finished.count(), 1);
    QCOMPARE(notKept.count(), 1);
    QVERIFY(qputenv("NUMERAL_HISTORY", usual));
}

void TestTrainingSession::runsAreKept()
{
    const QByteArray usual = qgetenv("NUMERAL_HISTORY");
    const QTemporaryDir folder;
    QVERIFY(
        qputenv("NUMERAL_HISTORY", folder.filePath(QStringLiteral("runs.sqlite")).toLocal8Bit()));
    Trial trial;
    trial.config.epochs = 3;
    QSignalSpy finished(&trial.session, &TrainingSession::finished);
    trial.session.start(trial.config, trial.dataset);
    QTRY_COMPARE(finished.count(), 1);
    const auto runs = RunHistory::open(historyFile()).value().runs();
    QVERIFY(runs);
    QCOMPARE(runs->size(), std::size_t{1});
    QCOMPARE(runs->front().epochs, 3);
    QVERIFY(runs->front().hasWeights);
    QVERIFY(qputenv("NUMERAL_HISTORY", usual));
}

void TestTrainingSession::itsEndWaitsForTheRun()
{
    auto trial = std::make_unique<Trial>();
    std::atomic<int> steps = 0;
    trial->script->beforeStep = [&steps](int step) { steps = step; };
    trial->session.start(trial->config, trial->dataset);
    QTRY_VERIFY(steps > 3);
    trial.reset();
    const int last = steps;
    QCOMPARE(steps.load(), last); // no more writes, which a sanitizer would detect
}

QTEST_MAIN(TestTrainingSession)
#include "tst_training_session.moc"
