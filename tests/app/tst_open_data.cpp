// SPDX-License-Identifier: GPL-3.0-or-later
#include "../support/isolated_home.h"
#include "../support/picture_folders.h"
#include "cli_process.h"

#include "core/data/catalogue.h"
#include "tests/core/data/idx_dataset.h"

#include <QGuiApplication>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace numeral;
using namespace numeral::test;

/// MNIST in the forms in which people have images, in the terminal program.
class TestOpenData : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void picturesTeachAsWellAsIdxFiles_data();
    void picturesTeachAsWellAsIdxFiles();
    void kagglesTablesTrain();
    void whatWasSetAsideIsSaid();
    void unlabelledImagesArePredicted();
    void theModelKnowsItsClasses();
    void aFaultIsOneSentence();

private:
    QString file(const char* name) const { return m_folder.filePath(QLatin1String(name)); }

    /// The share of drawings that a network reads after training on that data, 0 to 1.
    double readAfterTraining(const QString& data) const;

    QTemporaryDir m_folder;
    Dataset m_mnist; ///< some thousand of its images
    QStringList m_digits;
    double m_plain = 0;
};

namespace {

/// A table as Kaggle has it.
QByteArray table(const LabelledImages& images, bool areLabelled)
{
    QByteArray text = areLabelled ? "label" : "";
    for (std::size_t i = 0; i < images.shape().pixels(); ++i) {
        text += (text.isEmpty() ? "pixel" : ",pixel") + QByteArray::number(static_cast<int>(i));
    }
    for (std::size_t i = 0; i < images.size(); ++i) {
        text += '\n';
        QByteArray line = areLabelled ? QByteArray::number(images.labels()[i]) : QByteArray();
        for (const std::uint8_t pixel : images.image(i)) {
            line += (line.isEmpty() ? "" : ",") + QByteArray::number(pixel);
        }
        text += line;
    }
    return text + '\n';
}

void write(const QString& path, const QByteArray& content)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(content), content.size());
}

} // namespace

void TestOpenData::initTestCase()
{
    const Result<Dataset> mnist = loadDataset("mnist");
    QVERIFY2(mnist, mnist ? "" : mnist.error().detail.c_str());
    m_mnist = *mnist;
    m_mnist.training = firstImages(mnist->training, 8000);
    m_mnist.test = firstImages(mnist->test, 500);
    for (int digit = 0; digit < 10; ++digit) {
        m_digits.append(QString::number(digit));
    }
    QCOMPARE(run(words("ink --count 1000 --output") << file("ink.ndjson")).exitCode, 0);
    writeIdxDataset(m_mnist, file("idx"));
    m_plain = readAfterTraining(file("idx"));
    QVERIFY2(m_plain > 0.8, qPrintable(QString::number(m_plain)));
}

double TestOpenData::readAfterTraining(const QString& data) const
{
    const QString model = file("model.safetensors");
    const ProcessResult trained = run(words("train --epochs 4 --learning-rate 0.003 --output")
        << model << QStringLiteral("--data") << data);
    const ProcessResult read
        = run(words("classify --model") << model << QStringLiteral("--ink") << file("ink.ndjson"));
    const QRegularExpression summary(QStringLiteral("(\\d+) of (\\d+) labelled drawings"));
    const auto found = summary.match(QString::fromUtf8(read.output));
    return trained.exitCode == 0 && found.hasMatch()
        ? found.captured(1).toDouble() / found.captured(2).toDouble()
        : 0;
}

void TestOpenData::picturesTeachAsWellAsIdxFiles_data()
{
    QTest::addColumn<QString>("ending");
    QTest::addColumn<int>("scale");
    QTest::addColumn<QRgb>("paper");
    QTest::addColumn<QRgb>("ink");
    QTest::addColumn<int>("margin");
    QTest::newRow("PNG") << QStringLiteral("png") << 1 << 0xFF000000 << 0xFFFFFFFF << 0;
    QTest::newRow("BMP, dark on light")
        << QStringLiteral("bmp") << 1 << 0xFFFFFFFF << 0xFF000000 << 0;
    QTest::newRow("PNG, anywhere on a sheet")
        << QStringLiteral("png") << 2 << 0xFFFFFFFF << 0xFF303030 << 50;
    QTest::newRow("JPEG, large, blue on yellow")
        << QStringLiteral("jpg") << 4 << 0xFFFFF080 << 0xFF102080 << 0;
}

void TestOpenData::picturesTeachAsWellAsIdxFiles()
{
    QFETCH(QString, ending);
    QFETCH(int, scale);
    QFETCH(QRgb, paper);
    QFETCH(QRgb, ink);
    QFETCH(int, margin);
    const QString folder = m_folder.filePath(QLatin1String(QTest::currentDataTag()));
    const PictureStyle style{ending, scale, paper, ink, margin};
    writePictures(m_mnist.training, m_digits, folder + QStringLiteral("/train"), style);
    writePictures(m_mnist.test, m_digits, folder + QStringLiteral("/test"), style);
    const double read = readAfterTraining(folder);
    QVERIFY2(
        read > m_plain - 0.02, qPrintable(QStringLiteral("%1, plain %2").arg(read).arg(m_plain)));
}

void TestOpenData::kagglesTablesTrain()
{
    const QString folder = file("kaggle");
    QVERIFY(QDir().mkpath(folder));
    write(folder + QStringLiteral("/train.csv"), table(m_mnist.training, true));
    write(folder + QStringLiteral("/test.csv"), table(m_mnist.test, false));
    write(folder + QStringLiteral("/sample_submission.csv"), "ImageId,Label\n1,0\n");
    const double read = readAfterTraining(folder);
    QVERIFY2(read > m_plain - 0.03, // a seventh of the images is set aside
        qPrintable(QStringLiteral("%1, plain %2").arg(read).arg(m_plain)));
}

void TestOpenData::whatWasSetAsideIsSaid()
{
    const QStringList arguments = words("train --epochs 1 --data") << file("kaggle/train.csv");
    const QString said = QString::fromUtf8(run(arguments).output);
    QVERIFY2(said.contains(QStringLiteral("“test.csv” has no labels: its 500 images can be "
                                          "predicted, not tested with."))
            && said.contains(QStringLiteral("images of 8000 were set aside for testing.")),
        qPrintable(said));
    const QJsonObject data
        = run(QStringList(arguments) << QStringLiteral("--json")).lines().front();
    QCOMPARE(data.value(QStringLiteral("event")).toString(), QStringLiteral("data"));
    QCOMPARE(data.value(QStringLiteral("remarks")).toArray().size(), 2);
}

void TestOpenData::unlabelledImagesArePredicted()
{
    const QString model = file("kaggle.safetensors");
    const QString table = file("submission.csv");
    const QStringList data = QStringList{QStringLiteral("--data"), file("kaggle")};
    QCOMPARE(run(words("train --epochs 4 --learning-rate 0.003 --output")
                 << model << QStringLiteral("--predict") << table << data)
                 .exitCode,
        0);
    QFile written(table);
    QVERIFY(written.open(QIODevice::ReadOnly));
    const QByteArray text = written.readAll();
    const QList<QByteArray> lines = text.trimmed().split('\n');
    QCOMPARE(lines.size(), qsizetype(501));
    QCOMPARE(lines.front(), QByteArray("ImageId,Label"));
    int right = 0;
    for (int i = 1; i <= 500; ++i) {
        const QList<QByteArray> fields = lines[i].split(',');
        QCOMPARE(fields.value(0).toInt(), i);
        right += fields.value(1).toInt() == m_mnist.test.labels()[std::size_t(i) - 1] ? 1 : 0;
    }
    QVERIFY2(right > 400, qPrintable(QString::number(right)));

    // The saved model predicts the same.
    const QString again = file("again.csv");
    QCOMPARE(run(words("evaluate --model") << model << QStringLiteral("--predict") << again << data)
                 .exitCode,
        0);
    QFile second(again);
    QVERIFY(second.open(QIODevice::ReadOnly));
    QCOMPARE(second.readAll(), text);

    // So do they as a table that stands alone.
    const QString alone = file("alone.csv");
    QVERIFY(QFile::copy(file("kaggle/test.csv"), alone));
    QCOMPARE(run(words("evaluate --model") << model << QStringLiteral("--predict") << again
                                           << QStringLiteral("--data") << alone)
                 .exitCode,
        0);
    QFile third(again);
    QVERIFY(third.open(QIODevice::ReadOnly));
    QCOMPARE(third.readAll(), text);

    const ProcessResult none = run(words("train --epochs 1 --data")
        << file("idx") << QStringLiteral("--predict") << file("none.csv"));
    QCOMPARE(none.exitCode, 1);
    QVERIFY2(none.errors.contains("no images without labels"), none.errors.constData());
    QVERIFY(!QFile::exists(file("none.csv")));
}

void TestOpenData::theModelKnowsItsClasses()
{
    const QStringList names{QStringLiteral("nought"), QStringLiteral("one"), QStringLiteral("two"),
        QStringLiteral("three"), QStringLiteral("four"), QStringLiteral("five"),
        QStringLiteral("six"), QStringLiteral("seven"), QStringLiteral("eight"),
        QStringLiteral("nine")};
    writePictures(firstImages(m_mnist.training, 1500), names, file("words"));
    const QString model = file("words.safetensors");
    QCOMPARE(run(words("train --epochs 5 --learning-rate 0.01 --output")
                 << model << QStringLiteral("--data") << file("words"))
                 .exitCode,
        0);
    const ProcessResult read = run(words("classify --model")
        << model
        << file("words/seven/") + QDir(file("words/seven")).entryList(QDir::Files).first());
    QCOMPARE(read.exitCode, 0);
    QVERIFY2(read.output.contains("seven"), read.output.constData());
}

void TestOpenData::aFaultIsOneSentence()
{
    const QString empty = file("empty");
    QVERIFY(QDir().mkpath(empty));
    const ProcessResult result = run(words("train --data") << empty);
    QCOMPARE(result.exitCode, 1);
    const QByteArray said = result.errors.trimmed();
    QVERIFY2(said.contains("There is no data set in") && said.contains("no files found.")
            && said.count('\n') == 0,
        said.constData());
}

int main(int argc, char* argv[])
{
    const IsolatedHome home;
    QGuiApplication application(argc, argv);
    TestOpenData test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_open_data.moc"
