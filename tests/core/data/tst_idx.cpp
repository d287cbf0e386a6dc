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
    void labelsFromNoughtTo255();
    void gzipIsToldByItsContent_data();
    void gzipIsToldByItsContent();
};

namespace {

QByteArray asBytes(const std::vector<std::uint8_t>& bytes)
{
    return {reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size())};
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

void IdxTest::labelsFromNoughtTo255()
{
    const QByteArray bytes = labelsFile(risingBytes(256));
    const Folder folder;
    for (const QByteArray& content : {bytes, gzipped(bytes)}) {
        const auto labels = readIdxLabels(folder.write("labels", content));
        VERIFY_RESULT(labels);
        QCOMPARE(asBytes(labels->labels), risingBytes(256));
        QCOMPARE(QByteArray::fromStdString(labels->checksum), sha256Of(bytes));
    }
}

void IdxTest::gzipIsToldByItsContent_data()
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
}

void IdxTest::gzipIsToldByItsContent()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, content);
    const Folder folder;
    const auto images = readIdxImages(folder.write(name.constData(), content));
    VERIFY_RESULT(images);
    QCOMPARE(asBytes(images->pixels), risingBytes(24));
}

QTEST_GUILESS_MAIN(IdxTest)
#include "tst_idx.moc"
