// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/safetensors.h"
#include "tests/core/exchange/example_model.h"
#include "tests/core/exchange/safetensors_file.h"

#include <QTest>

#include <functional>

using namespace numeral;
using namespace numeral::test;

namespace {

QJsonObject headerOf(const QByteArray& file)
{
    const auto length = static_cast<qsizetype>(qFromLittleEndian<quint64>(file.constData()));
    return QJsonDocument::fromJson(file.mid(8, length)).object();
}

constexpr const char* smallest
    = R"({"inputs":1,"hidden":[],"outputs":1,"blocks":[{"channels":1,"kernel":1,"pooling":1}]})";

/// The smallest convolutional network, one pixel and one class, with that architecture. `change`
/// changes what the header says of the tensors.
QByteArray fileOf(
    const QByteArray& architecture, const QByteArray& image = {},
    const std::function<void(QJsonObject& header)>& change = [](QJsonObject&) {})
{
    const QList<TestTensor> tensors{
        {QStringLiteral("blocks.0.weight"), {1, 1, 1, 1}, floats({1.0F})},
        {QStringLiteral("blocks.0.bias"), {1}, floats({2.0F})},
        {QStringLiteral("layers.0.weight"), {1, 1}, floats({3.0F})},
        {QStringLiteral("layers.0.bias"), {1}, floats({4.0F})},
    };
    QJsonObject header = test::headerOf(tensors);
    header.insert(QStringLiteral("__metadata__"),
        QJsonObject{{QStringLiteral("format"), QStringLiteral("numeral")},
            {QStringLiteral("version"), QStringLiteral("3")},
            {QStringLiteral("architecture"), QString::fromLatin1(architecture)},
            {image.isEmpty() ? QStringLiteral("unused") : QStringLiteral("image"),
                QString::fromLatin1(image)}});
    change(header);
    return withChecksum(header, dataOf(tensors));
}

} // namespace

class ConvolutionalFilesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tensorsAreNamedAsInPyTorch();
    void theSmallestFileOpens();
    void faultyFilesGetOneSentence_data();
    void faultyFilesGetOneSentence();
    void bytesThatDoNotFitTheShapesAreRefused();
    void hugeImagesAreRefused_data();
    void hugeImagesAreRefused();
    void thoseOfOtherProgramsAreRefused();
};

/// Names, shapes and order are those of a state_dict of modules "blocks" and "layers".
void ConvolutionalFilesTest::tensorsAreNamedAsInPyTorch()
{
    const QJsonObject header = headerOf(bytesFrom(&writeSafeTensors, convolutionalModel()));
    const auto shapeOf = [&header](const char* name) {
        return header.value(QLatin1String(name))
            .toObject()
            .value(QStringLiteral("shape"))
            .toArray();
    };
    QCOMPARE(shapeOf("blocks.0.weight"), (QJsonArray{3, 1, 3, 3}));
    QCOMPARE(shapeOf("blocks.0.bias"), QJsonArray{3});
    QCOMPARE(shapeOf("blocks.1.weight"), (QJsonArray{2, 3, 5, 5}));
    QCOMPARE(shapeOf("layers.0.weight"), (QJsonArray{7, 2 * 3 * 4}));
    QCOMPARE(shapeOf("layers.1.weight"), (QJsonArray{4, 7}));
    const QJsonObject metadata = header.value(QStringLiteral("__metadata__")).toObject();
    QCOMPARE(metadata.value(QStringLiteral("version")).toString(), QStringLiteral("3"));
    QCOMPARE(metadata.value(QStringLiteral("architecture")).toString(),
        QStringLiteral(R"({"blocks":[{"channels":3,"kernel":3,"pooling":2},)"
                       R"({"channels":2,"kernel":5,"pooling":1}],)"
                       R"("hidden":[7],"inputs":48,"outputs":4})"));
}

void ConvolutionalFilesTest::theSmallestFileOpens()
{
    const QByteArray file = fileOf(smallest);
    const Result<Model> model = parseSafeTensors(view(file), "x");
    QVERIFY2(model, model ? "" : model.error().detail.c_str());
    QVERIFY(model->weights->architecture() == (ConvolutionalNetwork{{1, 1}, {{1, 1, 1}}, {}, 1}));
    QCOMPARE(model->weights->values(), (std::vector<float>{1, 2, 3, 4}));
}

void ConvolutionalFilesTest::faultyFilesGetOneSentence_data()
{
    QTest::addColumn<QByteArray>("architecture");
    QTest::addColumn<QByteArray>("reason");
    const QByteArray unusable = "its architecture is not one that Numeral can use";
    const QByteArray others = "its architecture does not agree with its tensors";
    const auto add = [](const char* fault, const QByteArray& blocks, const QByteArray& reason) {
        QTest::newRow(fault) << R"({"inputs":1,"hidden":[],"outputs":1,"blocks":)" + blocks + "}"
                             << reason;
    };
    const auto block
        = [](const QByteArray& channels, const QByteArray& kernel, const QByteArray& pooling) {
              return R"([{"channels":)" + channels + R"(,"kernel":)" + kernel + R"(,"pooling":)"
                  + pooling + "}]";
          };
    add("no list", "3", unusable);
    add("no blocks", "[]", unusable);
    add("a block of nothing", "[{}]", unusable);
    add("a block that is a number", "[5]", unusable);
    add("an even kernel", block("1", "2", "1"), unusable);
    add("pooling by nothing", block("1", "1", "0"), unusable);
    add("pooling that leaves nothing", block("1", "1", "2"), unusable);
    add("a huge kernel", block("1", "9223372036854775807", "1"), unusable);
    add("a kernel too large for the memory", block("16777215", "16777215", "1"), unusable);
    add("a kernel that is too large for memory in each pixel", block("1", "16385", "1"), unusable);
    add("a negative number of channels", block("-1", "1", "1"), unusable);
    add("a fractional number of channels", block("1.5", "1", "1"), unusable);
    add("too many channels", block("268435456", "3", "1"), unusable);
    add("other channels", block("2", "1", "1"), others);
    add("another kernel", block("1", "3", "1"), others);
    const QByteArray one = block("1", "1", "1");
    QTest::newRow("no hidden layers' list")
        << R"({"inputs":1,"outputs":1,"blocks":)" + one + "}" << unusable;
    QTest::newRow("a hidden layer of text")
        << R"({"inputs":1,"hidden":["9"],"outputs":1,"blocks":)" + one + "}" << unusable;
    QTest::newRow("another hidden layer")
        << R"({"inputs":1,"hidden":[1],"outputs":1,"blocks":)" + one + "}" << others;
    QTest::newRow("other inputs") << R"({"inputs":4,"hidden":[],"outputs":1,"blocks":)" + one + "}"
                                  << others;
    QTest::newRow("inputs that are no number")
        << R"({"inputs":"1","hidden":[],"outputs":1,"blocks":)" + one + "}"
        << QByteArray("“blocks.0.weight” is of a convolution");
}

void ConvolutionalFilesTest::faultyFilesGetOneSentence()
{
    QFETCH(const QByteArray, architecture);
    QFETCH(const QByteArray, reason);
    const Result<Model> model = parseSafeTensors(view(fileOf(architecture)), "x");
    QVERIFY(!model);
    QCOMPARE(model.error().code, ErrorCode::FileMalformed);
    QVERIFY2(QByteArray::fromStdString(model.error().detail).contains(reason),
        model.error().detail.c_str());
}

/// The first tensor takes half of the second's bytes; together they have as many as they should.
void ConvolutionalFilesTest::bytesThatDoNotFitTheShapesAreRefused()
{
    const QByteArray file = fileOf(smallest, {}, [](QJsonObject& header) {
        const auto move = [&header](const QString& name, int begin, int end) {
            QJsonObject tensor = header.value(name).toObject();
            tensor.insert(QStringLiteral("data_offsets"), QJsonArray{begin, end});
            header.insert(name, tensor);
        };
        move(QStringLiteral("blocks.0.weight"), 0, 6);
        move(QStringLiteral("blocks.0.bias"), 6, 8);
    });
    const Result<Model> model = parseSafeTensors(view(file), "x");
    QVERIFY(!model);
    QVERIFY2(model.error().detail.find("do not match their shapes") != std::string::npos,
        model.error().detail.c_str());
}

/// Products that wrap around don't pass for small ones.
void ConvolutionalFilesTest::hugeImagesAreRefused_data()
{
    QTest::addColumn<QByteArray>("image");
    QTest::addColumn<QByteArray>("inputs");
    QTest::addColumn<QByteArray>("pooling");
    QTest::newRow("wraps to 16 features")
        << QByteArray(R"({"rows":1,"columns":1152921504606846977})")
        << QByteArray("1152921504606846977") << QByteArray("1");
    QTest::newRow("pooled to one pixel") << QByteArray(R"({"rows":1048576,"columns":1048576})")
                                         << QByteArray("1099511627776") << QByteArray("1048576");
}

void ConvolutionalFilesTest::hugeImagesAreRefused()
{
    QFETCH(const QByteArray, image);
    QFETCH(const QByteArray, inputs);
    QFETCH(const QByteArray, pooling);
    const QByteArray file = fileOf(R"({"hidden":[],"outputs":1,"inputs":)" + inputs
            + R"(,"blocks":[{"channels":16,"kernel":1,"pooling":)" + pooling + "}]}",
        image);
    const Result<Model> model = parseSafeTensors(view(file), "x");
    QVERIFY(!model);
    QVERIFY2(model.error().detail.find("its architecture is not one") != std::string::npos,
        model.error().detail.c_str());
}

void ConvolutionalFilesTest::thoseOfOtherProgramsAreRefused()
{
    const QByteArray file = safeTensorsFile(
        QList<TestTensor>{{QStringLiteral("conv1.weight"), {2, 1, 1, 1}, floats({1.0F, 2.0F})}});
    const Result<Model> model = parseSafeTensors(view(file), "x");
    QVERIFY(!model);
    QCOMPARE(model.error().detail,
        std::string("“x” cannot be used: its tensor “conv1.weight” is of a convolution, and only "
                    "of its own files does Numeral know how it continues."));
}

QTEST_GUILESS_MAIN(ConvolutionalFilesTest)
#include "tst_convolutional_files.moc"
