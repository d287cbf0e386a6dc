// SPDX-License-Identifier: GPL-3.0-or-later
//
// Sweeps in the terminal, on the real MNIST.
#include "cli_process.h"

#include "core/data/catalogue.h"

#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace numeral;

class TestSweep : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void aGridTellsTheBest();
    void whatIsDoneIsNotDoneAgain();
    void badRunsEndEarly();
    void timeIsABudget();
    void machinesShareTheRuns();
    void aLearningRateIsFound();
    void howMuchDataIsNeededIsTold();
    void wrongUsageIsRefused_data();
    void wrongUsageIsRefused();

private:
    ProcessResult sweep(const char* options) const
    {
        return run(words("sweep --json --training-images 3000 --data") + QStringList{m_data}
            + words(options));
    }
    /// The lines that tell of runs.
    static QList<QJsonObject> runsIn(const ProcessResult& result)
    {
        QList<QJsonObject> lines = result.lines();
        lines.removeIf([](const QJsonObject& line) {
            return line[QLatin1String("event")].toString() != QLatin1String("run");
        });
        return lines;
    }

    QString m_data;
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestSweep::initTestCase()
{
    m_data = QString::fromStdString(findCatalogueEntry("mnist")->download->folder.string());
}

void TestSweep::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(qputenv("XDG_DATA_HOME", m_folder->path().toLocal8Bit()));
    QVERIFY(qunsetenv("NUMERAL_HISTORY"));
}

void TestSweep::aGridTellsTheBest()
{
    const ProcessResult result
        = sweep("--epochs 2 --hidden 2 32 --learning-rate 0.002 0.004 0.008 0.01 --jobs 2");
    QVERIFY2(result.exitCode == 0, result.errors.constData());
    QCOMPARE(runsIn(result).size(), 8);
    const QJsonObject last = result.lines().last();
    QCOMPARE(last[QLatin1String("event")].toString(), QStringLiteral("sweep"));
    QCOMPARE(last[QLatin1String("whole_runs")].toInt(), 8);
    const QJsonObject best = last[QLatin1String("best")].toObject();
    double least = 1e9;
    for (const QJsonObject& line : runsIn(result)) {
        least = std::min(least, line[QLatin1String("best_validation_loss")].toDouble());
    }
    QCOMPARE(best[QLatin1String("best_validation_loss")].toDouble(), least);
    QCOMPARE(best[QLatin1String("settings")].toObject()[QLatin1String("hidden_layers")].toArray(),
        QJsonArray{32}); // two units can't tell ten digits
    const QJsonObject importance = last[QLatin1String("importance")].toObject();
    QVERIFY(importance[QLatin1String("hidden_layers")].toDouble() > 0.8);
    QVERIFY(importance[QLatin1String("learning_rate")].toDouble() < 0.2);
    // Each is the run that train makes of the same settings, on one thread.
    const ProcessResult alone
        = run(words("train --json --training-images 3000 --epochs 2 --hidden 32 --threads 1 --data")
            << m_data << QStringLiteral("--learning-rate")
            << QString::number(best[QLatin1String("settings")]
                                   .toObject()[QLatin1String("learning_rate")]
                                   .toDouble()));
    QCOMPARE(
        alone.lines().last()[QLatin1String("test_accuracy")], best[QLatin1String("test_accuracy")]);
}

void TestSweep::whatIsDoneIsNotDoneAgain()
{
    const char* const plan = "--epochs 1 --hidden 8 16 --learning-rate 0.001..0.01 --runs 3";
    QCOMPARE(runsIn(sweep(plan)).size(), 3);
    const ProcessResult again = sweep(plan);
    QCOMPARE(runsIn(again).size(), 0);
    QCOMPARE(again.lines().last()[QLatin1String("whole_runs")].toInt(), 3);
    const ProcessResult more
        = sweep("--epochs 1 --hidden 8 16 --learning-rate 0.001..0.01 --runs 5");
    QCOMPARE(runsIn(more).size(), 2);
    QCOMPARE(more.lines().last()[QLatin1String("whole_runs")].toInt(), 5);
    QCOMPARE(run(words("runs --json")).lines().size(), 5);
    // Other data are another sweep.
    const ProcessResult other = run(words("sweep --json --training-images 2000 --data")
        << m_data << words("--epochs 1 --hidden 8 16 --learning-rate 0.001..0.01 --runs 3"));
    QCOMPARE(runsIn(other).size(), 3);
    // Runs of different settings are no repetitions: their seeds are no pairs.
    const ProcessResult compared = run(words("compare 1 2"));
    QCOMPARE(compared.exitCode, 1);
    QVERIFY2(isOneSentence(compared.errors), compared.errors.constData());
    QVERIFY(compared.errors.contains("different settings"));
}

void TestSweep::badRunsEndEarly()
{
    const ProcessResult result = sweep("--epochs 4 --patience 0 --hidden 16 --learning-rate 0.01 "
                                       "0.008 0.000001 0.000002 0.000003 0.000004 --halving --jobs "
                                       "1");
    QVERIFY2(result.exitCode == 0, result.errors.constData());
    int pruned = 0;
    for (const QJsonObject& line : runsIn(result)) {
        if (line[QLatin1String("reason")].toString() == QLatin1String("pruned")) {
            ++pruned;
            QVERIFY(line[QLatin1String("epochs")].toInt() < 4);
            QVERIFY(line[QLatin1String("settings")]
                        .toObject()[QLatin1String("learning_rate")]
                        .toDouble()
                < 0.001);
        }
    }
    QCOMPARE(pruned, 4);
    QCOMPARE(result.lines().last()[QLatin1String("whole_runs")].toInt(), 2);
    QCOMPARE(runsIn(sweep("--epochs 4 --patience 0 --hidden 16 --learning-rate 0.01 0.008 0.000001 "
                          "0.000002 0.000003 0.000004 --halving"))
                 .size(),
        0); // what was pruned stays so
    QCOMPARE(runsIn(sweep("--epochs 4 --patience 0 --hidden 16 --learning-rate 0.01 0.008 0.000001 "
                          "0.000002 0.000003 0.000004"))
                 .size(),
        4); // unless all are to be trained to the end
}

void TestSweep::timeIsABudget()
{
    const ProcessResult result
        = sweep("--epochs 10000 --patience 0 --hidden 16 32 --minutes 0.02 --jobs 1");
    QVERIFY2(result.exitCode == 0, result.errors.constData());
    const QList<QJsonObject> lines = runsIn(result);
    QCOMPARE(lines.size(), 1); // the second didn't begin
    QCOMPARE(lines[0][QLatin1String("reason")].toString(), QStringLiteral("stopped"));
    QCOMPARE(result.lines().last()[QLatin1String("whole_runs")].toInt(), 0);
    QVERIFY(result.lines().last()[QLatin1String("best")].isNull());
}

void TestSweep::machinesShareTheRuns()
{
    const char* const plan = "--epochs 1 --hidden 4 8 12 16 20";
    QVERIFY(qputenv("WORLD_SIZE", "2"));
    QVERIFY(qputenv("RANK", "0"));
    QCOMPARE(runsIn(sweep(plan)).size(), 3);
    QVERIFY(qputenv("RANK", "1"));
    const ProcessResult second = sweep(plan);
    QCOMPARE(runsIn(second).size(), 2);
    // Both write to the same history here.
    QCOMPARE(second.lines().last()[QLatin1String("whole_runs")].toInt(), 5);
    QVERIFY(qputenv("RANK", "2"));
    const ProcessResult wrong = sweep(plan);
    QVERIFY(qunsetenv("RANK"));
    QVERIFY(qunsetenv("WORLD_SIZE"));
    QCOMPARE(wrong.exitCode, 1);
    QVERIFY(isOneSentence(wrong.errors));
}

void TestSweep::aLearningRateIsFound()
{
    const ProcessResult result = run(words("find-rate --json --data") << m_data);
    QVERIFY2(result.exitCode == 0, result.errors.constData());
    const QJsonObject line = result.lines().last();
    const double rate = line[QLatin1String("suggestion")].toDouble();
    QVERIFY(rate > 0.001 && rate < 0.05);
    QCOMPARE(line[QLatin1String("rates")].toArray().size(),
        line[QLatin1String("losses")].toArray().size());
}

void TestSweep::howMuchDataIsNeededIsTold()
{
    const ProcessResult result
        = run(words("data-need --json --repeat 2 --epochs 3 --hidden 32 --data") << m_data);
    QVERIFY2(result.exitCode == 0, result.errors.constData());
    const QJsonObject line = result.lines().last();
    const QJsonArray sizes = line[QLatin1String("sizes")].toArray();
    QCOMPARE(sizes.size(), 7);
    QCOMPARE(sizes[0].toObject()[QLatin1String("images")].toInt(), 100);
    QCOMPARE(sizes[6].toObject()[QLatin1String("images")].toInt(), 54'000);
    QVERIFY(sizes[6].toObject()[QLatin1String("mean_test_accuracy")].toDouble()
        > sizes[0].toObject()[QLatin1String("mean_test_accuracy")].toDouble() + 0.1);
    const QJsonArray gain = line[QLatin1String("gain_of_tenfold")].toArray();
    QVERIFY(gain[0].toDouble() >= 0 && gain[1].toDouble() >= gain[0].toDouble());
    QVERIFY(gain[1].toDouble() > 0.005 && gain[1].toDouble() < 0.06);
    // Each size is a group of its own, so that two of them can be compared.
    const ProcessResult compared = run(words("compare --json 1 7"));
    QVERIFY2(compared.exitCode == 0, compared.errors.constData());
    QCOMPARE(compared.lines().last()[QLatin1String("pairs")].toInt(), 2);
    const ProcessResult few = run(words("data-need --training-images 500 --data") << m_data);
    QCOMPARE(few.exitCode, 1);
    QVERIFY(isOneSentence(few.errors));
}

void TestSweep::wrongUsageIsRefused_data()
{
    QTest::addColumn<QString>("options");
    for (const char* options : {"--hidden 16", "--hidden 16 x", "--learning-rate 0.001..0.01",
             "--learning-rate 0.01..0.001 --runs 3", "--seed 1 2", "--hidden 16 32 --runs 0",
             "--hidden 16 32 --validation-share 0", "--momentum 0.5 0.9",
             "--hidden 16 32 --momentum 0.9", "--optimizer adam foo"}) {
        QTest::newRow(options) << QString::fromLatin1(options);
    }
}

void TestSweep::wrongUsageIsRefused()
{
    QFETCH(QString, options);
    const ProcessResult result = sweep(options.toLatin1().constData());
    QVERIFY(result.exitCode == 1 || result.exitCode == 2);
    QVERIFY2(isOneSentence(result.errors), result.errors.constData());
}

QTEST_GUILESS_MAIN(TestSweep)

#include "tst_sweep.moc"
