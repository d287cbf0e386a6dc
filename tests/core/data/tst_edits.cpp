// SPDX-License-Identifier: GPL-3.0-or-later
//
// Images that a user leaves out or gives another label.

#include "core/data/catalogue.h"
#include "core/data/edited_dataset.h"
#include "core/data/edits_file.h"
#include "core/data/seen_dataset.h"
#include "tests/core/data/idx_dataset.h"
#include "tests/core/data/idx_files.h"
#include "tests/core/training/scripted_engine.h"
#include "tests/support/isolated_home.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace numeral;

namespace {

/// Left out are training image 2 and test image 0; training image 5 is a 1, test image 1, too.
DataEdits someEdits()
{
    DataEdits edits;
    edits.training = {{2, std::nullopt}, {5, "1"}};
    edits.test = {{0, std::nullopt}, {1, "1"}};
    return edits;
}

QByteArray contentsOf(const QDir& folder)
{
    QByteArray contents;
    for (const QFileInfo& info : folder.entryInfoList({QStringLiteral("*ubyte")}, QDir::Files)) {
        QFile file(info.filePath());
        if (file.open(QIODevice::ReadOnly)) {
            contents += file.readAll();
        }
    }
    return contents;
}

} // namespace

class TestEdits : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void theyAreReadAsTheyWereWritten();
    void otherTextIsNoEdits_data();
    void otherTextIsNoEdits();
    void imagesAreLeftOutAndRelabelled();
    void numbersAreThoseOfTheFiles();
    void whatIsNotThereCannotBeEdited();
    void provenanceTellsThem();
    void theyAreKeptBesideTheData();
    void otherContentHasOthers();
    void whereNothingCanBeWrittenTheyAreKeptElsewhere();
    void aFileOfOtherContentIsLeftAlone();
    void whatIsKeptElsewhereCounts();
    void twoProgramsKeepBothEdits();
    void writersAndNumbersAreNoTrap();

private:
    DataRequest request() const { return {m_folder->path().toStdString(), {}, {}}; }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestEdits::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    test::writeIdxDataset(numberedImages(30, 12), m_folder->path());
}

void TestEdits::theyAreReadAsTheyWereWritten()
{
    DataEdits edits = someEdits();
    for (std::uint32_t number = 100; number < 2000; ++number) {
        edits.training[number] = std::nullopt;
    }
    edits.test[4'000'000'000] = "a “b”, \\c";
    const std::string json = toJson(edits);
    QVERIFY(json.size() < 200); // thousands that follow each other are a range
    const Result<DataEdits> read = parseDataEdits(json);
    VERIFY_RESULT(read);
    QVERIFY(*read == edits);
    QVERIFY(parseDataEdits(toJson(DataEdits()))->empty());
    QCOMPARE(summaryOf(someEdits()), std::string("2 left out, 2 relabelled"));
}

void TestEdits::otherTextIsNoEdits_data()
{
    QTest::addColumn<QString>("text");
    for (const char* text : {"", "[]", "7", R"({"training":[]})", R"({"test":{"left_out":7}})",
             R"({"test":{"left_out":"5-"}})", R"({"test":{"left_out":"9-5"}})",
             R"({"test":{"left_out":"0-4000000000"}})", R"({"test":{"left_out":"-1"}})",
             R"({"training":{"labels":{"x":"7"}}})", R"({"training":{"labels":{"7":7}}})"}) {
        QTest::newRow(text) << QString::fromLatin1(text);
    }
}

void TestEdits::otherTextIsNoEdits()
{
    QFETCH(QString, text);
    QVERIFY(!parseDataEdits(text.toStdString()));
}

void TestEdits::imagesAreLeftOutAndRelabelled()
{
    const Dataset asInFiles = numberedImages(30, 12);
    const Result<Dataset> edited = withEdits(asInFiles, someEdits());
    VERIFY_RESULT(edited);
    QCOMPARE(edited->training.size(), std::size_t(30)); // only marked, so that others keep places
    QCOMPARE(edited->leftOut, std::vector<std::uint32_t>{2});
    QCOMPARE(edited->training.labels()[5], Label(1));
    QCOMPARE(edited->training.labels()[6], asInFiles.training.labels()[6]);
    QCOMPARE(edited->test.size(), std::size_t(11));
    QCOMPARE(edited->test.labels()[0], Label(1));
    QVERIFY(std::ranges::equal(edited->test.image(0), asInFiles.test.image(1)));

    const Dataset without = withoutLeftOut(*edited);
    QCOMPARE(without.training.size(), std::size_t(29));
    QVERIFY(without.leftOut.empty());
    QVERIFY(std::ranges::equal(without.training.image(2), asInFiles.training.image(3)));
}

void TestEdits::numbersAreThoseOfTheFiles()
{
    Dataset asInFiles = numberedImages(30, 12);
    std::vector<Label> labels(30, 1);
    labels[2] = labels[3] = labels[5] = 0;
    asInFiles.training = {asInFiles.training.shape(),
        std::vector(asInFiles.training.pixels().begin(), asInFiles.training.pixels().end()),
        labels};
    const Result<Dataset> edited = withEdits(asInFiles, someEdits());
    VERIFY_RESULT(edited);
    const Result<Dataset> ones = withClasses({"1"}, *edited, NameMatch::Exact);
    VERIFY_RESULT(ones);
    // Images 2 and 3 are of another class, and 5 has become one.
    QCOMPARE(ones->training.size(), std::size_t(28));
    QCOMPARE(ones->numbers.training[1], 1U);
    QCOMPARE(ones->numbers.training[2], 4U);
    QCOMPARE(ones->numbers.training[3], 5U);
    QVERIFY(ones->leftOut.empty());
    const Result<Dataset> zeros = withClasses({"0"}, *edited, NameMatch::Exact);
    VERIFY_RESULT(zeros);
    QCOMPARE(zeros->training.size(), std::size_t(2));
    QCOMPARE(zeros->leftOut, std::vector<std::uint32_t>{0});
}

void TestEdits::whatIsNotThereCannotBeEdited()
{
    DataEdits edits;
    edits.training = {{30, std::nullopt}};
    QVERIFY(!withEdits(numberedImages(30, 12), edits));
    edits.training = {{0, "A"}};
    const Result<Dataset> unknown = withEdits(numberedImages(30, 12), edits);
    QVERIFY(!unknown);
    QVERIFY(QString::fromStdString(unknown.error().detail).contains(QStringLiteral("“A”")));
}

void TestEdits::provenanceTellsThem()
{
    const Result<Dataset> asInFiles = openDataset(request(), {});
    VERIFY_RESULT(asInFiles);
    const Result<Dataset> edited = withEdits(*asInFiles, someEdits());
    VERIFY_RESULT(edited);
    const std::string provenance = provenanceJson(*edited);
    QVERIFY(recordedEdits(provenance) == someEdits());
    QVERIFY(recordedEdits(provenanceJson(*asInFiles)).empty());
    QCOMPARE(titleOf(*edited), asInFiles->name + " (2 left out, 2 relabelled)");
    // Other training images are tested on the same images, other test images are not.
    DataEdits other = someEdits();
    other.training.erase(2);
    QCOMPARE(
        testProvenance(provenanceJson(*withEdits(*asInFiles, other))), testProvenance(provenance));
    other.test.erase(0);
    QVERIFY(testProvenance(provenanceJson(*withEdits(*asInFiles, other)))
        != testProvenance(provenance));
}

void TestEdits::theyAreKeptBesideTheData()
{
    const QByteArray before = contentsOf(m_folder->path());
    const Result<Dataset> asInFiles = openDataset(request(), {});
    VERIFY_RESULT(asInFiles);
    VERIFY_RESULT(keepEdits(*asInFiles, {}, someEdits()));
    QVERIFY(QFileInfo::exists(m_folder->filePath(QStringLiteral("numeral-edits.json"))));
    const Result<Dataset> opened = openDataset(request(), {});
    VERIFY_RESULT(opened);
    QVERIFY(opened->edits == someEdits());
    QCOMPARE(opened->test.size(), std::size_t(11));
    QVERIFY(QString::fromStdString(opened->remarks.back()).contains(QStringLiteral("2 left out")));
    DataRequest plain = request();
    plain.isAsInFiles = true;
    QVERIFY(openDataset(plain, {})->edits.empty());
    QCOMPARE(contentsOf(m_folder->path()), before);

    VERIFY_RESULT(keepEdits(*asInFiles, someEdits(), {}));
    QVERIFY(openDataset(request(), {})->edits.empty());
    QVERIFY(!QFileInfo::exists(m_folder->filePath(QStringLiteral("numeral-edits.json"))));
}

void TestEdits::otherContentHasOthers()
{
    const Result<Dataset> first = openDataset(request(), {});
    VERIFY_RESULT(first);
    VERIFY_RESULT(keepEdits(*first, {}, someEdits()));
    test::writeIdxDataset(numberedImages(40, 12), m_folder->path());
    const Result<Dataset> second = openDataset(request(), {});
    VERIFY_RESULT(second);
    QVERIFY(second->edits.empty());
    DataEdits others;
    others.training = {{35, "1"}};
    VERIFY_RESULT(keepEdits(*second, {}, others));
    QVERIFY(openDataset(request(), {})->edits == others);
    // What was there before finds its own again.
    test::writeIdxDataset(numberedImages(30, 12), m_folder->path());
    QVERIFY(openDataset(request(), {})->edits == someEdits());
}

void TestEdits::whereNothingCanBeWrittenTheyAreKeptElsewhere()
{
    const Result<Dataset> asInFiles = openDataset(request(), {});
    VERIFY_RESULT(asInFiles);
    // A folder in the file's place can't be written to by anyone, not even by root.
    const QString taken = m_folder->filePath(QStringLiteral("numeral-edits.json"));
    QVERIFY(QDir().mkpath(taken + QStringLiteral("/x")));
    QVERIFY(!keepEdits(*asInFiles, {}, someEdits())); // it is no file of edits: that is said
    QVERIFY(QDir(taken).removeRecursively());
    const QFileDevice::Permissions all = QFile::permissions(m_folder->path());
    QVERIFY(QFile::setPermissions(m_folder->path(), QFile::ReadOwner | QFile::ExeOwner));
    const bool isRoot = QFileInfo(m_folder->path()).isWritable();
    const Result<void> kept = keepEdits(*asInFiles, {}, someEdits());
    const Result<Dataset> opened = openDataset(request(), {});
    QFile::setPermissions(m_folder->path(), all);
    VERIFY_RESULT(kept);
    VERIFY_RESULT(opened);
    QVERIFY(opened->edits == someEdits());
    QCOMPARE(QFileInfo::exists(taken), isRoot);
    // Beside the data again, they are no longer there twice.
    VERIFY_RESULT(keepEdits(*asInFiles, someEdits(), {}));
    QVERIFY(openDataset(request(), {})->edits.empty());
}

void TestEdits::aFileOfOtherContentIsLeftAlone()
{
    const Result<Dataset> asInFiles = openDataset(request(), {});
    VERIFY_RESULT(asInFiles);
    QFile file(m_folder->filePath(QStringLiteral("numeral-edits.json")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("my shopping list");
    file.close();
    const Result<Dataset> opened = openDataset(request(), {});
    VERIFY_RESULT(opened); // the data are no worse for it
    QVERIFY(
        QString::fromStdString(opened->remarks.back()).contains(QStringLiteral("other content")));
    QVERIFY(!keepEdits(*asInFiles, {}, someEdits()));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("my shopping list"));
}

/// An old entry beside the data, where nothing can be written any more, doesn't hide the newer one.
void TestEdits::whatIsKeptElsewhereCounts()
{
    const Result<Dataset> asInFiles = openDataset(request(), {});
    VERIFY_RESULT(asInFiles);
    VERIFY_RESULT(keepEdits(*asInFiles, {}, someEdits()));
    const QString beside = m_folder->filePath(QStringLiteral("numeral-edits.json"));
    const QString elsewhere
        = qEnvironmentVariable("XDG_DATA_HOME") + QStringLiteral("/numeral/numeral-edits.json");
    QFile file(beside);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QByteArray text = file.readAll();
    text.replace(R"("left_out":"2")", R"("left_out":"4")");
    QFile other(elsewhere);
    QVERIFY(other.open(QIODevice::WriteOnly));
    other.write(text);
    other.close();
    const Result<Dataset> opened = openDataset(request(), {});
    VERIFY_RESULT(opened);
    QCOMPARE(opened->leftOut, std::vector<std::uint32_t>{4});
    // As soon as it can be written beside the data, that is the only place.
    DataEdits after = opened->edits;
    after.test.clear();
    VERIFY_RESULT(keepEdits(*asInFiles, opened->edits, after));
    QVERIFY(!QFile::exists(elsewhere));
    QVERIFY(openDataset(request(), {})->edits == after);
    VERIFY_RESULT(keepEdits(*asInFiles, after, {}));
}

void TestEdits::twoProgramsKeepBothEdits()
{
    const Result<Dataset> asInFiles = openDataset(request(), {});
    VERIFY_RESULT(asInFiles);
    DataEdits one;
    one.training = {{1, std::nullopt}};
    DataEdits two;
    two.training = {{9, "1"}};
    VERIFY_RESULT(keepEdits(*asInFiles, {}, one));
    VERIFY_RESULT(keepEdits(*asInFiles, {}, two)); // it doesn't know of the other
    QCOMPARE(openDataset(request(), {})->edits.training.size(), std::size_t(2));
    VERIFY_RESULT(keepEdits(*asInFiles, one, {}));
    QVERIFY(openDataset(request(), {})->edits == two);
    VERIFY_RESULT(keepEdits(*asInFiles, two, {}));
}

/// The lists of a part are as long as the part, and no longer.
void TestEdits::writersAndNumbersAreNoTrap()
{
    Dataset drawn = numberedImages(30, 4);
    drawn.writers.training.assign(30, "Ada");
    drawn.writers.test.assign(4, "Bob");
    const LabelledImages some = pickedImages(drawn.training, {29, 3});
    QCOMPARE(some.size(), std::size_t(2));
    QVERIFY(std::ranges::equal(some.image(0), drawn.training.image(29)));
    keepTest(drawn, {3, 1});
    QCOMPARE(drawn.writers.test.size(), std::size_t(2));
    QCOMPARE(drawn.numbers.test, (std::vector<std::uint32_t>{3, 1}));
    keepTest(drawn, {1});
    QCOMPARE(drawn.numbers.test, std::vector<std::uint32_t>{1});
}

int main(int argc, char* argv[])
{
    const IsolatedHome home;
    TestEdits test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_edits.moc"
