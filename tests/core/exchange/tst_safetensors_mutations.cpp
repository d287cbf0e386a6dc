// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "core/exchange/safetensors.h"
#include "tests/core/exchange/example_model.h"
#include "tests/core/exchange/safetensors_file.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace numeral;
using namespace numeral::test;

namespace {

class Mutator {
public:
    explicit Mutator(std::uint64_t seed)
        : m_random(seed, RandomStream::Shuffle)
    {
    }

    /// Changes 1 to 4 of the first `range` bytes: flips one bit, or a random set of bits.
    void flip(QByteArray& bytes, qsizetype range)
    {
        const std::uint64_t count = 1 + m_random.below(4);
        for (std::uint64_t i = 0; i < count; ++i) {
            const qsizetype position = below(range);
            const auto change = m_random.below(2) == 0
                ? 1U << m_random.below(8)
                : static_cast<unsigned int>(1 + m_random.below(255));
            bytes[position]
                = static_cast<char>(static_cast<unsigned char>(bytes[position]) ^ change);
        }
    }

    /// Removes, duplicates or moves a piece of 1 to 16 bytes.
    void rearrange(QByteArray& bytes, qsizetype range)
    {
        const qsizetype from = below(range);
        const QByteArray piece = bytes.mid(from, 1 + below(16));
        const std::uint64_t way = m_random.below(3);
        if (way != 0) {
            bytes.remove(from, piece.size());
        }
        if (way != 1) {
            bytes.insert(below(range - piece.size()), piece);
        }
    }

private:
    qsizetype below(qsizetype bound)
    {
        return static_cast<qsizetype>(m_random.below(static_cast<std::uint64_t>(bound)));
    }

    Random m_random;
};

/// Whether the invariants hold that the rest of the program relies on.
bool isSound(const Model& model)
{
    const std::vector<float>& values = model.weights->values();
    return model.weights->architecture().validate()
        && values.size() == model.weights->architecture().parameterCount()
        && model.classes.size() == model.weights->architecture().outputs()
        && model.image.pixels() == model.weights->architecture().inputs()
        && std::all_of(
            values.begin(), values.end(), [](float value) { return std::isfinite(value); });
}

qsizetype headerEnd(const QByteArray& file)
{
    return 8 + static_cast<qsizetype>(qFromLittleEndian<quint64>(file.constData()));
}

} // namespace

class SafeTensorsMutationsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void damageIsNeverSilent_data();
    void damageIsNeverSilent();
    void everyTruncationIsAnError();
    void filesOfOthersStaySound_data();
    void filesOfOthersStaySound();
};

void SafeTensorsMutationsTest::damageIsNeverSilent_data()
{
    QTest::addColumn<bool>("isConvolutional");
    QTest::addColumn<bool>("inHeader");
    QTest::addColumn<bool>("rearranged");
    QTest::addColumn<int>("rounds");
    QTest::newRow("flips anywhere") << false << false << false << 2000;
    QTest::newRow("flips in the header") << false << true << false << 8000;
    QTest::newRow("pieces moved anywhere") << false << false << true << 1000;
    QTest::newRow("pieces moved in the header") << false << true << true << 4000;
    QTest::newRow("convolutional, flips in the header") << true << true << false << 8000;
    QTest::newRow("convolutional, pieces moved in the header") << true << true << true << 4000;
}

void SafeTensorsMutationsTest::damageIsNeverSilent()
{
    QFETCH(const bool, isConvolutional);
    QFETCH(const bool, inHeader);
    QFETCH(const bool, rearranged);
    QFETCH(const int, rounds);

    const Model original = isConvolutional ? convolutionalModel() : digitModel();
    const QByteArray file = bytesFrom(&writeSafeTensors, original);
    const qsizetype range = inHeader ? headerEnd(file) : file.size();
    int refused = 0;
    Mutator mutator(2024);
    for (int round = 0; round < rounds; ++round) {
        QByteArray mutant = file;
        rearranged ? mutator.rearrange(mutant, range) : mutator.flip(mutant, range);
        const Result<Model> model = parseSafeTensors(view(mutant), "mutant");
        QVERIFY2(!model || equal(*model, original), qPrintable(QString::number(round)));
        refused += model ? 0 : 1;
    }
    QVERIFY(refused > rounds * 9 / 10);
}

void SafeTensorsMutationsTest::everyTruncationIsAnError()
{
    const QByteArray file = bytesFrom(&writeSafeTensors, exampleModel());
    for (qsizetype size = 0; size < file.size(); ++size) {
        QVERIFY2(!parseSafeTensors(view(file).substr(0, static_cast<std::size_t>(size)), "cut"),
            qPrintable(QString::number(size)));
    }
}

void SafeTensorsMutationsTest::filesOfOthersStaySound_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::newRow("PyTorch's") << safeTensorsFile(
        R"({"__metadata__":{"format":"pt","classes":"[\"a\",\"b\"]","image":"{\"rows\":1,\"columns\":3}"},)"
        R"("layers.0.weight":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]},)"
        R"("layers.0.bias":{"dtype":"F32","shape":[2],"data_offsets":[24,32]},)"
        R"("layers.1.weight":{"dtype":"F32","shape":[2,2],"data_offsets":[32,48]},)"
        R"("layers.1.bias":{"dtype":"F32","shape":[2],"data_offsets":[48,56]}})",
        floats(QList<float>(14, 0.5F)));
    QTest::newRow("of several types, transposed, without biases")
        << safeTensorsFile(R"({"d_10.kernel":{"dtype":"F16","shape":[2,2],"data_offsets":[0,8]},)"
                           R"("d_0.kernel":{"dtype":"F64","shape":[3,2],"data_offsets":[8,56]},)"
                           R"("d_0.bias":{"dtype":"BF16","shape":[2],"data_offsets":[56,60]},)"
                           R"("d_2.kernel":{"dtype":"F32","shape":[2,2],"data_offsets":[60,76]}})",
               QByteArray(76, '\x3A'));
}

void SafeTensorsMutationsTest::filesOfOthersStaySound()
{
    QFETCH(const QByteArray, file);
    QVERIFY(parseSafeTensors(view(file), "x"));

    Mutator mutator(7);
    int opened = 0;
    for (int round = 0; round < 30'000; ++round) {
        QByteArray mutant = file;
        round % 3 == 0 ? mutator.rearrange(mutant, headerEnd(file))
                       : mutator.flip(mutant, round % 3 == 1 ? headerEnd(file) : file.size());
        const Result<Model> model = parseSafeTensors(view(mutant), "mutant");
        QVERIFY2(!model || isSound(*model), qPrintable(QString::number(round)));
        opened += model ? 1 : 0;
    }
    QVERIFY(opened > 100); // else the mutations are too coarse to reach the inner checks
}

QTEST_GUILESS_MAIN(SafeTensorsMutationsTest)
#include "tst_safetensors_mutations.moc"
