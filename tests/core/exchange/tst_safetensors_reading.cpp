// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/safetensors.h"
#include "tests/core/exchange/example_model.h"
#include "tests/core/exchange/safetensors_file.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace numeral;
using namespace numeral::test;

class SafeTensorsReadingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void filesOfOtherProgramsOpen_data();
    void filesOfOtherProgramsOpen();
    void readsFromDisk();
    void unreadableFilesAreNamed_data();
    void unreadableFilesAreNamed();
};

void SafeTensorsReadingTest::filesOfOtherProgramsOpen_data()
{
    QTest::addColumn<QByteArray>("metadata");
    QTest::addColumn<int>("inputs");
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("columns");

    QTest::newRow("square image") << QByteArray() << 4 << 2 << 2;
    QTest::newRow("no square") << QByteArray() << 6 << 1 << 6;
    QTest::newRow("PyTorch's metadata")
        << QByteArray(R"("__metadata__":{"format":"pt"},)") << 9 << 3 << 3;
}

void SafeTensorsReadingTest::filesOfOtherProgramsOpen()
{
    QFETCH(const QByteArray, metadata);
    QFETCH(const int, inputs);
    QFETCH(const int, rows);
    QFETCH(const int, columns);

    // Tensors may be stored in any order, with white space anywhere in the header.
    const QByteArray header = "{ " + metadata
        + R"("layers.1.bias": {"dtype":"F32","shape":[2],"data_offsets":[0,8]},)"
          R"("layers.0.bias":{"dtype":"F32","shape":[1],"data_offsets":[8,12]},)"
          R"("layers.1.weight":{"dtype":"F32","shape":[2,1],"data_offsets":[12,20]},)"
          R"("layers.0.weight":{"dtype":"F32","shape":[1,)"
        + QByteArray::number(inputs) + R"(],"data_offsets":[20,)"
        + QByteArray::number(20 + 4 * inputs) + "]}}\n";
    QList<float> values{0.5F, -0.5F, 2.0F, 3.0F, 4.0F};
    for (int i = 0; i < inputs; ++i) {
        values.append(static_cast<float>(10 + i));
    }

    const QByteArray file = safeTensorsFile(header, floats(values));
    const Result<Model> model = parseSafeTensors(view(file), "x");
    QVERIFY2(model, model ? "" : model.error().detail.c_str());
    QVERIFY(
        model->weights->architecture() == (Perceptron{static_cast<std::size_t>(inputs), {1}, 2}));
    QCOMPARE(model->weights->weight(0)[0], 10.0F);
    QCOMPARE(model->weights->weight(0)[inputs - 1], static_cast<float>(9 + inputs));
    QCOMPARE(model->weights->bias(0)[0], 2.0F);
    QCOMPARE(model->weights->weight(1)[1], 4.0F);
    QCOMPARE(model->weights->bias(1)[1], -0.5F);
    QVERIFY(model->classes == (std::vector<std::string>{"0", "1"}));
    QCOMPARE(model->image.rows, static_cast<std::size_t>(rows));
    QCOMPARE(model->image.columns, static_cast<std::size_t>(columns));
    QVERIFY(model->preprocessing == Preprocessing::Mnist);
    QVERIFY(model->provenance.data.empty());
}

void SafeTensorsReadingTest::readsFromDisk()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("größe 5.safetensors")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytesFrom(&writeSafeTensors, digitModel()));
    file.close();
    const Result<Model> model = readSafeTensors(file.fileName().toStdString());
    QVERIFY(model);
    QVERIFY(equal(*model, digitModel()));

    QVERIFY(file.resize(file.size() - 1));
    const Result<Model> cut = readSafeTensors(file.fileName().toStdString());
    QVERIFY(!cut);
    QCOMPARE(cut.error().code, ErrorCode::FileMalformed);
    QVERIFY(
        QString::fromStdString(cut.error().detail)
            .startsWith(QStringLiteral("“%1” is not a SafeTensors file: ").arg(file.fileName())));
}

void SafeTensorsReadingTest::unreadableFilesAreNamed_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("reason");
    const auto add = [](const QString& name, const QString& reason) {
        QTest::newRow(qPrintable(name)) << name << reason;
    };
    add(QStringLiteral("absent"), QStringLiteral("No such file or directory"));
    add(QStringLiteral("folder"), QStringLiteral("it is not a file"));
    add(QStringLiteral("pipe"), QStringLiteral("it is not a file"));
    add(QStringLiteral("plain/within"), QStringLiteral("Not a directory"));
    add(QStringLiteral("x").repeated(300), QStringLiteral("File name too long"));
    add(QStringLiteral("huge"),
        QStringLiteral("it is larger than any network that Numeral can use"));
}

void SafeTensorsReadingTest::unreadableFilesAreNamed()
{
    QFETCH(const QString, name);
    QFETCH(const QString, reason);

    const QTemporaryDir folder;
    QVERIFY(QDir(folder.path()).mkdir(QStringLiteral("folder")));
    QCOMPARE(::mkfifo(qPrintable(folder.filePath(QStringLiteral("pipe"))), 0600), 0);
    QFile plain(folder.filePath(QStringLiteral("plain")));
    QVERIFY(plain.open(QIODevice::WriteOnly));
    QFile huge(folder.filePath(QStringLiteral("huge")));
    QVERIFY(huge.open(QIODevice::WriteOnly));
    QVERIFY(huge.resize(qint64{1300} << 20)); // sparse: takes no room on the disk

    const QString path = folder.filePath(name);
    const Result<Model> model = readSafeTensors(path.toStdString());
    QVERIFY(!model);
    QCOMPARE(model.error().code, ErrorCode::FileUnreadable);
    QCOMPARE(QString::fromStdString(model.error().detail),
        QStringLiteral("Cannot read “%1”: %2.").arg(path, reason));
}

QTEST_GUILESS_MAIN(SafeTensorsReadingTest)
#include "tst_safetensors_reading.moc"
