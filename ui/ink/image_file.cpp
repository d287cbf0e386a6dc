// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ink/image_file.h"

#include "core/base/readable_file.h"

#include <QBuffer>
#include <QImageReader>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <fstream>

namespace numeral::ui {

namespace {

constexpr qint64 maximumPixels = 100'000'000;
constexpr qint64 mebibyte = qint64{1024} * 1024;
constexpr std::uint64_t maximumBytes = 512 * mebibyte;

bool isKnownFormat(const QByteArray& format)
{
    static constexpr std::array known{"png", "jpeg", "jpg", "bmp", "gif", "pbm", "pbmraw", "pgm",
        "pgmraw", "ppm", "ppmraw", "webp"};
    return std::any_of(
        known.begin(), known.end(), [&format](const char* name) { return format == name; });
}

tl::unexpected<Error> malformed(const std::filesystem::path& file, const std::string& fault)
{
    return failure(ErrorCode::FileMalformed, "“" + file.string() + "” " + fault + ".");
}

/// The whole of a file, whatever bytes its name is made of; QFile wants a name in the locale's
/// encoding.
Result<QByteArray> readBytes(const std::filesystem::path& file)
{
    const Result<std::uint64_t> size = regularFileSize(file);
    if (!size) {
        return tl::unexpected(size.error());
    }
    if (*size > maximumBytes) {
        return unreadable(file, "no picture is as large as that");
    }
    errno = 0;
    std::ifstream stream(file, std::ios::binary);
    QByteArray bytes(static_cast<qsizetype>(*size), Qt::Uninitialized);
    if (!stream.read(bytes.data(), bytes.size())) {
        return unreadable(file, errno);
    }
    return bytes;
}

/// More pixels than this tell nothing of a digit, and would be kept for each step of undo.
constexpr int handySide = 1600;

bool isLarge(const QSize& size)
{
    return std::max(size.width(), size.height()) > handySide;
}

QSize handySize(const QSize& size)
{
    return size.scaled(handySide, handySide, Qt::KeepAspectRatio).expandedTo({1, 1});
}

int median(std::vector<int>& values)
{
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

/// All pixels at the border; a corner may appear twice.
std::vector<QRgb> borderPixels(const QImage& image)
{
    const auto line
        = [&image](int row) { return reinterpret_cast<const QRgb*>(image.constScanLine(row)); };
    const QRgb* top = line(0);
    const QRgb* bottom = line(image.height() - 1);
    std::vector<QRgb> border(top, top + image.width());
    border.insert(border.end(), bottom, bottom + image.width());
    for (int row = 0; row < image.height(); ++row) {
        border.push_back(line(row)[0]);
        border.push_back(line(row)[image.width() - 1]);
    }
    return border;
}

QRgb medianColour(const std::vector<QRgb>& pixels)
{
    std::vector<int> values(pixels.size());
    const auto medianOf = [&](int (*channel)(QRgb)) {
        std::transform(pixels.begin(), pixels.end(), values.begin(), channel);
        return median(values);
    };
    return qRgb(medianOf(qRed), medianOf(qGreen), medianOf(qBlue));
}

/// The largest difference of a channel: coloured ink shows even where its lightness is the paper's.
int difference(QRgb a, QRgb b)
{
    return std::max({std::abs(qRed(a) - qRed(b)), std::abs(qGreen(a) - qGreen(b)),
        std::abs(qBlue(a) - qBlue(b))});
}

GreyImage differenceFrom(QRgb background, const QImage& image)
{
    GreyImage result(
        static_cast<std::size_t>(image.height()), static_cast<std::size_t>(image.width()));
    std::uint8_t* to = result.pixels.data();
    for (int row = 0; row < image.height(); ++row, to += result.columns) {
        const auto* line = reinterpret_cast<const QRgb*>(image.constScanLine(row));
        std::transform(line, line + result.columns, to, [background](QRgb pixel) {
            return static_cast<std::uint8_t>(difference(pixel, background));
        });
    }
    return result;
}

/// True for a small picture, where every grey level tells of the shape, unless it is strewn with
/// the faint specks that JPEG leaves: they are at most 0.17 of the ink in 99.9% of MNIST's images,
/// and at least 0.25 of it in 99% of the same images after JPEG.
bool isSmallAndClean(const GreyImage& ink, int peak)
{
    constexpr std::size_t smallSide = 64;
    if (std::max(ink.rows, ink.columns) > smallSide) {
        return false;
    }
    const auto faint = std::count_if(ink.pixels.begin(), ink.pixels.end(),
        [peak](int grey) { return grey > 0 && 32 * grey < peak; });
    const auto strong = std::count_if(
        ink.pixels.begin(), ink.pixels.end(), [peak](int grey) { return 8 * grey >= peak; });
    return 4 * faint <= strong;
}

/// The faintest grey that counts as ink.
int noiseFloor(const GreyImage& ink, int borderNoise)
{
    const int peak = *std::max_element(ink.pixels.begin(), ink.pixels.end());
    if (borderNoise == 0 && isSmallAndClean(ink, peak)) {
        return 0;
    }
    // An eighth is above JPEG's halos; uneven light on a photographed sheet shows at its border.
    return std::max(peak / 8, 3 * borderNoise);
}

} // namespace

Result<QImage> readImageFile(const std::filesystem::path& file)
{
    Result<QByteArray> bytes = readBytes(file);
    if (!bytes) {
        return tl::unexpected(bytes.error());
    }
    QBuffer device(&*bytes);
    device.open(QIODevice::ReadOnly);
    QImageReader reader(&device);
    if (!isKnownFormat(reader.format())) {
        return malformed(file, "is no picture in a format that is known here, such as PNG or JPEG");
    }
    const QSize size = reader.size();
    if (static_cast<qint64>(size.width()) * size.height() > maximumPixels) {
        return malformed(file, "has more than 100 million pixels; make the picture smaller");
    }
    // In MiB, for 8 bytes a pixel; Qt's own limit is below what phones photograph.
    QImageReader::setAllocationLimit(static_cast<int>(maximumPixels * 8 / mebibyte) + 1);
    reader.setAutoTransform(true);
    if (isLarge(size)) {
        reader.setScaledSize(handySize(size));
    }
    const QImage image = reader.read();
    if (image.isNull()) {
        return malformed(file, "is damaged: its picture can't be decoded");
    }
    return onWhitePaper(image);
}

QImage inHandySize(const QImage& image)
{
    return isLarge(image.size())
        ? image.scaled(handySize(image.size()), Qt::IgnoreAspectRatio, Qt::SmoothTransformation)
        : image;
}

QImage onWhitePaper(const QImage& image)
{
    if (!image.hasAlphaChannel()) {
        return image.convertToFormat(QImage::Format_RGB32);
    }
    const QImage source = image.convertToFormat(QImage::Format_ARGB32_Premultiplied);
    QImage result(source.size(), QImage::Format_RGB32);
    for (int row = 0; row < source.height(); ++row) {
        const auto* from = reinterpret_cast<const QRgb*>(source.constScanLine(row));
        auto* to = reinterpret_cast<QRgb*>(result.scanLine(row));
        std::transform(from, from + source.width(), to, [](QRgb pixel) {
            const int paper = 255 - qAlpha(pixel);
            return qRgb(qRed(pixel) + paper, qGreen(pixel) + paper, qBlue(pixel) + paper);
        });
    }
    return result;
}

GreyImage inkFromImage(const QImage& image)
{
    if (image.isNull()) {
        return {};
    }
    const QImage paper = onWhitePaper(image);
    const std::vector<QRgb> border = borderPixels(paper);
    const QRgb background = medianColour(border);
    std::vector<int> borderDifferences(border.size());
    std::transform(border.begin(), border.end(), borderDifferences.begin(),
        [background](QRgb pixel) { return difference(pixel, background); });

    GreyImage ink = differenceFrom(background, paper);
    const int floor = noiseFloor(ink, median(borderDifferences));
    std::replace_if(
        ink.pixels.begin(), ink.pixels.end(), [floor](int grey) { return grey < floor; },
        std::uint8_t{0});
    return ink;
}

} // namespace numeral::ui
