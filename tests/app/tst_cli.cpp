// SPDX-License-Identifier: GPL-3.0-or-later
#include "../support/isolated_home.h"
#include "cli_process.h"

#include "core/data/catalogue.h"
#include "core/exchange/safetensors.h"
#include "tests/core/data/idx_files.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QImage>
#include <QJsonArray>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace numeral;

namespace {

ProcessResult runInShell(const QString& line)
{
    QProcess process;
    process.start(QStringLiteral("sh"), {QStringLiteral("-c"), line, QStringLiteral(NUMERAL_CLI)});
    process.waitForFinished(timeout);
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

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

QImage toImage(const LabelledImages& images, std::size_t index)
{
    const auto pixels = images.image(index);
    return QImage(pixels.data(), 28, 28, 28, QImage::Format_Grayscale8).copy();
}

} // namespace

class TestCli : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void helpIsThereForEachCommand_data();
    void helpIsThereForEachCommand();
    void wrongUsageIsExitCodeTwo_data();
    void wrongUsageIsExitCodeTwo();
    void anEmptyNameIsWrongUsage();
    void aPictureThatIsCutOffIsOneSentence();
    void failingIsExitCodeOneAndOneSentence_data();
    void failingIsExitCodeOneAndOneSentence();
    void trainingTellsItsStory();
    void trainingForPeopleSaysWhereTheWeightsAre();
    void trainingKeepsTheWeightsWithoutBeingTold();
    void theSameSeedGivesTheSameFile();
    void interruptingKeepsTheBestWeights();
    void aRunThatDiesLeavesItsBestWeights();
    void stoppedBeforeItLearntItKeepsTheOldFile();
    void aReaderThatGoesAwayCostsNothing();
    void anAnswerThatCannotBePrintedIsAFailure();
    void runsOfTheSameSecondKeepTheirOwnFiles();
    void imagesThatVanishInTrainingAreAFailure();
    void evaluatesTheBundledWeights();
    void classifiesPicturesInTheirOrder();
    void classifiesInk();
    void exportsEveryFormat_data();
    void exportsEveryFormat();

private:
    QString file(const QString& name) const { return m_folder.filePath(name); }

    QTemporaryDir m_folder;
    Dataset m_mnist;
};

void TestCli::initTestCase()
{
    const Result<Dataset> dataset = loadDataset("mnist");
    QVERIFY2(dataset, dataset ? "" : dataset.error().detail.c_str());
    m_mnist = *dataset;
}

void TestCli::helpIsThereForEachCommand_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<QString>("mentions");
    QTest::newRow("program") << QStringLiteral("--help") << QStringLiteral("classify");
    QTest::newRow("train") << QStringLiteral("train --help") << QStringLiteral("--batch-size");
    QTest::newRow("info") << QStringLiteral("info --help") << QStringLiteral("MODEL");
    QTest::newRow("evaluate") << QStringLiteral("evaluate --help") << QStringLiteral("--model");
    QTest::newRow("classify") << QStringLiteral("classify --help") << QStringLiteral("--ink");
    QTest::newRow("export") << QStringLiteral("export --help") << QStringLiteral("--format");
    QTest::newRow("augment") << QStringLiteral("augment --help") << QStringLiteral("--copies");
    QTest::newRow("version") << QStringLiteral("--version") << QStringLiteral("numeral-cli");
}

void TestCli::helpIsThereForEachCommand()
{
    QFETCH(QString, arguments);
    QFETCH(QString, mentions);
    const ProcessResult result = run(arguments.split(QLatin1Char(' ')));
    QCOMPARE(result.exitCode, 0);
    QVERIFY(result.output.contains(mentions.toUtf8()));
}

void TestCli::wrongUsageIsExitCodeTwo_data()
{
    QTest::addColumn<QString>("arguments");
    for (const char* arguments : {"", "dance", "train --epochs", "train --epochs x",
             "train --epochs 0", "train --batch-size 8193", "train --hidden 50,,50",
             "train --hidden 50,0", "train --hidden 1,1,1,1,1,1,1,1,1", "train --learning-rate 2",
             "train --learning-rate nan", "train --learning-rate 0,01",
             "train --learning-rate 1e-999", "train --epochs 1,000", "train --epochs 0x10",
             "train --seed 1.5", "train --validation-share 0.6", "train --seed -1",
             "train --threads 0", "train --what", "classify", "export --format npz",
             "export --format docx --output x", "evaluate extra", "augment --copies 2",
             "augment --output x", "augment --copies 0 --output x",
             "augment --copies 4294967296 --output x", "augment --copies two --output x",
             "augment --copies 2 --output x --seed -1",
             "augment --copies 2 --output x --threads 0"}) {
        QTest::newRow(*arguments == '\0' ? "nothing" : arguments) << QString::fromUtf8(arguments);
    }
}

void TestCli::wrongUsageIsExitCodeTwo()
{
    QFETCH(QString, arguments);
    const ProcessResult result = run(arguments.split(QLatin1Char(' '), Qt::SkipEmptyParts));
    QCOMPARE(result.exitCode, 2);
    QVERIFY(result.output.isEmpty());
    QVERIFY2(isOneSentence(result.errors), result.errors.constData());
}

void TestCli::failingIsExitCodeOneAndOneSentence_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<QString>("mentions");
    const auto row = [](const char* arguments, const char* mentions) {
        QTest::newRow(arguments) << QString::fromUtf8(arguments) << QString::fromUtf8(mentions);
    };
    row("train --data /nowhere", "/nowhere");
    row("train --output /nowhere/model.safetensors", "/nowhere/model.safetensors");
    row("evaluate --model /nowhere.safetensors", "/nowhere.safetensors");
    row("evaluate --model /proc/self/exe", "/proc/self/exe");
    row("classify /nowhere.png", "/nowhere.png");
    row("classify /proc/self/exe", "/proc/self/exe");
    row("classify --ink /nowhere.ndjson", "/nowhere.ndjson");
    row("export --format npz --output /nowhere/x.npz", "/nowhere/x.npz");
    row("augment --data /nowhere --copies 2 --output x", "/nowhere");
    row("augment --copies 2 --output /nowhere/x", "/nowhere/x");
    row("augment --copies 71583 --output x", "must lie between 1 and 71582");
}

void TestCli::anEmptyNameIsWrongUsage()
{
    const ProcessResult train = run(words("train --output") << QString());
    QCOMPARE(train.exitCode, 2);
    QVERIFY2(isOneSentence(train.errors), train.errors.constData());
    const ProcessResult dance = run(words("dance"));
    QVERIFY2(dance.errors.contains("“dance”"), dance.errors.constData());
}

void TestCli::aPictureThatIsCutOffIsOneSentence()
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    QVERIFY(buffer.open(QIODevice::WriteOnly));
    QVERIFY(toImage(m_mnist.test, 0).save(&buffer, "png"));
    QFile damaged(file(QStringLiteral("damaged.png")));
    QVERIFY(damaged.open(QIODevice::WriteOnly));
    damaged.write(bytes.left(60));
    damaged.close();
    const ProcessResult result = run(words("classify") << damaged.fileName());
    QCOMPARE(result.exitCode, 1);
    QVERIFY2(isOneSentence(result.errors), result.errors.constData());
}

void TestCli::failingIsExitCodeOneAndOneSentence()
{
    QFETCH(QString, arguments);
    QFETCH(QString, mentions);
    const ProcessResult result = run(arguments.split(QLatin1Char(' ')));
    QCOMPARE(result.exitCode, 1);
    QVERIFY2(isOneSentence(result.errors), result.errors.constData());
    QVERIFY2(result.errors.contains(mentions.toUtf8()), result.errors.constData());
}

void TestCli::trainingTellsItsStory()
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

void TestCli::trainingForPeopleSaysWhereTheWeightsAre()
{
    const QString model = file(QStringLiteral("people.safetensors"));
    const ProcessResult result = run(words("train --hidden none --epochs 1 --output") << model);
    QCOMPARE(result.exitCode, 0);
    QVERIFY(result.output.contains("Test accuracy"));
    QVERIFY(result.output.contains(model.toUtf8()));
    QVERIFY(readSafeTensors(model.toStdString()));
}

void TestCli::trainingKeepsTheWeightsWithoutBeingTold()
{
    const qsizetype before = IsolatedHome::models().size();
    QCOMPARE(run(words("train --hidden none --epochs 1 --json")).exitCode, 0);
    QCOMPARE(IsolatedHome::models().size(), before + 1);
}

void TestCli::theSameSeedGivesTheSameFile()
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

void TestCli::interruptingKeepsTheBestWeights()
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

void TestCli::aRunThatDiesLeavesItsBestWeights()
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

void TestCli::stoppedBeforeItLearntItKeepsTheOldFile()
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

void TestCli::aReaderThatGoesAwayCostsNothing()
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

void TestCli::anAnswerThatCannotBePrintedIsAFailure()
{
    const ProcessResult result = runInShell(QStringLiteral("\"$0\" evaluate --json >/dev/full"));
    QCOMPARE(result.exitCode, 1);
    QVERIFY2(isOneSentence(result.errors), result.errors.constData());
}

void TestCli::runsOfTheSameSecondKeepTheirOwnFiles()
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
void TestCli::imagesThatVanishInTrainingAreAFailure()
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

void TestCli::evaluatesTheBundledWeights()
{
    const ProcessResult result = run(words("evaluate --json"));
    QCOMPARE(result.exitCode, 0);
    QVERIFY(result.lines().value(0)[QLatin1String("test_accuracy")].toDouble() > 0.97);
}

void TestCli::classifiesPicturesInTheirOrder()
{
    // MNIST test images, every second one inverted to black on white.
    QStringList arguments = words("classify --json");
    QList<int> labels;
    for (std::size_t i = 0; i < 20; ++i) {
        QImage image = toImage(m_mnist.test, i);
        if (i % 2 == 1) {
            image.invertPixels();
        }
        const QString name = file(QStringLiteral("%1.png").arg(i));
        QVERIFY(image.save(name));
        arguments.append(name);
        labels.append(m_mnist.test.labels()[i]);
    }
    const ProcessResult result = run(arguments);
    QCOMPARE(result.exitCode, 0);
    const QList<QJsonObject> lines = result.lines();
    QCOMPARE(lines.size(), labels.size());
    int right = 0;
    for (qsizetype i = 0; i < lines.size(); ++i) {
        QCOMPARE(lines[i][QLatin1String("file")].toString(), arguments[i + 2]);
        QCOMPARE(lines[i][QLatin1String("probabilities")].toArray().size(), 10);
        right += lines[i][QLatin1String("label")].toInt() == labels[i] ? 1 : 0;
    }
    QVERIFY2(right >= 19, qPrintable(QString::number(right)));

    QImage blank(28, 28, QImage::Format_Grayscale8);
    blank.fill(Qt::white);
    QVERIFY(blank.save(file(QStringLiteral("blank.png"))));
    const ProcessResult nothing
        = run(words("classify --json") << file(QStringLiteral("blank.png")));
    QCOMPARE(nothing.exitCode, 0);
    QVERIFY(nothing.lines().value(0)[QLatin1String("label")].isNull());
}

void TestCli::classifiesInk()
{
    QFile ink(file(QStringLiteral("ink.ndjson")));
    QVERIFY(ink.open(QIODevice::WriteOnly));
    // A 1, a 7 in another unit, and an empty drawing.
    ink.write("{\"strokes\":[[[50,10],[50,50],[49,90]]],\"label\":1,\"id\":\"one\"}\n"
              "{\"strokes\":[[[0.1,0.1],[0.4,0.1],[0.6,0.1],[0.4,0.5],[0.3,0.9]]],\"id\":7}\n"
              "{\"strokes\":[]}\n");
    ink.close();
    const ProcessResult result = run(words("classify --json --ink") << ink.fileName());
    QCOMPARE(result.exitCode, 0);
    const QList<QJsonObject> lines = result.lines();
    QCOMPARE(lines.size(), 3);
    QCOMPARE(lines[0][QLatin1String("id")].toString(), QStringLiteral("one"));
    QCOMPARE(lines[0][QLatin1String("label")].toInt(-1), 1);
    QCOMPARE(lines[1][QLatin1String("id")].toInt(), 7);
    QCOMPARE(lines[1][QLatin1String("label")].toInt(-1), 7);
    QVERIFY(lines[2][QLatin1String("label")].isNull());
    QVERIFY(lines[2][QLatin1String("probabilities")].toArray().isEmpty());
}

void TestCli::exportsEveryFormat_data()
{
    QTest::addColumn<QString>("format");
    QTest::addColumn<QByteArray>("start");
    QTest::newRow("safetensors") << QStringLiteral("safetensors") << QByteArray();
    QTest::newRow("npz") << QStringLiteral("npz") << QByteArray("PK\x03\x04");
    QTest::newRow("csv") << QStringLiteral("csv") << QByteArray("tensor,row,column,value");
}

void TestCli::exportsEveryFormat()
{
    QFETCH(QString, format);
    QFETCH(QByteArray, start);
    const QString target = file(QStringLiteral("export.") + format);
    const ProcessResult result = run({QStringLiteral("export"), QStringLiteral("--format"), format,
        QStringLiteral("--output"), target});
    QCOMPARE(result.exitCode, 0);
    QFile written(target);
    QVERIFY(written.open(QIODevice::ReadOnly));
    QVERIFY(written.readAll().startsWith(start));
    QVERIFY(written.size() > 10'000);
}

int main(int argc, char* argv[])
{
    const IsolatedHome home;
    QCoreApplication application(argc, argv);
    TestCli test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_cli.moc"
