// SPDX-License-Identifier: GPL-3.0-or-later
//
// Trains the same settings from several seeds, on the real MNIST.
#include "cli_process.h"

#include "core/data/catalogue.h"
#include "core/history/run_history.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <numeric>

using namespace numeral;

class TestRepeat : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void runsAreThoseThatSingleOnesAre();
    void theyAreKept();
    void aRunThatFailsIsSaid();
    void wrongUsageIsRefused();

private:
    QString file(const char* name) const { return m_folder.filePath(QLatin1String(name)); }

    QTemporaryDir m_folder;
    QStringList m_options;
    QList<QJsonObject> m_lines;
};

/// The runs are kept in a home of their own, where MNIST isn't.
void TestRepeat::initTestCase()
{
    const std::filesystem::path mnist = findCatalogueEntry("mnist")->download->folder;
    m_options = words("--hidden 8 --epochs 2 --training-images 3000 --json --data")
        << QString::fromStdString(mnist.string());
    QVERIFY(qputenv("XDG_DATA_HOME", m_folder.path().toLocal8Bit()));
    const ProcessResult result = run(words("train --repeat 3 --jobs 2 --seed 5") + m_options);
    QVERIFY2(result.exitCode == 0, result.errors.constData());
    m_lines = result.lines();
    m_lines.removeIf([](const QJsonObject& line) {
        return line[QLatin1String("event")] == QLatin1String("data");
    });
}

void TestRepeat::runsAreThoseThatSingleOnesAre()
{
    QCOMPARE(m_lines.size(), 4);
    std::vector<double> accuracies;
    for (int i = 0; i < 3; ++i) {
        const QJsonObject& line = m_lines[i];
        QCOMPARE(line[QLatin1String("event")].toString(), QStringLiteral("run"));
        const int seed = line[QLatin1String("seed")].toInt();
        QVERIFY(seed >= 5 && seed <= 7);
        const ProcessResult alone
            = run(words("train --output") << file("x.safetensors") << QStringLiteral("--seed")
                                          << QString::number(seed) << m_options);
        const QJsonObject done = alone.lines().last();
        QCOMPARE(done[QLatin1String("event")].toString(), QStringLiteral("done"));
        QCOMPARE(line[QLatin1String("test_loss")], done[QLatin1String("test_loss")]);
        accuracies.push_back(line[QLatin1String("test_accuracy")].toDouble());
    }
    const QJsonObject summary = m_lines.last();
    QCOMPARE(summary[QLatin1String("event")].toString(), QStringLiteral("summary"));
    QCOMPARE(summary[QLatin1String("runs")].toInt(), 3);
    QCOMPARE(summary[QLatin1String("mean_test_accuracy")].toDouble(),
        std::accumulate(accuracies.begin(), accuracies.end(), 0.0) / 3);
    QVERIFY(summary[QLatin1String("interval_half_width")].toDouble() > 0);
}

void TestRepeat::theyAreKept()
{
    const auto history = RunHistory::open(historyFile());
    QVERIFY(history);
    const auto runs = history->runs();
    QVERIFY(runs);
    QCOMPARE(runs->size(), std::size_t{3});
    for (const HistoryRun& run : *runs) {
        QVERIFY(run.group && run.hasWeights && run.testAccuracy);
        QCOMPARE(history->epochs(run.id).value().size(), std::size_t{2});
        QCOMPARE(history->config(run.id).value().seed, run.seed);
    }
}

void TestRepeat::aRunThatFailsIsSaid()
{
    const ProcessResult result
        = run(words("train --repeat 2 --engine native --optimizer sgd") + m_options);
    QCOMPARE(result.exitCode, 1);
    QVERIFY2(result.errors.contains("native engine"), result.errors.constData());
}

void TestRepeat::wrongUsageIsRefused()
{
    for (const char* line : {"train --repeat 0", "train --repeat 2 --output x.safetensors",
             "train --repeat 2 --threads 2", "train --jobs 2", "train --repeat 1e3"}) {
        const ProcessResult result = run(words(line));
        QVERIFY2(result.exitCode > 1, line);
    }
}

QTEST_GUILESS_MAIN(TestRepeat)
#include "tst_repeat.moc"
