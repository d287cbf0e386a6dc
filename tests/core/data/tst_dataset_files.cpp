// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/catalogue.h"
#include "core/data/data_places.h"
#include "tests/core/data/idx_files.h"

#include <QTest>

using namespace numeral;
using namespace numeral::test;

/// Where people have their data sets, and how the files are named there.
class DatasetFilesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void filesAreFoundUnderAnyUsualName_data();
    void filesAreFoundUnderAnyUsualName();
    void qmnistsNamesAreKnown();
    void severalSetsAreListed();
    void oneOfSeveralIsOpenedByItsName();
    void whatElseIsThereIsSaid();
    void theSetInTheFolderItselfWins();
    void theUnpackedCopyWins();
    void classesAreNamedInAFile();
    void wrongClassNamesAreRefused_data();
    void wrongClassNamesAreRefused();
    void whatIsMissingIsNamed();
    void aFolderWithoutDataSaysWhatIsThere_data();
    void aFolderWithoutDataSaysWhatIsThere();
    void foldersFarDownAreNotSearched();
};

namespace {

/// Writes a small data set whose files are called `pattern`, with %1 and %2 in place of
/// "train"/`test` and "images-idx3"/"labels-idx1".
void writeSet(
    const Folder& folder, const QString& pattern, const QString& test = QStringLiteral("t10k"))
{
    const auto write = [&](const QString& part, const QString& kind, const QByteArray& bytes) {
        const QString name = pattern.arg(part, kind);
        const std::filesystem::path path = folder / name.toUtf8().constData();
        std::filesystem::create_directories(path.parent_path());
        folder.write(name.toUtf8().constData(),
            name.endsWith(QStringLiteral(".gz")) ? gzipped(bytes) : bytes);
    };
    const QString training = pattern.contains(QStringLiteral("TRAIN")) ? QStringLiteral("TRAIN")
                                                                       : QStringLiteral("train");
    write(training, QStringLiteral("images-idx3"), imagesFile(4, 2, 3));
    write(training, QStringLiteral("labels-idx1"), labelsFile(QByteArray("\0\1\0\1", 4)));
    write(test, QStringLiteral("images-idx3"), imagesFile(2, 2, 3));
    write(test, QStringLiteral("labels-idx1"), labelsFile(QByteArray("\1\0", 2)));
}

QString sentenceFor(const std::filesystem::path& path)
{
    const auto place = dataPlaceAt(path);
    return place ? QString() : QString::fromStdString(place.error().detail);
}

} // namespace

void DatasetFilesTest::filesAreFoundUnderAnyUsualName_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QString>("test");
    QTest::addColumn<QString>("name"); // empty: the folder's
    const auto row
        = [](const char* title, const char* pattern, const char* test, const char* name) {
              QTest::newRow(title) << QString::fromLatin1(pattern) << QString::fromLatin1(test)
                                   << QString::fromLatin1(name);
          };
    row("MNIST's own", "%1-%2-ubyte", "t10k", "");
    row("gzipped", "%1-%2-ubyte.gz", "t10k", "");
    row("Kaggle's, with a dot", "%1-%2.ubyte", "t10k", "");
    row("Kaggle's, each in a folder of its name", "%1-%2-ubyte/%1-%2-ubyte", "t10k", "");
    row("torchvision's", "MNIST/raw/%1-%2-ubyte", "t10k", "MNIST");
    row("torchvision's, gzipped", "FashionMNIST/raw/%1-%2-ubyte.gz", "t10k", "FashionMNIST");
    row("EMNIST's", "emnist-digits-%1-%2-ubyte", "test", "emnist-digits");
    row("EMNIST's, unpacked beside", "gzip/emnist-letters-%1-%2-ubyte.gz", "test",
        "emnist-letters");
    row("torchvision's EMNIST", "EMNIST/raw/gzip/emnist-balanced-%1-%2-ubyte.gz", "test",
        "emnist-balanced");
    row("a folder within", "archive/%1-%2-ubyte", "t10k", "archive");
    row("in capitals", "%1-%2-UBYTE", "T10K", "");
}

void DatasetFilesTest::filesAreFoundUnderAnyUsualName()
{
    QFETCH(QString, pattern);
    QFETCH(QString, test);
    QFETCH(QString, name);
    const Folder folder;
    writeSet(folder, pattern, test);
    folder.write("README.md", "What this is.");
    const auto dataset = loadDataset(folder.path());
    VERIFY_RESULT(dataset);
    QCOMPARE(dataset->training.size(), std::size_t(4));
    QCOMPARE(dataset->test.size(), std::size_t(2));
    QCOMPARE(QString::fromStdString(dataset->name),
        name.isEmpty() ? QString::fromStdString(folder.path().filename().string()) : name);
}

/// Its labels have columns of integers.
void DatasetFilesTest::qmnistsNamesAreKnown()
{
    const Folder folder;
    for (const char* part : {"train", "test"}) {
        const QByteArray start = QByteArray("qmnist-") + part;
        folder.write((start + "-images-idx3-ubyte.gz").constData(), gzipped(imagesFile(1, 2, 3)));
        folder.write((start + "-labels-idx2-int.gz").constData(),
            gzipped(words({0x0C02, 1, 2}) + words({1, 5})));
    }
    const auto dataset = loadDataset(folder.path());
    VERIFY_RESULT(dataset);
    QCOMPARE(dataset->name, std::string("qmnist"));
    QCOMPARE(dataset->training.labels()[0], Label{1});
}

void DatasetFilesTest::severalSetsAreListed()
{
    const Folder folder;
    writeSet(folder, QStringLiteral("raw/emnist-digits-%1-%2-ubyte"), QStringLiteral("test"));
    writeSet(folder, QStringLiteral("raw/emnist-letters-%1-%2-ubyte"), QStringLiteral("test"));
    writeSet(folder, QStringLiteral("MNIST/raw/%1-%2-ubyte"));
    const auto places = dataPlacesAt(folder.path());
    VERIFY_RESULT(places);
    QCOMPARE(places->size(), std::size_t(3));
    const QString sentence = sentenceFor(folder.path());
    for (const char* place : {"raw/emnist-digits", "raw/emnist-letters", "MNIST/raw"}) {
        QVERIFY2(sentence.contains(QLatin1String(place)), qPrintable(sentence));
    }
}

void DatasetFilesTest::oneOfSeveralIsOpenedByItsName()
{
    const Folder folder;
    writeSet(folder, QStringLiteral("emnist-digits-%1-%2-ubyte"), QStringLiteral("test"));
    writeSet(folder, QStringLiteral("emnist-letters-%1-%2-ubyte"), QStringLiteral("test"));
    const auto letters = loadDataset((folder / "emnist-letters").string());
    VERIFY_RESULT(letters);
    QCOMPARE(letters->name, std::string("emnist-letters"));
    QVERIFY(!loadDataset((folder / "emnist-byclass").string()));
}

void DatasetFilesTest::whatElseIsThereIsSaid()
{
    const Folder folder;
    writeSet(folder, QStringLiteral("%1-%2-ubyte"));
    QVERIFY(dataPlaceAt(folder.path()).value().remark.empty());
    for (const char* name : {"b.csv", "c.csv", "labels.csv"}) {
        const bool hasPixels = QByteArray(name) != "labels.csv";
        folder.write(name, hasPixels ? "label,a,b,c,d\n1,1,2,3,4\n" : "id,label\n1,2\n");
    }
    const auto place = dataPlaceAt(folder.path());
    VERIFY_RESULT(place);
    QCOMPARE(place->remark, std::string("Opened: IDX files. Also there: b.csv and c.csv."));
    QVERIFY(dataPlaceAt(folder / "b.csv").value().remark.empty()); // it has been named
}

void DatasetFilesTest::theSetInTheFolderItselfWins()
{
    const Folder folder;
    writeSet(folder, QStringLiteral("%1-%2-ubyte"));
    writeSet(folder, QStringLiteral("backup/other-%1-%2-ubyte"));
    const auto place = dataPlaceAt(folder.path());
    VERIFY_RESULT(place);
    QCOMPARE(place->source, folder.path());
}

void DatasetFilesTest::theUnpackedCopyWins()
{
    const Folder folder;
    writeSet(folder, QStringLiteral("raw/emnist-digits-%1-%2-ubyte"), QStringLiteral("test"));
    writeSet(
        folder, QStringLiteral("raw/gzip/emnist-digits-%1-%2-ubyte.gz"), QStringLiteral("test"));
    const auto place = dataPlaceAt(folder.path());
    VERIFY_RESULT(place);
    QCOMPARE(place->source, folder / "raw/emnist-digits");
}

/// As spreadsheets and other systems write it, and with a class of which there is no image.
void DatasetFilesTest::classesAreNamedInAFile()
{
    const Folder folder;
    writeSet(folder, QStringLiteral("sets/%1-%2-ubyte"));
    folder.write("sets/classes.txt", "\xEF\xBB\xBFx\r\ny\r\nz\r\n\r\n");
    const auto dataset = loadDataset(folder.path());
    VERIFY_RESULT(dataset);
    const Label first = dataset->training.labels().front();
    QCOMPARE(dataset->classes[first], std::string("x"));
}

void DatasetFilesTest::wrongClassNamesAreRefused_data()
{
    QTest::addColumn<QByteArray>("names");
    QTest::addColumn<QString>("fault");
    QTest::newRow("too few") << QByteArray("x\n")
                             << QStringLiteral("names 1 class, but the labels are of");
    QTest::newRow("one twice") << QByteArray("x\nx\ny\nz") << QStringLiteral("names “x” twice");
    QTest::newRow("one missing") << QByteArray("x\n\ny\nz")
                                 << QStringLiteral("has no name in line 2");
    QTest::newRow("too many") << QByteArray("x\n").repeated(1001)
                              << QStringLiteral("more than the 1000 classes");
}

void DatasetFilesTest::wrongClassNamesAreRefused()
{
    QFETCH(QByteArray, names);
    QFETCH(QString, fault);
    const Folder folder;
    writeSet(folder, QStringLiteral("sets/%1-%2-ubyte"));
    folder.write("sets/classes.txt", names);
    const auto dataset = loadDataset(folder.path());
    QVERIFY(!dataset);
    const QString sentence = QString::fromStdString(dataset.error().detail);
    QVERIFY2(sentence.contains(fault), qPrintable(sentence));
    QVERIFY2(sentence.contains(QStringLiteral("classes.txt")), qPrintable(sentence));
}

void DatasetFilesTest::whatIsMissingIsNamed()
{
    const Folder folder;
    writeSet(folder, QStringLiteral("%1-%2-ubyte"));
    folder.remove("t10k-labels-idx1-ubyte");
    const QString sentence = sentenceFor(folder.path());
    QVERIFY2(sentence.contains(QStringLiteral("t10k-labels-idx1-ubyte is missing")),
        qPrintable(sentence));
    QVERIFY2(sentence.contains(QStringLiteral("t10k-images-idx3-ubyte are there")),
        qPrintable(sentence));
}

void DatasetFilesTest::aFolderWithoutDataSaysWhatIsThere_data()
{
    QTest::addColumn<QByteArrayList>("files");
    QTest::addColumn<QString>("found");
    QTest::newRow("empty") << QByteArrayList() << QStringLiteral("no files");
    QTest::newRow("one file") << QByteArrayList{"notes.txt"}
                              << QStringLiteral("one other file, notes.txt");
    QTest::newRow("another program's table")
        << QByteArrayList{"prices.csv"} << QStringLiteral("one other file, prices.csv");
    QTest::newRow("pictures of no class") << QByteArrayList{"a.png", "b.png", "train/c.png",
        "test/d.png"} << QStringLiteral("4 other files, such as a.png, b.png and test/d.png found");
}

void DatasetFilesTest::aFolderWithoutDataSaysWhatIsThere()
{
    QFETCH(QByteArrayList, files);
    QFETCH(QString, found);
    const Folder folder;
    for (const QByteArray& name : files) {
        std::filesystem::create_directories((folder / name.constData()).parent_path());
        folder.write(name.constData(), "x");
    }
    const QString sentence = sentenceFor(folder.path());
    QVERIFY2(sentence.contains(QStringLiteral("train-images-idx3-ubyte")), qPrintable(sentence));
    QVERIFY2(sentence.contains(found), qPrintable(sentence));
}

void DatasetFilesTest::foldersFarDownAreNotSearched()
{
    const Folder folder;
    writeSet(folder, QStringLiteral("a/b/c/d/e/f/%1-%2-ubyte"));
    QVERIFY(!dataPlacesAt(folder.path()));
}

QTEST_MAIN(DatasetFilesTest)
#include "tst_dataset_files.moc"
