// SPDX-License-Identifier: GPL-3.0-or-later
//
// Opens the tensors of other programs' files: names, order, orientation and types.
#include "core/exchange/safetensors.h"
#include "tests/core/exchange/example_model.h"
#include "tests/core/exchange/safetensors_file.h"

#include <QTest>

#include <limits>

using namespace numeral;
using namespace numeral::test;

namespace {

/// The layers of a small network, from the input on: 3 → 4 → 4 → 2. Every parameter is different.
struct TestLayer {
    int inputs;
    int outputs;
    float first; ///< weight from input 0 to unit 0; the others follow by rows, then the biases
};

const QList<TestLayer> layers{{3, 4, 100.0F}, {4, 4, 200.0F}, {4, 2, 300.0F}};

QList<float> weightOf(const TestLayer& layer, bool transposed)
{
    QList<float> values;
    for (int i = 0; i < layer.inputs * layer.outputs; ++i) {
        const int output = transposed ? i % layer.outputs : i / layer.inputs;
        const int input = transposed ? i / layer.outputs : i % layer.inputs;
        values.append(layer.first + static_cast<float>(output * layer.inputs + input));
    }
    return values;
}

QList<float> biasOf(const TestLayer& layer)
{
    QList<float> values;
    for (int i = 0; i < layer.outputs; ++i) {
        values.append(-layer.first - static_cast<float>(i));
    }
    return values;
}

TestTensor weight(const QString& name, const TestLayer& layer, bool transposed = false)
{
    const QList<int> shape = transposed ? QList<int>{layer.inputs, layer.outputs}
                                        : QList<int>{layer.outputs, layer.inputs};
    return {name, shape, floats(weightOf(layer, transposed))};
}

TestTensor bias(const QString& name, const TestLayer& layer)
{
    return {name, {layer.outputs}, floats(biasOf(layer))};
}

/// All parameters as Weights has them.
std::vector<float> expected(bool hasBiases = true)
{
    std::vector<float> values;
    for (const TestLayer& layer : layers) {
        for (const float value : weightOf(layer, false)) {
            values.push_back(value);
        }
        for (const float value : biasOf(layer)) {
            values.push_back(hasBiases ? value : 0.0F);
        }
    }
    return values;
}

/// Layers called "NAME.weight" and "NAME.bias", given in the order of the network.
QList<TestTensor> named(const QStringList& names)
{
    QList<TestTensor> tensors;
    for (qsizetype i = 0; i < names.size(); ++i) {
        const QString dot = names[i].isEmpty() ? QString() : QStringLiteral(".");
        tensors.append(bias(names[i] + dot + QStringLiteral("bias"), layers[i]));
        tensors.append(weight(names[i] + dot + QStringLiteral("weight"), layers[i]));
    }
    return tensors;
}

template <typename Stored>
QByteArray stored(const QList<Stored>& values)
{
    return {reinterpret_cast<const char*>(values.constData()),
        values.size() * static_cast<qsizetype>(sizeof(Stored))};
}

} // namespace

class ForeignLayersTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void namesTellTheLayers_data();
    void namesTellTheLayers();
    void hiddenLayersOfOneWidthFollowTheirNumbers();
    void aLoopOfWidthsIsChained();
    void missingBiasesAreZero();
    void weightsOfKerasAreTransposed_data();
    void weightsOfKerasAreTransposed();
    void biasesShowThatWeightsAreTransposed();
    void otherFloatTypesAreConverted_data();
    void otherFloatTypesAreConverted();
    void typesMayDiffer();
    void whatFloatCannotHoldIsRefused_data();
    void whatFloatCannotHoldIsRefused();
    void otherTensorsAreNamed_data();
    void otherTensorsAreNamed();
    void anyNumberOfClasses_data();
    void anyNumberOfClasses();
};

void ForeignLayersTest::namesTellTheLayers_data()
{
    QTest::addColumn<QStringList>("names"); // of the layers, from the input on
    const auto row = [](const char* names) {
        QTest::newRow(names) << QString::fromLatin1(names).split(QLatin1Char(' '));
    };
    row("layers.0 layers.1 layers.2");
    row("fc1 fc2 fc3");
    row("net.0 net.2 net.4");
    row("module.layers.0 module.layers.1 module.layers.2");
    row("model.net.fc1 model.net.fc2 model.net.fc3");
    row("0 2 4");
    row("8 9 10");
    row("fc9 fc10 fc11");
    row("input hidden output");
    row("linear_relu_stack.0 linear_relu_stack.2 linear_relu_stack.4");
    row("z y x");
    row("encoder/in encoder/mid head");
}

void ForeignLayersTest::namesTellTheLayers()
{
    QFETCH(const QStringList, names);
    const QByteArray file = safeTensorsFile(named(names));
    const Result<Model> model = parseSafeTensors(view(file), "x");
    QVERIFY2(model, model ? "" : model.error().detail.c_str());
    QVERIFY(model->weights->architecture() == (Perceptron{3, {4, 4}, 2}));
    QVERIFY(model->weights->values() == expected());
    QCOMPARE(model->classes.size(), std::size_t{2});
}

/// Eleven square layers in a file whose names are sorted as text: 1, 10, 11, 2 …
void ForeignLayersTest::hiddenLayersOfOneWidthFollowTheirNumbers()
{
    QList<TestTensor> tensors{weight(QStringLiteral("out.weight"), {2, 3, 0.5F})};
    for (int i = 11; i >= 1; --i) {
        tensors.append(
            weight(QStringLiteral("h%1.weight").arg(i), {2, 2, static_cast<float>(100 * i)}));
    }
    const QByteArray file = safeTensorsFile(tensors);
    const Result<Model> model = parseSafeTensors(view(file), "x");
    QVERIFY2(model, model ? "" : model.error().detail.c_str());
    QCOMPARE(model->weights->layers().size(), std::size_t{12});
    for (std::size_t i = 0; i < 11; ++i) {
        QCOMPARE(model->weights->weight(i)[0], static_cast<float>(100 * (i + 1)));
    }
    QCOMPARE(model->weights->weight(11)[0], 0.5F);
}

/// 5 → 2 → 3 → 2 → 4: after the first 2 only one of two layers leads through all of them.
void ForeignLayersTest::aLoopOfWidthsIsChained()
{
    const QList<TestTensor> tensors{weight(QStringLiteral("a.weight"), {2, 4, 4.0F}),
        weight(QStringLiteral("b.weight"), {2, 3, 2.0F}),
        weight(QStringLiteral("c.weight"), {3, 2, 3.0F}),
        weight(QStringLiteral("d.weight"), {5, 2, 1.0F})};
    const QByteArray file = safeTensorsFile(tensors);
    const Result<Model> model = parseSafeTensors(view(file), "x");
    QVERIFY2(model, model ? "" : model.error().detail.c_str());
    QVERIFY(model->weights->architecture() == (Perceptron{5, {2, 3, 2}, 4}));
    for (std::size_t i = 0; i < 4; ++i) {
        QCOMPARE(model->weights->weight(i)[0], static_cast<float>(i + 1));
    }
}

void ForeignLayersTest::missingBiasesAreZero()
{
    QList<TestTensor> tensors;
    for (int i = 0; i < 3; ++i) {
        tensors.append(weight(QStringLiteral("fc%1.weight").arg(i), layers[i]));
    }
    const QByteArray file = safeTensorsFile(tensors);
    const Result<Model> model = parseSafeTensors(view(file), "x");
    QVERIFY2(model, model ? "" : model.error().detail.c_str());
    QVERIFY(model->weights->values() == expected(false));
}

void ForeignLayersTest::weightsOfKerasAreTransposed_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<bool>("hasBiases");
    QTest::newRow("Keras") << QStringLiteral("dense_%1/%2:0") << true;
    QTest::newRow("Flax") << QStringLiteral("params.Dense_%1.%2") << true;
    QTest::newRow("without biases") << QStringLiteral("layers.%1.%2") << false;
}

void ForeignLayersTest::weightsOfKerasAreTransposed()
{
    QFETCH(const QString, pattern);
    QFETCH(const bool, hasBiases);
    QList<TestTensor> tensors;
    for (int i = 0; i < 3; ++i) {
        tensors.append(weight(pattern.arg(i).arg(QStringLiteral("kernel")), layers[i], true));
        if (hasBiases) {
            tensors.append(bias(pattern.arg(i).arg(QStringLiteral("bias")), layers[i]));
        }
    }
    const QByteArray file = safeTensorsFile(tensors);
    const Result<Model> model = parseSafeTensors(view(file), "x");
    QVERIFY2(model, model ? "" : model.error().detail.c_str());
    QVERIFY(model->weights->architecture() == (Perceptron{3, {4, 4}, 2}));
    QVERIFY(model->weights->values() == expected(hasBiases));
}

void ForeignLayersTest::biasesShowThatWeightsAreTransposed()
{
    QList<TestTensor> tensors;
    for (int i = 0; i < 3; ++i) {
        tensors.append(weight(QStringLiteral("fc%1.weight").arg(i), layers[i], true));
        tensors.append(bias(QStringLiteral("fc%1.bias").arg(i), layers[i]));
    }
    const QByteArray file = safeTensorsFile(tensors);
    const Result<Model> model = parseSafeTensors(view(file), "x");
    QVERIFY2(model, model ? "" : model.error().detail.c_str());
    QVERIFY(model->weights->values() == expected());
}

void ForeignLayersTest::otherFloatTypesAreConverted_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QList<float>>("values");

    // The smallest and largest numbers of each kind, from the formats' definitions.
    QTest::newRow("half precision")
        << QStringLiteral("F16")
        << stored<quint16>({0x0000, 0x8000, 0x3C00, 0xC000, 0x3555, 0x7BFF, 0x0400, 0x0001, 0x83FF})
        << QList<float>{
               0.0F, -0.0F, 1.0F, -2.0F, 0x1.554p-2F, 65504.0F, 0x1p-14F, 0x1p-24F, -0x1.FF8p-15F};
    QTest::newRow("bfloat16") << QStringLiteral("BF16")
                              << stored<quint16>({0x3F80, 0xC000, 0x7F7F, 0x0080, 0x0001, 0x8000})
                              << QList<float>{
                                     1.0F, -2.0F, 0x1.FEp127F, 0x1p-126F, 0x1p-133F, -0.0F};
    QTest::newRow("double precision")
        << QStringLiteral("F64") << stored<double>({1.0, -0.1, 1e-50, 3.4028234663852886e38})
        << QList<float>{1.0F, -0.1F, 0.0F, std::numeric_limits<float>::max()};
}

void ForeignLayersTest::otherFloatTypesAreConverted()
{
    QFETCH(const QString, type);
    QFETCH(const QByteArray, bytes);
    QFETCH(const QList<float>, values);
    const int inputs = static_cast<int>(values.size());
    const QByteArray file
        = safeTensorsFile({{QStringLiteral("fc.weight"), {1, inputs}, bytes, type}});
    const Result<Model> model = parseSafeTensors(view(file), "x");
    QVERIFY2(model, model ? "" : model.error().detail.c_str());
    for (qsizetype i = 0; i < values.size(); ++i) {
        QCOMPARE(std::bit_cast<quint32>(model->weights->weight(0)[i]),
            std::bit_cast<quint32>(values[i]));
    }
}

/// The odd number of halves leaves the doubles behind them unaligned.
void ForeignLayersTest::typesMayDiffer()
{
    const QByteArray file
        = safeTensorsFile({{QStringLiteral("a.weight"), {1, 3},
                               stored<quint16>({0x3C00, 0x4000, 0x4200}), QStringLiteral("F16")},
            {QStringLiteral("a.bias"), {1}, stored<double>({0.5}), QStringLiteral("F64")},
            {QStringLiteral("b.weight"), {2, 1}, floats({4.0F, 5.0F})},
            {QStringLiteral("b.bias"), {2}, stored<quint16>({0x3F80, 0x4000}),
                QStringLiteral("BF16")}});
    const Result<Model> model = parseSafeTensors(view(file), "x");
    QVERIFY2(model, model ? "" : model.error().detail.c_str());
    QVERIFY(model->weights->values()
        == (std::vector<float>{1.0F, 2.0F, 3.0F, 0.5F, 4.0F, 5.0F, 1.0F, 2.0F}));
}

void ForeignLayersTest::whatFloatCannotHoldIsRefused_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<QByteArray>("bytes");
    const double nan = std::numeric_limits<double>::quiet_NaN();
    QTest::newRow("half infinity") << QStringLiteral("F16") << stored<quint16>({0x7C00});
    QTest::newRow("half NaN") << QStringLiteral("F16") << stored<quint16>({0xFC01});
    QTest::newRow("bfloat16 infinity") << QStringLiteral("BF16") << stored<quint16>({0xFF80});
    QTest::newRow("bfloat16 NaN") << QStringLiteral("BF16") << stored<quint16>({0x7FC0});
    QTest::newRow("double too large") << QStringLiteral("F64") << stored<double>({3.5e38});
    QTest::newRow("double far too small") << QStringLiteral("F64") << stored<double>({-1e300});
    QTest::newRow("double NaN") << QStringLiteral("F64") << stored<double>({nan});
}

void ForeignLayersTest::whatFloatCannotHoldIsRefused()
{
    QFETCH(const QString, type);
    QFETCH(const QByteArray, bytes);
    const QByteArray file = safeTensorsFile({{QStringLiteral("fc.weight"), {1, 1}, bytes, type}});
    const Result<Model> model = parseSafeTensors(view(file), "x");
    QVERIFY(!model);
    QCOMPARE(model.error().code, ErrorCode::FileMalformed);
    QCOMPARE(model.error().detail,
        std::string("“x” cannot be used: one of its weights is not a finite number."));
}

void ForeignLayersTest::otherTensorsAreNamed_data()
{
    QTest::addColumn<QList<TestTensor>>("others");
    QTest::addColumn<QString>("reason");
    const auto zeros = [](const char* name, const QList<int>& shape, const char* type = "F32") {
        qsizetype size = qstrcmp(type, "I64") == 0 ? 8 : 4;
        for (const int extent : shape) {
            size *= extent;
        }
        return TestTensor{
            QString::fromLatin1(name), shape, QByteArray(size, '\0'), QString::fromLatin1(type)};
    };
    const auto row = [](const char* name, const QList<TestTensor>& others, const char* reason) {
        QTest::newRow(name) << others << QString::fromUtf8(reason);
    };
    row("a counter", {zeros("bn.num_batches_tracked", {}, "I64")},
        "its tensor “bn.num_batches_tracked” belongs to no layer; expected are pairs such as "
        "“fc1.weight” and “fc1.bias”.");
    row("two", {zeros("bn.running_mean", {4}), zeros("bn.running_var", {4})},
        "its tensors “bn.running_mean” and “bn.running_var” belong to no layer; expected");
    row("the optimiser's state",
        {zeros("fc1.weight.exp_avg", {4, 3}), zeros("fc1.weight.exp_avg_sq", {4, 3}),
            zeros("fc1.bias.exp_avg", {4}), zeros("step", {})},
        "its tensors “fc1.bias.exp_avg”, “fc1.weight.exp_avg” and 2 others belong to no layer");
    row("other names", {zeros("W4", {2, 2})}, "its tensor “W4” belongs to no layer; expected");
    row("underscores", {zeros("fc4_weight", {2, 2})},
        "its tensor “fc4_weight” belongs to no layer");
    row("a normalisation", {zeros("norm.weight", {4}), zeros("norm.bias", {4})},
        "its tensor “norm.weight” has 1 dimension, not 2 as in a fully connected layer.");
    row("a convolution", {zeros("conv.weight", {4, 1, 5, 5}), zeros("conv.bias", {4})},
        "its tensor “conv.weight” is of a convolution, and only of its own files does Numeral know "
        "how it continues.");
    row("whole numbers", {zeros("fc4.weight", {2, 2}, "I64")},
        "its tensor “fc4.weight” is of type “I64”, not F32, F16, BF16 or F64.");
    row("a second network",
        {zeros("ema.fc1.weight", {4, 3}), zeros("ema.fc2.weight", {4, 4}),
            zeros("ema.fc3.weight", {2, 4})},
        "its layers do not fit together: “ema.fc3.weight” is 2×4, and “fc1.weight” is 4×3.");
}

void ForeignLayersTest::otherTensorsAreNamed()
{
    QFETCH(const QList<TestTensor>, others);
    QFETCH(const QString, reason);
    const QByteArray file = safeTensorsFile(
        named({QStringLiteral("fc1"), QStringLiteral("fc2"), QStringLiteral("fc3")}) + others);
    const Result<Model> model = parseSafeTensors(view(file), "x");
    QVERIFY(!model);
    QCOMPARE(model.error().code, ErrorCode::FileMalformed);
    const QString sentence = QString::fromStdString(model.error().detail);
    QVERIFY2(
        sentence.startsWith(QStringLiteral("“x” cannot be used: ") + reason), qPrintable(sentence));
    QVERIFY2(sentence.endsWith(u'.') && sentence.size() < 200, qPrintable(sentence));
}

void ForeignLayersTest::anyNumberOfClasses_data()
{
    QTest::addColumn<int>("classes");
    for (const int classes : {1, 2, 3, 9, 11, 26, 300}) {
        QTest::newRow(qPrintable(QString::number(classes))) << classes;
    }
}

void ForeignLayersTest::anyNumberOfClasses()
{
    QFETCH(const int, classes);
    const QByteArray file = safeTensorsFile({weight(QStringLiteral("fc1.weight"), {784, 5, 1.0F}),
        weight(QStringLiteral("fc2.weight"), {5, classes, 1.0F})});
    const Result<Model> model = parseSafeTensors(view(file), "x");
    QVERIFY2(model, model ? "" : model.error().detail.c_str());
    QCOMPARE(model->classes.size(), static_cast<std::size_t>(classes));
    QCOMPARE(model->classes.front(), std::string("0"));
    QCOMPARE(model->classes.back(), std::to_string(classes - 1));
    QVERIFY((model->image == ImageShape{28, 28}));
}

QTEST_GUILESS_MAIN(ForeignLayersTest)
#include "tst_foreign_layers.moc"
