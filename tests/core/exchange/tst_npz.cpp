// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/npz.h"
#include "tests/core/exchange/example_model.h"

#include <QList>
#include <QRegularExpression>
#include <QTest>
#include <QtEndian>

#include <algorithm>
#include <array>
#include <ctime>

using namespace numeral;
using namespace numeral::test;

namespace {

/// Reads a little-endian number; bytes past the end count as 0.
template <typename Number>
Number littleEndian(const QByteArray& bytes, qsizetype position)
{
    const QByteArray piece = bytes.mid(position, sizeof(Number));
    std::array<char, sizeof(Number)> number{};
    std::copy(piece.begin(), piece.end(), number.begin());
    return qFromLittleEndian<Number>(number.data());
}

/// CRC-32 as in PKWARE's APPNOTE, section 4.4.7, bit by bit.
quint32 crc32(const QByteArray& bytes)
{
    quint32 remainder = 0xFFFFFFFFU;
    for (const char byte : bytes) {
        remainder ^= static_cast<unsigned char>(byte);
        for (int bit = 0; bit < 8; ++bit) {
            remainder = (remainder >> 1U) ^ ((remainder & 1U) != 0 ? 0xEDB88320U : 0U);
        }
    }
    return ~remainder;
}

struct ZipEntry {
    QByteArray name;
    quint16 method = 0;
    quint16 time = 0;
    quint16 date = 0;
    quint32 checksum = 0;
    QByteArray content;
};

/// Parses a zip file from its central directory (PKWARE's APPNOTE, sections 4.3.7, 4.3.12, 4.3.16),
/// without the library that wrote it. Entries must not be compressed.
QList<ZipEntry> readZip(const QByteArray& zip)
{
    QList<ZipEntry> entries;
    const qsizetype end = zip.lastIndexOf("PK\x05\x06");
    if (end < 0) {
        return entries;
    }
    const auto count = littleEndian<quint16>(zip, end + 10);
    qsizetype record = littleEndian<quint32>(zip, end + 16);
    for (int i = 0; i < count && zip.mid(record, 4) == "PK\x01\x02"; ++i) {
        ZipEntry entry;
        entry.method = littleEndian<quint16>(zip, record + 10);
        entry.time = littleEndian<quint16>(zip, record + 12);
        entry.date = littleEndian<quint16>(zip, record + 14);
        entry.checksum = littleEndian<quint32>(zip, record + 16);
        const auto size = littleEndian<quint32>(zip, record + 20);
        const auto nameSize = littleEndian<quint16>(zip, record + 28);
        const auto extraSize = littleEndian<quint16>(zip, record + 30);
        const auto commentSize = littleEndian<quint16>(zip, record + 32);
        const qsizetype local = littleEndian<quint32>(zip, record + 42);
        entry.name = zip.mid(record + 46, nameSize);
        const qsizetype content = local + 30 + littleEndian<quint16>(zip, local + 26)
            + littleEndian<quint16>(zip, local + 28);
        entry.content = zip.mid(content, size);
        entries.append(entry);
        record += 46 + nameSize + extraSize + commentSize;
    }
    return entries;
}

struct Array {
    QByteArray shape; ///< as Python writes a tuple
    QList<float> values;
};

/// Parses the NPY format, version 1.0; the shape is empty if the file is anything else.
Array readNpy(const QByteArray& file)
{
    Array array;
    if (!file.startsWith(QByteArray("\x93NUMPY\x01\x00", 8))) {
        return array;
    }
    const qsizetype start = 10 + littleEndian<quint16>(file, 8);
    const QString header = QString::fromLatin1(file.mid(10, start - 10));
    static const QRegularExpression dictionary(QStringLiteral(
        R"(^\{'descr': '<f4', 'fortran_order': False, 'shape': (\([0-9, ]*\)), \} *\n$)"));
    const QRegularExpressionMatch match = dictionary.match(header);
    if (!match.hasMatch() || start % 64 != 0) {
        return array;
    }
    array.shape = match.captured(1).toLatin1();
    for (qsizetype i = start; i + 4 <= file.size(); i += 4) {
        array.values.append(littleEndian<float>(file, i));
    }
    return array;
}

QList<float> listOf(const float* values, std::size_t count)
{
    return {values, values + count};
}

} // namespace

class NpzTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anotherReaderFindsTheArrays();
    void entriesAreStoredWithoutDate();
    void bytesDependOnNothingButTheWeights();
    void fullDiskIsReported();
};

void NpzTest::anotherReaderFindsTheArrays()
{
    const Model model = exampleModel();
    const QList<ZipEntry> entries = readZip(bytesFrom(&writeNpz, model));
    const QList<QByteArray> shapes{"(5, 12)", "(5,)", "(3, 5)", "(3,)", "(4, 3)", "(4,)"};
    QCOMPARE(entries.size(), shapes.size());
    for (qsizetype i = 0; i < entries.size(); ++i) {
        const bool isWeight = i % 2 == 0;
        const auto index = static_cast<std::size_t>(i / 2);
        QCOMPARE(entries[i].name,
            "layers." + QByteArray::number(i / 2) + (isWeight ? ".weight.npy" : ".bias.npy"));
        QCOMPARE(entries[i].checksum, crc32(entries[i].content));
        const Array array = readNpy(entries[i].content);
        QCOMPARE(array.shape, shapes[i]);
        const LayerShape layer = model.weights->layers()[index];
        const std::size_t size = isWeight ? layer.outputs * layer.inputs : layer.outputs;
        QCOMPARE(array.values,
            listOf(isWeight ? model.weights->weight(index) : model.weights->bias(index), size));
    }
}

void NpzTest::entriesAreStoredWithoutDate()
{
    const QList<ZipEntry> entries = readZip(bytesFrom(&writeNpz, digitModel()));
    QCOMPARE(entries.size(), 6);
    for (const ZipEntry& entry : entries) {
        QCOMPARE(entry.method, quint16{0});
        QCOMPARE(entry.time, quint16{0});
        QCOMPARE(entry.date, quint16{1 << 5 | 1}); // 1980-01-01
    }
}

void NpzTest::bytesDependOnNothingButTheWeights()
{
    const QByteArray first = bytesFrom(&writeNpz, exampleModel());
    qputenv("TZ", "Asia/Tokyo");
    tzset();
    QCOMPARE(bytesFrom(&writeNpz, exampleModel()), first);
    qputenv("TZ", "America/New_York");
    tzset();
    QCOMPARE(bytesFrom(&writeNpz, exampleModel()), first);
}

void NpzTest::fullDiskIsReported()
{
    for (const Model& model : {exampleModel(), digitModel()}) {
        for (const qsizetype cut : cutPoints(bytesFrom(&writeNpz, model).size())) {
            FullSink sink(cut);
            const Result<void> written = writeNpz(model, sink);
            QVERIFY2(!written, qPrintable(QString::number(cut)));
            QCOMPARE(written.error().detail, std::string(FullSink::reason));
        }
    }
}

QTEST_GUILESS_MAIN(NpzTest)
#include "tst_npz.moc"
