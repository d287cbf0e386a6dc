// SPDX-License-Identifier: GPL-3.0-or-later
#include "scripted_engine.h"

#include "core/training/past_runs.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace numeral;

class TestPastRuns : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingIsUsualAtFirst();
    void theMedianOfTheLastRunsIsUsual();
    void otherRunsDoNotCount();
    void runsThatWereCutShortDoNotCount();
    void aDamagedFileLosesOnlyWhatIsDamaged();
    void whatCannotBeWrittenIsAnError();

private:
    std::filesystem::path file() const
    {
        return m_folder.filePath(QStringLiteral("runs.ndjson")).toStdString();
    }
    void record(const TrainingConfig& config, int epochs, double seconds,
        StopReason reason = StopReason::EarlyStopping) const
    {
        TrainingResult result;
        result.reason = reason;
        result.epochs = epochs;
        result.seconds = seconds;
        QVERIFY(recordRun(file(), config, m_dataset, result));
    }
    std::optional<UsualRun> usual(const TrainingConfig& config) const
    {
        return usualRun(file(), config, m_dataset);
    }

    QTemporaryDir m_folder;
    Dataset m_dataset = numberedImages(100, 10);
};

void TestPastRuns::nothingIsUsualAtFirst()
{
    QVERIFY(!usual({}));
}

void TestPastRuns::theMedianOfTheLastRunsIsUsual()
{
    const TrainingConfig config;
    record(config, 90, 900); // soon too long ago
    for (const auto& [epochs, seconds] :
        {std::pair{8, 1.5}, {9, 9.0}, {10, 2.0}, {11, 2.1}, {12, 2.2}}) {
        record(config, epochs, seconds);
    }
    TrainingConfig other = config;
    other.seed = 7;
    QVERIFY(usual(other)); // the seed changes little
    QCOMPARE(usual(other)->epochs, 10);
    QCOMPARE(usual(other)->seconds, 2.1);
}

void TestPastRuns::otherRunsDoNotCount()
{
    TrainingConfig config;
    config.batchSize = 37;
    QVERIFY(!usual(config));
    record(config, 3, 1);
    config.hiddenLayers = {51};
    QVERIFY(!usual(config));
    Dataset larger = numberedImages(101, 10);
    config.hiddenLayers = {50, 50};
    QVERIFY(!usualRun(file(), config, larger));
}

void TestPastRuns::runsThatWereCutShortDoNotCount()
{
    TrainingConfig config;
    config.batchSize = 41;
    record(config, 1, 0.1, StopReason::Stopped);
    record(config, 1, 0.1, StopReason::Diverged);
    QVERIFY(!usual(config));
    record(config, 100, 10, StopReason::Epochs);
    QCOMPARE(usual(config)->epochs, 100);
}

void TestPastRuns::aDamagedFileLosesOnlyWhatIsDamaged()
{
    TrainingConfig config;
    config.batchSize = 43;
    record(config, 5, 1);
    QFile runs(QString::fromStdString(file().string()));
    QVERIFY(runs.open(QIODevice::Append));
    runs.write("{\"kind\":{},\"epochs\":\n[]\n\n{\"kind\":1,\"epochs\":\"many\",\"seconds\":1}\n");
    runs.close();
    QCOMPARE(usual(config)->epochs, 5);
    record(config, 7, 1);
    QCOMPARE(usual(config)->epochs, 5); // of 5 and 7 the lower median
}

void TestPastRuns::whatCannotBeWrittenIsAnError()
{
    TrainingResult result;
    result.reason = StopReason::Epochs;
    QVERIFY(!recordRun("/nowhere/runs.ndjson", {}, m_dataset, result));
}

QTEST_APPLESS_MAIN(TestPastRuns)
#include "tst_past_runs.moc"
