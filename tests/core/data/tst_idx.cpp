// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/idx.h"
#include "tests/core/data/idx_files.h"

#include <QCryptographicHash>
#include <QTest>

using namespace numeral;
using namespace numeral::test;

class IdxTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void imagesOfEverySize_data();
    void imagesOfEverySize();
    void labelsFrom0To255();
    void valuesOfEveryTypeAreRead_data();
    void valuesOfEveryTypeAreRead();
    void ofSeveralColumnsTheFirstIsTheLabel();
    void gzipIsDetectedByContent_data();
    void gzipIsDetectedByContent();
    void mappingEqualsReading_data();
    void mappingEqualsReading();
    void aMappedFileOutlivesItsName();
    void onlyLargePlainFilesAreMapped();
    void aFileThatGetsShorterIsNoticed();
};

namespace {

QByteArray asBytes(const Bytes& bytes)
{
    return {
        reinterpret_cast<const char*>(bytes.span().data()), static_cast<qsizetype>(bytes.size())};
}

QByteArray sha256Of(const QByteArray& bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex();
}

} // namespace

void IdxTest::imagesOfEverySize_data()
{
    QTest::addColumn<quint32>("count");
    QTest::addColumn<quint32>("rows");
    QTest::addColumn<quint32>("columns");

    QTest::newRow("smallest") << 1U << 1U << 1U;
    QTest::newRow("wide") << 7U << 3U << 5U;
    QTest::newRow("tall") << 2U << 300U << 1U;
    QTest::newRow("MNIST's") << 1500U << 28U << 28U;
    QTest::newRow("largest") << 1U << 4096U << 4096U;
}

void IdxTest::imagesOfEverySize()
{
    QFETCH(quint32, count);
    QFETCH(quint32, rows);
    QFETCH(quint32, columns);
    const QByteArray bytes = imagesFile(count, rows, columns);
    const Folder folder;
    for (const QByteArray& content : {bytes, gzipped(bytes)}) {
        const auto images = readIdxImages(folder.write("images", content));
        VERIFY_RESULT(images);
        QCOMPARE(images->count, std::size_t{count});
        QCOMPARE(images->shape.rows, std::size_t{rows});
        QCOMPARE(images->shape.columns, std::size_t{columns});
        QVERIFY(asBytes(images->pixels) == bytes.mid(16));
        QCOMPARE(QByteArray::fromStdString(images->checksum), sha256Of(bytes));
    }
}

void IdxTest::labelsFrom0To255()
{
    const QByteArray bytes = labelsFile(risingBytes(256));
    const Folder folder;
    for (const QByteArray& content : {bytes, gzipped(bytes)}) {
        const auto labels = readIdxLabels(folder.write("labels", content));
        VERIFY_RESULT(labels);
        QCOMPARE(labels->labels.size(), std::size_t{256});
        for (std::size_t i = 0; i < 256; ++i) {
            QCOMPARE(labels->labels[i], static_cast<Label>(i));
        }
        QCOMPARE(QByteArray::fromStdString(labels->checksum), sha256Of(bytes));
    }
}

/// Three pixels and the bytes that they become.
void IdxTest::valuesOfEveryTypeAreRead_data()
{
    QTest::addColumn<quint32>("type");
    QTest::addColumn<QByteArray>("values"); // in hexadecimal
    QTest::addColumn<QByteArray>("pixels"); // "
    const auto row = [](const char* name, quint32 type, const char* values, const char* pixels) {
        QTest::newRow(name) << type << QByteArray(values) << QByteArray(pixels);
    };
    row("signed bytes", 0x09, "00017f", "00017f");
    row("signed bytes from -1 to 1", 0x09, "ff0001", "0080ff");
    row("16 bits", 0x0B, "0000 0001 00ff", "0001ff");
    row("16 bits to the full", 0x0B, "0000 0101 7fff", "00017f");
    row("32 bits", 0x0C, "00000000 00000080 000000ff", "0080ff");
    row("floats from 0 to 1", 0x0D, "00000000 3f000000 3f800000", "0080ff");
    row("floats from 0 to 255", 0x0D, "00000000 43004000 437f0000", "0080ff");
    row("floats from -1 to 1", 0x0D, "bf800000 00000000 3f800000", "0080ff");
    row("doubles", 0x0E, "0000000000000000 3fe0000000000000 3ff0000000000000", "0080ff");
}

void IdxTest::valuesOfEveryTypeAreRead()
{
    QFETCH(const quint32, type);
    QFETCH(const QByteArray, values);
    QFETCH(const QByteArray, pixels);
    const Folder folder;
    const QByteArray file = words({type << 8U | 3U, 1, 1, 3}) + QByteArray::fromHex(values);
    for (const QByteArray& content : {file, gzipped(file)}) {
        const auto images = readIdxImages(folder.write("images", content));
        VERIFY_RESULT(images);
        QCOMPARE(asBytes(images->pixels).toHex(), pixels);
        QCOMPARE(QByteArray::fromStdString(images->checksum), sha256Of(file));
    }
}

/// As in QMNIST, where the others are the writer and where the digit was found.
void IdxTest::ofSeveralColumnsTheFirstIsTheLabel()
{
    const Folder folder;
    const auto labels = readIdxLabels(
        folder.write("labels", words({0x0C02, 2, 3}) + words({7, 2604, 4, 300, 0xFFFFFFFF, 0})));
    VERIFY_RESULT(labels);
    QCOMPARE(labels->labels, (std::vector<Label>{7, 300}));
}

void IdxTest::gzipIsDetectedByContent_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("content");
    const QByteArray bytes = imagesFile(4, 2, 3);

    QTest::newRow("gzipped, with no such name") << QByteArray("images") << gzipped(bytes);
    QTest::newRow("plain, named as if gzipped") << QByteArray("images.gz") << bytes;
    QTest::newRow("several members, cut in the header and in the body") << QByteArray(
        "images.gz") << gzipped(bytes.left(5)) + gzipped(bytes.mid(5, 20)) + gzipped(bytes.mid(25));
    QTest::newRow("an empty member behind")
        << QByteArray("images.gz") << gzipped(bytes) + gzipped({});
    const QByteArray zeros(512, '\0');
    QTest::newRow("one zero behind") << QByteArray("images.gz") << gzipped(bytes) + zeros.left(1);
    QTest::newRow("zeros behind") << QByteArray("images.gz") << gzipped(bytes) + zeros;
    QTest::newRow("more zeros than are read at a time")
        << QByteArray("images.gz") << gzipped(bytes) + zeros.repeated(400);
    QTest::newRow("zeros between members") << QByteArray(
        "images.gz") << gzipped(bytes.left(20)) + zeros + gzipped(bytes.mid(20)) + zeros;
}

void IdxTest::gzipIsDetectedByContent()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, content);
    const Folder folder;
    const auto images = readIdxImages(folder.write(name.constData(), content));
    VERIFY_RESULT(images);
    QCOMPARE(asBytes(images->pixels), risingBytes(24));
}

void IdxTest::mappingEqualsReading_data()
{
    QTest::addColumn<quint32>("count");
    QTest::addColumn<quint32>("side");
    QTest::newRow("smaller than a page") << 3U << 2U;
    QTest::newRow("exactly two pages") << 511U << 4U;
    QTest::newRow("several megabytes, and a part of a page") << 5001U << 28U;
}

void IdxTest::mappingEqualsReading()
{
    QFETCH(quint32, count);
    QFETCH(quint32, side);
    const QByteArray bytes = imagesFile(count, side, side);
    const Folder folder;
    const auto file = folder.write("images", bytes);
    // Files of at least the threshold's size are memory-mapped.
    const auto mapped = readIdxImages(file, static_cast<std::uint64_t>(bytes.size()));
    const auto read = readIdxImages(file, static_cast<std::uint64_t>(bytes.size()) + 1);
    VERIFY_RESULT(mapped);
    VERIFY_RESULT(read);
    QCOMPARE(mapped->count, read->count);
    QVERIFY(mapped->shape == read->shape);
    QVERIFY(asBytes(mapped->pixels) == asBytes(read->pixels));
    QVERIFY(asBytes(mapped->pixels) == bytes.mid(16));
    QCOMPARE(mapped->checksum, read->checksum);
    QVERIFY(mapped->pixels.intact() && read->pixels.intact());
}

/// As when another program replaces the file by a rename, which is what ours do.
void IdxTest::aMappedFileOutlivesItsName()
{
    const Folder folder;
    auto images = readIdxImages(folder.write("images", imagesFile(100, 28, 28)), 1);
    VERIFY_RESULT(images);
    const Bytes copy = images->pixels; // NOLINT(performance-unnecessary-copy-initialization)
    QCOMPARE(copy.span().data(), images->pixels.span().data());
    images = readIdxImages(folder.write("others", imagesFile(1, 1, 1)));
    folder.remove("images");
    QVERIFY(asBytes(copy) == risingBytes(78'400));
    QVERIFY(copy.intact());
}

/// A later change of the file shows in a mapping only.
void IdxTest::onlyLargePlainFilesAreMapped()
{
    const Folder folder;
    const QByteArray good = imagesFile(4, 2, 2);
    for (const bool large : {false, true}) {
        const auto file = folder.write("images", good);
        const auto images = readIdxImages(file, large ? 32U : 33U);
        VERIFY_RESULT(images);
        QFile writer(QString::fromStdString(file.string()));
        QVERIFY(writer.open(QIODevice::ReadWrite) && writer.seek(16));
        QVERIFY(writer.putChar('x') && writer.flush());
        QCOMPARE(images->pixels.span().front(), static_cast<std::uint8_t>(large ? 'x' : 0));
    }
    const auto zipped = readIdxImages(folder.write("images", gzipped(good)), 1);
    VERIFY_RESULT(zipped);
    QVERIFY(asBytes(zipped->pixels) == risingBytes(16));
}

void IdxTest::aFileThatGetsShorterIsNoticed()
{
    const Folder folder;
    const auto file = folder.write("images", imagesFile(100, 28, 28));
    const auto images = readIdxImages(file, 1);
    VERIFY_RESULT(images);
    QVERIFY(images->pixels.intact());
    std::filesystem::resize_file(file, 16);
    // This page no longer exists: without a handler, SIGBUS would end the program here.
    QCOMPARE(images->pixels.span().back(), std::uint8_t{0});
    QVERIFY(!images->pixels.intact());
}

QTEST_GUILESS_MAIN(IdxTest)
#include "tst_idx.moc"
