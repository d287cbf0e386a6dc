// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/safetensors.h"
#include "tests/core/exchange/example_model.h"
#include "tests/core/exchange/safetensors_file.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <limits>

using namespace numeral;
using namespace numeral::test;

namespace {

/// The smallest file that can have every fault: two inputs, one output.
const QByteArray weight = R"("layers.0.weight":{"dtype":"F32","shape":[1,2],"data_offsets":[0,8]})";
const QByteArray bias = R"("layers.0.bias":{"dtype":"F32","shape":[1],"data_offsets":[8,12]})";
const QByteArray data = floats({1.0F, 2.0F, 3.0F});

QByteArray fileOf(const QByteArray& entries, const QByteArray& bytes = data)
{
    return safeTensorsFile("{" + entries + "}", bytes);
}

/// The weight's entry with another dtype, shape or offsets.
QByteArray weightAs(const QByteArray& type, const QByteArray& shape, const QByteArray& offsets)
{
    return R"("layers.0.weight":{"dtype":)" + type + R"(,"shape":)" + shape + R"(,"data_offsets":)"
        + offsets + "}";
}

/// The valid file with this metadata object.
QByteArray described(const QByteArray& metadata)
{
    return fileOf(R"("__metadata__":)" + metadata + "," + weight + "," + bias);
}

/// The valid file as Numeral writes it, but for this entry of its metadata.
QByteArray describedBy(const QString& key, const QString& text)
{
    QJsonObject header = QJsonDocument::fromJson("{" + weight + "," + bias + "}").object();
    header.insert(QStringLiteral("__metadata__"),
        QJsonObject{{QStringLiteral("format"), QStringLiteral("numeral")},
            {QStringLiteral("version"), QStringLiteral("1")}, {key, text}});
    return withChecksum(header, data);
}

QByteArray replaced(QByteArray file, const QByteArray& from, const QByteArray& to)
{
    return file.contains(from) && from.size() == to.size() ? file.replace(from, to) : QByteArray();
}

QByteArray lengthOnly(quint64 length)
{
    QByteArray bytes(8, '\0');
    qToLittleEndian(length, bytes.data());
    return bytes;
}

void add(const char* fault, const QByteArray& file, const QByteArray& reason)
{
    QTest::newRow(fault) << file << reason;
}

void addFaultsOfTheContainer()
{
    const QByteArray good = fileOf(weight + "," + bias);
    const QByteArray deep = QByteArray(100'000, '[') + QByteArray(100'000, ']');
    const QByteArray notJson = "not a SafeTensors file: its header is not a JSON object";
    add("empty", QByteArray(), "shorter than 8 bytes");
    add("seven bytes", good.left(7), "shorter than 8 bytes");
    add("length only", good.left(8), "header is longer than the file");
    add("cut in the header", good.left(50), "header is longer than the file");
    add("cut in the data", good.chopped(1), "reaches past the end");
    add("trailing bytes", good + 'x', "unused bytes after");
    add("largest length", lengthOnly(std::numeric_limits<quint64>::max()) + good.mid(8),
        "header is longer than the file");
    add("length wraps with 8", lengthOnly(std::numeric_limits<quint64>::max() - 7) + good.mid(8),
        "header is longer than the file");
    add("huge header", safeTensorsFile(QByteArray((16 << 20) + 1, ' '), data), "16 MiB");
    add("empty header", safeTensorsFile("", data), notJson);
    add("no JSON", safeTensorsFile("{weights}", data), notJson);
    add("an array", safeTensorsFile("[]", data), notJson);
    const QByteArray header = "{" + weight + "," + bias + "}";
    const QByteArray nul(1, '\0');
    add("byte order mark", safeTensorsFile("\xEF\xBB\xBF" + header, data), notJson);
    add("white space in front", safeTensorsFile(" " + header, data), notJson);
    add("two values", safeTensorsFile(header + "{}", data), notJson);
    add("text after the brace", safeTensorsFile(header + " x", data), notJson);
    add("a second brace", safeTensorsFile(header + "}", data), notJson);
    add("NUL after the brace", safeTensorsFile(header + nul, data), notJson);
    add("NUL and text after the brace", safeTensorsFile(header + nul + "text", data), notJson);
    add("spaces, NUL and text", safeTensorsFile(header + "  " + nul + "x", data), notJson);
    add("NUL between tensors", fileOf(weight + nul + "," + bias), notJson);
    add("NUL in a name", fileOf("\"a" + nul + "\":1," + weight + "," + bias), notJson);
    add("vertical tab after the brace", safeTensorsFile(header + "\v", data), notJson);
    add("comment", safeTensorsFile(header + "// note", data), notJson);
    add("not UTF-8", fileOf("\"\xFF\":1"), notJson);
    add("deep array", fileOf("\"a\":" + deep), notJson);
    add("deep object", safeTensorsFile(QByteArray("{\"a\":").repeated(100'000), data), notJson);
    add("name twice", fileOf(weight + "," + weight + "," + bias), notJson);
    add("name twice, once escaped",
        fileOf(weight + "," + bias + R"(,"l\u0061yers.0.bias":)" + bias.mid(bias.indexOf('{'))),
        notJson);
    add("metadata twice", fileOf(R"("__metadata__":{},"__metadata__":{},)" + weight + "," + bias),
        notJson);
    add("metadata key twice", described(R"({"a":"1","a":"2"})"), notJson);
}

void addFaultsOfTheDescriptions()
{
    const auto file
        = [](const QByteArray& type, const QByteArray& shape, const QByteArray& offsets) {
              return fileOf(weightAs(type, shape, offsets) + "," + bias);
          };
    add("no description", fileOf("\"layers.0.weight\":3," + bias), "valid description");
    add("no dtype", fileOf("\"layers.0.weight\":{}," + bias), "valid dtype");
    add("dtype no string", file("32", "[1,2]", "[0,8]"), "valid dtype");
    add("no shape", fileOf(R"("layers.0.weight":{"dtype":"F32"})"), "valid shape");
    add("shape no list", file("\"F32\"", "2", "[0,8]"), "valid shape");
    add("negative extent", file("\"F32\"", "[-1,2]", "[0,8]"), "valid shape");
    add("fractional extent", file("\"F32\"", "[1.0,2]", "[0,8]"), "valid shape");
    add("extent beyond 64 bits", file("\"F32\"", "[1,99999999999999999999]", "[0,8]"),
        "valid shape");
    add("no offsets", fileOf(R"("layers.0.weight":{"dtype":"F32","shape":[1,2]})"), "data_offsets");
    add("one offset", file("\"F32\"", "[1,2]", "[8]"), "data_offsets");
    add("three offsets", file("\"F32\"", "[1,2]", "[0,4,8]"), "data_offsets");
    add("offsets backwards", file("\"F32\"", "[1,2]", "[8,0]"), "data_offsets");
    add("negative offset", file("\"F32\"", "[1,2]", "[-8,0]"), "data_offsets");
    add("offset out of range", file("\"F32\"", "[1,2]", "[12,20]"), "reaches past the end");
    add("offset far out", file("\"F32\"", "[1,2]", "[0,18446744073709551615]"), "reaches past");
    add("overlap", file("\"F32\"", "[1,2]", "[4,12]"), "unused bytes between");
    add("overlap at the start", file("\"F32\"", "[1,2]", "[0,12]"), "overlap");
    add("gap", file("\"F32\"", "[1,1]", "[0,4]"), "unused bytes between");
    add("same bytes twice",
        fileOf(weight + R"(,"layers.0.bias":{"dtype":"F32","shape":[1],"data_offsets":[4,8]})"),
        "overlap");
}

void addFaultsOfTheNetwork()
{
    const auto file = [](const QByteArray& type, const QByteArray& shape) {
        return fileOf(weightAs(type, shape, "[0,8]") + "," + bias);
    };
    const auto withLayer = [](const QByteArray& weightShape, const QByteArray& biasName) {
        return fileOf(weight + "," + bias + R"(,"layers.1.weight":{"dtype":"F32","shape":)"
                + weightShape + R"(,"data_offsets":[12,20]},")" + biasName
                + R"(":{"dtype":"F32","shape":[1],"data_offsets":[20,24]})",
            floats({1.0F, 2.0F, 3.0F, 4.0F, 5.0F, 6.0F}));
    };
    add("no tensors", safeTensorsFile("{}", ""),
        "it has no tensors; expected are pairs such as “fc1.weight” and “fc1.bias”");
    add("whole numbers", file("\"I32\"", "[1,2]"), "of type “I32”, not F32, F16, BF16 or F64");
    add("quarter precision", file("\"F8_E4M3\"", "[2,4]"), "of type “F8_E4M3”, not F32");
    add("bias of whole numbers",
        fileOf(weight + R"(,"layers.0.bias":{"dtype":"U8","shape":[4],"data_offsets":[8,12]})"),
        "“layers.0.bias” is of type “U8”, not F32");
    add("flat weight", file("\"F32\"", "[2]"), "has 1 dimension, not 2");
    add("thick weight", file("\"F32\"", "[1,2,1]"), "has 3 dimensions, not 2");
    add("bias of two dimensions",
        fileOf(weight + R"(,"layers.0.bias":{"dtype":"F32","shape":[1,1],"data_offsets":[8,12]})"),
        "“layers.0.bias” has 2 dimensions, not 1");
    add("double precision in half the bytes", file("\"F64\"", "[1,2]"), "do not match its shape");
    add("half precision in twice the bytes", file("\"F16\"", "[1,2]"), "do not match its shape");
    add("shape too small", file("\"F32\"", "[1,1]"), "do not match its shape");
    add("shape of nothing", file("\"F32\"", "[0,2]"), "impossible shape");
    add("shape wraps to 0 bytes", file("\"F32\"", "[4294967296,4294967296]"), "impossible shape");
    add("shape wraps to 8 bytes", file("\"F32\"", "[2,9223372036854775809]"), "impossible shape");
    add("layers do not chain", withLayer("[1,2]", "layers.1.bias"),
        "do not fit together: “layers.0.weight” is 1×2, and “layers.1.weight” is 1×2");
    add("bias that fits neither way",
        fileOf(weight + R"(,"layers.0.bias":{"dtype":"F32","shape":[3],"data_offsets":[8,20]})",
            floats({1.0F, 2.0F, 3.0F, 4.0F, 5.0F})),
        "do not fit together: “layers.0.weight” is 1×2, but “layers.0.bias” has 3 values");
    add("two weights of a layer",
        fileOf(weight + R"(,"layers.0.kernel":{"dtype":"F32","shape":[1],"data_offsets":[8,12]})"),
        "“layers.0.kernel” and “layers.0.weight” are weights of the same layer");
    add("bias of no layer", withLayer("[2,1]", "layers.2.bias"),
        "tensor “layers.2.bias” belongs to no layer; expected are pairs such as “fc1.weight”");
    add("stray tensor",
        fileOf(
            weight + "," + bias + R"(,"extra":{"dtype":"F32","shape":[0],"data_offsets":[12,12]})"),
        "tensor “extra” belongs to no layer; expected are pairs such as “fc1.weight”");
    add("layer 00",
        fileOf(weight + "," + bias
            + R"(,"layers.00.bias":{"dtype":"F32","shape":[0],"data_offsets":[12,12]})"),
        "belongs to no layer");
    add("infinite weight",
        fileOf(weight + "," + bias, floats({1.0F, std::numeric_limits<float>::infinity(), 3.0F})),
        "not a finite number");
    add("bias not a number",
        fileOf(weight + "," + bias, floats({1.0F, 2.0F, std::numeric_limits<float>::quiet_NaN()})),
        "not a finite number");
    add("name of many lines",
        fileOf(weight + "," + bias + R"(,"a\nb)" + QByteArray(5000, 'x')
            + R"(":{"dtype":"F32","shape":[0],"data_offsets":[12,12]})"),
        "tensor “a bxxx");
}

void addFaultsOfTheMetadata()
{
    const auto entry = [](const char* key, const char* text) {
        return describedBy(QString::fromUtf8(key), QString::fromUtf8(text));
    };
    add("metadata no object", described("[]"), "metadata are not");
    add("metadata of numbers", described(R"({"version":1})"), "“version” is not a string");
    add("another activation", entry("activation", "sigmoid"), "its activation, “sigmoid”");
    add("unknown preprocessing", entry("preprocessing", "crop"), "its preprocessing, “crop”");
    add("architecture no JSON", entry("architecture", "2-1"), "architecture does not agree");
    add("other architecture", entry("architecture", R"({"inputs":2,"hidden":[3],"outputs":1})"),
        "architecture does not agree");
    add("classes no JSON", entry("classes", "a,b"), "not a list of names");
    add("classes of numbers", entry("classes", "[1]"), "not a list of names");
    add("too many classes", entry("classes", R"(["a","b"])"), "names 2 classes");
    add("no classes", entry("classes", "[]"), "names 0 classes");
    add("image no JSON", entry("image", "28x28"), "not a number of rows");
    add("image of text", entry("image", R"({"rows":"1","columns":"2"})"), "not a number of rows");
    add("image without columns", entry("image", R"({"rows":1})"), "not a number of rows");
    add("image too small", entry("image", R"({"rows":1,"columns":1})"), "2 inputs");
    add("image of no rows", entry("image", R"({"rows":0,"columns":2})"), "2 inputs");
    add("image of no columns", entry("image", R"({"rows":3,"columns":0})"), "2 inputs");
    add("image wraps to 2", entry("image", R"({"rows":2,"columns":9223372036854775809})"),
        "2 inputs");
    add("later version", described(R"({"format":"numeral","version":"5"})"), "later version");
    add("unknown filter", entry("filters", "sepia:1"), "filters");
    add("unknown kind of classes", entry("class_kind", "cats"), "kind of classes");
    for (const char* look : {"[]", R"({"paper":0})", R"({"paper":9,"ink":9,"transposed":false})",
             R"({"paper":256,"ink":0,"transposed":false})",
             R"({"paper":0,"ink":255,"transposed":1})"}) {
        add(look, entry("look", look), "the look of its images");
    }
    add("no version", described(R"({"format":"numeral"})"), "later version");
}

void addDamage()
{
    const QByteArray good = bytesFrom(&writeSafeTensors, exampleModel());
    const QByteArray reason = "is damaged: its contents do not match its checksum";
    QByteArray weightFlipped = good;
    weightFlipped.back() = static_cast<char>(weightFlipped.back() ^ 1);
    add("flipped weight", weightFlipped, reason);
    add("flipped provenance", replaced(good, "0.97", "0.98"), reason);
    add("flipped class", replaced(good, "T-shirt", "T-skirt"), reason);
    add("flipped checksum name", replaced(good, "sha256", "sha257"), reason);
    add("flipped format", replaced(good, "numeral", "numeras"), reason);
    add("no checksum", described(R"({"format":"numeral","version":"1"})"), reason);
    add("tensors swapped",
        replaced(replaced(replaced(good, "layers.1.bias", "layers.X.bias"), "layers.2.bias",
                     "layers.1.bias"),
            "layers.X.bias", "layers.2.bias"),
        reason);
}

} // namespace

class SafeTensorsFaultsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theGoodFileOpens();
    void faultyFileGetsOneSentence_data();
    void faultyFileGetsOneSentence();
};

void SafeTensorsFaultsTest::theGoodFileOpens()
{
    const QByteArray plain = fileOf(weight + "," + bias);
    QVERIFY(parseSafeTensors(view(plain), "x"));
    const QByteArray withMetadata
        = describedBy(QStringLiteral("classes"), QStringLiteral("[\"a\"]"));
    QVERIFY(parseSafeTensors(view(withMetadata), "x"));
}

void SafeTensorsFaultsTest::faultyFileGetsOneSentence_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QByteArray>("reason");
    addFaultsOfTheContainer();
    addFaultsOfTheDescriptions();
    addFaultsOfTheNetwork();
    addFaultsOfTheMetadata();
    addDamage();
}

void SafeTensorsFaultsTest::faultyFileGetsOneSentence()
{
    QFETCH(const QByteArray, file);
    QFETCH(const QByteArray, reason);

    const Result<Model> model = parseSafeTensors(view(file), "broken.safetensors");
    QVERIFY(!model);
    const QByteArray detail = QByteArray::fromStdString(model.error().detail);
    QCOMPARE(model.error().code, ErrorCode::FileMalformed);
    QVERIFY2(detail.contains(reason), detail.constData());
    QVERIFY2(detail.startsWith("“broken.safetensors” "), detail.constData());
    QVERIFY2(detail.endsWith('.') && detail.count(". ") == 0, detail.constData());
    QVERIFY2(!detail.contains('\n') && detail.size() < 250, detail.constData());
}

QTEST_GUILESS_MAIN(SafeTensorsFaultsTest)
#include "tst_safetensors_faults.moc"
