// SPDX-License-Identifier: GPL-3.0-or-later
#include "../support/isolated_home.h"
#include "cli_process.h"

#include "core/data/catalogue.h"
#include "core/data/dataset_files.h"
#include "tests/core/data/idx_files.h"

#include <QDir>
#include <QFile>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace numeral;

namespace {

QByteArray contentOf(const QString& file)
{
    QFile reader(file);
    return reader.open(QIODevice::ReadOnly) ? reader.readAll() : QByteArray("unreadable");
}

} // namespace

/// Tests the command line of `augment`; tests/core/data tests the files that it writes.
class TestAugment : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void whatItWritesIsTrainedOn();
    void forPeopleItSaysWhereTheDataSetIs();
    void aSeedGivesTheSameFilesOnAnyNumberOfThreads();
    void whatIsThereIsNotOverwritten();
    void interruptingLeavesNothing();

private:
    QString file(const char* name) const { return m_folder.filePath(QLatin1String(name)); }

    QStringList augment(const char* options, const QString& output) const
    {
        return QStringList{QStringLiteral("augment"), QStringLiteral("--data"), file("tiny"),
                   QStringLiteral("--output"), output}
        + QString::fromLatin1(options).split(QLatin1Char(' '), Qt::SkipEmptyParts);
    }

    QTemporaryDir m_folder;
};

void TestAugment::initTestCase()
{
    const QDir tiny(file("tiny"));
    QVERIFY(tiny.mkpath(QStringLiteral(".")));
    for (const auto& [name, content] : {std::pair(trainingImagesName, test::imagesFile(6, 4, 4)),
             std::pair(trainingLabelsName, test::labelsFile(QByteArray("\0\1\2\2\1\0", 6))),
             std::pair(testImagesName, test::imagesFile(2, 4, 4)),
             std::pair(testLabelsName, test::labelsFile(QByteArray("\2\1", 2)))}) {
        QFile part(tiny.filePath(QLatin1String(name)));
        QVERIFY(part.open(QIODevice::WriteOnly));
        QCOMPARE(part.write(content), content.size());
    }
}

void TestAugment::whatItWritesIsTrainedOn()
{
    const QString large = file("large");
    const ProcessResult result = run(augment("--copies 10 --seed 7 --threads 2 --json", large));
    QVERIFY2(result.errors.isEmpty(), result.errors.constData());
    QCOMPARE(result.exitCode, 0);
    const QList<QJsonObject> lines = result.lines();
    QCOMPARE(lines.size(), 2); // too few images for a progress event
    const QJsonObject& start = lines.first();
    QCOMPARE(start[QLatin1String("event")].toString(), QStringLiteral("start"));
    QCOMPARE(start[QLatin1String("data")].toString(), QStringLiteral("tiny"));
    QCOMPARE(start[QLatin1String("images")].toInt(), 6);
    QCOMPARE(start[QLatin1String("copies")].toInt(), 10);
    QCOMPARE(start[QLatin1String("seed")].toInt(), 7);
    QCOMPARE(start[QLatin1String("threads")].toInt(), 2);
    QCOMPARE(lines.last()[QLatin1String("event")].toString(), QStringLiteral("done"));
    QCOMPARE(lines.last()[QLatin1String("images")].toInt(), 60);

    const ProcessResult training = run({QStringLiteral("train"), QStringLiteral("--data"), large,
        QStringLiteral("--json"), QStringLiteral("--epochs"), QStringLiteral("1"),
        QStringLiteral("--output"), file("model.safetensors")});
    QVERIFY2(training.errors.isEmpty(), training.errors.constData());
    QCOMPARE(training.lines().first()[QLatin1String("training_images")].toInt(), 54);
}

void TestAugment::forPeopleItSaysWhereTheDataSetIs()
{
    const QString large = file("for people");
    const ProcessResult result = run(augment("--copies 3", large));
    QCOMPARE(result.exitCode, 0);
    QVERIFY2(result.errors.isEmpty(), result.errors.constData());
    QVERIFY2(result.output.contains("18 training images"), result.output.constData());
    QVERIFY2(result.output.endsWith("The data set is in " + large.toUtf8() + "\n"),
        result.output.constData());
}

void TestAugment::aSeedGivesTheSameFilesOnAnyNumberOfThreads()
{
    QCOMPARE(run(augment("--copies 9", file("first"))).exitCode, 0);
    QCOMPARE(run(augment("--copies 9 --seed 1 --threads 5", file("second"))).exitCode, 0);
    QCOMPARE(run(augment("--copies 9 --seed 2", file("third"))).exitCode, 0);
    const QString name = QLatin1Char('/') + QLatin1String(trainingImagesName);
    const QByteArray first = contentOf(file("first") + name);
    QCOMPARE(first.size(), 16 + 9 * 6 * 16);
    QVERIFY(first == contentOf(file("second") + name));
    QVERIFY(first != contentOf(file("third") + name));
}

void TestAugment::whatIsThereIsNotOverwritten()
{
    const QString large = file("taken");
    QCOMPARE(run(augment("--copies 2", large)).exitCode, 0);
    const QString images = large + QLatin1Char('/') + QLatin1String(trainingImagesName);
    const QByteArray before = contentOf(images);
    const ProcessResult result = run(augment("--copies 3", large));
    QCOMPARE(result.exitCode, 1);
    QVERIFY(result.output.isEmpty());
    QVERIFY2(isOneSentence(result.errors), result.errors.constData());
    QVERIFY2(result.errors.contains(large.toUtf8()), result.errors.constData());
    QVERIFY(contentOf(images) == before);
}

void TestAugment::interruptingLeavesNothing()
{
    const QString large = file("interrupted");
    QProcess process;
    process.start(QStringLiteral(NUMERAL_CLI),
        {QStringLiteral("augment"), QStringLiteral("--copies"), QStringLiteral("40"),
            QStringLiteral("--json"), QStringLiteral("--output"), large});
    QByteArray output;
    QTRY_VERIFY_WITH_TIMEOUT(
        (output += process.readAllStandardOutput()).contains("\"progress\""), timeout);
    QVERIFY(QFile::exists(large));
    ::kill(static_cast<pid_t>(process.processId()), SIGINT);
    QVERIFY(process.waitForFinished(timeout));
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 1);
    const QByteArray errors = process.readAllStandardError();
    QVERIFY2(isOneSentence(errors) && errors.contains("nothing was written"), errors.constData());
    QVERIFY(!QFile::exists(large));
}

int main(int argc, char* argv[])
{
    const IsolatedHome home;
    QCoreApplication application(argc, argv);
    TestAugment test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_augment.moc"
