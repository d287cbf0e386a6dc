// SPDX-License-Identifier: GPL-3.0-or-later
//
// Tells Numeral's files from those of other programs, and these from what isn't SafeTensors.
#include "core/exchange/formats.h"
#include "core/exchange/safetensors.h"
#include "tests/core/exchange/example_model.h"
#include "tests/core/exchange/safetensors_file.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace numeral;
using namespace numeral::test;

namespace {

const QString metadataKey = QStringLiteral("__metadata__");

/// A network of 6 inputs and 2 classes.
const QList<TestTensor> network{
    {QStringLiteral("fc1.weight"), {2, 6}, floats(QList<float>(12, 0.5F))},
    {QStringLiteral("fc1.bias"), {2}, floats({1.0F, -1.0F})},
};

QByteArray headerText(const QJsonObject& header)
{
    return QJsonDocument(header).toJson(QJsonDocument::Compact);
}

QByteArray describedBy(const QJsonObject& metadata)
{
    QJsonObject header = headerOf(network);
    header.insert(metadataKey, metadata);
    return safeTensorsFile(headerText(header), dataOf(network));
}

QJsonObject entries(std::initializer_list<std::pair<const char*, const char*>> list)
{
    QJsonObject object;
    for (const auto& [key, text] : list) {
        object.insert(QString::fromUtf8(key), QString::fromUtf8(text));
    }
    return object;
}

/// A model that Numeral wrote, taken apart and put together again without its mark.
QByteArray unmarked(const Model& model)
{
    const QByteArray file = bytesFrom(&writeSafeTensors, model);
    const auto length = static_cast<qsizetype>(qFromLittleEndian<quint64>(file.constData()));
    QJsonObject header = QJsonDocument::fromJson(file.mid(8, length)).object();
    QJsonObject metadata = header.value(metadataKey).toObject();
    for (const char* key : {"format", "version", "sha256"}) {
        metadata.remove(QLatin1String(key));
    }
    header.insert(metadataKey, metadata);
    return withChecksum(header, file.mid(8 + length));
}

} // namespace

class ForeignFilesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void metadataOfOthersIsPassedOver_data();
    void metadataOfOthersIsPassedOver();
    void unmarkedFilesWithOurChecksumOpenWhole();
    void unmarkedFilesAreGuardedToo();
    void theBuiltInModelOpensWhole();
    void whiteSpaceMayFollowTheHeader_data();
    void whiteSpaceMayFollowTheHeader();
    void otherContentIsCalledWhatItIs_data();
    void otherContentIsCalledWhatItIs();
};

void ForeignFilesTest::metadataOfOthersIsPassedOver_data()
{
    QTest::addColumn<QJsonObject>("metadata");
    QTest::newRow("PyTorch's") << entries({{"format", "pt"}});
    QTest::newRow("words for our keys") << entries({{"architecture", "mlp"}, {"classes", "10"},
        {"activation", "swish"}, {"preprocessing", "none"}, {"image", "28x28"}, {"version", "3.1"},
        {"calibration", "no"}, {"configuration", "default"}, {"data", "cats"}, {"result", "ok"}});
    QTest::newRow("values of ours that don't fit") << entries({{"format", "pt"},
        {"activation", "tanh"}, {"classes", R"(["a","b","c"])"}, {"preprocessing", "fit"}});
    QTest::newRow("values of ours that fit")
        << entries({{"classes", R"(["a","b"])"}, {"image", R"({"rows":3,"columns":2})"}});
    QTest::newRow("a checksum of their own") << entries({{"sha256", "0123"}, {"classes", "2"}});
    QTest::newRow("a hash of their own") << entries(
        {{"sha256", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}});
    QTest::newRow("another program of our name") << entries({{"producer", "numeral"}});
    QTest::newRow("in capitals") << entries({{"format", "Numeral"}, {"version", "7"}});
}

void ForeignFilesTest::metadataOfOthersIsPassedOver()
{
    QFETCH(const QJsonObject, metadata);
    const QByteArray file = describedBy(metadata);
    const Result<StoredModel> stored = parseStoredModel(view(file), "x");
    QVERIFY2(stored, stored ? "" : stored.error().detail.c_str());
    QVERIFY(!stored->isByNumeral);
    const Model& model = stored->model;
    QVERIFY(model.weights->architecture() == (Perceptron{6, {}, 2, Activation::Relu}));
    QVERIFY(model.classes == (std::vector<std::string>{"0", "1"}));
    QVERIFY((model.image == ImageShape{1, 6}));
    QVERIFY(model.preprocessing == Preprocessing::Mnist);
    QVERIFY(model.calibration == Calibration());
    QVERIFY(model.provenance.configuration.empty() && model.provenance.data.empty()
        && model.provenance.result.empty());
}

void ForeignFilesTest::unmarkedFilesWithOurChecksumOpenWhole()
{
    for (const Model& model : {exampleModel(), digitModel()}) {
        const QByteArray file = unmarked(model);
        QVERIFY(!file.contains("numeral"));
        const Result<StoredModel> stored = parseStoredModel(view(file), "old");
        QVERIFY2(stored, stored ? "" : stored.error().detail.c_str());
        QVERIFY(stored->isByNumeral);
        QVERIFY(equal(stored->model, model));
    }
}

void ForeignFilesTest::unmarkedFilesAreGuardedToo()
{
    QByteArray file = unmarked(exampleModel());
    file.back() = static_cast<char>(file.back() ^ 1);
    QByteArray renamed = unmarked(exampleModel());
    renamed.replace("T-shirt", "T-skirt");
    for (const QByteArray& damaged : {file, renamed}) {
        const Result<Model> model = parseSafeTensors(view(damaged), "old");
        QVERIFY(!model);
        QCOMPARE(model.error().detail,
            std::string("“old” is damaged: its contents do not match its checksum."));
    }
}

void ForeignFilesTest::theBuiltInModelOpensWhole()
{
    const Result<StoredModel> stored
        = readStoredModel(NUMERAL_SOURCES "/resources/weights/mnist.safetensors");
    QVERIFY2(stored, stored ? "" : stored.error().detail.c_str());
    QVERIFY(stored->isByNumeral);
    const Model& model = stored->model;
    QVERIFY(model.weights->architecture() == (Perceptron{784, {512, 512}, 10}));
    QCOMPARE(model.classes.back(), std::string("9"));
    QVERIFY((model.image == ImageShape{28, 28}));
    QVERIFY(model.calibration.minLogit.has_value());
    QVERIFY(model.calibration.temperature != 1);
    QVERIFY(model.provenance.configuration.find("\"epochs\":200") != std::string::npos);
    QVERIFY(model.provenance.data.find("\"MNIST\"") != std::string::npos);
    QVERIFY(model.provenance.result.find("\"test_accuracy\":0.9953") != std::string::npos);
}

void ForeignFilesTest::whiteSpaceMayFollowTheHeader_data()
{
    QTest::addColumn<QByteArray>("padding");
    QTest::newRow("spaces") << QByteArray("       ");
    QTest::newRow("more spaces than the data's alignment") << QByteArray(5000, ' ');
    QTest::newRow("tab and line feeds") << QByteArray("\t\r\n\n ");
}

void ForeignFilesTest::whiteSpaceMayFollowTheHeader()
{
    QFETCH(const QByteArray, padding);
    const QByteArray file
        = safeTensorsFile(headerText(headerOf(network)) + padding, dataOf(network));
    const Result<Model> model = parseSafeTensors(view(file), "x");
    QVERIFY2(model, model ? "" : model.error().detail.c_str());
    QCOMPARE(model->weights->bias(0)[1], -1.0F);
}

void ForeignFilesTest::otherContentIsCalledWhatItIs_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("predicate");
    const auto row = [](const char* name, const QByteArray& content, const char* predicate) {
        QTest::newRow(name) << content << QString::fromUtf8(predicate);
    };
    row("page", "<!DOCTYPE html>\n<html><head><title>404</title></head></html>\n",
        "is not a SafeTensors file but an HTML page; the download may have failed.");
    row("pointer", "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n",
        "is not a SafeTensors file but a Git LFS pointer; fetch the file itself with “git lfs "
        "pull”.");
    row("gzip", QByteArray("\x1F\x8B\x08\0\0\0\0\0\0\3\0\0", 12),
        "is not a SafeTensors file but a gzip file; decompress it first.");
    row("our own NumPy archive", bytesFrom(findExportFormat("npz")->write, exampleModel()),
        "is not a SafeTensors file but a NumPy archive (NPZ); convert it to SafeTensors.");
    row("HDF5", QByteArray("\x89HDF\r\n\x1A\n\0\0\0\0\0\x08\x08\0", 16),
        "is not a SafeTensors file but an HDF5 file, as Keras writes; convert it to SafeTensors.");
    row("a SafeTensors file of ours, cut short",
        bytesFrom(&writeSafeTensors, exampleModel()).chopped(9),
        "is not a SafeTensors file: its tensor “layers.");
}

void ForeignFilesTest::otherContentIsCalledWhatItIs()
{
    QFETCH(const QByteArray, content);
    QFETCH(const QString, predicate);
    const QTemporaryDir folder;
    for (const char* name : {"model.safetensors", "model.npz", "model"}) {
        QFile file(folder.filePath(QLatin1String(name)));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
        file.close();
        const Result<Model> model = readModel(file.fileName().toStdString());
        QVERIFY(!model);
        QCOMPARE(model.error().code, ErrorCode::FileMalformed);
        const QString sentence = QString::fromStdString(model.error().detail);
        QVERIFY2(sentence.startsWith(QStringLiteral("“%1” ").arg(file.fileName()) + predicate),
            qPrintable(sentence));
    }
}

QTEST_GUILESS_MAIN(ForeignFilesTest)
#include "tst_foreign_files.moc"
