// SPDX-License-Identifier: GPL-3.0-or-later
//
// Files that are no pictures, damaged, huge or oddly named.
#include "picture_sheet.h"

#include "ui/picture/image_file.h"

#include <QBuffer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <QtEndian>

#include <sys/stat.h>

#include <fstream>

namespace numeral::ui {

namespace {

/// 8 × 8 pixels with a bar.
constexpr const char* smallGif
    = "47494638376108000800810000ffffff0000000000000000002c00000000080008000008170001081c48506080"
      "8206110238889061418704212a0c08003b";

} // namespace

class TestImageFaults : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void refusesOtherFormats();
    void otherContentIsCalledWhatItIs_data();
    void otherContentIsCalledWhatItIs();
    void refusesDamagedFiles_data();
    void refusesDamagedFiles();
    void aPreviewIsNoPicture();
    void refusesHugePictures();
    void readsPicturesAboveQtsLimit();
    void readsNamesOfAnyBytes();
    void aPipeIsNoPicture();

private:
    std::filesystem::path write(const QString& name, const QByteArray& bytes);

    QTemporaryDir m_folder;
};

std::filesystem::path TestImageFaults::write(const QString& name, const QByteArray& bytes)
{
    QFile file(m_folder.filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size()) {
        qFatal("the test's own file can't be written");
    }
    return file.filesystemFileName();
}

void TestImageFaults::refusesOtherFormats()
{
    const std::vector<std::filesystem::path> files{
        write(QStringLiteral("a.svg"),
            "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'></svg>"),
        write(QStringLiteral("text.png"), "not a picture"),
        write(QStringLiteral("empty.png"), ""),
        write(QStringLiteral("a.xpm"),
            "/* XPM */\nstatic char* a[]={\"1 1 1 1\",\"a c #000\",\"a\"};"),
    };
    for (const std::filesystem::path& file : files) {
        const Result<QImage> image = readImageFile(file);
        QVERIFY2(!image.has_value(), file.c_str());
        QCOMPARE(image.error().code, ErrorCode::FileMalformed);
        QVERIFY(image.error().detail.find(file.string()) != std::string::npos);
    }
    for (const std::filesystem::path& file :
        {std::filesystem::path(m_folder.filePath(QStringLiteral("absent.png")).toStdString()),
            std::filesystem::path(m_folder.path().toStdString())}) {
        const Result<QImage> image = readImageFile(file);
        QVERIFY(!image.has_value());
        QCOMPARE(image.error().code, ErrorCode::FileUnreadable);
        QVERIFY(image.error().detail.find(file.string()) != std::string::npos);
    }
}

void TestImageFaults::otherContentIsCalledWhatItIs_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("predicate");
    const auto row = [](const char* name, const QByteArray& bytes, const char* predicate) {
        QTest::newRow(name) << bytes << QString::fromUtf8(predicate);
    };
    row("page", "<!DOCTYPE html><html></html>",
        "is not a picture but an HTML page; the download may have failed.");
    row("pointer", "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n",
        "is not a picture but a Git LFS pointer; fetch the file itself with “git lfs pull”.");
    row("drawing", "<svg xmlns='http://www.w3.org/2000/svg'/>",
        "is not a picture but an SVG drawing; convert it to PNG.");
    row("document", "%PDF-1.7\n", "is not a picture but a PDF document; convert it to PNG.");
    row("photo of a phone",
        QByteArray("\0\0\0\x18"
                   "ftypheic",
            12),
        "is not a picture but a HEIC photo; convert it to PNG.");
    row("gzip", QByteArray("\x1F\x8B\x08\0\0\0\0\0", 8),
        "is not a picture but a gzip file; decompress it first.");
    row("model", QByteArray("\x08\0\0\0\0\0\0\0{\"a\":1} ", 16),
        "is not a picture but a SafeTensors file; open it as a model.");
    row("text", "hello", "is not in a supported picture format, such as PNG or JPEG.");
}

void TestImageFaults::otherContentIsCalledWhatItIs()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QString, predicate);
    const std::filesystem::path file = write(QStringLiteral("other.png"), bytes);
    const Result<QImage> image = readImageFile(file);
    QVERIFY(!image.has_value());
    QCOMPARE(image.error().code, ErrorCode::FileMalformed);
    QCOMPARE(QString::fromStdString(image.error().detail),
        QStringLiteral("“%1” ").arg(QString::fromStdString(file.string())) + predicate);
}

void TestImageFaults::refusesDamagedFiles_data()
{
    QTest::addColumn<QByteArray>("format");
    for (const char* format : {"png", "jpg", "bmp", "gif", "ppm", "pgm", "pbm", "webp", "tiff"}) {
        QTest::newRow(format) << QByteArray(format);
    }
}

void TestImageFaults::refusesDamagedFiles()
{
    QFETCH(const QByteArray, format);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    QVERIFY(buffer.open(QIODevice::WriteOnly));
    if (format == "gif") { // which Qt only reads
        bytes = QByteArray::fromHex(smallGif);
    } else {
        QVERIFY(sheet(Qt::white, Qt::black).save(&buffer, format.constData()));
    }
    const QString name = QStringLiteral("cut.") + QString::fromLatin1(format);
    QVERIFY(readImageFile(write(name, bytes)));
    for (const qsizetype size : {qsizetype{50}, bytes.size() / 2, 9 * bytes.size() / 10}) {
        const auto file = write(name, bytes.left(size));
        const Result<QImage> image = readImageFile(file);
        QVERIFY2(!image.has_value(), qPrintable(QString::number(size)));
        QCOMPARE(image.error().code, ErrorCode::FileMalformed);
        QVERIFY(image.error().detail.find(file.string()) != std::string::npos);
        QVERIFY(image.error().detail.find("is damaged") != std::string::npos);
    }
}

/// A JPEG with an embedded preview: the preview's end marker must not count as the picture's.
void TestImageFaults::aPreviewIsNoPicture()
{
    const auto jpegOf = [](const QImage& picture) {
        QByteArray bytes;
        QBuffer buffer(&bytes);
        buffer.open(QIODevice::WriteOnly);
        picture.save(&buffer, "jpg");
        return bytes;
    };
    const QByteArray preview = jpegOf(sheet(Qt::white, Qt::black).scaled(24, 18));
    QByteArray segment(4, '\0');
    qToBigEndian<quint16>(0xFFE1, segment.data());
    qToBigEndian<quint16>(static_cast<quint16>(preview.size() + 2), segment.data() + 2);
    QByteArray bytes = jpegOf(sheet(Qt::white, Qt::black));
    bytes.insert(2, segment + preview);
    QVERIFY(readImageFile(write(QStringLiteral("whole.jpg"), bytes)));
    QVERIFY(readImageFile(write(QStringLiteral("and more.jpg"), bytes + "trailing bytes")));
    for (const qsizetype missing : {qsizetype{2}, qsizetype{40}, bytes.size() / 2}) {
        QVERIFY(!readImageFile(write(QStringLiteral("cut.jpg"), bytes.chopped(missing))));
    }
}

void TestImageFaults::refusesHugePictures()
{
    // Only headers: of 10,001 × 10,000 pixels, and of far more.
    const auto large = write(QStringLiteral("large.pgm"), "P5 10001 10000 255\n");
    const auto huge = write(QStringLiteral("huge.pgm"), "P5 2000000000 2000000000 255\n");
    for (const std::filesystem::path& file : {large, huge}) {
        const Result<QImage> image = readImageFile(file);
        QVERIFY(!image.has_value());
        QCOMPARE(image.error().code, ErrorCode::FileMalformed);
    }
    QVERIFY(readImageFile(large).error().detail.find("100 million") != std::string::npos);
}

void TestImageFaults::readsPicturesAboveQtsLimit()
{
    // Qt 6.4 refuses images of more than 128 MiB; this one has 36 million pixels of 4 bytes.
    QByteArray pixels(qsizetype{6000} * 6000, '\xff');
    pixels[6000 * 3000 + 3000] = '\0';
    const auto file
        = write(QStringLiteral("photograph.ppm"), "P6 6000 6000 255\n" + pixels + pixels + pixels);
    const Result<QImage> image = readImageFile(file);
    QVERIFY2(image.has_value(), image ? "" : image.error().detail.c_str());
    QCOMPARE(image->size(), QSize(1600, 1600)); // downscaled: more pixels don't help
}

void TestImageFaults::readsNamesOfAnyBytes()
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    QVERIFY(buffer.open(QIODevice::WriteOnly));
    QVERIFY(sheet(Qt::white, Qt::black).save(&buffer, "png"));
    const std::filesystem::path file = m_folder.path().toStdString() + "/latin-1-\xe4.png";
    std::ofstream(file, std::ios::binary).write(bytes.constData(), bytes.size());
    QVERIFY(readImageFile(file));
}

void TestImageFaults::aPipeIsNoPicture()
{
    const std::filesystem::path pipe = m_folder.path().toStdString() + "/pipe.png";
    QCOMPARE(::mkfifo(pipe.c_str(), 0600), 0);
    const Result<QImage> image = readImageFile(pipe); // and doesn't wait for a writer
    QVERIFY(!image);
    QVERIFY(image.error().detail.find("it is not a file") != std::string::npos);
}

} // namespace numeral::ui

QTEST_GUILESS_MAIN(numeral::ui::TestImageFaults)
#include "tst_image_faults.moc"
