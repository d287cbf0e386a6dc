// SPDX-License-Identifier: GPL-3.0-or-later
//
// Ink files as a data set: each is what one person has drawn.

#include "zip_files.h"

#include "core/data/catalogue.h"
#include "core/data/ink_sets.h"
#include "core/data/split.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <set>

using namespace numeral;
using namespace numeral::test;

namespace {

using Names = std::set<std::string>;

/// A line for each label: a drawing whose shape depends on it.
QByteArray lines(const std::vector<std::string>& labels, const std::string& writer = {})
{
    std::string text;
    for (std::size_t i = 0; i < labels.size(); ++i) {
        const double x = 0.1 * static_cast<double>(i);
        text += inkLine({Ink{{{x, 0}, {0.5, 1}, {1 - x, 0.2}}}, {}, labels[i], {}, writer});
    }
    return QByteArray::fromStdString(text);
}

Names namesIn(const std::vector<std::string>& writers)
{
    return {writers.begin(), writers.end()};
}

} // namespace

class TestInkSets : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void manyWritersFilesAreOneDataSet();
    void noWriterIsInTwoParts();
    void aClassOfTheTestWritersAloneIsNamed();
    void oneFileIsADataSetAlone();
    void writersInOneFileAreToldApart();
    void filesInAnArchiveAreRead();
    void otherLinesOfJsonArePassedOver();
    void aFaultNamesFileAndLine();
    void drawingsWithoutLabelAreLeftOut();
    void filesAreReadTogether();
    void aFileForEachDrawingSaysNothingAboutWriters();
    void aBusyWriterDoesNotBecomeTheTest();
    void aWriterMoreChangesLittle();
    void copiesKeepTheirWritersApart();
    void aFolderWithOtherThingsIsNotTaken();

private:
    QString write(const QString& name, const QByteArray& content)
    {
        const QString path = m_folder->filePath(name);
        QDir().mkpath(QFileInfo(path).path());
        QFile file(path);
        if (file.open(QIODevice::WriteOnly)) {
            file.write(content);
        }
        return path;
    }
    std::string folder(const char* name) const
    {
        return m_folder->filePath(QLatin1String(name)).toStdString();
    }

    std::unique_ptr<QTemporaryDir> m_folder = std::make_unique<QTemporaryDir>();
};

void TestInkSets::manyWritersFilesAreOneDataSet()
{
    for (const char* name : {"ada", "bob", "eve"}) {
        write(QStringLiteral("class/%1.ndjson").arg(QLatin1String(name)),
            lines({"10", "a", "9", "a"}));
    }
    const Result<Dataset> dataset = openDataset({folder("class"), {}, {}}, {});
    QVERIFY2(dataset, dataset ? "" : dataset.error().detail.c_str());
    QCOMPARE(dataset->name, std::string("class"));
    QCOMPARE(dataset->classes, (std::vector<std::string>{"9", "10", "a"}));
    QCOMPARE(dataset->training.size() + dataset->test.size(), std::size_t{12});
    Names all = namesIn(dataset->writers.training);
    all.merge(namesIn(dataset->writers.test));
    QCOMPARE(all, (Names{"ada", "bob", "eve"}));
    QVERIFY(!dataset->corrections.any()); // as every drawing is prepared, so are these
    QCOMPARE(dataset->remarks,
        (std::vector<std::string>{"The drawings of 1 of 3 writers are set aside for testing: "
                                  "4 images of 12."}));
}

void TestInkSets::aClassOfTheTestWritersAloneIsNamed()
{
    for (const char* name : {"ada", "bob", "eve"}) {
        write(QStringLiteral("class/%1.ndjson").arg(QLatin1String(name)),
            lines({"a", "b", name, "b"}));
    }
    const Result<Dataset> dataset = openDataset({folder("class"), {}, {}}, {});
    QVERIFY2(dataset, dataset ? "" : dataset.error().detail.c_str());
    QCOMPARE(dataset->remarks.size(), std::size_t{2});
    QCOMPARE(dataset->remarks[1],
        "There is no training image of “" + dataset->writers.test.front()
            + "”, so a network can't learn to read it.");
}

void TestInkSets::noWriterIsInTwoParts()
{
    for (int i = 0; i < 20; ++i) {
        write(QStringLiteral("school/%1.ndjson").arg(i), lines({"1", "2", "3", "4", "5"}));
    }
    const Result<Dataset> dataset = openDataset({folder("school"), {}, {}}, {});
    QVERIFY(dataset && dataset->writers.areApart);
    const Names training = namesIn(dataset->writers.training);
    const Names test = namesIn(dataset->writers.test);
    QCOMPARE(test.size(), std::size_t{3}); // the nearest to one of seven
    for (const std::string& writer : test) {
        QVERIFY(!training.contains(writer));
    }
    const Split split = splitWriters(dataset->writers.training, 0.2, 7);
    Names validated;
    Names trained;
    for (const std::uint32_t i : split.validation) {
        validated.insert(dataset->writers.training[i]);
    }
    for (const std::uint32_t i : split.training) {
        trained.insert(dataset->writers.training[i]);
    }
    QCOMPARE(split.training.size() + split.validation.size(), dataset->training.size());
    QCOMPARE(validated.size(), std::size_t{3}); // of 17
    QCOMPARE(trained.size(), std::size_t{14});
    QVERIFY(splitData(*dataset, 0.2, 7).validation == split.validation); // as runs and lessons do
    QVERIFY(splitWriters(dataset->writers.training, 0.2, 8).validation != split.validation);
    QVERIFY(splitWriters(dataset->writers.training, 0, 7).validation.empty());
}

void TestInkSets::oneFileIsADataSetAlone()
{
    write(QStringLiteral("two/ada.ndjson"), lines({"1", "2", "1", "2"}));
    const QString bob = write(QStringLiteral("two/bob.ndjson"), lines({"3", "4", "3", "4"}));
    const Result<Dataset> dataset = openDataset({bob.toStdString(), {}, {}}, {});
    QVERIFY2(dataset, dataset ? "" : dataset.error().detail.c_str());
    QCOMPARE(dataset->name, std::string("bob"));
    QCOMPARE(dataset->training.size() + dataset->test.size(), std::size_t{4});
    QVERIFY(!dataset->writers.areApart);
}

void TestInkSets::writersInOneFileAreToldApart()
{
    const QString file = write(QStringLiteral("mixed.ndjson"),
        lines({"1", "2"}, "Zoë") + lines({"1", "2"}, "Ian") + lines({"2", "1"}, "Zoë"));
    const Result<Dataset> dataset = openDataset({file.toStdString(), {}, {}}, {});
    QVERIFY(dataset && dataset->writers.areApart);
    const Names training = namesIn(dataset->writers.training);
    const Names test = namesIn(dataset->writers.test);
    QCOMPARE(training.size() + test.size(), std::size_t{2});
    QVERIFY(training != test);
}

void TestInkSets::filesInAnArchiveAreRead()
{
    const QString file = write(QStringLiteral("class.zip"),
        zipped({{"ada.ndjson", lines({"1", "2"})}, {"bob.ndjson", lines({"1", "2"})}}));
    const Result<Dataset> dataset = openDataset({file.toStdString(), {}, {}}, {});
    QVERIFY2(dataset, dataset ? "" : dataset.error().detail.c_str());
    QCOMPARE(dataset->name, std::string("class"));
    QCOMPARE(dataset->test.size(), std::size_t{2});
    QCOMPARE(readInkFiles(file.toStdString())->size(), std::size_t{4});
}

void TestInkSets::otherLinesOfJsonArePassedOver()
{
    write(QStringLiteral("log/events.ndjson"), "{\"event\":\"start\"}\n");
    const Result<Dataset> dataset = openDataset({folder("log"), {}, {}}, {});
    QVERIFY(!dataset);
    QVERIFY(dataset.error().detail.find("ink files (*.ndjson)") != std::string::npos);
}

void TestInkSets::aFaultNamesFileAndLine()
{
    write(QStringLiteral("bad/ada.ndjson"), lines({"1", "2"}));
    write(QStringLiteral("bad/bob.ndjson"), lines({"1"}) + "{\"strokes\":7}\n");
    const Result<Dataset> dataset = openDataset({folder("bad"), {}, {}}, {});
    QVERIFY(!dataset);
    QVERIFY(dataset.error().detail.find("bob.ndjson”, line 2") != std::string::npos);
}

void TestInkSets::drawingsWithoutLabelAreLeftOut()
{
    const QString file = write(QStringLiteral("some.ndjson"),
        lines({"1", "2", "1", "2"}) + "{\"strokes\":[[[0,0],[1,1]]]}\n");
    const Result<Dataset> dataset = openDataset({file.toStdString(), {}, {}}, {});
    QVERIFY(dataset);
    QCOMPARE(
        dataset->remarks.front(), std::string("1 drawing is left out: it has no label or no ink."));
    write(QStringLiteral("none.ndjson"), "{\"strokes\":[[[0,0],[1,1]]]}\n");
    const Result<Dataset> none = openDataset({folder("none.ndjson"), {}, {}}, {});
    QVERIFY(!none);
    QVERIFY(none.error().detail.find("contains no images") != std::string::npos);
}

/// As `teach` and `classify` read them.
void TestInkSets::filesAreReadTogether()
{
    write(QStringLiteral("all/x/ada.ndjson"), lines({"1", "2"}));
    write(QStringLiteral("all/bob.jsonl"), lines({"3"}, "Robert"));
    const auto records = readInkFiles(folder("all"));
    QVERIFY(records);
    std::set<std::string> writers;
    for (const InkRecord& record : *records) {
        writers.insert(record.writer);
    }
    QCOMPARE(writers, (Names{"ada", "Robert"}));
    QDir(m_folder->path()).mkdir(QStringLiteral("empty"));
    QVERIFY(!readInkFiles(folder("empty")));
}

/// As My drawings are kept.
void TestInkSets::aFileForEachDrawingSaysNothingAboutWriters()
{
    for (int i = 0; i < 20; ++i) {
        write(QStringLiteral("mine/%1.ndjson").arg(i), lines({i % 2 == 0 ? "1" : "2"}));
    }
    const Result<Dataset> dataset = openDataset({folder("mine"), {}, {}}, {});
    QVERIFY(dataset);
    QVERIFY(dataset->writers.training.empty() && !dataset->writers.areApart);
}

void TestInkSets::aBusyWriterDoesNotBecomeTheTest()
{
    std::vector<std::string> writers(1000, "teacher");
    writers.insert(writers.end(), 20, "ada");
    writers.insert(writers.end(), 20, "bob");
    for (std::uint64_t seed = 0; seed < 50; ++seed) {
        const std::vector<bool> chosen = wholeWriters(writers, 1.0 / 7, seed);
        QVERIFY(!chosen.front());
        QVERIFY(std::ranges::count(chosen, true) >= 20);
    }
    // Of two, the one with fewer images.
    writers.resize(1020);
    QCOMPARE(std::ranges::count(wholeWriters(writers, 1.0 / 7, 1), true), 20);
}

/// Exams grow: who was tested yesterday is so today, nearly always.
void TestInkSets::aWriterMoreChangesLittle()
{
    std::vector<std::string> writers;
    for (int writer = 0; writer < 30; ++writer) {
        writers.insert(writers.end(), 10, "writer " + std::to_string(writer));
    }
    const std::vector<bool> before = wholeWriters(writers, 1.0 / 7, 1);
    int changed = 0;
    for (int more = 0; more < 10; ++more) {
        std::vector<std::string> others = writers;
        others.insert(others.end(), 10, "new " + std::to_string(more));
        const std::vector<bool> after = wholeWriters(others, 1.0 / 7, 1);
        for (std::size_t i = 0; i < before.size(); i += 10) {
            changed += before[i] != after[i] ? 1 : 0;
        }
    }
    QVERIFY2(changed <= 10, qPrintable(QString::number(changed))); // of 300
}

void TestInkSets::copiesKeepTheirWritersApart()
{
    const std::filesystem::path home = m_folder->path().toStdString();
    std::vector<std::filesystem::path> files;
    for (const char* place : {"s1/d.ndjson", "s2/d.ndjson", "s3/d.ndjson.gz", "s4/d.ndjson.gz"}) {
        // A gzip file may also be plain: what counts are its first bytes.
        files.emplace_back(write(QLatin1String(place), lines({"1", "2"})).toStdString());
    }
    const auto together = folderOfInkFiles(files, home / "kept");
    QVERIFY2(together, together ? "" : together.error().detail.c_str());
    QCOMPARE(readInkFiles(*together)->size(), std::size_t{8});
    const Result<Dataset> dataset = openDataset({together->string(), {}, {}}, {});
    QVERIFY(dataset);
    Names all = namesIn(dataset->writers.training);
    all.merge(namesIn(dataset->writers.test));
    QCOMPARE(all.size(), std::size_t{4});
    QVERIFY(!folderOfInkFiles({home / "nowhere.ndjson", files[0]}, home / "kept"));
    QCOMPARE(QDir(QString::fromStdString((home / "kept").string()))
                 .entryList(QDir::AllEntries | QDir::NoDotAndDotDot)
                 .size(),
        1);
}

void TestInkSets::aFolderWithOtherThingsIsNotTaken()
{
    std::vector<std::filesystem::path> files;
    for (const char* place : {"down/ada.ndjson", "down/bob.ndjson"}) {
        files.emplace_back(write(QLatin1String(place), lines({"1", "2"})).toStdString());
    }
    const std::filesystem::path home = m_folder->path().toStdString();
    QCOMPARE(*folderOfInkFiles(files, home / "kept2"), home / "down");
    write(QStringLiteral("down/shapes/circle/1.png"), "x");
    const auto copied = folderOfInkFiles(files, home / "kept2");
    QVERIFY(copied && *copied != home / "down");
}

QTEST_GUILESS_MAIN(TestInkSets)
#include "tst_ink_sets.moc"
