// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/catalogue.h"
#include "tests/core/data/idx_files.h"
#include "tests/core/data/zip_files.h"

#include <QTest>

#include <bit>
#include <cstring>

using namespace numeral;
using namespace numeral::test;

/// NumPy's archives as people have them.
class NpzTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void usualNamesAreKnown_data();
    void usualNamesAreKnown();
    void filesThatBelongTogetherAreOneSet();
    void usualShapesAndTypesAreRead_data();
    void usualShapesAndTypesAreRead();
    void usualLabelsAreRead_data();
    void usualLabelsAreRead();
    void validationImagesAreForTraining();
    void coloursBecomeGrey();
    void faultsAreNamed_data();
    void faultsAreNamed();
};

namespace {

/// An array's file, as NumPy writes it.
QByteArray npy(const QByteArray& type, const QByteArray& shape, const QByteArray& values,
    const QByteArray& fortran = "False")
{
    QByteArray header
        = "{'descr': '" + type + "', 'fortran_order': " + fortran + ", 'shape': " + shape + ", }";
    header += QByteArray(63 - (10 + header.size()) % 64, ' ') + '\n';
    QByteArray file("\x93NUMPY\x01\x00", 8);
    file += static_cast<char>(header.size() & 0xFF);
    file += static_cast<char>(header.size() >> 8);
    return file + header + values;
}

/// `count` images of 2×2 bytes; image i is all grey i.
QByteArray images(int count)
{
    QByteArray values;
    for (int i = 0; i < count; ++i) {
        values += QByteArray(4, static_cast<char>(i));
    }
    return npy("|u1", "(" + QByteArray::number(count) + ", 2, 2)", values);
}

/// Labels 0, 1, 0, 1 …
QByteArray labels(int count)
{
    QByteArray values;
    for (int i = 0; i < count; ++i) {
        values += static_cast<char>(i % 2);
    }
    return npy("|u1", "(" + QByteArray::number(count) + ",)", values);
}

template <typename T>
QByteArray bytesOf(std::initializer_list<T> numbers)
{
    QByteArray bytes;
    for (const T number : numbers) {
        bytes.append(reinterpret_cast<const char*>(&number), sizeof number);
    }
    return bytes;
}

} // namespace

void NpzTest::usualNamesAreKnown_data()
{
    QTest::addColumn<QByteArrayList>("names"); // training images and labels, test images and labels
    QTest::newRow("Keras") << QByteArrayList{"x_train", "y_train", "x_test", "y_test"};
    QTest::newRow("the other way round")
        << QByteArrayList{"train_x", "train_y", "test_x", "test_y"};
    QTest::newRow("MedMNIST") << QByteArrayList{
        "train_images", "train_labels", "test_images", "test_labels"};
    QTest::newRow("images and labels") << QByteArrayList{"images", "labels"};
    QTest::newRow("scikit-learn") << QByteArrayList{"X", "y"};
    QTest::newRow("data and target") << QByteArrayList{"data", "target"};
    QTest::newRow("without names") << QByteArrayList{"arr_0", "arr_1", "arr_2", "arr_3"};
    QTest::newRow("two without names") << QByteArrayList{"arr_0", "arr_1"};
}

void NpzTest::usualNamesAreKnown()
{
    QFETCH(QByteArrayList, names);
    const Folder folder;
    QList<ZipEntry> entries{{names[0] + ".npy", images(14)}, {names[1] + ".npy", labels(14)},
        {"about.npy", npy("<U3", "(1,)", bytesOf<char32_t>({U'a', U'b', U'c'}))}};
    if (names.size() > 2) {
        entries += {{names[2] + ".npy", images(4)}, {names[3] + ".npy", labels(4)}};
    }
    const std::filesystem::path file = folder.write("mnist.npz", zipped(entries));
    for (const std::filesystem::path& path : {file, folder.path()}) {
        const auto dataset = loadDataset(path);
        VERIFY_RESULT(dataset);
        QCOMPARE(dataset->name, std::string("mnist"));
        QVERIFY((dataset->training.shape() == ImageShape{2, 2}));
        QCOMPARE(dataset->training.size(), std::size_t(names.size() > 2 ? 14 : 12));
        QCOMPARE(dataset->test.size(), std::size_t(names.size() > 2 ? 4 : 2));
        for (std::size_t i = 0; i < dataset->training.size(); ++i) {
            QCOMPARE(dataset->training.image(i)[0] % 2, int(dataset->training.labels()[i]));
        }
    }
}

/// As KMNIST has them.
void NpzTest::filesThatBelongTogetherAreOneSet()
{
    const Folder folder;
    folder.write("kmnist-train-imgs.npz", zipped({{"arr_0.npy", images(5)}}));
    folder.write("kmnist-train-labels.npz", zipped({{"arr_0.npy", labels(5)}}));
    folder.write("kmnist-test-imgs.npz", zipped({{"arr_0.npy", images(3)}}));
    folder.write("kmnist-test-labels.npz", zipped({{"arr_0.npy", labels(3)}}));
    for (const auto& path : {folder.path(), folder / "kmnist-test-imgs.npz"}) {
        const auto dataset = loadDataset(path);
        VERIFY_RESULT(dataset);
        QCOMPARE(dataset->name, std::string("kmnist"));
        QCOMPARE(dataset->training.size(), std::size_t(5));
        QCOMPARE(dataset->test.size(), std::size_t(3));
    }
}

void NpzTest::usualShapesAndTypesAreRead_data()
{
    QTest::addColumn<QByteArray>("array"); // of three images of 2×2 greys 0, 51, 102, 255
    const QByteArray bytes("\x00\x33\x66\xFF", 4);
    QTest::newRow("bytes") << npy("|u1", "(3, 2, 2)", bytes.repeated(3));
    QTest::newRow("flat") << npy("|u1", "(3, 4)", bytes.repeated(3));
    QTest::newRow("one channel last") << npy("|u1", "(3, 2, 2, 1)", bytes.repeated(3));
    QTest::newRow("one channel first") << npy("|u1", "(3, 1, 2, 2)", bytes.repeated(3));
    QTest::newRow("floats 0 to 1")
        << npy("<f4", "(3, 2, 2)", bytesOf<float>({0, .2F, .4F, 1}).repeated(3));
    QTest::newRow("floats 0 to 255")
        << npy("<f8", "(3, 2, 2)", bytesOf<double>({0, 51, 102, 255}).repeated(3));
    QTest::newRow("half floats") << npy(
        "<f2", "(3, 2, 2)", bytesOf<quint16>({0, 0x5260, 0x5660, 0x5BF8}).repeated(3));
    QTest::newRow("integers") << npy(
        "<i8", "(3, 2, 2)", bytesOf<qint64>({0, 51, 102, 255}).repeated(3));
    QTest::newRow("big-endian") << npy(
        ">i2", "(3, 2, 2)", QByteArray("\0\x00\0\x33\0\x66\0\xFF", 8).repeated(3));
}

void NpzTest::usualShapesAndTypesAreRead()
{
    QFETCH(QByteArray, array);
    const Folder folder;
    const auto dataset
        = loadDataset(folder.write("a.npz", zipped({{"x.npy", array}, {"y.npy", labels(3)}})));
    VERIFY_RESULT(dataset);
    QVERIFY((dataset->training.shape() == ImageShape{2, 2}));
    const auto image = dataset->training.image(0);
    QCOMPARE(std::vector<int>(image.begin(), image.end()), (std::vector<int>{0, 51, 102, 255}));
}

void NpzTest::usualLabelsAreRead_data()
{
    QTest::addColumn<QByteArray>("array"); // of the classes a, b, a, b or 0, 1, 0, 1
    QTest::addColumn<bool>("areNames");
    QTest::newRow("integers") << npy("<i4", "(4,)", bytesOf<qint32>({0, 1, 0, 1})) << false;
    QTest::newRow("a column") << npy("<i8", "(4, 1)", bytesOf<qint64>({0, 1, 0, 1})) << false;
    QTest::newRow("floats") << npy("<f4", "(4,)", bytesOf<float>({0, 1, 0, 1})) << false;
    QTest::newRow("one-hot") << npy("|b1", "(4, 2)", QByteArray("\1\0\0\1\1\0\0\1", 8)) << false;
    QTest::newRow("text") << npy(
        "<U2", "(4,)", bytesOf<char32_t>({U'a', 0, U'b', 0, U'a', 0, U'b', 0}))
                          << true;
    QTest::newRow("byte text") << npy("|S1", "(4,)", "abab") << true;
}

void NpzTest::usualLabelsAreRead()
{
    QFETCH(QByteArray, array);
    QFETCH(bool, areNames);
    const Folder folder;
    const auto dataset = loadDataset(folder.write("a.npz",
        zipped({{"x_train.npy", images(4)}, {"y_train.npy", array}, {"x_test.npy", images(2)},
            {"y_test.npy", areNames ? npy("|S1", "(2,)", "ba") : labels(2)}})));
    VERIFY_RESULT(dataset);
    QCOMPARE(dataset->classes,
        areNames ? (std::vector<std::string>{"a", "b"}) : (std::vector<std::string>{"0", "1"}));
    const auto found = dataset->training.labels();
    QCOMPARE(std::vector<int>(found.begin(), found.end()), (std::vector<int>{0, 1, 0, 1}));
}

void NpzTest::validationImagesAreForTraining()
{
    const Folder folder;
    const auto dataset = loadDataset(folder.write("a.npz",
        zipped({{"x_train.npy", images(4)}, {"y_train.npy", labels(4)}, {"x_val.npy", images(2)},
            {"y_val.npy", labels(2)}, {"x_test.npy", images(3)}, {"y_test.npy", labels(3)}})));
    VERIFY_RESULT(dataset);
    QCOMPARE(dataset->training.size(), std::size_t(6));
    QCOMPARE(dataset->test.size(), std::size_t(3));
}

void NpzTest::coloursBecomeGrey()
{
    const QByteArray colours("\xFF\x00\x00\x00\xFF\x00\x00\x00\xFF\xFF\xFF\xFF", 12);
    const Folder folder;
    const auto dataset = loadDataset(folder.write("a.npz",
        zipped(
            {{"x.npy", npy("|u1", "(3, 2, 2, 3)", colours.repeated(3))}, {"y.npy", labels(3)}})));
    VERIFY_RESULT(dataset);
    const auto image = dataset->training.image(0);
    QCOMPARE(std::vector<int>(image.begin(), image.end()), (std::vector<int>{76, 150, 29, 255}));
}

void NpzTest::faultsAreNamed_data()
{
    QTest::addColumn<QByteArray>("x");
    QTest::addColumn<QByteArray>("y");
    QTest::addColumn<QString>("fault");
    const auto row
        = [](const char* title, const QByteArray& x, const QByteArray& y, const char* fault) {
              QTest::newRow(title) << x << y << QString::fromUtf8(fault);
          };
    row("counts", images(4), labels(3), "a.npz” has 4 images, but 3 labels.");
    row("truncated", images(4).chopped(1), labels(4), "x.npy” is truncated");
    row("announces too much", npy("|u1", "(4000000000000, 28, 28)", "abcd"), labels(4),
        "x.npy” is truncated");
    row("more than can be counted", npy("<f8", "(4294967296, 4294967296, 4294967296)", "abcd"),
        labels(4), "x.npy” is truncated");
    row("objects", npy("|O", "(4, 2, 2)", "abcd"), labels(4), "holds Python objects");
    row("Fortran order", npy("|u1", "(4, 2, 2)", QByteArray(16, 'a'), "True"), labels(4),
        "in Fortran order");
    row("complex", npy("<c8", "(1, 2, 2)", QByteArray(32, 'a')), labels(1), "NumPy's type “<c8”");
    row("no array", "hello", labels(4), "x.npy” is not a NumPy array");
    row("no images", npy("|u1", "(0, 2, 2)", ""), labels(4), "its shape is 0×2×2");
    row("sound", npy("|u1", "(16,)", QByteArray(16, 'a')), labels(16), "its shape is 16");
    row("not one-hot", images(2), npy("|u1", "(2, 2)", QByteArray("\1\1\0\1", 4)),
        "of which one should be 1");
    row("half a label", images(2), npy("<f4", "(2,)", bytesOf<float>({0.5F, 1})), "");
}

void NpzTest::faultsAreNamed()
{
    QFETCH(QByteArray, x);
    QFETCH(QByteArray, y);
    QFETCH(QString, fault);
    const Folder folder;
    const auto dataset = loadDataset(folder.write("a.npz", zipped({{"x.npy", x}, {"y.npy", y}})));
    if (fault.isEmpty()) { // numbers that aren't whole are names, odd ones
        VERIFY_RESULT(dataset);
        return;
    }
    QVERIFY(!dataset);
    QCOMPARE(dataset.error().code, ErrorCode::FileMalformed);
    const QString sentence = QString::fromStdString(dataset.error().detail);
    QVERIFY2(sentence.contains(fault), qPrintable(sentence));
}

QTEST_MAIN(NpzTest)
#include "tst_npz.moc"
