// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/safetensors.h"
#include "tests/core/exchange/example_model.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>
#include <QtEndian>

#include <bit>

using namespace numeral;
using namespace numeral::test;

Q_DECLARE_METATYPE(numeral::Model)

namespace {

/// A file's header, parsed by Qt, and its data.
struct Parts {
    QJsonObject header;
    QByteArray data;
};

Parts takeApartWithQt(const QByteArray& file)
{
    const auto length = static_cast<qsizetype>(qFromLittleEndian<quint64>(file.constData()));
    return {QJsonDocument::fromJson(file.mid(8, length)).object(), file.mid(8 + length)};
}

QJsonObject metadataOf(const Parts& parts)
{
    return parts.header.value(QStringLiteral("__metadata__")).toObject();
}

QJsonDocument jsonEntry(const QJsonObject& metadata, const QString& key)
{
    return QJsonDocument::fromJson(metadata.value(key).toString().toUtf8());
}

Model withoutProvenance()
{
    Model model = exampleModel();
    model.provenance = {};
    return model;
}

Model withoutHiddenLayers()
{
    Model model = exampleModel();
    model.weights = initialWeights(Perceptron{12, {}, 4}, 9);
    return model;
}

Model withDarkInk()
{
    Model model = digitModel();
    model.look = {200, 30, true};
    return model;
}

Model withElevenLayers()
{
    Model model = exampleModel();
    model.weights = initialWeights(Perceptron{12, {9, 8, 7, 6, 5, 4, 3, 2, 3, 4}, 4}, 9);
    return model;
}

Model withTwoClasses()
{
    Model model = exampleModel();
    model.weights = initialWeights(Perceptron{12, {2, 2}, 2}, 9);
    model.classes = {"rows", "columns"};
    return model;
}

Model withoutLayersAfterConvolutions()
{
    Model model = convolutionalModel();
    model.weights = initialWeights(ConvolutionalNetwork{{6, 8}, {{3, 1, 3}}, {}, 4}, 3);
    model.look = {200, 30, false};
    return model;
}

} // namespace

class SafeTensorsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void modelsComeBackWhole_data();
    void modelsComeBackWhole();
    void anotherReaderFindsTheTensors();
    void anotherReaderFindsTheMetadata();
    void unknownProvenanceIsLeftOut();
    void checksumCanBeComputedElsewhere();
    void sameModelSameBytes();
    void textThatIsNotUnicodeIsWrittenReadably();
    void fullDiskIsReported();
};

void SafeTensorsTest::modelsComeBackWhole_data()
{
    QTest::addColumn<Model>("model");
    QTest::newRow("example") << exampleModel();
    QTest::newRow("digits") << digitModel();
    QTest::newRow("no provenance") << withoutProvenance();
    QTest::newRow("no hidden layer") << withoutHiddenLayers();
    QTest::newRow("eleven layers") << withElevenLayers();
    QTest::newRow("two classes") << withTwoClasses();
    QTest::newRow("dark ink, transposed") << withDarkInk();
    QTest::newRow("convolutional") << convolutionalModel();
    QTest::newRow("convolutional, no hidden layer, dark ink") << withoutLayersAfterConvolutions();
}

void SafeTensorsTest::modelsComeBackWhole()
{
    QFETCH(const Model, model);
    const QByteArray bytes = bytesFrom(&writeSafeTensors, model);
    const Result<Model> read = parseSafeTensors(view(bytes), "model.safetensors");
    QVERIFY2(read, read ? "" : read.error().detail.c_str());
    QVERIFY(equal(*read, model));
}

void SafeTensorsTest::anotherReaderFindsTheTensors()
{
    const Model model = exampleModel();
    const QByteArray file = bytesFrom(&writeSafeTensors, model);
    const Parts parts = takeApartWithQt(file);
    QCOMPARE(parts.header.size(), qsizetype{2 * 3 + 1});
    QCOMPARE((file.size() - parts.data.size()) % 8, qsizetype{0});

    qsizetype end = 0;
    for (std::size_t i = 0; i < 3; ++i) {
        const LayerShape layer = model.weights->layers()[i];
        const auto outputs = static_cast<qsizetype>(layer.outputs);
        const QString name = QStringLiteral("layers.%1.").arg(i);

        const QJsonObject weight = parts.header.value(name + QStringLiteral("weight")).toObject();
        QCOMPARE(weight.value(QStringLiteral("dtype")).toString(), QStringLiteral("F32"));
        QCOMPARE(weight.value(QStringLiteral("shape")).toArray(),
            (QJsonArray{outputs, static_cast<qsizetype>(layer.inputs)}));
        const QJsonArray range = weight.value(QStringLiteral("data_offsets")).toArray();
        QCOMPARE(qsizetype{range.at(0).toInt()}, end);
        for (std::size_t k = 0; k < layer.inputs * layer.outputs; ++k) {
            const auto value = qFromLittleEndian<float>(parts.data.constData() + end);
            QCOMPARE(
                std::bit_cast<quint32>(value), std::bit_cast<quint32>(model.weights->weight(i)[k]));
            end += 4;
        }
        QCOMPARE(qsizetype{range.at(1).toInt()}, end);

        const QJsonObject bias = parts.header.value(name + QStringLiteral("bias")).toObject();
        QCOMPARE(bias.value(QStringLiteral("dtype")).toString(), QStringLiteral("F32"));
        QCOMPARE(bias.value(QStringLiteral("shape")).toArray(), QJsonArray{outputs});
        QCOMPARE(bias.value(QStringLiteral("data_offsets")).toArray(),
            (QJsonArray{end, end + 4 * outputs}));
        end += 4 * outputs;
    }
    QCOMPARE(end, parts.data.size());
}

void SafeTensorsTest::anotherReaderFindsTheMetadata()
{
    const QJsonObject metadata
        = metadataOf(takeApartWithQt(bytesFrom(&writeSafeTensors, exampleModel())));
    const auto text = [&metadata](const QString& key) { return metadata.value(key).toString(); };
    QCOMPARE(text(QStringLiteral("format")), QStringLiteral("numeral"));
    QCOMPARE(text(QStringLiteral("version")), QStringLiteral("1"));
    QCOMPARE(text(QStringLiteral("activation")), QStringLiteral("relu"));
    QCOMPARE(text(QStringLiteral("preprocessing")), QStringLiteral("fit"));
    QCOMPARE(text(QStringLiteral("configuration")), QStringLiteral(R"({"epochs":100})"));
    QCOMPARE(text(QStringLiteral("data")), QStringLiteral(R"({"name":"mnist"})"));
    QCOMPARE(text(QStringLiteral("result")), QStringLiteral(R"({"test_accuracy":0.97})"));
    QCOMPARE(jsonEntry(metadata, QStringLiteral("architecture")).object(),
        (QJsonObject{{QStringLiteral("inputs"), 12}, {QStringLiteral("hidden"), QJsonArray{5, 3}},
            {QStringLiteral("outputs"), 4}}));
    QCOMPARE(jsonEntry(metadata, QStringLiteral("image")).object(),
        (QJsonObject{{QStringLiteral("rows"), 3}, {QStringLiteral("columns"), 4}}));
    QCOMPARE(jsonEntry(metadata, QStringLiteral("classes")).array(),
        (QJsonArray{QStringLiteral("T-shirt/top"), QStringLiteral("\"quoted\""),
            QStringLiteral("grün"), QStringLiteral("back\\slash\n")}));
}

void SafeTensorsTest::unknownProvenanceIsLeftOut()
{
    const QJsonObject metadata
        = metadataOf(takeApartWithQt(bytesFrom(&writeSafeTensors, withoutProvenance())));
    QVERIFY(metadata.contains(QStringLiteral("classes")));
    QVERIFY(!metadata.contains(QStringLiteral("configuration")));
    QVERIFY(!metadata.contains(QStringLiteral("data")));
    QVERIFY(!metadata.contains(QStringLiteral("result")));
}

void SafeTensorsTest::checksumCanBeComputedElsewhere()
{
    Parts parts = takeApartWithQt(bytesFrom(&writeSafeTensors, exampleModel()));
    QJsonObject metadata = metadataOf(parts);
    const QString checksum = metadata.take(QStringLiteral("sha256")).toString();
    parts.header.insert(QStringLiteral("__metadata__"), metadata);
    const QByteArray header = QJsonDocument(parts.header).toJson(QJsonDocument::Compact);
    const QByteArray expected
        = QCryptographicHash::hash(header + parts.data, QCryptographicHash::Sha256).toHex();
    QCOMPARE(checksum, QString::fromLatin1(expected));
}

void SafeTensorsTest::sameModelSameBytes()
{
    QCOMPARE(
        bytesFrom(&writeSafeTensors, digitModel()), bytesFrom(&writeSafeTensors, digitModel()));
}

void SafeTensorsTest::textThatIsNotUnicodeIsWrittenReadably()
{
    Model model = exampleModel();
    model.classes = {"caf\xE9", "b", "c", "d"};
    model.provenance = {{}, "\xFF", {}, {}};
    const QByteArray file = bytesFrom(&writeSafeTensors, model);
    const Result<Model> read = parseSafeTensors(view(file), "x");
    QVERIFY(read);
    QCOMPARE(read->classes[0], std::string("caf\xEF\xBF\xBD"));
    QVERIFY(read->weights->values() == model.weights->values());
}

void SafeTensorsTest::fullDiskIsReported()
{
    for (const Model& model : {exampleModel(), digitModel()}) {
        for (const qsizetype cut : cutPoints(bytesFrom(&writeSafeTensors, model).size())) {
            FullSink sink(cut);
            const Result<void> written = writeSafeTensors(model, sink);
            QVERIFY2(!written, qPrintable(QString::number(cut)));
            QCOMPARE(written.error().detail, std::string(FullSink::reason));
        }
    }
}

QTEST_GUILESS_MAIN(SafeTensorsTest)
#include "tst_safetensors.moc"
