// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/catalogue.h"
#include "tests/core/data/idx_files.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace numeral;
using namespace numeral::test;

class FolderTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anyFolderWithFourFilesIsADataSet();
    void filesMayBeGzipped_data();
    void filesMayBeGzipped();
    void thePlainFileWins();
    void classesAreNumbers_data();
    void classesAreNumbers();
    void aMissingFileIsNamed_data();
    void aMissingFileIsNamed();
    void whatIsNotThereIsSaid();
    void largeNumbersAreNames();
    void withoutTestImagesSomeAreSetAside();
    void countsThatDisagree_data();
    void countsThatDisagree();
    void sizesThatDisagree();
    void aCopySharesTheBytes();
    void provenanceNamesTheFiles();
};

namespace {

constexpr const char* trainingImages = "train-images-idx3-ubyte";
constexpr const char* trainingLabels = "train-labels-idx1-ubyte";
constexpr const char* testImages = "t10k-images-idx3-ubyte";
constexpr const char* testLabels = "t10k-labels-idx1-ubyte";

/// Four training images of 2×3 pixels, and two test images.
void writeDataset(const Folder& folder)
{
    folder.write(trainingImages, imagesFile(4, 2, 3));
    folder.write(trainingLabels, labelsFile(QByteArray("\0\2\1\2", 4)));
    folder.write(testImages, imagesFile(2, 2, 3));
    folder.write(testLabels, labelsFile(QByteArray("\1\0", 2)));
}

QByteArray asBytes(std::span<const std::uint8_t> bytes)
{
    return {reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size())};
}

QByteArray asBytes(std::span<const Label> labels)
{
    QByteArray bytes;
    for (const Label label : labels) {
        bytes += static_cast<char>(label);
    }
    return bytes;
}

std::vector<std::string> threeClasses()
{
    return {"0", "1", "2"};
}

} // namespace

void FolderTest::anyFolderWithFourFilesIsADataSet()
{
    const Folder folder;
    writeDataset(folder);
    for (const char* ending : {"", "/", "/."}) {
        const auto dataset = loadDataset(folder.path().string() + ending);
        VERIFY_RESULT(dataset);
        QCOMPARE(dataset->name, folder.path().filename().string());
        QCOMPARE(dataset->training.size(), std::size_t{4});
        QCOMPARE(dataset->test.size(), std::size_t{2});
        QVERIFY((dataset->training.shape() == ImageShape{2, 3}));
        QVERIFY(dataset->test.shape() == dataset->training.shape());
        QCOMPARE(asBytes(dataset->training.pixels()), risingBytes(24));
        QCOMPARE(asBytes(dataset->training.image(3)), risingBytes(24).mid(18));
        QCOMPARE(asBytes(dataset->training.labels()), QByteArray("\0\2\1\2", 4));
        QCOMPARE(asBytes(dataset->test.labels()), QByteArray("\1\0", 2));
        QCOMPARE(dataset->classes, threeClasses());
    }
}

void FolderTest::filesMayBeGzipped_data()
{
    QTest::addColumn<QByteArrayList>("names");
    QTest::newRow("one") << QByteArrayList{testLabels};
    QTest::newRow("all") << QByteArrayList{trainingImages, trainingLabels, testImages, testLabels};
}

void FolderTest::filesMayBeGzipped()
{
    QFETCH(QByteArrayList, names);
    const Folder folder;
    writeDataset(folder);
    const auto plain = loadDataset(folder.path());
    for (const QByteArray& name : names) {
        QFile file(QString::fromStdString((folder / name.constData()).string()));
        QVERIFY(file.open(QIODevice::ReadOnly));
        folder.write((name + ".gz").constData(), gzipped(file.readAll()));
        QVERIFY(file.remove());
    }
    const auto zipped = loadDataset(folder.path());
    VERIFY_RESULT(zipped);
    QVERIFY(zipped->checksums == plain->checksums);
    QCOMPARE(asBytes(zipped->test.labels()), QByteArray("\1\0", 2));
}

void FolderTest::thePlainFileWins()
{
    const Folder folder;
    writeDataset(folder);
    folder.write("t10k-labels-idx1-ubyte.gz", "rubbish");
    VERIFY_RESULT(loadDataset(folder.path()));
}

void FolderTest::classesAreNumbers_data()
{
    QTest::addColumn<QByteArray>("training");
    QTest::addColumn<QByteArray>("test");
    QTest::addColumn<int>("classes");
    QTest::newRow("one class is taken for two")
        << QByteArray("\0\0\0\0", 4) << QByteArray("\0\0", 2) << 2;
    QTest::newRow("largest in training") << QByteArray("\0\7\0\0", 4) << QByteArray("\0\0", 2) << 8;
    QTest::newRow("largest in the test")
        << QByteArray("\0\1\0\0", 4) << QByteArray("\0\x9", 2) << 10;
}

void FolderTest::classesAreNumbers()
{
    QFETCH(QByteArray, training);
    QFETCH(QByteArray, test);
    QFETCH(int, classes);
    const Folder folder;
    writeDataset(folder);
    folder.write(trainingLabels, labelsFile(training));
    folder.write(testLabels, labelsFile(test));
    const auto dataset = loadDataset(folder.path());
    VERIFY_RESULT(dataset);
    QCOMPARE(dataset->classes.size(), static_cast<std::size_t>(classes));
    QCOMPARE(dataset->classes.front(), std::string("0"));
    QCOMPARE(dataset->classes.back(), std::to_string(classes - 1));
}

void FolderTest::aMissingFileIsNamed_data()
{
    QTest::addColumn<QByteArray>("name");
    for (const char* name : {trainingImages, trainingLabels, testImages, testLabels}) {
        QTest::newRow(name) << QByteArray(name);
    }
}

void FolderTest::aMissingFileIsNamed()
{
    QFETCH(QByteArray, name);
    const Folder folder;
    writeDataset(folder);
    folder.remove(name.constData());
    const auto dataset = loadDataset(folder.path());
    QVERIFY(!dataset);
    QCOMPARE(dataset.error().code, ErrorCode::DataMissing);
    const QString sentence = QString::fromStdString(dataset.error().detail);
    QVERIFY2(sentence.contains(QString::fromStdString(folder.path().string()))
            && sentence.contains(QLatin1String(name + " is missing")),
        qPrintable(sentence));
}

void FolderTest::whatIsNotThereIsSaid()
{
    const Folder folder;
    const std::filesystem::path path = folder / "absent";
    const auto dataset = loadDataset(path.string());
    QVERIFY(!dataset);
    QCOMPARE(dataset.error().code, ErrorCode::FileUnreadable);
    QCOMPARE(QString::fromStdString(dataset.error().detail),
        QString::fromStdString("“" + path.string() + "” is not a data set: it does not exist."));
}

/// Beyond digits only the numbers that occur are classes.
void FolderTest::largeNumbersAreNames()
{
    const Folder folder;
    writeDataset(folder);
    folder.write(trainingLabels, labelsFile(QByteArray("\x1\xFF\x1\x14", 4)));
    folder.write(testLabels, labelsFile(QByteArray("\x1\x14", 2)));
    const auto dataset = loadDataset(folder.path());
    VERIFY_RESULT(dataset);
    QCOMPARE(dataset->classes, (std::vector<std::string>{"1", "20", "255"}));
    QCOMPARE(asBytes(dataset->training.labels()), QByteArray("\0\2\0\1", 4));
    QCOMPARE(asBytes(dataset->test.labels()), QByteArray("\0\1", 2));
}

/// One of seven, always the same ones.
void FolderTest::withoutTestImagesSomeAreSetAside()
{
    const Folder folder;
    folder.write(trainingImages, imagesFile(70, 2, 3));
    folder.write(trainingLabels, labelsFile(QByteArray(35, '\0') + QByteArray(35, '\1')));
    const auto dataset = loadDataset(folder.path());
    VERIFY_RESULT(dataset);
    QCOMPARE(dataset->training.size(), std::size_t{60});
    QCOMPARE(asBytes(dataset->test.labels()), QByteArray(5, '\0') + QByteArray(5, '\1'));
    QCOMPARE(dataset->remarks.size(), std::size_t{1});
    QCOMPARE(dataset->remarks.front(),
        std::string("There are no test images, so 10 images of 70 were set aside for testing."));
    const auto again = loadDataset(folder.path());
    VERIFY_RESULT(again);
    QCOMPARE(asBytes(again->test.pixels()), asBytes(dataset->test.pixels()));
}

void FolderTest::countsThatDisagree_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("labels");
    QTest::addColumn<QString>("fault");
    QTest::newRow("training") << QByteArray(trainingLabels) << QByteArray("\0\1\0", 3)
                              << QStringLiteral("has 4 images, but “train-labels-idx1-ubyte” has "
                                                "3 labels.");
    QTest::newRow("test") << QByteArray(testLabels) << QByteArray("\0\1\0", 3)
                          << QStringLiteral(
                                 "has 2 images, but “t10k-labels-idx1-ubyte” has 3 labels.");
}

void FolderTest::countsThatDisagree()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, labels);
    QFETCH(QString, fault);
    const Folder folder;
    writeDataset(folder);
    folder.write(name.constData(), labelsFile(labels));
    const auto dataset = loadDataset(folder.path());
    QVERIFY(!dataset);
    QCOMPARE(dataset.error().code, ErrorCode::FileMalformed);
    const QString sentence = QString::fromStdString(dataset.error().detail);
    QVERIFY2(
        sentence.contains(QString::fromStdString(folder.path().string())), qPrintable(sentence));
    QVERIFY2(sentence.endsWith(fault), qPrintable(sentence));
}

void FolderTest::sizesThatDisagree()
{
    const Folder folder;
    writeDataset(folder);
    // The same number of pixels, so that only the shape differs.
    folder.write(testImages, imagesFile(2, 3, 2));
    const auto dataset = loadDataset(folder.path());
    QVERIFY(!dataset);
    QCOMPARE(dataset.error().code, ErrorCode::FileMalformed);
    QCOMPARE(QString::fromStdString(dataset.error().detail),
        QString::fromStdString("The training and the test images in “" + folder.path().string()
            + "” are not of the same size."));
}

void FolderTest::aCopySharesTheBytes()
{
    const Folder folder;
    writeDataset(folder);
    const auto dataset = loadDataset(folder.path());
    VERIFY_RESULT(dataset);
    const Dataset copy = *dataset; // NOLINT(performance-unnecessary-copy-initialization)
    QCOMPARE(copy.training.pixels().data(), dataset->training.pixels().data());
    QCOMPARE(LabelledImages().size(), std::size_t{0});
    QVERIFY(LabelledImages().pixels().empty() && LabelledImages().labels().empty());
}

void FolderTest::provenanceNamesTheFiles()
{
    const Folder folder;
    writeDataset(folder);
    const auto dataset = loadDataset(folder.path());
    VERIFY_RESULT(dataset);
    const std::string text = provenanceJson(*dataset);
    const QJsonObject json = QJsonDocument::fromJson(QByteArray::fromStdString(text)).object();
    QCOMPARE(json.keys(), (QStringList{QStringLiteral("name"), QStringLiteral("sha256")}));
    QVERIFY(text.rfind(R"({"name":)", 0) == 0);
    QCOMPARE(json[QStringLiteral("name")].toString().toStdString(), dataset->name);
    const QJsonObject sums = json[QStringLiteral("sha256")].toObject();
    QCOMPARE(sums.size(), 4);
    QCOMPARE(sums[QLatin1String(testImages)].toString().toLatin1(),
        QCryptographicHash::hash(imagesFile(2, 2, 3), QCryptographicHash::Sha256).toHex());
}

QTEST_GUILESS_MAIN(FolderTest)
#include "tst_folder.moc"
