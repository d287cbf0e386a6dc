// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/bundled_model.h"
#include "core/evaluation/writing_exam.h"
#include "core/ink/letters.h"
#include "core/ink/plain_digits.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <map>
#include <set>

using namespace numeral;

namespace {

const std::vector<std::string> digits{"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"};

InkRecord drawn(const Ink& ink, const std::string& label)
{
    return {ink, {}, label, {}, "Zoë"};
}

} // namespace

class TestWritingExam : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyClassIsAskedAsOften_data();
    void everyClassIsAskedAsOften();
    void theOrderIsAnotherEachTime();
    void plainDigitsAreReadRight();
    void aDrawingOfSomethingElseIsNamed();
    void lettersAreReadCaseApart();
    void filesAreNamedAfterWriters();
};

void TestWritingExam::everyClassIsAskedAsOften_data()
{
    QTest::addColumn<int>("classes");
    QTest::addColumn<int>("times");
    QTest::newRow("digits three times") << 10 << 3;
    QTest::newRow("two") << 2 << 5;
    QTest::newRow("one") << 1 << 4;
    QTest::newRow("three twice") << 3 << 2;
}

void TestWritingExam::everyClassIsAskedAsOften()
{
    QFETCH(const int, classes);
    QFETCH(const int, times);
    const std::vector<std::string> names(digits.begin(), digits.begin() + classes);
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        const auto questions = examQuestions(names, std::size_t(times), seed);
        std::map<std::string, int> asked;
        int repeated = 0;
        for (std::size_t i = 0; i < questions.size(); ++i) {
            ++asked[questions[i]];
            repeated += i > 0 && questions[i] == questions[i - 1] ? 1 : 0;
        }
        QCOMPARE(asked.size(), names.size());
        for (const auto& [name, count] : asked) {
            QCOMPARE(count, times);
        }
        QCOMPARE(repeated, classes == 1 ? times - 1 : 0);
    }
}

void TestWritingExam::theOrderIsAnotherEachTime()
{
    QVERIFY(examQuestions(digits, 3, 1) == examQuestions(digits, 3, 1));
    std::set<std::string> first;
    for (std::uint64_t seed = 0; seed < 100; ++seed) {
        first.insert(examQuestions(digits, 3, seed).front());
    }
    QCOMPARE(first.size(), std::size_t{10});
}

void TestWritingExam::plainDigitsAreReadRight()
{
    std::vector<InkRecord> drawings;
    SmallRandom random(1, RandomStream::PenImages, 0);
    for (int i = 0; i < 100; ++i) {
        drawings.push_back(drawn(drawPlainDigit(i % 10, random), std::to_string(i % 10)));
    }
    const ExamResult result = examine(bundledModel().value(), drawings);
    QCOMPARE(result.confusion.images(), std::size_t{100});
    QVERIFY(result.confusion.right() >= 98);
    QCOMPARE(result.misread.size(), 100 - result.confusion.right());
    QCOMPARE(result.unknown, std::size_t{0});
}

void TestWritingExam::aDrawingOfSomethingElseIsNamed()
{
    const Ink bar{{{0.5, 0}, {0.5, 1}}};
    const ExamResult result = examine(bundledModel().value(),
        {drawn(bar, "1"), drawn(bar, "4"), drawn(bar, "☺"), drawn({}, "1")});
    QCOMPARE(result.confusion.images(), std::size_t{2});
    QCOMPARE(result.misread.size(), std::size_t{1});
    QCOMPARE(result.misread[0].drawing, std::size_t{1});
    QCOMPARE(result.classes[result.misread[0].truth], std::string("4"));
    QCOMPARE(result.classes[result.misread[0].answer], std::string("1"));
    QCOMPARE(result.unknown, std::size_t{2});
}

void TestWritingExam::lettersAreReadCaseApart()
{
    std::vector<InkRecord> drawings;
    SmallRandom random(2, RandomStream::PenImages, 0);
    for (int i = 0; i < 260; ++i) {
        const char letter = static_cast<char>('A' + i % 26);
        drawings.push_back(drawn(drawLetter(letter, random), std::string(1, letter)));
    }
    const ExamResult result = examine(bundledModel(Bundled::Letters).value(), drawings);
    QCOMPARE(result.confusion.images(), std::size_t{260});
    QVERIFY(result.confusion.accuracy() > 0.97);
}

void TestWritingExam::filesAreNamedAfterWriters()
{
    const QTemporaryDir folder;
    const std::filesystem::path path = folder.path().toStdString();
    const auto nameFor
        = [&path](const std::string& writer) { return examFile(path, writer).filename().string(); };
    QCOMPARE(nameFor("Zoë"), std::string("Zoë.ndjson"));
    QCOMPARE(nameFor(""), std::string("writer.ndjson"));
    QCOMPARE(nameFor("../etc/passwd"), std::string("_._etc_passwd.ndjson"));
    QCOMPARE(nameFor("a\nb"), std::string("a_b.ndjson"));
    QVERIFY(nameFor(std::string(300, 'x')).size() < 120);
    QFile file(folder.filePath(QStringLiteral("Zoë.ndjson")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(nameFor("Zoë"), std::string("Zoë 2.ndjson"));
}

QTEST_GUILESS_MAIN(TestWritingExam)
#include "tst_writing_exam.moc"
