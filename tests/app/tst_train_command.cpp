// SPDX-License-Identifier: GPL-3.0-or-later
#include "../support/isolated_home.h"
#include "cli_process.h"

#include "core/exchange/safetensors.h"
#include "tests/core/data/idx_files.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace numeral;

namespace {

/// Whether the process blocks SIGINT, according to its /proc/PID/status file.
bool blocksInterrupts(const QString& statusFile)
{
    QFile file(statusFile);
    if (!file.open(QIODevice::ReadOnly)) {
        return false;
    }
    for (const QByteArray& line : file.readAll().split('\n')) {
        if (line.startsWith("SigBlk:")) {
            const quint64 blocked = line.mid(7).trimmed().toULongLong(nullptr, 16);
            return (blocked & (quint64{1} << (SIGINT - 1))) != 0;
        }
    }
    return false;
}

} // namespace

class TestTrainCommand : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void trainingTellsItsStory();
    void trainingForPeopleSaysWhereTheWeightsAre();
    void trainingKeepsTheWeightsWithoutBeingTold();
    void theSameSeedGivesTheSameFile();
    void interruptingKeepsTheBestWeights();
    void aRunThatDiesLeavesItsBestWeights();
    void stoppedBeforeItLearntItKeepsTheOldFile();
    void aReaderThatGoesAwayCostsNothing();
    void whatCannotBeWrittenInTheEndIsKeptElsewhere();
    void runsOfTheSameSecondKeepTheirOwnFiles();
    void imagesThatVanishInTrainingAreAFailure();

private:
    QString file(const QString& name) const { return m_folder.filePath(name); }

    QTemporaryDir m_folder;
};

void TestTrainCommand::trainingTellsItsStory()
{
    const QString model = file(QStringLiteral("story.safetensors"));
    const ProcessResult result
        = run(words("train --data mnist --hidden 20 --batch-size 200 --epochs 2 --seed 5 --json")
            << QStringLiteral("--output") << model);
    QCOMPARE(result.exitCode, 0);
    QVERIFY2(result.errors.isEmpty(), result.errors.constData());
    const QList<QJsonObject> lines = result.lines();
    QCOMPARE(lines.size(), 4);

    const QJsonObject& start = lines[0];
    QCOMPARE(start[QLatin1String("event")].toString(), QStringLiteral("start"));
    QCOMPARE(start[QLatin1String("hidden_layers")].toArray(), QJsonArray{20});
    QCOMPARE(start[QLatin1String("batch_size")].toInt(), 200);
    QCOMPARE(start[QLatin1String("seed")].toInt(), 5);
    QCOMPARE(start[QLatin1String("parameters")].toInt(), 784 * 20 + 20 + 20 * 10 + 10);
    QCOMPARE(start[QLatin1String("training_images")].toInt(), 54'000);
    QCOMPARE(start[QLatin1String("validation_images")].toInt(), 6'000);
    QVERIFY(start[QLatin1String("threads")].toInt() >= 1);
    for (int i = 1; i <= 2; ++i) {
        QCOMPARE(lines[i][QLatin1String("event")].toString(), QStringLiteral("epoch"));
        QCOMPARE(lines[i][QLatin1String("epoch")].toInt(), i);
        for (const char* key : {"training_accuracy", "validation_accuracy"}) {
            const double share = lines[i][QLatin1String(key)].toDouble();
            QVERIFY(share > 0.5 && share < 1.0);
        }
        QVERIFY(lines[i][QLatin1String("training_loss")].toDouble() > 0);
        QVERIFY(lines[i][QLatin1String("validation_loss")].toDouble() > 0);
        QVERIFY(lines[i][QLatin1String("seconds")].toDouble() > 0);
    }
    const QJsonObject& done = lines[3];
    QCOMPARE(done[QLatin1String("event")].toString(), QStringLiteral("done"));
    QCOMPARE(done[QLatin1String("reason")].toString(), QStringLiteral("epochs"));
    QCOMPARE(done[QLatin1String("epochs")].toInt(), 2);
    QCOMPARE(done[QLatin1String("best_epoch")].toInt(), 2);
    QVERIFY(done[QLatin1String("seconds")].toDouble() > 0);

    const QJsonObject evaluation = run(words("evaluate --json --model") << model).lines().value(0);
    QCOMPARE(evaluation[QLatin1String("event")].toString(), QStringLiteral("evaluation"));
    QCOMPARE(evaluation[QLatin1String("images")].toInt(), 10'000);
    QCOMPARE(evaluation[QLatin1String("test_accuracy")], done[QLatin1String("test_accuracy")]);
    QCOMPARE(evaluation[QLatin1String("test_loss")], done[QLatin1String("test_loss")]);
}

void TestTrainCommand::trainingForPeopleSaysWhereTheWeightsAre()
{
    const QString model = file(QStringLiteral("people.safetensors"));
    const ProcessResult result = run(words("train --hidden none --epochs 1 --output") << model);
    QCOMPARE(result.exitCode, 0);
    QVERIFY(result.output.contains("Test accuracy"));
    QVERIFY(result.output.contains(model.toUtf8()));
    QVERIFY(readSafeTensors(model.toStdString()));
}

void TestTrainCommand::trainingKeepsTheWeightsWithoutBeingTold()
{
    const qsizetype before = IsolatedHome::models().size();
    QCOMPARE(run(words("train --hidden none --epochs 1 --json")).exitCode, 0);
    QCOMPARE(IsolatedHome::models().size(), before + 1);
}

void TestTrainCommand::theSameSeedGivesTheSameFile()
{
    QByteArray contents[2];
    for (QByteArray& content : contents) {
        const QString model = file(QStringLiteral("same.safetensors"));
        QCOMPARE(run(words("train --hidden 10 --epochs 1 --seed 9 --output") << model).exitCode, 0);
        QFile written(model);
        QVERIFY(written.open(QIODevice::ReadOnly));
        content = written.readAll();
    }
    QVERIFY(!contents[0].isEmpty());
    QVERIFY(contents[0] == contents[1]);
}

void TestTrainCommand::interruptingKeepsTheBestWeights()
{
    const QString model = file(QStringLiteral("interrupted.safetensors"));
    QProcess process;
    process.start(QStringLiteral(NUMERAL_CLI),
        words("train --hidden 20 --epochs 10000 --patience 0 --json --output") << model);
    QByteArray output;
    QTRY_VERIFY_WITH_TIMEOUT(
        (output += process.readAllStandardOutput()).contains("\"epoch\":2"), timeout);
    ::kill(static_cast<pid_t>(process.processId()), SIGINT);
    QVERIFY(process.waitForFinished(timeout));
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 0);
    output += process.readAllStandardOutput();
    const QJsonObject done = ProcessResult{0, output, {}}.lines().constLast();
    QCOMPARE(done[QLatin1String("reason")].toString(), QStringLiteral("stopped"));
    QVERIFY(done[QLatin1String("best_epoch")].toInt() >= 1);
    QVERIFY(done[QLatin1String("test_accuracy")].toDouble() > 0.5);
    QVERIFY(readSafeTensors(model.toStdString()));
}

void TestTrainCommand::aRunThatDiesLeavesItsBestWeights()
{
    const QString model = file(QStringLiteral("dead.safetensors"));
    QProcess process;
    process.start(QStringLiteral(NUMERAL_CLI),
        words("train --hidden 20 --epochs 10000 --patience 0 --json --output") << model);
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(model), timeout);
    process.kill(); // no chance to clean up, as in a power cut
    QVERIFY(process.waitForFinished(timeout));
    const ProcessResult result = run(words("evaluate --json --model") << model);
    QCOMPARE(result.exitCode, 0);
    QVERIFY(result.lines().value(0)[QLatin1String("test_accuracy")].toDouble() > 0.85);
}

void TestTrainCommand::stoppedBeforeItLearntItKeepsTheOldFile()
{
    const QString model = file(QStringLiteral("good.safetensors"));
    const QStringList target{QStringLiteral("--output"), model};
    QCOMPARE(run(words("export --format safetensors") + target).exitCode, 0);
    QFile kept(model);
    QVERIFY(kept.open(QIODevice::ReadOnly));
    const QByteArray before = kept.readAll();
    kept.close();

    // SIGINT is blocked as soon as the watcher handles it; no batch has been trained by then.
    QProcess process;
    process.start(QStringLiteral(NUMERAL_CLI), words("train --hidden 4096,4096,4096") + target);
    QVERIFY(process.waitForStarted());
    const QString status = QStringLiteral("/proc/%1/status").arg(process.processId());
    QTRY_VERIFY_WITH_TIMEOUT(blocksInterrupts(status), timeout);
    ::kill(static_cast<pid_t>(process.processId()), SIGINT);
    QVERIFY(process.waitForFinished(timeout));
    QCOMPARE(process.exitCode(), 1);
    QVERIFY2(isOneSentence(process.readAllStandardError()), "that is not one sentence");
    QVERIFY(kept.open(QIODevice::ReadOnly));
    QVERIFY(kept.readAll() == before);
}

void TestTrainCommand::aReaderThatGoesAwayCostsNothing()
{
    const QString model = file(QStringLiteral("unread.safetensors"));
    const ProcessResult result = runInShell(
        QStringLiteral("\"$0\" train --hidden none --epochs 3 --json --output '%1' | head -n 1")
            .arg(model));
    QCOMPARE(result.lines().size(), 1);
    QVERIFY2(isOneSentence(result.errors), result.errors.constData());
    const Result<Model> read = readSafeTensors(model.toStdString());
    QVERIFY(read);
    QVERIFY(read->provenance.result.find("\"epochs\":3") != std::string::npos);
}

void TestTrainCommand::whatCannotBeWrittenInTheEndIsKeptElsewhere()
{
    const QString folder = file(QStringLiteral("removed"));
    const ProcessResult result = runAndRemove(
        folder, words("train --hidden none --epochs 3 --output") << folder + QStringLiteral("/x"));
    QCOMPARE(result.exitCode, 1);
    const QString kept = keptFile(result.errors);
    QVERIFY2(!kept.isEmpty(), result.errors.constData());
    const Result<Model> read = readSafeTensors(kept.toStdString());
    QVERIFY(read);
    QVERIFY(read->provenance.result.find("\"epochs\":3") != std::string::npos);
}

void TestTrainCommand::runsOfTheSameSecondKeepTheirOwnFiles()
{
    const qsizetype before = IsolatedHome::models().size();
    QProcess processes[2];
    for (QProcess& process : processes) {
        process.start(QStringLiteral(NUMERAL_CLI), words("train --hidden none --epochs 1 --json"));
    }
    for (QProcess& process : processes) {
        QVERIFY(process.waitForFinished(timeout));
        QCOMPARE(process.exitCode(), 0);
    }
    QCOMPARE(IsolatedHome::models().size(), before + 2);
}

/// Another program truncates the image file while training reads from it.
void TestTrainCommand::imagesThatVanishInTrainingAreAFailure()
{
    const QDir folder(file(QStringLiteral("vanishing")));
    QVERIFY(folder.mkpath(QStringLiteral(".")));
    // Large enough to be memory-mapped. The files are sparse, so all images are blank.
    constexpr quint32 count = 100'000;
    const QString images = folder.filePath(QStringLiteral("train-images-idx3-ubyte"));
    for (const auto& [name, header, size] :
        {std::tuple("train-images-idx3-ubyte", test::words({0x0803, count, 28, 28}), count * 784),
            std::tuple("train-labels-idx1-ubyte", test::words({0x0801, count}), count),
            std::tuple("t10k-images-idx3-ubyte", test::words({0x0803, 1, 28, 28}), 784U),
            std::tuple("t10k-labels-idx1-ubyte", test::words({0x0801, 1}), 1U)}) {
        QFile part(folder.filePath(QLatin1String(name)));
        QVERIFY(part.open(QIODevice::WriteOnly));
        QVERIFY(part.write(header) == header.size() && part.resize(header.size() + size));
    }
    QProcess process;
    process.start(QStringLiteral(NUMERAL_CLI),
        words("train --hidden none --epochs 10000 --patience 0 --json --data")
            << folder.path() << QStringLiteral("--output") << file(QStringLiteral("vanished")));
    QByteArray output;
    QTRY_VERIFY_WITH_TIMEOUT(
        (output += process.readAllStandardOutput()).contains("\"epoch\":1"), timeout);
    QVERIFY(QFile::resize(images, 1000));
    // The run ends by itself: the check at the end of the next epoch finds the images missing.
    QVERIFY(process.waitForFinished(timeout));
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 1);
    const QByteArray errors = process.readAllStandardError();
    QVERIFY2(isOneSentence(errors) && errors.contains("vanishing"), errors.constData());
}

int main(int argc, char* argv[])
{
    const IsolatedHome home;
    QCoreApplication application(argc, argv);
    TestTrainCommand test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_train_command.moc"
