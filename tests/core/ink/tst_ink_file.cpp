// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ink/ink_file.h"
#include "core/ink/ink_renderer.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

namespace numeral {

class TestInkFile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsDrawings();
    void keepsWhatANetworkSaw();
    void labelsAreNames();
    void passesOverBlankLines_data();
    void passesOverBlankLines();
    void longLines();
    void namesTheFault_data();
    void namesTheFault();
    void survivesDeepNesting();
    void unreadableFiles();

private:
    std::filesystem::path write(const QByteArray& text);

    QTemporaryDir m_folder;
};

std::filesystem::path TestInkFile::write(const QByteArray& text)
{
    QFile file(m_folder.filePath(QStringLiteral("drawings.ndjson")));
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size()) {
        qFatal("the test's own file can't be written");
    }
    return file.filesystemFileName();
}

void TestInkFile::readsDrawings()
{
    const auto records
        = readInkFile(write(R"({"strokes":[[[1,2],[3.5,-4e2]],[[0,0]]],"label":7,"id":"ä\"b"})"
                            "\n"
                            R"({"id":null,"label":null,"extra":[{}],"strokes":[]})"
                            "\n"
                            R"({"strokes":[[]],"id":12})"));
    QVERIFY2(records.has_value(), records ? "" : records.error().detail.c_str());
    QCOMPARE(records->size(), std::size_t{3});

    const InkRecord& first = records->at(0);
    QCOMPARE(first.ink, (Ink{{{1, 2}, {3.5, -400}}, {{0, 0}}}));
    QCOMPARE(first.label, std::optional<std::string>("7"));
    QCOMPARE(first.id, std::optional<std::string>("\"ä\\\"b\""));

    const InkRecord& second = records->at(1);
    QVERIFY(second.ink.empty());
    QVERIFY(!second.label.has_value());
    QCOMPARE(second.id, std::optional<std::string>("null"));

    QVERIFY(isBlank(records->at(2).ink));
    QCOMPARE(records->at(2).id, std::optional<std::string>("12"));
}

/// A digit from a photo has pixels only. A drawing is rendered from its strokes, even if it has
/// pixels.
void TestInkFile::keepsWhatANetworkSaw()
{
    GreyImage seen(28, 28);
    seen.at(3, 4) = 255;
    seen.at(27, 0) = 7;
    const InkRecord photo{{}, std::nullopt, "5", seen};
    const InkRecord drawing{Ink{{{0, 0}, {1, 1}}}, std::nullopt, "1", seen};
    const auto records
        = readInkFile(write(QByteArray::fromStdString(inkLine(photo) + inkLine(drawing))));
    QVERIFY2(records.has_value(), records ? "" : records.error().detail.c_str());
    QVERIFY(records->at(0).pixels == seen && records->at(1).pixels == seen);
    QVERIFY(prepareRecord(records->at(0), {28, 28}, Preprocessing::Mnist) == seen);
    QVERIFY(!prepareRecord(records->at(0), {14, 14}, Preprocessing::Mnist));
    QVERIFY(prepareRecord(records->at(1), {28, 28}, Preprocessing::Mnist)
        == prepareInk(drawing.ink, {28, 28}, Preprocessing::Mnist));
}

/// Digits stay numbers, as other programs write them; other classes and writers have names.
void TestInkFile::labelsAreNames()
{
    const auto records = readInkFile(write(R"({"strokes":[],"label":"A","writer":"Zoë"})"
                                           "\n"
                                           R"({"strokes":[],"label":"7"})"
                                           "\n"
                                           R"({"strokes":[],"label":"007"})"));
    QVERIFY2(records.has_value(), records ? "" : records.error().detail.c_str());
    QCOMPARE(records->at(0).label, std::optional<std::string>("A"));
    QCOMPARE(records->at(0).writer, std::string("Zoë"));
    QCOMPARE(records->at(1).label, std::optional<std::string>("7"));
    QVERIFY(records->at(1).writer.empty());
    const auto line
        = [&records](std::size_t i) { return QString::fromStdString(inkLine(records->at(i))); };
    QVERIFY(line(0).contains(QStringLiteral(R"("label":"A","writer":"Zoë")")));
    QVERIFY(line(1).contains(QStringLiteral(R"("label":7)")));
    QVERIFY(line(2).contains(QStringLiteral(R"("label":"007")")));
}

void TestInkFile::passesOverBlankLines_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<std::size_t>("drawings");
    QTest::newRow("empty file") << QByteArray("") << std::size_t{0};
    QTest::newRow("blank file") << QByteArray("\n  \t\r\n\n") << std::size_t{0};
    QTest::newRow("blank between")
        << QByteArray("{\"strokes\":[]}\n\n \n{\"strokes\":[]}\n") << std::size_t{2};
    QTest::newRow("CR LF") << QByteArray("{\"strokes\":[]}\r\n\r\n{\"strokes\":[]}\r\n")
                           << std::size_t{2};
}

void TestInkFile::passesOverBlankLines()
{
    QFETCH(const QByteArray, text);
    QFETCH(const std::size_t, drawings);
    const auto records = readInkFile(write(text));
    QVERIFY(records.has_value());
    QCOMPARE(records->size(), drawings);
}

void TestInkFile::longLines()
{
    QByteArray text = "{\"strokes\":[[[0,0]";
    for (int i = 0; i < 200'000; ++i) {
        text += ",[1.25,2]";
    }
    const auto records = readInkFile(write(text + "]]}\n{\"strokes\":[]}"));
    QVERIFY(records.has_value());
    QCOMPARE(records->at(0).ink.at(0).size(), std::size_t{200'001});

    const auto tooLong = readInkFile(write(QByteArray(qsizetype{65} << 20, '[')));
    QVERIFY(!tooLong.has_value());
    QVERIFY(tooLong.error().detail.find("longer than 64 MiB") != std::string::npos);
}

void TestInkFile::survivesDeepNesting()
{
    constexpr int depth = 1'000'000;
    const QByteArray nest = QByteArray(depth, '[') + QByteArray(depth, ']');
    QVERIFY(!readInkFile(write("{\"strokes\":[],\"id\":" + nest + "}")));
    QVERIFY(!readInkFile(write("{\"strokes\":" + nest + "}")));
}

void TestInkFile::namesTheFault_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QByteArray>("fault");
    const auto row = [](const char* line, const char* fault) {
        QTest::newRow(line) << QByteArray(line) << QByteArray(fault);
    };
    row(R"({"strokes":[)", "not valid JSON");
    row(R"({"strokes":[]} {})", "not valid JSON");
    row("nonsense", "not valid JSON");
    row("\"\xff\"", "not valid JSON");
    QTest::newRow("NUL and text behind")
        << QByteArray(R"({"strokes":[]})").append('\0').append("text")
        << QByteArray("not valid JSON");
    row("[]", "not a JSON object");
    row("7", "not a JSON object");
    row("{}", R"("strokes" is missing)");
    row(R"({"strokes":[],"pixels":[[1,2],[3]]})", R"("pixels" is not a list of rows)");
    row(R"({"strokes":[],"pixels":[]})", R"("pixels" is not a list of rows)");
    row(R"({"strokes":[],"pixels":[[256]]})", "a pixel is not a whole number from 0 to 255");
    row(R"({"strokes":[],"pixels":[[0.5]]})", "a pixel is not a whole number from 0 to 255");
    row(R"({"strokes":[],"id":[1]})", R"("id" is neither a text nor a number)");
    row(R"({"strokes":[],"id":{}})", R"("id" is neither a text nor a number)");
    row(R"({"strokes":7})", R"("strokes" is not a list)");
    row(R"({"strokes":{"a":[]}})", R"("strokes" is not a list)");
    row(R"({"strokes":[7]})", "a stroke is not a list");
    row(R"({"strokes":[[7]]})", "not a pair");
    row(R"({"strokes":[[[1]]]})", "not a pair");
    row(R"({"strokes":[[[1,2,3]]]})", "not a pair");
    row(R"({"strokes":[[[1,"2"]]]})", "not a pair");
    row(R"({"strokes":[[[1,null]]]})", "not a pair");
    row(R"({"strokes":[[[1,NaN]]]})", "not valid JSON");
    row(R"({"strokes":[[[1,1e999]]]})", "too large");
    row(R"({"strokes":[],"label":""})", R"("label" is neither a name nor a whole number)");
    row(R"({"strokes":[],"label":3.5})", R"("label" is neither a name nor a whole number)");
    row(R"({"strokes":[],"label":-1})", R"("label" is neither a name nor a whole number)");
    row(R"({"strokes":[],"label":["a"]})", R"("label" is neither a name nor a whole number)");
    row(R"({"strokes":[],"writer":7})", R"("writer" is not a short text)");
}

void TestInkFile::namesTheFault()
{
    QFETCH(const QByteArray, line);
    QFETCH(const QByteArray, fault);
    const auto records = readInkFile(write("{\"strokes\":[]}\n\n" + line + "\n"));
    QVERIFY(!records.has_value());
    QCOMPARE(records.error().code, ErrorCode::FileMalformed);
    const QByteArray detail = QByteArray::fromStdString(records.error().detail);
    QVERIFY2(detail.contains("drawings.ndjson"), detail);
    QVERIFY2(detail.contains("line 3"), detail);
    QVERIFY2(detail.contains(fault), detail);
}

void TestInkFile::unreadableFiles()
{
    const std::filesystem::path folder = m_folder.path().toStdString();
    for (const std::filesystem::path& file : {folder / "absent.ndjson", folder}) {
        const auto records = readInkFile(file);
        QVERIFY(!records.has_value());
        QCOMPARE(records.error().code, ErrorCode::FileUnreadable);
        QVERIFY(records.error().detail.find(file.string()) != std::string::npos);
    }
}

} // namespace numeral

QTEST_GUILESS_MAIN(numeral::TestInkFile)
#include "tst_ink_file.moc"
