// SPDX-License-Identifier: GPL-3.0-or-later
//
// Tests the `ink` command, and how well its drawings of test images are recognised.
#include "cli_process.h"

#include "core/data/catalogue.h"
#include "core/ink/box.h"
#include "core/ink/ink_file.h"

#include <QFile>
#include <QRectF>
#include <QRegularExpression>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <set>

using namespace numeral;

class TestInkCommand : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void drawingsLieAnywhereInAnySize();
    void labelsAreThoseOfTheImages();
    void theSeedFixesThem();
    void theBuiltInWeightsReadThem();
    void outliersAreDoubted_data();
    void outliersAreDoubted();
    void habitsAreDrawnByName();
    void lettersAreDrawnByClass();
    void theBuiltInNetworkOfLettersReadsThem();
    void wrongArgumentsAreRefused();

private:
    QString file(const char* name) const { return m_folder.filePath(QLatin1String(name)); }

    QTemporaryDir m_folder;
    std::vector<InkRecord> m_records;
};

namespace {

constexpr int count = 2000;

} // namespace

void TestInkCommand::initTestCase()
{
    const ProcessResult result = run(words("ink --from-data mnist --count")
        << QString::number(count) << QStringLiteral("--output") << file("ink.ndjson"));
    QCOMPARE(result.exitCode, 0);
    QVERIFY(result.output.contains("2000 drawings"));
    m_records = readInkFile(file("ink.ndjson").toStdString()).value();
    QCOMPARE(m_records.size(), std::size_t(count));
}

void TestInkCommand::drawingsLieAnywhereInAnySize()
{
    int small = 0;
    int large = 0;
    Box centres;
    for (const InkRecord& record : m_records) {
        const Box box = boxOf(record.ink);
        QVERIFY(box.left >= 0 && box.top >= 0 && box.right <= 1 && box.bottom <= 1);
        const double size = box.longerSide();
        QVERIFY2(size > 0.13 && size < 0.97, qPrintable(QString::number(size)));
        small += size < 0.25 ? 1 : 0;
        large += size > 0.85 ? 1 : 0;
        centres.include({box.centreX(), box.centreY(), box.centreX(), box.centreY()});
    }
    QVERIFY(small > 150 && large > 150);
    QVERIFY(centres.left < 0.15 && centres.right > 0.85);
    QVERIFY(centres.top < 0.15 && centres.bottom > 0.85);
}

void TestInkCommand::labelsAreThoseOfTheImages()
{
    const Result<Dataset> mnist = loadDataset("mnist");
    QVERIFY(mnist);
    QSet<int> images;
    for (const InkRecord& record : m_records) {
        const int image = QString::fromStdString(record.id.value()).toInt();
        images.insert(image);
        QCOMPARE(record.label.value(),
            std::to_string(mnist->test.labels()[static_cast<std::size_t>(image)]));
    }
    QCOMPARE(images.size(), count); // all different
}

void TestInkCommand::theSeedFixesThem()
{
    const auto drawn = [this](const char* seed) {
        run(words("ink --count 20 --seed")
            << QLatin1String(seed) << QStringLiteral("--output") << file(seed));
        QFile written(file(seed));
        return written.open(QIODevice::ReadOnly) ? written.readAll() : QByteArray();
    };
    const QByteArray first = drawn("5");
    QCOMPARE(first.count('\n'), 20);
    QCOMPARE(drawn("5"), first);
    QVERIFY(drawn("6") != first);
}

void TestInkCommand::theBuiltInWeightsReadThem()
{
    const ProcessResult result = run(words("classify --ink") << file("ink.ndjson"));
    QCOMPARE(result.exitCode, 0);
    const QRegularExpression summary(QStringLiteral("([0-9]+) of 2000 labelled drawings correct"));
    const auto match = summary.match(QString::fromUtf8(result.output));
    QVERIFY2(match.hasMatch(), result.output.right(300).constData());
    qInfo("%s", result.output.trimmed().split('\n').last().constData());
    QVERIFY(match.captured(1).toInt() >= 97 * count / 100);
    QVERIFY(result.output.contains("By size"));
}

void TestInkCommand::outliersAreDoubted_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<int>("atMost"); // per cent with a sure answer
    QTest::newRow("scribbles") << QStringLiteral("scribbles") << 15;
    QTest::newRow("letters") << QStringLiteral("letters") << 10;
    QTest::newRow("signs") << QStringLiteral("signs") << 10;
}

void TestInkCommand::outliersAreDoubted()
{
    QFETCH(QString, kind);
    QFETCH(int, atMost);
    QCOMPARE(run(words("ink --count 500 --outliers")
                 << kind << QStringLiteral("--output") << file("outliers.ndjson"))
                 .exitCode,
        0);
    const auto sureOf = [this](const char* name) {
        const ProcessResult result = run(words("classify --ink") << file(name));
        const QRegularExpression line(QStringLiteral("Sure of [0-9]+ of [0-9]+ drawings "
                                                     "\\(([0-9.]+)%\\)"));
        const auto match = line.match(QString::fromUtf8(result.output));
        return match.hasMatch() ? match.captured(1).toDouble() : -1.0;
    };
    const double ofOutliers = sureOf("outliers.ndjson");
    const double ofDigits = sureOf("ink.ndjson");
    qInfo("sure of %.1f%% of %s, of %.1f%% of digits", ofOutliers, qPrintable(kind), ofDigits);
    QVERIFY(ofOutliers >= 0 && ofOutliers < atMost);
    QVERIFY(ofDigits > 90);
}

void TestInkCommand::habitsAreDrawnByName()
{
    const auto drawn = [this](const char* habits) {
        const ProcessResult result = run(words("ink --count 300 --habits")
            << QLatin1String(habits) << QStringLiteral("--output") << file("habits.ndjson"));
        return result.exitCode == 0 ? readInkFile(file("habits.ndjson").toStdString()).value()
                                    : std::vector<InkRecord>();
    };
    const std::vector<InkRecord> nines = drawn("nine-with-hook");
    QCOMPARE(nines.size(), std::size_t(300));
    for (const InkRecord& record : nines) {
        QCOMPARE(record.label, std::optional<std::string>("9"));
        QCOMPARE(record.id, std::optional<std::string>("\"nine-with-hook\""));
        QVERIFY(!record.ink.empty());
    }
    std::set<std::string> names;
    std::set<std::string> digits;
    for (const InkRecord& record : drawn("all")) {
        names.insert(record.id.value());
        digits.insert(record.label.value());
    }
    QCOMPARE(digits.size(), std::size_t(10));
    QVERIFY(names.size() > 15);
}

void TestInkCommand::lettersAreDrawnByClass()
{
    const auto classesOf = [this](const char* part) {
        std::set<std::string> classes;
        const ProcessResult result = run(words("ink --count 2000 --classes")
            << QLatin1String(part) << QStringLiteral("--output") << file("classes.ndjson"));
        const auto records = readInkFile(file("classes.ndjson").toStdString());
        if (result.exitCode == 0 && records) {
            for (const InkRecord& record : *records) {
                classes.insert(record.label.value());
            }
        }
        return classes;
    };
    const std::set<std::string> letters = classesOf("letters");
    QCOMPARE(letters.size(), std::size_t(26));
    QVERIFY(letters.contains("a") && letters.contains("z"));
    const std::set<std::string> balanced = classesOf("balanced");
    QCOMPARE(balanced.size(), std::size_t(47));
    QVERIFY(balanced.contains("0") && balanced.contains("Q") && balanced.contains("q"));
    QVERIFY(!balanced.contains("c")); // one class with C
}

void TestInkCommand::theBuiltInNetworkOfLettersReadsThem()
{
    QCOMPARE(run(words("ink --count 1000 --seed 77 --classes letters --output")
                 << file("letters.ndjson"))
                 .exitCode,
        0);
    const ProcessResult result
        = run(words("classify --model letters --ink") << file("letters.ndjson"));
    QCOMPARE(result.exitCode, 0);
    const QRegularExpression summary(QStringLiteral("([0-9]+) of 1000 labelled drawings correct"));
    const auto match = summary.match(QString::fromUtf8(result.output));
    QVERIFY2(match.hasMatch(), result.output.right(300).constData());
    QVERIFY(match.captured(1).toInt() >= 950);
}

void TestInkCommand::wrongArgumentsAreRefused()
{
    QCOMPARE(run(words("ink --count 1 --classes runes --output") << file("none")).exitCode, 2);
    QCOMPARE(
        run(words("ink --count 1 --habits nine-with-wings --output") << file("none")).exitCode, 2);
    QCOMPARE(run(words("ink --count 1 --habits all --outliers letters --output") << file("none"))
                 .exitCode,
        2);
    QCOMPARE(run(words("ink --count 1 --outliers runes --output") << file("none")).exitCode, 2);
    QCOMPARE(run(words("ink --count 0 --output") << file("none")).exitCode, 2);
    QCOMPARE(run(words("ink --output") << file("none")).exitCode, 2);
    const ProcessResult nowhere = run(words("ink --count 1 --output /nowhere/ink.ndjson"));
    QCOMPARE(nowhere.exitCode, 1);
    QVERIFY(isOneSentence(nowhere.errors));
}

QTEST_GUILESS_MAIN(TestInkCommand)
#include "tst_ink_command.moc"
