// SPDX-License-Identifier: GPL-3.0-or-later
//
// Reads pictures into a CSV table with the terminal program.
#include "../core/data/zip_files.h"
#include "cli_process.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace numeral::test;

namespace {

const QString pictures = QStringLiteral(NUMERAL_SOURCES "/tests/pictures");

QByteArray contentOf(const QString& file)
{
    QFile opened(file);
    return opened.open(QIODevice::ReadOnly) ? opened.readAll() : QByteArray();
}

} // namespace

class TestPictureTable : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aFolderBecomesATable();
    void readsWhatClassifyReads();
    void anArchiveIsReadAsAFolder();
    void aFileIsWrittenWholeOrNotAtAll();
    void aFileThatCannotBeWrittenIsNoticedFirst();
    void anOddNameIsQuoted();
    void aFolderWithoutPicturesIsSaid();
    void wrongUsage_data();
    void wrongUsage();

private:
    QString file(const char* name) const { return m_folder.filePath(QLatin1String(name)); }

    QTemporaryDir m_folder;
};

void TestPictureTable::aFolderBecomesATable()
{
    const ProcessResult result = run(words("classify --csv -") << pictures);
    const QList<QByteArray> lines = result.output.split('\n');
    QCOMPARE(lines.front(), QByteArray("file,reading,probability,sure"));
    QVERIFY(lines.back().isEmpty()); // the last line ends, too
    QVERIFY2(result.output.contains("\nbox-line2.png,39842,"), result.output.constData());
    QVERIFY(result.output.contains("\nblanknoise1.jpg,,,no\n")); // nothing is written there
    QVERIFY(result.output.contains("\ncut50.jpg,,,no\n")); // and that one is damaged
    QVERIFY2(result.errors.contains("cut50.jpg” is damaged"), result.errors.constData());
    QVERIFY(result.errors.contains("1 of 20 pictures could not be read."));
    QCOMPARE(result.exitCode, 1);
}

void TestPictureTable::readsWhatClassifyReads()
{
    const ProcessResult table = run(words("classify --csv -") << pictures);
    const ProcessResult json = run(words("classify --json") << pictures);
    QStringList expected;
    for (const QJsonObject& line : json.lines()) {
        QString text;
        for (const auto& digit : line[QLatin1String("digits")].toArray()) {
            text += QString::number(digit.toObject()[QLatin1String("label")].toInt());
        }
        expected.append(line[QLatin1String("file")].toString().section(QLatin1Char('/'), -1)
            + QLatin1Char(' ') + text + QLatin1Char(' ')
            + (line[QLatin1String("sure")].toBool() ? QLatin1String("yes") : QLatin1String("no")));
    }
    QStringList read;
    for (const QByteArray& line : table.output.trimmed().split('\n').mid(1)) {
        const QList<QByteArray> fields = line.split(',');
        read.append(
            QString::fromUtf8(fields.value(0) + ' ' + fields.value(1) + ' ' + fields.value(3)));
    }
    QCOMPARE(read, expected);
    QVERIFY(read.size() > 15);
}

void TestPictureTable::anArchiveIsReadAsAFolder()
{
    QFile archive(file("set.zip"));
    QVERIFY(archive.open(QIODevice::WriteOnly));
    archive.write(zipped({{"in/10.png", contentOf(pictures + QStringLiteral("/thin3.png"))},
        {"in/9.png", contentOf(pictures + QStringLiteral("/underlined7.png"))},
        {"in/notes.txt", "no picture"}}));
    archive.close();
    const ProcessResult result = run(words("classify --csv -") << archive.fileName());
    QCOMPARE(result.exitCode, 0);
    const QList<QByteArray> lines = result.output.trimmed().split('\n');
    QCOMPARE(lines.size(), 3);
    QVERIFY(lines[1].startsWith("in/9.png,7,") && lines[1].endsWith(",yes"));
    QVERIFY(lines[2].startsWith("in/10.png,3,") && lines[2].endsWith(",yes"));
}

void TestPictureTable::aFileIsWrittenWholeOrNotAtAll()
{
    const QString target = file("readings.csv");
    const ProcessResult result
        = run(words("classify --csv") << target << pictures + QStringLiteral("/thin3.png")
                                      << pictures + QStringLiteral("/thin-frame5.png"));
    QCOMPARE(result.exitCode, 0);
    QVERIFY2(result.output.startsWith("2 pictures, sure of 2\n"), result.output.constData());
    const QByteArray table = contentOf(target);
    QVERIFY2(table.startsWith("file,reading,probability,sure\nthin3.png,3,"), table.constData());
    QVERIFY(table.contains("\nthin-frame5.png,5,"));

    QVERIFY(QDir(m_folder.path()).mkdir(QStringLiteral("none")));
    // Where even the list of pictures fails, the table from before stays.
    const ProcessResult failed = run(words("classify --csv") << target << file("none"));
    QCOMPARE(failed.exitCode, 1);
    QCOMPARE(contentOf(target), table);
    QCOMPARE(
        QDir(m_folder.path()).entryList({QStringLiteral("*readings*")}, QDir::Files).size(), 1);
}

void TestPictureTable::aFileThatCannotBeWrittenIsNoticedFirst()
{
    const ProcessResult result = run(words("classify --csv /nowhere/x.csv") << pictures);
    QCOMPARE(result.exitCode, 1);
    QVERIFY2(isOneSentence(result.errors), result.errors.constData());
    QVERIFY(result.errors.contains("/nowhere/x.csv"));
    const ProcessResult full = runInShell(
        QStringLiteral("\"$0\" classify --csv - '%1/thin3.png' >/dev/full").arg(pictures));
    QCOMPARE(full.exitCode, 1);
    QVERIFY2(isOneSentence(full.errors), full.errors.constData());
}

void TestPictureTable::anOddNameIsQuoted()
{
    const QString odd = file("a \"7\", large.png");
    QVERIFY(QFile::copy(pictures + QStringLiteral("/underlined7.png"), odd));
    const ProcessResult result = run(words("classify --csv -") << odd);
    QCOMPARE(result.exitCode, 0);
    QVERIFY2(result.output.contains("\n\"a \"\"7\"\", large.png\",7,"), result.output.constData());
}

void TestPictureTable::aFolderWithoutPicturesIsSaid()
{
    QVERIFY(QDir(m_folder.path()).mkdir(QStringLiteral("empty")));
    const ProcessResult result = run(words("classify --csv -") << file("empty"));
    QCOMPARE(result.exitCode, 1);
    QVERIFY(result.output.isEmpty());
    QVERIFY2(result.errors.contains("There are no pictures in"), result.errors.constData());
}

void TestPictureTable::wrongUsage_data()
{
    QTest::addColumn<QString>("arguments");
    for (const char* arguments : {"classify --csv x", "classify --csv x --ink y",
             "classify --csv x --json y", "classify x --csv"}) {
        QTest::newRow(arguments) << QString::fromLatin1(arguments);
    }
}

void TestPictureTable::wrongUsage()
{
    QFETCH(const QString, arguments);
    const ProcessResult result = run(arguments.split(QLatin1Char(' ')));
    QCOMPARE(result.exitCode, 2);
    QVERIFY(result.output.isEmpty());
    QVERIFY2(isOneSentence(result.errors), result.errors.constData());
}

QTEST_GUILESS_MAIN(TestPictureTable)
#include "tst_picture_table.moc"
