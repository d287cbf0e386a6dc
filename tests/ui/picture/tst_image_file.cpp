// SPDX-License-Identifier: GPL-3.0-or-later
#include "picture_sheet.h"

#include "core/ink/digit_normaliser.h"
#include "core/reading/picture_ink.h"
#include "tests/core/mnist_images.h"
#include "ui/picture/image_file.h"

#include <QBuffer>
#include <QFile>
#include <QPainter>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <limits>

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
    void anOldBmpIsWhole();
    void whatIsOfferedCanBeOpened();
    void whiteStrokesOnNothingAreSeen();
    void bytesGiveWhatTheFileGives();

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

/// Whoever reads many pictures gets the same as who opens one, and a list a small one.
void TestImageFile::bytesGiveWhatTheFileGives()
{
    QImage sheet(2000, 1000, QImage::Format_RGB32);
    sheet.fill(qRgb(250, 230, 120));
    QPainter(&sheet).fillRect(900, 300, 60, 400, qRgb(120, 230, 250)); // other colour, as light
    QByteArray bytes;
    QBuffer buffer(&bytes);
    QVERIFY(buffer.open(QIODevice::WriteOnly) && sheet.save(&buffer, "png"));
    const std::filesystem::path file = write(QStringLiteral("sheet.png"), bytes);
    const std::span<const std::uint8_t> raw(
        reinterpret_cast<const std::uint8_t*>(bytes.constData()),
        static_cast<std::size_t>(bytes.size()));
    const Result<OpenedPicture> opened = openPicture(file);
    QVERIFY(opened);
    QCOMPARE(opened->image.width(), 1600);
    QCOMPARE(openPicture(raw, file)->image, opened->image);
    const GreyImage lightness = lightnessOf(opened->image);
    QVERIFY(*decodeLightness(raw, file, std::numeric_limits<std::size_t>::max()) == lightness);
    QCOMPARE(decodeLightness(raw, file, 100)->columns, 100);
    QCOMPARE(openThumbnail(raw, file, 48)->size(), QSize(48, 24));
    QVERIFY(!decodeLightness(raw.first(raw.size() / 2), file, 100));
    QVERIFY(!openThumbnail(raw.first(raw.size() / 2), file, 48));
}

} // namespace numeral::ui

QTEST_GUILESS_MAIN(numeral::ui::TestImageFile)
#include "tst_image_file.moc"
