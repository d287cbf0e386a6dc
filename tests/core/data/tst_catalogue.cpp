// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/catalogue.h"
#include "tests/core/data/idx_files.h"
#include "tests/core/data/zip_files.h"

#include <QTest>

#include <algorithm>

using namespace numeral;
using namespace numeral::test;

/// Uses the real data sets, which must be installed; packaging/test does that.
class CatalogueTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void mnist();
    void fashionMnist();
    void everyEntryIsFoundByItsId();
    void aCopyElsewhereIsKnownByItsContent();
    void emnistOpensOneOfItsSets_data();
    void emnistOpensOneOfItsSets();
    void kmnistAndQmnistAreReadAsTheyCome();
    void anotherDataSetInItsPlaceIsRefused();
    void anEntryThatIsNotInstalledSaysWhatToDo_data();
    void anEntryThatIsNotInstalledSaysWhatToDo();
    void aWrongChecksumIsNamed_data();
    void aWrongChecksumIsNamed();
};

namespace {

std::vector<int> firstLabels(const LabelledImages& images)
{
    const auto labels = images.labels().first(4);
    return {labels.begin(), labels.end()};
}

CatalogueEntry entryIn(const std::filesystem::path& folder, std::string_view id)
{
    CatalogueEntry entry = *findCatalogueEntry(id);
    Download download = *entry.download;
    download.folder = folder;
    entry.download = std::make_shared<const Download>(download);
    return entry;
}

/// Links MNIST's files into another folder.
void linkMnist(const std::filesystem::path& folder)
{
    const CatalogueEntry& mnist = *findCatalogueEntry("mnist");
    for (const auto& [name, checksum] : mnist.checksums) {
        std::error_code error;
        QVERIFY2(std::filesystem::exists(mnist.download->folder / name, error),
            "MNIST is missing; packaging/run fetches it.");
        std::filesystem::create_symlink(mnist.download->folder / name, folder / name, error);
        QVERIFY2(!error, error.message().c_str());
    }
}

/// EMNIST's archive, with one image of each class of each set.
QByteArray emnistArchive()
{
    QList<ZipEntry> entries;
    const auto add = [&entries](const QByteArray& set, int first, int classes) {
        for (const char* part : {"train", "test"}) {
            const QByteArray name = "gzip/emnist-" + set + '-' + part;
            entries.append({name + "-images-idx3-ubyte.gz",
                gzipped(imagesFile(static_cast<quint32>(classes), 28, 28))});
            entries.append({name + "-labels-idx1-ubyte.gz",
                gzipped(labelsFile(risingBytes(first + classes).mid(first)))});
        }
    };
    add("letters", 1, 26);
    add("digits", 0, 10);
    add("balanced", 0, 47);
    add("byclass", 0, 62);
    add("mnist", 0, 10);
    return zipped(entries);
}

void compareSizes(const Dataset& dataset)
{
    QCOMPARE(dataset.training.size(), std::size_t{60'000});
    QCOMPARE(dataset.test.size(), std::size_t{10'000});
    QVERIFY((dataset.training.shape() == ImageShape{28, 28}));
    QVERIFY((dataset.test.shape() == ImageShape{28, 28}));
    QCOMPARE(dataset.classes.size(), std::size_t{10});
}

} // namespace

void CatalogueTest::mnist()
{
    const auto dataset = loadDataset("mnist");
    VERIFY_RESULT(dataset);
    compareSizes(*dataset);
    QCOMPARE(dataset->name, std::string("MNIST"));
    QCOMPARE(firstLabels(dataset->training), (std::vector<int>{5, 0, 4, 1}));
    QCOMPARE(firstLabels(dataset->test), (std::vector<int>{7, 2, 1, 0}));
    QCOMPARE(dataset->classes.at(7), std::string("7"));
    QCOMPARE(dataset->preprocessing, Preprocessing::Mnist);

    // Paper is 0 and full ink is 255: the first two rows are paper, and the digit's peak is 255.
    const auto first = dataset->training.image(0);
    QVERIFY(std::all_of(first.begin(), first.begin() + 56, [](int grey) { return grey == 0; }));
    QCOMPARE(int{*std::max_element(first.begin(), first.end())}, 255);
}

void CatalogueTest::fashionMnist()
{
    const auto dataset = loadDataset("fashion-mnist");
    VERIFY_RESULT(dataset);
    compareSizes(*dataset);
    QCOMPARE(dataset->name, std::string("Fashion-MNIST"));
    QCOMPARE(firstLabels(dataset->training), (std::vector<int>{9, 0, 0, 3}));
    QCOMPARE(firstLabels(dataset->test), (std::vector<int>{9, 2, 1, 1}));
    QCOMPARE(dataset->classes.front(), std::string("T-shirt/top"));
    QCOMPARE(dataset->classes.back(), std::string("Ankle boot"));
    QCOMPARE(dataset->preprocessing, Preprocessing::Fit);
}

void CatalogueTest::everyEntryIsFoundByItsId()
{
    QVERIFY(catalogue().size() >= 2);
    QCOMPARE(catalogue().front().id, std::string_view("mnist"));
    for (const CatalogueEntry& entry : catalogue()) {
        QCOMPARE(findCatalogueEntry(entry.id), &entry);
        QVERIFY(entry.download->size() > 1'000'000 && entry.download->mirrors.size() > 1);
        QVERIFY(!entry.download->homePage.empty());
        for (const DownloadFile& file : entry.download->files) {
            QCOMPARE(file.sha256.size(), std::size_t{64});
        }
        QVERIFY(!entry.title.empty() && !entry.description.empty());
    }
    QVERIFY(findCatalogueEntry("MNIST!") == nullptr);
    QVERIFY(findCatalogueEntry("") == nullptr);
}

void CatalogueTest::aCopyElsewhereIsKnownByItsContent()
{
    const Folder folder;
    linkMnist(folder.path());
    const auto dataset = loadDataset(folder.path().string());
    VERIFY_RESULT(dataset);
    QCOMPARE(dataset->name, std::string("MNIST"));

    const auto fashion
        = loadDataset(findCatalogueEntry("fashion-mnist")->download->folder.string());
    VERIFY_RESULT(fashion);
    QCOMPARE(fashion->name, std::string("Fashion-MNIST"));
    QCOMPARE(fashion->classes.at(1), std::string("Trouser"));
    QCOMPARE(fashion->preprocessing, Preprocessing::Fit);
}

void CatalogueTest::emnistOpensOneOfItsSets_data()
{
    QTest::addColumn<QByteArray>("id");
    QTest::addColumn<int>("classes");
    QTest::addColumn<QByteArray>("firstAndLast");
    QTest::newRow("letters") << QByteArray("emnist-letters") << 26 << QByteArray("az");
    QTest::newRow("digits") << QByteArray("emnist-digits") << 10 << QByteArray("09");
    QTest::newRow("balanced") << QByteArray("emnist-balanced") << 47 << QByteArray("0t");
    QTest::newRow("byclass") << QByteArray("emnist-byclass") << 62 << QByteArray("0z");
}

/// The archive has all of them, with rows and columns swapped; letters are numbered from 1.
void CatalogueTest::emnistOpensOneOfItsSets()
{
    QFETCH(QByteArray, id);
    QFETCH(int, classes);
    QFETCH(QByteArray, firstAndLast);
    const Folder folder;
    folder.write("gzip.zip", emnistArchive());
    const CatalogueEntry entry = entryIn(folder.path(), id.toStdString());
    QVERIFY(isThere(entry));
    const auto dataset = loadCatalogueEntry(entry);
    VERIFY_RESULT(dataset);
    QCOMPARE(dataset->name, std::string(entry.title));
    QCOMPARE(dataset->classes.size(), std::size_t(classes));
    QCOMPARE(dataset->classes.front(), std::string(1, firstAndLast.front()));
    QCOMPARE(dataset->classes.back(), std::string(1, firstAndLast.back()));
    QCOMPARE(dataset->training.size(), std::size_t(classes));
    QCOMPARE(int{dataset->training.labels().front()}, 0);
}

void CatalogueTest::kmnistAndQmnistAreReadAsTheyCome()
{
    const QByteArray images = gzipped(imagesFile(10, 28, 28));
    const Folder kmnist;
    for (const char* part : {"train", "t10k"}) {
        kmnist.write((QByteArray(part) + "-images-idx3-ubyte.gz").constData(), images);
        kmnist.write((QByteArray(part) + "-labels-idx1-ubyte.gz").constData(),
            gzipped(labelsFile(risingBytes(10))));
    }
    const auto characters = loadCatalogueEntry(entryIn(kmnist.path(), "kmnist"));
    VERIFY_RESULT(characters);
    QCOMPARE(characters->name, std::string("KMNIST"));
    QCOMPARE(characters->classes.at(3), std::string("tsu"));

    QByteArray labels = words({0x0C02, 10, 8}); // whole numbers, the digit in the first column
    for (quint32 digit = 0; digit < 10; ++digit) {
        labels += words({digit, 1, 17, 3, 30 + digit, 4711, 0, 0});
    }
    const Folder qmnist;
    for (const char* part : {"train", "test"}) {
        const QByteArray name = QByteArray("qmnist-") + part;
        qmnist.write((name + "-images-idx3-ubyte.gz").constData(), images);
        qmnist.write((name + "-labels-idx2-int.gz").constData(), gzipped(labels));
    }
    const auto numbers = loadCatalogueEntry(entryIn(qmnist.path(), "qmnist"));
    VERIFY_RESULT(numbers);
    QCOMPARE(numbers->name, std::string("QMNIST"));
    QCOMPARE(int{numbers->training.labels()[7]}, 7);
    QCOMPARE(numbers->preprocessing, Preprocessing::Mnist);
}

void CatalogueTest::anotherDataSetInItsPlaceIsRefused()
{
    const Folder folder;
    for (const char* part : {"train", "t10k"}) {
        folder.write((QByteArray(part) + "-images-idx3-ubyte").constData(), imagesFile(12, 28, 28));
        folder.write(
            (QByteArray(part) + "-labels-idx1-ubyte").constData(), labelsFile(risingBytes(12)));
    }
    const auto dataset = loadCatalogueEntry(entryIn(folder.path(), "kmnist"));
    QVERIFY(!dataset);
    QCOMPARE(dataset.error().code, ErrorCode::FileMalformed);
    QVERIFY(dataset.error().detail.find("12 classes") != std::string::npos);
}

void CatalogueTest::anEntryThatIsNotInstalledSaysWhatToDo_data()
{
    QTest::addColumn<QByteArray>("id");
    for (const CatalogueEntry& entry : catalogue()) {
        const auto id = QByteArray::fromStdString(std::string(entry.id));
        QTest::newRow(id.constData()) << id;
    }
}

void CatalogueTest::anEntryThatIsNotInstalledSaysWhatToDo()
{
    QFETCH(QByteArray, id);
    const QString remedy = QStringLiteral("numeral-cli fetch ") + QLatin1String(id);
    const Folder folder;
    for (const std::filesystem::path& missing : {folder.path(), folder / "absent"}) {
        const auto dataset = loadCatalogueEntry(entryIn(missing, id.toStdString()));
        QVERIFY(!dataset);
        QCOMPARE(dataset.error().code, ErrorCode::DataMissing);
        const QString sentence = QString::fromStdString(dataset.error().detail);
        QVERIFY2(sentence.contains(QString::fromStdString("“" + missing.string() + "”")),
            qPrintable(sentence));
        QVERIFY2(sentence.contains(remedy), qPrintable(sentence));
    }
}

void CatalogueTest::aWrongChecksumIsNamed_data()
{
    QTest::addColumn<QByteArray>("name");
    for (const auto& [name, checksum] : findCatalogueEntry("mnist")->checksums) {
        QTest::newRow(name.c_str()) << QByteArray::fromStdString(name);
    }
}

void CatalogueTest::aWrongChecksumIsNamed()
{
    QFETCH(QByteArray, name);
    const Folder folder;
    linkMnist(folder.path());
    QFile file(QString::fromStdString((folder / name.constData()).string()));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QByteArray bytes = file.readAll();
    file.close();
    QVERIFY(file.remove()); // the link, not the real file
    bytes.back() = static_cast<char>(bytes.back() == 0 ? 1 : 0);
    folder.write(name.constData(), bytes);

    const auto dataset = loadCatalogueEntry(entryIn(folder.path(), "mnist"));
    QVERIFY(!dataset);
    QCOMPARE(dataset.error().code, ErrorCode::FileMalformed);
    const QString sentence = QString::fromStdString(dataset.error().detail);
    QVERIFY2(sentence.contains(QString::fromStdString((folder / name.constData()).string())),
        qPrintable(sentence));
    QVERIFY2(sentence.contains(QStringLiteral("SHA-256")), qPrintable(sentence));
}

QTEST_GUILESS_MAIN(CatalogueTest)
#include "tst_catalogue.moc"
