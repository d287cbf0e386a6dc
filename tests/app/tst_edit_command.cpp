// SPDX-License-Identifier: GPL-3.0-or-later
//
// Leaves out and relabels images in the terminal, trains with and without them, and compares
// models, on the real MNIST.
#include "cli_process.h"

#include "core/data/catalogue.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace numeral;

class TestEditCommand : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void imagesAreLeftOutAndRelabelled();
    void theyCountInTrainingAndTest();
    void aRunWithoutImagesIsComparable();
    void aRunIsRepeatedWithItsOwnEdits();
    void modelsAreCompared();
    void wrongUsageIsRefused_data();
    void wrongUsageIsRefused();

private:
    ProcessResult edit(const QStringList& options) const
    {
        return run(QStringList{QStringLiteral("edit"), QStringLiteral("--json"),
                       QStringLiteral("--data"), m_data}
            + options);
    }
    QString file(const char* name) const { return m_folder.filePath(QLatin1String(name)); }

    QTemporaryDir m_folder;
    QString m_data;
};

/// The images are links in a folder, beside which edits can be kept.
void TestEditCommand::initTestCase()
{
    const QDir mnist(
        QString::fromStdString(findCatalogueEntry("mnist")->download->folder.string()));
    m_data = file("digits");
    QVERIFY(QDir().mkpath(m_data));
    for (const QString& name : mnist.entryList({QStringLiteral("*ubyte*")}, QDir::Files)) {
        QVERIFY(QFile::link(mnist.filePath(name), m_data + QLatin1Char('/') + name));
    }
    QVERIFY(qputenv("XDG_DATA_HOME", m_folder.path().toLocal8Bit()));
    QVERIFY(qputenv("NUMERAL_HISTORY", file("runs.sqlite").toLocal8Bit()));
}

void TestEditCommand::init()
{
    QCOMPARE(edit({QStringLiteral("--restore-all")}).exitCode, 0);
}

void TestEditCommand::imagesAreLeftOutAndRelabelled()
{
    QCOMPARE(edit(words("--leave-out 3,7-9 --label 1=3 2=0")).exitCode, 0); // 2 is a 0
    QCOMPARE(edit(words("--test --leave-out 10000")).exitCode, 0);
    QCOMPARE(edit(words("--restore 8")).exitCode, 0);
    const QJsonObject line = edit({}).lines().last();
    const QJsonArray training = line[QLatin1String("training")].toArray();
    QCOMPARE(training.size(), 4);
    QCOMPARE(training[0].toObject()[QLatin1String("label")].toString(), QStringLiteral("3"));
    QCOMPARE(training[1].toObject()[QLatin1String("image")].toInt(), 3);
    QVERIFY(training[1].toObject()[QLatin1String("label")].isNull());
    QCOMPARE(training[3].toObject()[QLatin1String("image")].toInt(), 9);
    QCOMPARE(line[QLatin1String("test")].toArray().size(), 1);
    const ProcessResult text = run({QStringLiteral("edit"), m_data});
    QVERIFY(text.output.contains("Training image 1, a 5 in the file: a 3\n"));
    QVERIFY(text.output.contains("4 left out, 1 relabelled. The files are as they were.\n"));
    QVERIFY(QFile::exists(m_data + QStringLiteral("/numeral-edits.json")));
}

void TestEditCommand::theyCountInTrainingAndTest()
{
    QCOMPARE(edit(words("--test --leave-out 1-9900")).exitCode, 0);
    const auto images = [this](const QStringList& options) {
        return run(words("evaluate --json --data") + QStringList{m_data} + options)
            .lines()
            .last()[QLatin1String("images")]
            .toInt();
    };
    QCOMPARE(images({}), 100);
    QCOMPARE(images({QStringLiteral("--as-in-files")}), 10'000);
    // The numbers in the table are those of the file.
    const QString table = file("mistakes.csv");
    QCOMPARE(
        run(words("evaluate --data") + QStringList{m_data, QStringLiteral("--mistakes"), table})
            .exitCode,
        0);
    QFile mistakes(table);
    QVERIFY(mistakes.open(QIODevice::ReadOnly));
    const QList<QByteArray> lines = mistakes.readAll().trimmed().split('\n');
    for (const QByteArray& line : lines.mid(1)) {
        QVERIFY2(line.split(',').first().toInt() > 9900, line.constData());
    }
    QCOMPARE(edit(words("--leave-out 1-60000")).exitCode, 0);
    const ProcessResult none = run(words("train --epochs 1 --data") + QStringList{m_data});
    QCOMPARE(none.exitCode, 1);
    QVERIFY(isOneSentence(none.errors));
    QVERIFY(none.errors.contains("All training images are left out"));
}

void TestEditCommand::aRunWithoutImagesIsComparable()
{
    const QStringList options = words("--repeat 2 --hidden 16 --epochs 1 --json --data") << m_data;
    QCOMPARE(run(QStringList{QStringLiteral("train")} + options).exitCode, 0);
    QCOMPARE(run(words("train --without 1-3000,70") + options).exitCode, 0);
    const ProcessResult runs = run(words("runs --json --limit 4"));
    const QList<QJsonObject> lines = runs.lines();
    QCOMPARE(lines[0][QLatin1String("data")].toString(), QStringLiteral("MNIST (3000 left out)"));
    QCOMPARE(lines[2][QLatin1String("data")].toString(), QStringLiteral("MNIST"));
    QVERIFY(lines[0][QLatin1String("best_validation_loss")]
        != lines[2][QLatin1String("best_validation_loss")]);
    const ProcessResult compared = run({QStringLiteral("compare"), QStringLiteral("--json"),
        QString::number(lines[2][QLatin1String("group")].toInt()),
        QString::number(lines[0][QLatin1String("group")].toInt())});
    QVERIFY2(compared.exitCode == 0, compared.errors.constData());
    QCOMPARE(compared.lines().last()[QLatin1String("pairs")].toInt(), 2);
    QVERIFY(!QFile::exists(m_data + QStringLiteral("/numeral-edits.json"))); // only those runs
}

void TestEditCommand::aRunIsRepeatedWithItsOwnEdits()
{
    QCOMPARE(edit(words("--leave-out 1-5000")).exitCode, 0);
    QCOMPARE(run(words("train --hidden 16 --epochs 1 --data") << m_data).exitCode, 0);
    const int number = run(words("runs --json --limit 1")).lines()[0][QLatin1String("run")].toInt();
    QCOMPARE(edit(words("--restore-all --leave-out 9")).exitCode, 0);
    const ProcessResult again
        = run(words("rerun --json --data") << m_data << QString::number(number));
    QVERIFY2(again.exitCode == 0, again.errors.constData());
    QVERIFY(again.lines().last()[QLatin1String("same")].toBool());
}

void TestEditCommand::modelsAreCompared()
{
    const QString model = file("small.safetensors");
    QCOMPARE(run(words("train --hidden 16 --epochs 1 --output")
                 << model << QStringLiteral("--data") << m_data)
                 .exitCode,
        0);
    const QString table = file("disagreements.csv");
    const ProcessResult compared = run(words("compare built-in --json --disagreements")
        << table << model << QStringLiteral("--data") << m_data);
    QVERIFY2(compared.exitCode == 0, compared.errors.constData());
    const QJsonObject line = compared.lines().last();
    QCOMPARE(line[QLatin1String("images")].toInt(), 10'000);
    QVERIFY(
        line[QLatin1String("only_a_right")].toInt() > line[QLatin1String("only_b_right")].toInt());
    QVERIFY(line[QLatin1String("p")].toDouble() < 1e-9);
    QFile file(table);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll().count('\n'), line[QLatin1String("disagreements")].toInt() + 1);
    // A network of other classes has other numbers of them.
    const ProcessResult letters = run(words("compare built-in letters --data") << m_data);
    QCOMPARE(letters.exitCode, 0);
    QVERIFY(letters.output.contains("Of 10000 test images, A reads 99.5"));
}

void TestEditCommand::wrongUsageIsRefused_data()
{
    QTest::addColumn<QString>("line");
    for (const char* line : {"edit --leave-out 60001", "edit --leave-out 0", "edit --leave-out x",
             "edit --leave-out 9-3", "edit --label 5", "edit --label 0=3",
             "edit --label 1=", "edit --label 1=A", "edit --restore 1-", "train --without 60001",
             "compare 1 built-in", "compare built-in no-such-file"}) {
        QTest::newRow(line) << QString::fromLatin1(line);
    }
}

void TestEditCommand::wrongUsageIsRefused()
{
    QFETCH(QString, line);
    const ProcessResult result
        = run(words(line.toLatin1().constData()) << QStringLiteral("--data") << m_data);
    QVERIFY(result.exitCode != 0 && result.exitCode != -1);
    QVERIFY2(isOneSentence(result.errors), result.errors.constData());
    QVERIFY(!QFile::exists(m_data + QStringLiteral("/numeral-edits.json")));
}

QTEST_GUILESS_MAIN(TestEditCommand)

#include "tst_edit_command.moc"
