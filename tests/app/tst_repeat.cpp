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
    void keptRunsAreListed();
    void aKeptRunIsRepeatedBitForBit();
    void whatCannotBeRepeatedIsSaid();
    void aBetterGroupIsToldFromAWorse();
    void equalsAreNotToldApart();
    void groupsThatCannotBeComparedAreRefused();
    void whatEachSettingBringsIsTold();
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
    m_options = words("--hidden 16 --epochs 2 --training-images 3000 --json --data")
        << QString::fromStdString(mnist.string());
    QVERIFY(qputenv("XDG_DATA_HOME", m_folder.path().toLocal8Bit()));
    QVERIFY(qunsetenv("NUMERAL_HISTORY"));
    const ProcessResult result
        = run(words("train --repeat 3 --jobs 2 --seed 5 --learning-rate 0.01") + m_options);
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
        const ProcessResult alone = run(words("train --learning-rate 0.01 --output")
            << file("x.safetensors") << QStringLiteral("--seed") << QString::number(seed)
            << m_options);
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
    QCOMPARE(runs->size(), std::size_t{6}); // with the single ones
    for (const HistoryRun& run : *runs) {
        QCOMPARE(run.group.has_value(), run.id <= 3);
        QVERIFY(run.hasWeights && run.testAccuracy);
        QCOMPARE(history->epochs(run.id).value().size(), std::size_t{2});
        QCOMPARE(history->config(run.id).value().seed, run.seed);
    }
}

void TestRepeat::keptRunsAreListed()
{
    QVERIFY(run(words("runs --json")).lines().first()[QLatin1String("group")].isNull());
    const QList<QJsonObject> runs = run(words("runs --json --group 1")).lines();
    QCOMPARE(runs.size(), 3);
    QVERIFY(runs[0][QLatin1String("run")].toInt() > runs[2][QLatin1String("run")].toInt());
    QCOMPARE(runs[0][QLatin1String("group")].toInt(), 1);
    QCOMPARE(runs[0][QLatin1String("settings")][QLatin1String("epochs")].toInt(), 2);
    const QByteArray table = run(words("runs --group 1 --limit 2")).output;
    QCOMPARE(table.count('\n'), 4);
    QVERIFY2(table.contains("hidden_layers [16]"), table.constData());
    QVERIFY2(table.contains("1 more"), table.constData());
}

void TestRepeat::aKeptRunIsRepeatedBitForBit()
{
    const ProcessResult text = run(words("rerun 2") << m_options.mid(m_options.size() - 2));
    QVERIFY2(text.exitCode == 0, text.errors.constData());
    QVERIFY2(text.output.contains("The same, bit for bit: 2 epochs and"), text.output.constData());
    const QJsonObject json
        = run(words("rerun --json 5") << m_options.mid(m_options.size() - 2)).lines().last();
    QVERIFY(json[QLatin1String("same")].toBool());
}

/// As where another machine rounds otherwise: an epoch is recorded differently.
void TestRepeat::whatCannotBeRepeatedIsSaid()
{
    const QStringList data = m_options.mid(m_options.size() - 2);
    auto database = Database::open(historyFile());
    QVERIFY(database);
    QVERIFY(database->execute("UPDATE epochs SET validation_loss = validation_loss * 1.0000001 "
                              "WHERE run = 3 AND epoch = 2"));
    const ProcessResult other = run(words("rerun 3") << data);
    QCOMPARE(other.exitCode, 1);
    QVERIFY2(other.output.contains("Not the same from epoch 2 on."), other.output.constData());
    QVERIFY(run(words("rerun 99") << data).errors.contains("no such run"));
    QVERIFY(run(words("rerun --data fashion-mnist 1")).errors.contains("has other images"));
}

void TestRepeat::aBetterGroupIsToldFromAWorse()
{
    // Group 2 has hardly learnt anything.
    QCOMPARE(
        run(words("train --repeat 6 --seed 5 --learning-rate 0.00001") + m_options).exitCode, 0);
    QCOMPARE(run(words("train --repeat 6 --seed 5 --learning-rate 0.01") + m_options).exitCode, 0);
    const ProcessResult text = run(words("compare 2 3"));
    QVERIFY2(text.output.contains("B is better than A by"), text.output.constData());
    QVERIFY2(text.output.contains("in 6 of 6 pairs"), text.output.constData());
    QVERIFY(run(words("compare 3 2")).output.contains("B is worse than A by"));
    const QJsonObject json = run(words("compare --json 2 3")).lines().last();
    QVERIFY(json[QLatin1String("decided")].toBool());
    QCOMPARE(json[QLatin1String("pairs")].toInt(), 6);
    QVERIFY(json[QLatin1String("difference")].toDouble() > 0.1);
}

void TestRepeat::equalsAreNotToldApart()
{
    const ProcessResult same = run(words("compare 1 3")); // three seeds in common
    QVERIFY2(same.output.contains("No difference can be seen: 3 pairs of equals"),
        same.output.constData());
    QVERIFY(!run(words("compare --json 1 2")).lines().last()[QLatin1String("decided")].toBool());
}

void TestRepeat::groupsThatCannotBeComparedAreRefused()
{
    QVERIFY(run(words("compare 1 99")).errors.contains("Group 99 has no finished runs"));
    QCOMPARE(run(words("train --repeat 2 --seed 100") + m_options).exitCode, 0);
    QVERIFY(run(words("compare 1 4")).errors.contains("no seed in common"));
}

void TestRepeat::whatEachSettingBringsIsTold()
{
    // With a learning rate so low, hardly anything is learnt.
    const ProcessResult result = run(
        words("train --repeat 8 --ablate --learning-rate 0.00001 --batch-size 128") + m_options);
    QVERIFY2(result.exitCode == 0, result.errors.constData());
    QMap<QString, QJsonObject> rows;
    for (const QJsonObject& line : result.lines()) {
        if (line[QLatin1String("event")] == QLatin1String("ablation")) {
            rows[line[QLatin1String("setting")].toString()] = line;
        }
    }
    const QStringList settings{QStringLiteral("batch_size"), QStringLiteral("hidden_layers"),
        QStringLiteral("learning_rate"), QStringLiteral("training_images")};
    QCOMPARE(rows.keys(), settings);
    const QJsonObject rate = rows[QStringLiteral("learning_rate")];
    QCOMPARE(rate[QLatin1String("pairs")].toInt(), 8);
    QVERIFY(rate[QLatin1String("decided")].toBool());
    QVERIFY(rate[QLatin1String("brings")].toDouble() < -0.2);

    QVERIFY(run(words("train --ablate")).exitCode != 0); // needs --repeat
    const ProcessResult plain = run(words("train --repeat 2 --ablate"));
    QVERIFY(plain.exitCode != 0);
    QVERIFY2(plain.errors.contains("all settings are plain"), plain.errors.constData());
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
