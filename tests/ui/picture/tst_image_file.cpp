// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ink/digit_normaliser.h"
#include "core/reading/picture_ink.h"
#include "tests/core/mnist_images.h"
#include "ui/picture/image_file.h"

#include <QBuffer>
#include <QFile>
#include <QPainter>
#include <QTemporaryDir>
#include <QTest>
#include <QtEndian>

#include <sys/stat.h>

#include <cmath>
#include <fstream>

namespace numeral::ui {

namespace {

constexpr ImageShape mnistShape{28, 28};

QImage pictureOf(const GreyImage& grey)
{
    QImage picture(
        static_cast<int>(grey.columns), static_cast<int>(grey.rows), QImage::Format_Grayscale8);
    for (std::size_t row = 0; row < grey.rows; ++row) {
        std::copy_n(grey.pixels.data() + row * grey.columns, grey.columns,
            picture.scanLine(static_cast<int>(row)));
    }
    return picture;
}

QImage enlarged(const QImage& picture, int factor)
{
    return picture.scaled(picture.size() * factor, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
}

QImage throughFormat(const QImage& picture, const char* format, int quality = -1)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    if (!buffer.open(QIODevice::WriteOnly) || !picture.save(&buffer, format, quality)) {
        qFatal("%s can't be written", format);
    }
    return QImage::fromData(bytes, format);
}

QImage inverted(QImage picture)
{
    picture.invertPixels();
    return picture;
}

double meanDifference(const GreyImage& a, const GreyImage& b)
{
    double sum = 0;
    for (std::size_t i = 0; i < a.pixels.size(); ++i) {
        sum += std::abs(a.pixels[i] - b.pixels[i]);
    }
    return sum / static_cast<double>(a.pixels.size());
}

QImage sheet(const QColor& paper, const QColor& ink)
{
    QImage picture(120, 90, QImage::Format_RGB32);
    picture.fill(paper);
    QPainter painter(&picture);
    painter.fillRect(40, 20, 10, 50, ink);
    return picture;
}

/// 8 × 8 pixels with a bar.
constexpr const char* smallGif
    = "47494638376108000800810000ffffff0000000000000000002c00000000080008000008170001081c48506080"
      "8206110238889061418704212a0c08003b";

/// All ink of a picture, as of one digit; an empty image if there is none.
GreyImage inkFromImage(const QImage& image)
{
    const std::optional<FoundInk> found = inkOfWholePicture(lightnessOf(image));
    return !found ? GreyImage(
               static_cast<std::size_t>(image.height()), static_cast<std::size_t>(image.width()))
                  : found->ink;
}

bool hasInkAt(const GreyImage& image, std::size_t row, std::size_t column)
{
    return image.at(row, column) != 0;
}

std::ptrdiff_t inkedPixels(const GreyImage& image)
{
    return std::count_if(
        image.pixels.begin(), image.pixels.end(), [](int grey) { return grey != 0; });
}

} // namespace

class TestImageFile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void mnistComesThroughUntouched_data();
    void mnistComesThroughUntouched();
    void enlargedMnistIsNearlyTheSame_data();
    void enlargedMnistIsNearlyTheSame();
    void anyColoursOfPaperAndInk_data();
    void anyColoursOfPaperAndInk();
    void jpegNoiseIsNoInk();
    void unevenlyLitSheet();
    void blankPicturesHaveNoInk_data();
    void blankPicturesHaveNoInk();
    void transparencyIsWhitePaper();
    void readsKnownFormats_data();
    void readsKnownFormats();
    void refusesOtherFormats();
    void otherContentIsCalledWhatItIs_data();
    void otherContentIsCalledWhatItIs();
    void refusesDamagedFiles_data();
    void refusesDamagedFiles();
    void aPreviewIsNoPicture();
    void anOldBmpIsWhole();
    void whatIsOfferedCanBeOpened();
    void whiteStrokesOnNothingAreSeen();
    void refusesHugePictures();
    void readsPicturesAboveQtsLimit();
    void readsNamesOfAnyBytes();
    void aPipeIsNoPicture();

private:
    std::filesystem::path write(const QString& name, const QByteArray& bytes);

    QTemporaryDir m_folder;
};

std::filesystem::path TestImageFile::write(const QString& name, const QByteArray& bytes)
{
    QFile file(m_folder.filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size()) {
        qFatal("the test's own file can't be written");
    }
    return file.filesystemFileName();
}

void TestImageFile::mnistComesThroughUntouched_data()
{
    QTest::addColumn<bool>("darkOnLight");
    QTest::newRow("light on dark") << false;
    QTest::newRow("dark on light") << true;
}

void TestImageFile::mnistComesThroughUntouched()
{
    QFETCH(const bool, darkOnLight);
    const std::vector<GreyImage> images = tests::mnistImages(200);
    QVERIFY2(images.size() == 200, "MNIST is not installed; packaging/test fetches it");
    for (const GreyImage& image : images) {
        const QImage picture = pictureOf(image);
        const GreyImage ink
            = inkFromImage(throughFormat(darkOnLight ? inverted(picture) : picture, "PNG"));
        QCOMPARE(ink, image);
        QCOMPARE(normaliseDigit(ink, mnistShape), normaliseDigit(image, mnistShape));
    }
}

void TestImageFile::enlargedMnistIsNearlyTheSame_data()
{
    QTest::addColumn<int>("factor");
    QTest::addColumn<QByteArray>("format");
    QTest::addColumn<double>("tolerance"); // mean, in grey levels
    QTest::newRow("10 times, PNG") << 10 << QByteArray("PNG") << 8.0;
    QTest::newRow("10 times, JPEG") << 10 << QByteArray("JPG") << 8.0;
    QTest::newRow("4 times, JPEG") << 4 << QByteArray("JPG") << 9.0;
    QTest::newRow("JPEG") << 1 << QByteArray("JPG") << 16.0;
}

void TestImageFile::enlargedMnistIsNearlyTheSame()
{
    QFETCH(const int, factor);
    QFETCH(const QByteArray, format);
    QFETCH(const double, tolerance);
    constexpr int quality = 75;
    double sum = 0;
    const std::vector<GreyImage> images = tests::mnistImages(200);
    for (const GreyImage& image : images) {
        const QImage picture = enlarged(pictureOf(image), factor);
        const auto plain = normaliseDigit(inkFromImage(enlarged(pictureOf(image), 2)), mnistShape);
        for (const QImage& way : {picture, inverted(picture)}) {
            const auto result = normaliseDigit(
                inkFromImage(throughFormat(way, format.constData(), quality)), mnistShape);
            QVERIFY(result.has_value());
            sum += meanDifference(*plain, *result);
        }
    }
    const double mean = sum / (2.0 * static_cast<double>(images.size()));
    QVERIFY2(mean < tolerance, qPrintable(QString::number(mean)));
}

void TestImageFile::anyColoursOfPaperAndInk_data()
{
    QTest::addColumn<QColor>("paper");
    QTest::addColumn<QColor>("ink");
    QTest::newRow("black on white") << QColor(Qt::white) << QColor(Qt::black);
    QTest::newRow("white on black") << QColor(Qt::black) << QColor(Qt::white);
    QTest::newRow("dark on grey") << QColor(150, 150, 150) << QColor(40, 40, 40);
    QTest::newRow("light on grey") << QColor(100, 100, 100) << QColor(220, 220, 220);
    QTest::newRow("blue on cream") << QColor(250, 245, 225) << QColor(30, 40, 140);
    // Red and green of the same lightness.
    QTest::newRow("red on green") << QColor(0, 110, 0) << QColor(160, 0, 0);
}

void TestImageFile::anyColoursOfPaperAndInk()
{
    QFETCH(const QColor, paper);
    QFETCH(const QColor, ink);
    const GreyImage result = inkFromImage(sheet(paper, ink));
    QCOMPARE(result.rows, std::size_t{90});
    QCOMPARE(result.columns, std::size_t{120});
    QVERIFY(hasInkAt(result, 20, 40));
    QVERIFY(hasInkAt(result, 69, 49));
    QCOMPARE(inkedPixels(result), std::ptrdiff_t{500});
}

void TestImageFile::jpegNoiseIsNoInk()
{
    QImage picture = sheet(Qt::white, Qt::black);
    const GreyImage ink = inkFromImage(throughFormat(picture, "JPG", 60));
    for (std::size_t row = 0; row < ink.rows; ++row) {
        for (std::size_t column = 0; column < ink.columns; ++column) {
            const bool nearStroke = row >= 17 && row < 73 && column >= 37 && column < 53;
            QVERIFY(nearStroke || !hasInkAt(ink, row, column));
        }
    }
}

void TestImageFile::unevenlyLitSheet()
{
    QImage picture(200, 200, QImage::Format_RGB32);
    QPainter painter(&picture);
    QLinearGradient light(0, 0, 200, 0);
    light.setColorAt(0, QColor(200, 195, 185));
    light.setColorAt(1, QColor(160, 155, 150));
    painter.fillRect(picture.rect(), light);
    painter.fillRect(90, 40, 14, 120, QColor(30, 30, 40));
    painter.end();
    QCOMPARE(inkedPixels(inkFromImage(picture)), std::ptrdiff_t{14} * 120);
}

void TestImageFile::blankPicturesHaveNoInk_data()
{
    QTest::addColumn<QImage>("picture");
    QImage plain(50, 70, QImage::Format_RGB32);
    for (const QColor& colour : {QColor(Qt::white), QColor(Qt::black), QColor(90, 120, 30)}) {
        plain.fill(colour);
        QTest::newRow(qPrintable(colour.name())) << plain;
    }
    QTest::newRow("no picture") << QImage();
    QImage transparent(9, 9, QImage::Format_ARGB32);
    transparent.fill(Qt::transparent);
    QTest::newRow("transparent") << transparent;
    QImage pixel(1, 1, QImage::Format_RGB32);
    pixel.fill(Qt::black);
    QTest::newRow("one pixel") << pixel;
}

void TestImageFile::blankPicturesHaveNoInk()
{
    QFETCH(const QImage, picture);
    const GreyImage ink = inkFromImage(picture);
    QCOMPARE(ink.pixels.size(), static_cast<std::size_t>(picture.width() * picture.height()));
    QCOMPARE(inkedPixels(ink), std::ptrdiff_t{0});
    QVERIFY(!normaliseDigit(ink, mnistShape).has_value());
}

void TestImageFile::transparencyIsWhitePaper()
{
    QImage picture(80, 80, QImage::Format_ARGB32);
    picture.fill(Qt::transparent);
    QPainter(&picture).fillRect(30, 20, 10, 30, QColor(0, 0, 0, 128));
    const GreyImage ink = inkFromImage(picture);
    QCOMPARE(inkedPixels(ink), std::ptrdiff_t{300});
    QCOMPARE(ink.at(30, 35), 128);

    const std::filesystem::path file = m_folder.filePath(QStringLiteral("a.png")).toStdString();
    QVERIFY(picture.save(QString::fromStdString(file.string())));
    const Result<QImage> read = readImageFile(file);
    QVERIFY(read.has_value());
    QVERIFY(!read->hasAlphaChannel());
    QCOMPARE(read->pixelColor(0, 0), QColor(Qt::white));
}

/// An OS/2 bitmap: an info header of 12 bytes, 24 bits per pixel, 1 × 1.
void TestImageFile::anOldBmpIsWhole()
{
    const QByteArray bytes
        = QByteArray::fromHex("424d1e0000000000000 01a0000000c0000000100010001001800 0000ff00");
    QVERIFY(readImageFile(write(QStringLiteral("old.bmp"), bytes)));
    QVERIFY(!readImageFile(write(QStringLiteral("old, cut.bmp"), bytes.chopped(3))));
}

void TestImageFile::whiteStrokesOnNothingAreSeen()
{
    QImage picture(80, 80, QImage::Format_ARGB32);
    picture.fill(Qt::transparent);
    QPainter(&picture).fillRect(30, 20, 10, 30, Qt::white);
    QCOMPARE(inkedPixels(inkFromImage(picture)), std::ptrdiff_t{300});
    QCOMPARE(flattened(picture).pixelColor(0, 0), QColor(Qt::black));
}

/// All file name patterns of the file dialog.
void TestImageFile::whatIsOfferedCanBeOpened()
{
    const QStringList patterns = picturePatterns();
    for (const char* pattern : {"*.png", "*.jpeg", "*.gif", "*.webp", "*.tiff"}) {
        QVERIFY2(patterns.contains(QLatin1String(pattern)), pattern);
    }
    for (QString name : patterns) {
        const QByteArray suffix = name.remove(QStringLiteral("*.")).toLatin1();
        const QString path = m_folder.filePath(QStringLiteral("offered.") + name);
        if (suffix != "gif") { // which Qt only reads
            QVERIFY2(sheet(Qt::white, Qt::black).save(path), suffix.constData());
            QVERIFY2(readImageFile(path.toStdString()), suffix.constData());
        }
    }
}

void TestImageFile::readsKnownFormats_data()
{
    QTest::addColumn<QString>("name");
    for (const char* name : {"a.png", "a.jpg", "a.jpeg", "a.bmp", "a.pgm", "a.ppm", "a.pbm",
             "a.webp", "a.tif", "a.tiff", "Größe 1.PNG"}) {
        QTest::newRow(name) << QString::fromUtf8(name);
    }
}

void TestImageFile::readsKnownFormats()
{
    QFETCH(const QString, name);
    const QString path = m_folder.filePath(name);
    QVERIFY(sheet(Qt::white, Qt::black).save(path));
    const Result<QImage> image = readImageFile(path.toStdString());
    QVERIFY2(image.has_value(), image ? "" : image.error().detail.c_str());
    QCOMPARE(image->size(), QSize(120, 90));
    QVERIFY(image->pixelColor(45, 40).lightness() < 20);
    QVERIFY(image->pixelColor(5, 5).lightness() > 235);
}

void TestImageFile::refusesOtherFormats()
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

void TestImageFile::otherContentIsCalledWhatItIs_data()
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

void TestImageFile::otherContentIsCalledWhatItIs()
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

void TestImageFile::refusesDamagedFiles_data()
{
    QTest::addColumn<QByteArray>("format");
    for (const char* format : {"png", "jpg", "bmp", "gif", "ppm", "pgm", "pbm", "webp", "tiff"}) {
        QTest::newRow(format) << QByteArray(format);
    }
}

void TestImageFile::refusesDamagedFiles()
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
void TestImageFile::aPreviewIsNoPicture()
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

void TestImageFile::refusesHugePictures()
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

void TestImageFile::readsPicturesAboveQtsLimit()
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

void TestImageFile::readsNamesOfAnyBytes()
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    QVERIFY(buffer.open(QIODevice::WriteOnly));
    QVERIFY(sheet(Qt::white, Qt::black).save(&buffer, "png"));
    const std::filesystem::path file = m_folder.path().toStdString() + "/latin-1-\xe4.png";
    std::ofstream(file, std::ios::binary).write(bytes.constData(), bytes.size());
    QVERIFY(readImageFile(file));
}

void TestImageFile::aPipeIsNoPicture()
{
    const std::filesystem::path pipe = m_folder.path().toStdString() + "/pipe.png";
    QCOMPARE(::mkfifo(pipe.c_str(), 0600), 0);
    const Result<QImage> image = readImageFile(pipe); // and doesn't wait for a writer
    QVERIFY(!image);
    QVERIFY(image.error().detail.find("it is not a file") != std::string::npos);
}

} // namespace numeral::ui

QTEST_GUILESS_MAIN(numeral::ui::TestImageFile)
#include "tst_image_file.moc"
