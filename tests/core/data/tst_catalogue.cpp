// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/catalogue.h"
#include "tests/core/data/idx_files.h"

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

CatalogueEntry mnistIn(const std::filesystem::path& folder)
{
    CatalogueEntry entry = *findCatalogueEntry("mnist");
    entry.folder = folder;
    return entry;
}

/// Links MNIST's files into another folder.
void linkMnist(const std::filesystem::path& folder)
{
    const CatalogueEntry& mnist = *findCatalogueEntry("mnist");
    for (const auto& [name, checksum] : mnist.checksums) {
        std::error_code error;
        QVERIFY2(std::filesystem::exists(mnist.folder / name, error),
            "MNIST is missing; packaging/run fetches it.");
        std::filesystem::create_symlink(mnist.folder / name, folder / name, error);
        QVERIFY2(!error, error.message().c_str());
    }
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
        QCOMPARE(entry.checksums.size(), std::size_t{4});
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

    const auto fashion = loadDataset(findCatalogueEntry("fashion-mnist")->folder.string());
    VERIFY_RESULT(fashion);
    QCOMPARE(fashion->name, std::string("Fashion-MNIST"));
    QCOMPARE(fashion->classes.at(1), std::string("Trouser"));
    QCOMPARE(fashion->preprocessing, Preprocessing::Fit);
}

void CatalogueTest::anEntryThatIsNotInstalledSaysWhatToDo_data()
{
    QTest::addColumn<QByteArray>("id");
    QTest::addColumn<QString>("remedy");
    QTest::newRow("mnist") << QByteArray("mnist") << QStringLiteral("numeral-fetch-mnist");
    QTest::newRow("fashion-mnist")
        << QByteArray("fashion-mnist") << QStringLiteral("dataset-fashion-mnist");
}

void CatalogueTest::anEntryThatIsNotInstalledSaysWhatToDo()
{
    QFETCH(QByteArray, id);
    QFETCH(QString, remedy);
    const Folder folder;
    CatalogueEntry entry = *findCatalogueEntry(id.toStdString());
    for (const std::filesystem::path& missing : {folder.path(), folder / "absent"}) {
        entry.folder = missing;
        const auto dataset = loadCatalogueEntry(entry);
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

    const auto dataset = loadCatalogueEntry(mnistIn(folder.path()));
    QVERIFY(!dataset);
    QCOMPARE(dataset.error().code, ErrorCode::FileMalformed);
    const QString sentence = QString::fromStdString(dataset.error().detail);
    QVERIFY2(sentence.contains(QString::fromStdString((folder / name.constData()).string())),
        qPrintable(sentence));
    QVERIFY2(sentence.contains(QStringLiteral("SHA-256")), qPrintable(sentence));
}

QTEST_GUILESS_MAIN(CatalogueTest)
#include "tst_catalogue.moc"
