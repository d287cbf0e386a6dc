// SPDX-License-Identifier: GPL-3.0-or-later
//
// Fine-tunes on misclassified drawings with the `teach` command.
#include "../support/isolated_home.h"
#include "cli_process.h"

#include "core/ink/box.h"
#include "core/ink/ink_file.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace numeral;

class TestTeachCommand : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void wrongDrawingsAreReadRightAfterwards();
    void lettersAreTaughtWithoutTheirData();
    void withoutJsonItIsASentence();
    void whatCannotBeWrittenIsFoundOutBefore();
    void whatCannotBeWrittenInTheEndIsKeptElsewhere();
    void faultsAreOneSentence_data();
    void faultsAreOneSentence();

private:
    QString file(const char* name) const { return m_folder.filePath(QLatin1String(name)); }
    void write(const char* name, const QByteArray& text) const
    {
        QFile file(this->file(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }

    QTemporaryDir m_folder;
    int m_wrong = 0;
};

/// Whether all of the drawing was read as one: teaching can't correct one whose strokes are split
/// into several or ignored.
bool isReadWhole(const QJsonObject& answer, const InkRecord& record)
{
    const QJsonArray digits = answer[QLatin1String("digits")].toArray();
    const QJsonArray box = digits.at(0).toObject()[QLatin1String("box")].toArray();
    const Box all = boxOf(record.ink);
    return digits.size() == 1 && box == QJsonArray{all.left, all.top, all.right, all.bottom};
}

/// Collects up to five drawings that the built-in weights misclassify.
void TestTeachCommand::initTestCase()
{
    constexpr int most = 5;
    run(words("ink --count 1000 --output") << file("all.ndjson"));
    const auto records = readInkFile(file("all.ndjson").toStdString());
    QVERIFY(records);
    const QList<QJsonObject> answers
        = run(words("classify --json --ink") << file("all.ndjson")).lines();
    QCOMPARE(answers.size(), qsizetype(records->size()));
    QByteArray wrong;
    for (qsizetype i = 0; i < answers.size() && m_wrong < most; ++i) {
        const InkRecord& record = records->at(std::size_t(i));
        if (isReadWhole(answers[i], record)
            && answers[i][QLatin1String("label")].toInt()
                != QString::fromStdString(*record.label).toInt()) {
            wrong += QByteArray::fromStdString(inkLine(record));
            ++m_wrong;
        }
    }
    QVERIFY(m_wrong > 0);
    write("wrong.ndjson", wrong);
}

void TestTeachCommand::wrongDrawingsAreReadRightAfterwards()
{
    const ProcessResult result = run(words("teach --json --ink")
        << file("wrong.ndjson") << QStringLiteral("--output") << file("taught.safetensors"));
    QVERIFY2(result.exitCode == 0, result.errors.constData());
    QCOMPARE(result.lines().size(), 1);
    const QJsonObject line = result.lines().front();
    const QJsonObject before = line[QLatin1String("before")].toObject();
    const QJsonObject after = line[QLatin1String("after")].toObject();
    QCOMPARE(before[QLatin1String("drawings")].toInt(), m_wrong);
    QCOMPARE(before[QLatin1String("right")].toInt(), 0);
    QCOMPARE(after[QLatin1String("right")].toInt(), m_wrong);
    QVERIFY(after[QLatin1String("test_accuracy")].toDouble()
        >= before[QLatin1String("test_accuracy")].toDouble() - 0.002);

    const ProcessResult read = run(words("classify --ink")
        << file("wrong.ndjson") << QStringLiteral("--model") << file("taught.safetensors"));
    QVERIFY(read.output.contains(
        QStringLiteral("%1 of %1 labelled drawings correct").arg(m_wrong).toUtf8()));
}

/// Nobody keeps the 200,000 letters that the built-in network of letters has learnt.
void TestTeachCommand::lettersAreTaughtWithoutTheirData()
{
    run(words("ink --classes letters --seed 5 --count 1000 --output") << file("letters.ndjson"));
    const auto records = readInkFile(file("letters.ndjson").toStdString());
    QVERIFY(records);
    const QList<QJsonObject> answers
        = run(words("classify --json --model letters --ink") << file("letters.ndjson")).lines();
    QByteArray wrong;
    int count = 0;
    for (qsizetype i = 0; i < answers.size() && count < 5; ++i) {
        const InkRecord& record = records->at(std::size_t(i));
        const QString answer = answers[i][QLatin1String("label")].toString();
        if (isReadWhole(answers[i], record) && answer.toStdString() != *record.label) {
            wrong += QByteArray::fromStdString(inkLine(record));
            ++count;
        }
    }
    QVERIFY(count > 0);
    write("misread.ndjson", wrong);
    const ProcessResult result = run(words("teach --json --model letters --ink")
        << file("misread.ndjson") << QStringLiteral("--output") << file("taught.safetensors"));
    QVERIFY2(result.exitCode == 0, result.errors.constData());
    const QJsonObject line = result.lines().front();
    const QJsonObject before = line[QLatin1String("before")].toObject();
    const QJsonObject after = line[QLatin1String("after")].toObject();
    QCOMPARE(before[QLatin1String("right")].toInt(), 0);
    QVERIFY(after[QLatin1String("right")].toInt() >= count - 1); // one may look like another letter
    QVERIFY(before[QLatin1String("test_accuracy")].toDouble() > 0.97);
    QVERIFY(after[QLatin1String("test_accuracy")].toDouble()
        >= before[QLatin1String("test_accuracy")].toDouble() - 0.01);
}

void TestTeachCommand::withoutJsonItIsASentence()
{
    const ProcessResult result = run(words("teach --ink")
        << file("wrong.ndjson") << QStringLiteral("--output") << file("taught.safetensors"));
    QCOMPARE(result.exitCode, 0);
    QVERIFY2(
        result.output.startsWith(QStringLiteral("Drawings correct: 0 of %1 before, %1 of %1 now\n")
                                     .arg(m_wrong)
                                     .toUtf8()),
        result.output.constData());
    QVERIFY(result.output.contains("MNIST test accuracy: "));
}

/// The lesson itself would fail on these data, but it isn't begun.
void TestTeachCommand::whatCannotBeWrittenIsFoundOutBefore()
{
    write("one.ndjson", R"({"label":1,"strokes":[[[0,0],[0,9]]]})");
    const ProcessResult result
        = run(words("teach --data fashion-mnist --output /nowhere/x.safetensors --ink")
            << file("one.ndjson"));
    QCOMPARE(result.exitCode, 1);
    QVERIFY2(isOneSentence(result.errors) && result.errors.contains("/nowhere/x.safetensors"),
        result.errors.constData());
}

void TestTeachCommand::whatCannotBeWrittenInTheEndIsKeptElsewhere()
{
    const ProcessResult result = runAndRemove(file("removed"),
        words("teach --ink") << file("wrong.ndjson") << QStringLiteral("--output")
                             << file("removed/taught.safetensors"));
    QCOMPARE(result.exitCode, 1);
    const QString kept = keptFile(result.errors);
    QVERIFY2(!kept.isEmpty(), result.errors.constData());
    const ProcessResult read
        = run(words("classify --ink") << file("wrong.ndjson") << QStringLiteral("--model") << kept);
    QVERIFY2(read.output.contains(
                 QStringLiteral("%1 of %1 labelled drawings correct").arg(m_wrong).toUtf8()),
        read.output.constData());
}

void TestTeachCommand::faultsAreOneSentence_data()
{
    QTest::addColumn<QByteArray>("ink");
    QTest::addColumn<QByteArray>("said");
    const auto row = [](const char* name, const char* ink, const char* said) {
        QTest::newRow(name) << QByteArray(ink) << QByteArray(said);
    };
    row("no label", R"({"strokes":[[[0,0],[1,1]]]})", "Drawing 1 of");
    row("a label that is no class", R"({"label":10,"strokes":[[[0,0],[1,1]]]})",
        "has the label “10”, which is none of the model's classes");
    row("no ink", R"({"label":1,"strokes":[]})", "neither ink nor pixels");
    row("pixels of another size", R"({"label":1,"strokes":[],"pixels":[[0,255]]})",
        "neither ink nor pixels");
    row("no drawing", "\n", "has no drawing");
    row("no ink file", "{", "line 1 is not a drawing");
}

void TestTeachCommand::faultsAreOneSentence()
{
    QFETCH(QByteArray, ink);
    QFETCH(QByteArray, said);
    write("faulty.ndjson", ink);
    const ProcessResult result = run(words("teach --ink")
        << file("faulty.ndjson") << QStringLiteral("--output") << file("none.safetensors"));
    QCOMPARE(result.exitCode, 1);
    QVERIFY(isOneSentence(result.errors));
    QVERIFY2(result.errors.contains(said), result.errors.constData());
    QVERIFY(!QFile::exists(file("none.safetensors")));
}

int main(int argc, char* argv[])
{
    const IsolatedHome home;
    QCoreApplication application(argc, argv);
    TestTeachCommand test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_teach_command.moc"
