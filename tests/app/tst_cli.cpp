// SPDX-License-Identifier: GPL-3.0-or-later
#include "../support/isolated_home.h"
#include "cli_process.h"

#include "core/data/catalogue.h"
#include "core/exchange/safetensors.h"

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

using namespace numeral;

namespace {

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
    void anAnswerThatCannotBePrintedIsAFailure();
    void evaluatesTheBundledWeights();
    void mistakesAreWrittenAsATable();
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
    QVERIFY(!result.output.contains("{false}"));
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

void TestCli::anAnswerThatCannotBePrintedIsAFailure()
{
    const ProcessResult result = runInShell(QStringLiteral("\"$0\" evaluate --json >/dev/full"));
    QCOMPARE(result.exitCode, 1);
    QVERIFY2(isOneSentence(result.errors), result.errors.constData());
}

void TestCli::evaluatesTheBundledWeights()
{
    const ProcessResult result = run(words("evaluate --json"));
    QCOMPARE(result.exitCode, 0);
    QVERIFY(result.lines().value(0)[QLatin1String("test_accuracy")].toDouble() > 0.97);
}

void TestCli::mistakesAreWrittenAsATable()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("mistakes.csv"));
    const ProcessResult result = run(words("evaluate --json --mistakes") << file);
    QVERIFY2(result.exitCode == 0, result.errors.constData());
    const QJsonObject score = result.lines().back();
    const int wrong
        = qRound(10'000 * (1 - score.value(QStringLiteral("test_accuracy")).toDouble()));
    QFile table(file);
    QVERIFY(table.open(QIODevice::ReadOnly));
    const QList<QByteArray> lines = table.readAll().trimmed().split('\n');
    QCOMPARE(lines.front().trimmed(), QByteArray("image,truth,answer,probability,suspect"));
    QCOMPARE(lines.size(), qsizetype(wrong + 1));
    double before = 1;
    for (const QByteArray& line : lines.mid(1)) {
        const QList<QByteArray> fields = line.trimmed().split(',');
        QVERIFY(fields[1] != fields[2]);
        QVERIFY(fields[3].toDouble() <= before);
        before = fields[3].toDouble();
    }
    QVERIFY(lines[1].trimmed().endsWith(",yes")); // as sure as of its own images
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
