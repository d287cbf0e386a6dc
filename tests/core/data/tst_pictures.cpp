// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/catalogue.h"
#include "tests/core/data/idx_files.h"
#include "tests/core/data/zip_files.h"

#include <QTest>

#include <atomic>
#include <chrono>

using namespace numeral;
using namespace numeral::test;

namespace {

std::atomic<int> decoded = 0; ///< how many pictures

/// A "picture": its rows and columns, one digit each, and the grey of all pixels but the first,
/// which is black.
QByteArray picture(int rows, int columns, int grey)
{
    return QByteArray::number(rows) + ' ' + QByteArray::number(columns) + ' '
        + QByteArray::number(grey);
}

Result<GreyImage> decode(std::span<const std::uint8_t> bytes, const std::filesystem::path& name,
    std::size_t /*mostSide*/)
{
    ++decoded;
    const QList<QByteArray> numbers = QByteArray(
        reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size()))
                                          .split(' ');
    if (numbers.size() != 3) {
        return failure(ErrorCode::FileMalformed, "“" + name.string() + "” is damaged.");
    }
    GreyImage image(numbers[0].toUInt(), numbers[1].toUInt());
    std::fill(image.pixels.begin(), image.pixels.end(), numbers[2].toUInt());
    image.pixels.front() = 0;
    return image;
}

DataTools tools()
{
    DataTools tools;
    tools.decode = decode;
    return tools;
}

void add(const Folder& folder, const QByteArray& name, const QByteArray& content)
{
    std::filesystem::create_directories((folder / name.constData()).parent_path());
    folder.write(name.constData(), content);
}

/// Seven pictures of the given size in each of three classes, called a, b2 and b10.
void addClasses(const Folder& folder, const QByteArray& within, int rows = 5, int columns = 5)
{
    int grey = 0;
    for (const char* name : {"a", "b2", "b10"}) {
        for (int i = 1; i <= 7; ++i) {
            add(folder, within + name + "/" + QByteArray::number(i) + ".png",
                picture(rows, columns, ++grey));
        }
    }
}

} // namespace

/// Folders of pictures, one for each class.
class PicturesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void classesAreTheFolders_data();
    void classesAreTheFolders();
    void foldersAboveTheClassesDivide_data();
    void foldersAboveTheClassesDivide();
    void anArchiveIsAFolder();
    void smallPicturesKeepTheirSize();
    void othersAreScaled_data();
    void othersAreScaled();
    void damagedPicturesAreLeftOut();
    void fewReadablePicturesAreRefused();
    void theSecondOpeningDecodesNothing();
    void aChangedPictureIsDecodedAgain_data();
    void aChangedPictureIsDecodedAgain();
    void aDamagedCacheIsMadeAgain();
    void openingCanBeCancelled();
    void foldersOfOneClassAreNone();

private:
    QTemporaryDir m_cache;
};

void PicturesTest::initTestCase()
{
    QVERIFY(qputenv("XDG_CACHE_HOME", m_cache.path().toLocal8Bit()));
}

void PicturesTest::init()
{
    decoded = 0;
}

void PicturesTest::classesAreTheFolders_data()
{
    QTest::addColumn<QByteArray>("within");
    QTest::newRow("directly") << QByteArray();
    QTest::newRow("a folder within") << QByteArray("archive/");
    QTest::newRow("two within") << QByteArray("archive/images/");
}

void PicturesTest::classesAreTheFolders()
{
    QFETCH(QByteArray, within);
    const Folder folder;
    addClasses(folder, within);
    add(folder, within + "a/Thumbs.db", "no picture");
    add(folder, within + "readme.txt", "no picture");
    const auto dataset = loadDataset(folder.path(), tools());
    VERIFY_RESULT(dataset);
    QCOMPARE(dataset->classes, (std::vector<std::string>{"a", "b2", "b10"}));
    QCOMPARE(dataset->training.size(), std::size_t(18));
    QCOMPARE(dataset->test.size(), std::size_t(3));
    for (const LabelledImages* images : {&dataset->training, &dataset->test}) {
        for (std::size_t i = 0; i < images->size(); ++i) {
            QCOMPARE(int(images->labels()[i]), (images->image(i)[1] - 1) / 7);
        }
    }
}

void PicturesTest::foldersAboveTheClassesDivide_data()
{
    QTest::addColumn<QByteArrayList>("parts");
    QTest::addColumn<int>("training");
    QTest::addColumn<int>("test");
    QTest::newRow("train and test") << QByteArrayList{"train/", "test/"} << 21 << 21;
    QTest::newRow("training and testing") << QByteArrayList{"Training/", "Testing/"} << 21 << 21;
    QTest::newRow("train and validation") << QByteArrayList{"train/", "validation/"} << 21 << 21;
    QTest::newRow("all three") << QByteArrayList{"train/", "valid/", "test/"} << 42 << 21;
    QTest::newRow("within a folder") << QByteArrayList{"set/train/", "set/test/"} << 21 << 21;
    QTest::newRow("training alone") << QByteArrayList{"train/"} << 18 << 3;
    QTest::newRow("twice the same") << QByteArrayList{"train/train/", "test/test/"} << 21 << 21;
    QTest::newRow("test alone") << QByteArrayList{"test/"} << 18 << 3;
}

void PicturesTest::foldersAboveTheClassesDivide()
{
    QFETCH(QByteArrayList, parts);
    QFETCH(int, training);
    QFETCH(int, test);
    const Folder folder;
    for (const QByteArray& part : parts) {
        addClasses(folder, part);
    }
    const auto dataset = loadDataset(folder.path(), tools());
    VERIFY_RESULT(dataset);
    QCOMPARE(dataset->classes.size(), std::size_t(3));
    QCOMPARE(dataset->training.size(), std::size_t(training));
    QCOMPARE(dataset->test.size(), std::size_t(test));
}

void PicturesTest::anArchiveIsAFolder()
{
    QList<ZipEntry> entries{{"__MACOSX/digits/._1.png", "no picture"}};
    for (int i = 0; i < 14; ++i) {
        entries.append(
            {QByteArray("digits/") + (i % 2 == 0 ? "0/" : "1/") + QByteArray::number(i) + ".png",
                picture(3, 3, i)});
    }
    const Folder folder;
    const auto dataset = loadDataset(folder.write("digits.zip", zipped(entries)), tools());
    VERIFY_RESULT(dataset);
    QCOMPARE(dataset->name, std::string("digits"));
    QCOMPARE(dataset->training.size(), std::size_t(12));
    QCOMPARE(dataset->test.size(), std::size_t(2));
}

void PicturesTest::smallPicturesKeepTheirSize()
{
    const Folder folder;
    addClasses(folder, "", 32, 20);
    const auto dataset = loadDataset(folder.path(), tools());
    VERIFY_RESULT(dataset);
    QVERIFY((dataset->training.shape() == ImageShape{32, 20}));
}

void PicturesTest::othersAreScaled_data()
{
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("columns");
    QTest::newRow("one is larger") << 8 << 8;
    QTest::newRow("one is wider") << 5 << 50;
    QTest::newRow("one is large") << 500 << 500;
    QTest::newRow("one is one pixel") << 1 << 1;
}

void PicturesTest::othersAreScaled()
{
    QFETCH(int, rows);
    QFETCH(int, columns);
    const Folder folder;
    addClasses(folder, "");
    add(folder, "a/8.png", picture(rows, columns, 200));
    const auto dataset = loadDataset(folder.path(), tools());
    VERIFY_RESULT(dataset);
    QVERIFY(dataset->training.shape() == ImageShape());
    for (std::size_t i = 0; i < dataset->training.size(); ++i) {
        const auto image = dataset->training.image(i);
        const int grey = image[27]; // a corner: the picture, or the grey of its border
        QVERIFY(grey > 0 || rows == 1); // whose only pixel is black
        QCOMPARE(int(image[28 * 14 + 14]), grey);
    }
}

void PicturesTest::damagedPicturesAreLeftOut()
{
    const Folder folder;
    addClasses(folder, "");
    add(folder, "a/broken.png", "x");
    for (int opening = 0; opening < 2; ++opening) { // from the cache as well
        const auto dataset = loadDataset(folder.path(), tools());
        VERIFY_RESULT(dataset);
        QCOMPARE(dataset->training.size() + dataset->test.size(), std::size_t(21));
        QCOMPARE(dataset->remarks.size(), std::size_t(2));
        QCOMPARE(dataset->remarks.front(),
            "1 picture of 22 was left out, since it can't be read. “"
                + (folder / "a/broken.png").string() + "” is damaged.");
    }
}

void PicturesTest::fewReadablePicturesAreRefused()
{
    const Folder folder;
    for (const char* name : {"a", "b"}) {
        for (int i = 0; i < 20; ++i) {
            add(folder, QByteArray(name) + "/" + QByteArray::number(i) + ".png",
                i == 0 ? picture(2, 2, 9) : QByteArray("x"));
        }
    }
    const auto dataset = loadDataset(folder.path(), tools());
    QVERIFY(!dataset);
    QCOMPARE(dataset.error().code, ErrorCode::FileMalformed);
    QVERIFY(QString::fromStdString(dataset.error().detail)
                .contains(QStringLiteral("only 2 can be read")));
}

void PicturesTest::theSecondOpeningDecodesNothing()
{
    const Folder folder;
    addClasses(folder, "train/");
    addClasses(folder, "test/");
    const auto first = loadDataset(folder.path(), tools());
    VERIFY_RESULT(first);
    QCOMPARE(decoded.load(), 42);
    const auto second = loadDataset(folder.path(), tools());
    VERIFY_RESULT(second);
    QCOMPARE(decoded.load(), 42);
    QCOMPARE(second->classes, first->classes);
    QVERIFY(second->checksums == first->checksums);
    for (const auto part : {&Dataset::training, &Dataset::test}) {
        const auto a = ((*first).*part).pixels();
        const auto b = ((*second).*part).pixels();
        QVERIFY(std::equal(a.begin(), a.end(), b.begin(), b.end()));
        const auto labels = ((*first).*part).labels();
        const auto others = ((*second).*part).labels();
        QVERIFY(std::equal(labels.begin(), labels.end(), others.begin(), others.end()));
    }
}

void PicturesTest::aChangedPictureIsDecodedAgain_data()
{
    QTest::addColumn<int>("change");
    QTest::newRow("its time") << 0;
    QTest::newRow("its name") << 1;
    QTest::newRow("another") << 2;
    QTest::newRow("one less") << 3;
}

void PicturesTest::aChangedPictureIsDecodedAgain()
{
    QFETCH(int, change);
    const Folder folder;
    addClasses(folder, "");
    VERIFY_RESULT(loadDataset(folder.path(), tools()));
    const int before = decoded;
    const auto file = folder / "a/1.png";
    switch (change) {
    case 0:
        std::filesystem::last_write_time(
            file, std::filesystem::last_write_time(file) + std::chrono::seconds(1));
        break;
    case 1:
        std::filesystem::rename(file, folder / "a/0.png");
        break;
    case 2:
        add(folder, "a/8.png", picture(5, 5, 100));
        break;
    default:
        std::filesystem::remove(file);
    }
    VERIFY_RESULT(loadDataset(folder.path(), tools()));
    QVERIFY(decoded > before);
}

void PicturesTest::aDamagedCacheIsMadeAgain()
{
    const Folder folder;
    addClasses(folder, "");
    VERIFY_RESULT(loadDataset(folder.path(), tools()));
    int damaged = 0;
    for (const auto& file :
        std::filesystem::recursive_directory_iterator(m_cache.path().toStdString())) {
        if (file.is_regular_file() && file.path().filename() == "training") {
            QFile content(QString::fromStdString(file.path().string()));
            QVERIFY(content.open(QIODevice::ReadWrite));
            QVERIFY(content.seek(content.size() - 1));
            content.write("\x99");
            ++damaged;
        }
    }
    QVERIFY(damaged > 0);
    decoded = 0;
    const auto again = loadDataset(folder.path(), tools());
    VERIFY_RESULT(again);
    QCOMPARE(decoded.load(), 21);
    QVERIFY(again->training.pixels().back() != 0x99);
}

void PicturesTest::openingCanBeCancelled()
{
    const Folder folder;
    addClasses(folder, "");
    DataTools cancelling = tools();
    cancelling.shouldContinue = [](double share) { return share < 0.2; };
    const auto dataset = loadDataset(folder.path(), cancelling);
    QVERIFY(!dataset);
    QCOMPARE(dataset.error().detail, std::string("Opening the data set was cancelled."));
    VERIFY_RESULT(loadDataset(folder.path(), tools())); // nothing unfinished was kept
}

void PicturesTest::foldersOfOneClassAreNone()
{
    const Folder folder;
    add(folder, "a/1.png", picture(2, 2, 1));
    add(folder, "train/2.png", picture(2, 2, 1));
    const auto dataset = loadDataset(folder.path(), tools());
    QVERIFY(!dataset);
    QCOMPARE(dataset.error().code, ErrorCode::DataMissing);
    const QString sentence = QString::fromStdString(dataset.error().detail);
    QVERIFY2(
        sentence.contains(QStringLiteral("has pictures of one class, “a”")), qPrintable(sentence));
}

QTEST_MAIN(PicturesTest)
#include "tst_pictures.moc"
