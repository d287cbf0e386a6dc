// SPDX-License-Identifier: GPL-3.0-or-later
//
// Gives the terminal program files that other programs wrote, and files that are something else.
#include "../support/isolated_home.h"
#include "cli_process.h"

#include "core/exchange/named_tensors.h"
#include "core/exchange/safetensors.h"
#include "tests/core/data/idx_files.h"
#include "tests/core/exchange/safetensors_file.h"

#include <QCoreApplication>
#include <QFile>
#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QJsonValue>
#include <QTemporaryDir>
#include <QTest>

using namespace numeral;

namespace {

/// The built-in network as another program would name it and describe it.
QByteArray builtInNetworkOfOthers()
{
    const Result<Model> model
        = readSafeTensors(NUMERAL_SOURCES "/resources/weights/mnist.safetensors");
    QList<test::TestTensor> tensors;
    for (const NamedTensor& tensor : namedTensors(*model->weights)) {
        QString name = QString::fromStdString(tensor.name);
        name.replace(QStringLiteral("layers."), QStringLiteral("module.net."));
        QList<int> shape;
        for (const std::size_t extent : tensor.shape) {
            shape.append(static_cast<int>(extent));
        }
        const std::string_view bytes = bytesOf(tensor.values);
        tensors.prepend(
            {name, shape, QByteArray(bytes.data(), static_cast<qsizetype>(bytes.size()))});
    }
    QJsonObject header = test::headerOf(tensors);
    header.insert(QStringLiteral("__metadata__"),
        QJsonObject{{QStringLiteral("format"), QStringLiteral("pt")},
            {QStringLiteral("architecture"), QStringLiteral("mlp")},
            {QStringLiteral("classes"), QStringLiteral("10")}});
    return test::safeTensorsFile(
        QJsonDocument(header).toJson(QJsonDocument::Compact), test::dataOf(tensors));
}

/// A network with 784 inputs that finds the last class likelier than each of the others.
QByteArray networkOf(int classes)
{
    QList<float> biases(classes, 0.0F);
    biases.last() = 1.0F;
    return test::safeTensorsFile({{QStringLiteral("fc.weight"), {classes, 784},
                                      test::floats(QList<float>(qsizetype{784} * classes, 0.0F))},
        {QStringLiteral("fc.bias"), {classes}, test::floats(biases)}});
}

} // namespace

class TestOtherFiles : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aModelOfAnotherProgramIsUsed();
    void otherNumbersOfClasses_data();
    void otherNumbersOfClasses();
    void otherContentIsCalledWhatItIs_data();
    void otherContentIsCalledWhatItIs();
    void dataPaddedWithZerosAreRead();

private:
    QString write(const QString& name, const QByteArray& content) const
    {
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size()) {
            qFatal("the test's own file can't be written");
        }
        return file.fileName();
    }

    QTemporaryDir m_folder;
};

void TestOtherFiles::aModelOfAnotherProgramIsUsed()
{
    const QString model = write(QStringLiteral("other.safetensors"), builtInNetworkOfOthers());
    const ProcessResult evaluated = run(words("evaluate --json --model") << model);
    QVERIFY2(evaluated.exitCode == 0, evaluated.errors.constData());
    QCOMPARE(evaluated.lines().value(0)[QLatin1String("test_accuracy")].toDouble(), 0.9953);

    const QString copy = m_folder.filePath(QStringLiteral("copy.safetensors"));
    const ProcessResult exported = run(words("export --format safetensors --model")
        << model << QStringLiteral("--output") << copy);
    QVERIFY2(exported.exitCode == 0, exported.errors.constData());
    QVERIFY(readStoredModel(copy.toStdString())->isByNumeral);
}

void TestOtherFiles::otherNumbersOfClasses_data()
{
    QTest::addColumn<int>("classes");
    QTest::addColumn<bool>("sure");
    QTest::newRow("1") << 1 << true;
    QTest::newRow("2") << 2 << false;
    QTest::newRow("3") << 3 << false;
    QTest::newRow("26") << 26 << false;
}

void TestOtherFiles::otherNumbersOfClasses()
{
    QFETCH(const int, classes);
    QFETCH(const bool, sure);
    const QString model = write(QStringLiteral("few.safetensors"), networkOf(classes));
    QImage picture(28, 28, QImage::Format_Grayscale8);
    picture.fill(Qt::white);
    for (int y = 6; y < 22; ++y) {
        picture.setPixel(13, y, 0);
        picture.setPixel(14, y, 0);
    }
    const QString file = m_folder.filePath(QStringLiteral("one.png"));
    QVERIFY(picture.save(file));
    const ProcessResult result = run(words("classify --json --model") << model << file);
    QVERIFY2(result.exitCode == 0, result.errors.constData());
    const QJsonObject line = result.lines().value(0);
    QCOMPARE(line[QLatin1String("label")].toInt(-1), classes - 1);
    const QJsonArray probabilities = line[QLatin1String("probabilities")].toArray();
    QCOMPARE(probabilities.size(), classes);
    double sum = 0;
    for (const auto& probability : probabilities) {
        sum += probability.toDouble();
    }
    QVERIFY(std::abs(sum - 1) < 1e-5);
    QCOMPARE(line[QLatin1String("sure")].toBool(), sure);

    const ProcessResult said = run(words("classify --model") << model << file);
    QCOMPARE(said.exitCode, 0);
    QVERIFY2(said.output.contains(QByteArray::number(classes - 1) + " ("), said.output.constData());

    // MNIST has more classes than most of these, and that is said.
    const ProcessResult evaluated = run(words("evaluate --model") << model);
    QCOMPARE(evaluated.exitCode, 0);
    QCOMPARE(evaluated.output.contains("of classes that the network doesn't know are left out"),
        classes < 10);
}

void TestOtherFiles::otherContentIsCalledWhatItIs_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QByteArray>("kind");
    QTest::newRow("page") << QByteArray("<!DOCTYPE html><html><body>404</body></html>")
                          << QByteArray("an HTML page; the download may have failed");
    QTest::newRow("pointer") << QByteArray(
        "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n")
                             << QByteArray(
                                    "a Git LFS pointer; fetch the file itself with “git lfs pull”");
    QTest::newRow("archive") << QByteArray("PK\x03\x04").leftJustified(100, '\0')
                             << QByteArray("a ZIP archive; unpack it first");
}

void TestOtherFiles::otherContentIsCalledWhatItIs()
{
    QFETCH(const QByteArray, content);
    QFETCH(const QByteArray, kind);
    const QString other = write(QStringLiteral("other"), content);
    QTemporaryDir data;
    for (const char* name : {"train-images-idx3-ubyte", "train-labels-idx1-ubyte",
             "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"}) {
        QVERIFY(QFile::copy(other, data.filePath(QLatin1String(name))));
    }
    for (const QStringList& arguments : {words("evaluate --model") << other,
             words("classify") << other, words("train --data") << data.path()}) {
        const ProcessResult result = run(arguments);
        QCOMPARE(result.exitCode, 1);
        QVERIFY2(isOneSentence(result.errors), result.errors.constData());
        QVERIFY2(result.errors.contains(" but " + kind + "."), result.errors.constData());
    }
}

/// As gzip leaves a file that comes from a tape.
void TestOtherFiles::dataPaddedWithZerosAreRead()
{
    QTemporaryDir data;
    const auto write = [&data](const char* name, const QByteArray& content) {
        QFile file(data.filePath(QLatin1String(name)));
        const QByteArray padded = test::gzipped(content) + QByteArray(1000, '\0');
        return file.open(QIODevice::WriteOnly) && file.write(padded) == padded.size();
    };
    const QByteArray labels(20, '\1');
    QVERIFY(write("train-images-idx3-ubyte.gz", test::imagesFile(20, 28, 28))
        && write("train-labels-idx1-ubyte.gz", test::labelsFile(labels))
        && write("t10k-images-idx3-ubyte.gz", test::imagesFile(20, 28, 28))
        && write("t10k-labels-idx1-ubyte.gz", test::labelsFile(labels)));
    const ProcessResult result = run(words("evaluate --json --data") << data.path());
    QVERIFY2(result.exitCode == 0, result.errors.constData());
    QCOMPARE(result.lines().last()[QLatin1String("images")].toInt(), 20);
}

int main(int argc, char* argv[])
{
    const IsolatedHome home;
    QCoreApplication application(argc, argv);
    TestOtherFiles test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_other_files.moc"
