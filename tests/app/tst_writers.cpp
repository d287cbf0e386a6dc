// SPDX-License-Identifier: GPL-3.0-or-later
//
// The ink of several writers in the terminal: as a data set, scored by writer, to learn from.
#include "cli_process.h"

#include "core/ink/ink_file.h"

#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace numeral;

class TestWriters : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void writersAreScoredHardestFirst();
    void scoresAreJson();
    void aNetworkLearnsFromSomeAndIsTestedOnOthers();
    void teachingTakesAFolder();
    void classifyingSaysWhoIsHardest();

private:
    QString folder() const { return m_folder.filePath(QStringLiteral("class")); }
    QString file(const char* name) const { return m_folder.filePath(QLatin1String(name)); }

    QTemporaryDir m_folder;
};

/// Eight writers; the last one's drawings have wrong labels, so that nobody is harder to read.
void TestWriters::initTestCase()
{
    QVERIFY(QDir().mkpath(folder()));
    for (int writer = 1; writer <= 8; ++writer) {
        const QString path = QStringLiteral("%1/writer-%2.ndjson").arg(folder()).arg(writer);
        const ProcessResult drawn = run(words("ink --count 30 --seed")
            << QString::number(writer) << QStringLiteral("--output") << path);
        QCOMPARE(drawn.exitCode, 0);
        auto records = readInkFile(path.toStdString());
        QVERIFY(records);
        QFile written(path);
        QVERIFY(written.open(QIODevice::WriteOnly));
        for (InkRecord& record : *records) {
            if (writer == 8) {
                record.label = std::to_string((std::stoi(*record.label) + 1) % 10);
            }
            written.write(QByteArray::fromStdString(inkLine(record)));
        }
    }
}

void TestWriters::writersAreScoredHardestFirst()
{
    const ProcessResult result = run(words("evaluate --data") << folder());
    QCOMPARE(result.exitCode, 0);
    const QList<QByteArray> lines = result.output.trimmed().split('\n');
    QVERIFY(lines.first().startsWith("The drawings of 1 of 8 writers are set aside"));
    const auto first = lines.indexOf("Writers, hardest to read first:");
    QVERIFY(first > 0);
    QCOMPARE(lines.size(), first + 9);
    QVERIFY2(lines[first + 1].startsWith("  writer-8: "), lines[first + 1].constData());
    QCOMPARE(result.output.count("set aside for testing\n"), 1);
}

void TestWriters::scoresAreJson()
{
    const ProcessResult result = run(words("evaluate --json --data") << folder());
    QCOMPARE(result.exitCode, 0);
    const QJsonArray writers = result.lines().last()[QLatin1String("writers")].toArray();
    QCOMPARE(writers.size(), 8);
    const QJsonObject hardest = writers.first().toObject();
    QCOMPARE(hardest[QLatin1String("writer")].toString(), QStringLiteral("writer-8"));
    QCOMPARE(hardest[QLatin1String("images")].toInt(), 30);
    QVERIFY(hardest[QLatin1String("right")].toInt() < 5);
    QVERIFY(!hardest[QLatin1String("hardest")].toString().isEmpty());
    QVERIFY(writers.last().toObject()[QLatin1String("right")].toInt() >= 28);
}

void TestWriters::aNetworkLearnsFromSomeAndIsTestedOnOthers()
{
    const ProcessResult result = run(words("train --epochs 5 --hidden 32 --json --data")
        << folder() << QStringLiteral("--output") << file("class.safetensors"));
    QCOMPARE(result.exitCode, 0);
    const ProcessResult evaluated = run(words("evaluate --json --model")
        << file("class.safetensors") << QStringLiteral("--data") << folder());
    QCOMPARE(evaluated.lines().last()[QLatin1String("images")].toInt(), 30); // one writer's
}

void TestWriters::teachingTakesAFolder()
{
    const ProcessResult result = run(words("teach --json --ink")
        << folder() << QStringLiteral("--output") << file("taught.safetensors"));
    QCOMPARE(result.exitCode, 0);
    const QJsonObject before = result.lines().last()[QLatin1String("before")].toObject();
    QCOMPARE(before[QLatin1String("drawings")].toInt(), 210);
    // One writer is set aside, as by `evaluate`, which would else test what has been learnt.
    QCOMPARE(before[QLatin1String("unseen_drawings")].toInt(), 30);
    QVERIFY(before[QLatin1String("unseen_right")].toInt() > 0);
}

void TestWriters::classifyingSaysWhoIsHardest()
{
    const ProcessResult result = run(words("classify --ink") << folder());
    QCOMPARE(result.exitCode, 0);
    const auto worst = result.output.indexOf("writer-8: ");
    QVERIFY(worst > 0);
    for (int writer = 1; writer <= 7; ++writer) {
        QVERIFY(result.output.indexOf(QStringLiteral("writer-%1: ").arg(writer).toUtf8()) > worst);
    }
}

QTEST_GUILESS_MAIN(TestWriters)
#include "tst_writers.moc"
