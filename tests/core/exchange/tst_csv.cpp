// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/csv.h"
#include "tests/core/exchange/example_model.h"

#include <QMap>
#include <QTest>

#include <bit>
#include <cstdlib>
#include <limits>

using namespace numeral;
using namespace numeral::test;

namespace {

/// Maps "tensor,row,column" to the value, parsed with the C library only; lines that don't end with
/// a number are left out.
QMap<QByteArray, float> readTable(const QByteArray& text)
{
    QMap<QByteArray, float> values;
    const QList<QByteArray> lines = text.split('\n');
    for (const QByteArray& line : lines.mid(1)) {
        const qsizetype comma = line.lastIndexOf(',');
        char* end = nullptr;
        const float value = std::strtof(line.constData() + comma + 1, &end);
        if (comma > 0 && end == line.constData() + line.size()) {
            values.insert(line.left(comma), value);
        }
    }
    return values;
}

} // namespace

class CsvTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyParameterHasItsLine();
    void aKernelIsARow();
    void valuesReadBackBitForBit();
    void comesInSmallPieces();
    void sameModelSameBytes();
    void fullDiskIsReported();
};

void CsvTest::everyParameterHasItsLine()
{
    const Model model = exampleModel();
    const QByteArray text = bytesFrom(&writeCsv, model);
    QVERIFY(text.startsWith("tensor,row,column,value\n"));
    QVERIFY(text.endsWith('\n'));
    QCOMPARE(text.count('\n'), qsizetype{1 + 12 * 5 + 5 + 5 * 3 + 3 + 3 * 4 + 4});

    const QMap<QByteArray, float> table = readTable(text);
    QCOMPARE(table.size(), qsizetype{12 * 5 + 5 + 5 * 3 + 3 + 3 * 4 + 4});
    QCOMPARE(table.value("layers.0.weight,0,0"), model.weights->weight(0)[0]);
    QCOMPARE(table.value("layers.0.weight,4,11"), model.weights->weight(0)[4 * 12 + 11]);
    QCOMPARE(table.value("layers.1.weight,2,1"), model.weights->weight(1)[2 * 5 + 1]);
    QCOMPARE(table.value("layers.2.weight,1,2"), model.weights->weight(2)[1 * 3 + 2]);
    QVERIFY(table.contains("layers.2.bias,3,0"));
    QVERIFY(!table.contains("layers.2.bias,0,1"));
}

/// The second kernel, of 3 input channels and 5×5 pixels.
void CsvTest::aKernelIsARow()
{
    const Model model = convolutionalModel();
    const QMap<QByteArray, float> table = readTable(bytesFrom(&writeCsv, model));
    const float* const kernels = model.weights->weight(1);
    constexpr std::size_t channel = 2;
    constexpr std::size_t y = 3;
    constexpr std::size_t x = 4;
    constexpr std::size_t column = (channel * 5 + y) * 5 + x;
    QCOMPARE(table.value("blocks.1.weight,1," + QByteArray::number(qulonglong{column})),
        kernels[std::size_t{3} * 5 * 5 + column]);
    QVERIFY(table.contains("blocks.1.weight,1,74"));
    QVERIFY(!table.contains("blocks.1.weight,1,75"));
    QVERIFY(!table.contains("blocks.1.weight,2,0"));
    QVERIFY(table.contains("blocks.1.bias,1,0"));
}

void CsvTest::valuesReadBackBitForBit()
{
    using Limits = std::numeric_limits<float>;
    const std::vector<float> values{0.1F, -0.0F, Limits::denorm_min(), Limits::max(),
        Limits::lowest(), 1.0F / 3.0F, 16777216.0F, 1e-10F};
    Model model;
    model.weights = std::make_shared<const Weights>(Perceptron{7, {}, 1}, values);
    const QByteArray text = bytesFrom(&writeCsv, model);
    QVERIFY(text.contains("layers.0.weight,0,0,0.1\n"));

    const QMap<QByteArray, float> table = readTable(text);
    for (int i = 0; i < 7; ++i) {
        const float value = table.value("layers.0.weight,0," + QByteArray::number(i));
        QCOMPARE(std::bit_cast<quint32>(value),
            std::bit_cast<quint32>(values[static_cast<std::size_t>(i)]));
    }
    QCOMPARE(table.value("layers.0.bias,0,0"), values.back());
}

void CsvTest::comesInSmallPieces()
{
    MemorySink sink;
    QVERIFY(writeCsv(digitModel(), sink));
    QVERIFY(sink.bytes.size() > 1'000'000);
    QVERIFY(sink.largestPiece <= 65536);
    QVERIFY(sink.largestPiece > 60000);
}

void CsvTest::sameModelSameBytes()
{
    QCOMPARE(bytesFrom(&writeCsv, exampleModel()), bytesFrom(&writeCsv, exampleModel()));
}

void CsvTest::fullDiskIsReported()
{
    for (const Model& model : {exampleModel(), digitModel()}) {
        for (const qsizetype cut : cutPoints(bytesFrom(&writeCsv, model).size())) {
            FullSink sink(cut);
            const Result<void> written = writeCsv(model, sink);
            QVERIFY2(!written, qPrintable(QString::number(cut)));
            QCOMPARE(written.error().detail, std::string(FullSink::reason));
        }
    }
}

QTEST_GUILESS_MAIN(CsvTest)
#include "tst_csv.moc"
