// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/picture/image_file.h"

#include "core/base/file_content.h"
#include "core/base/median.h"
#include "core/base/readable_file.h"
#include "ui/picture/truncation.h"

#include <QBuffer>
#include <QImageReader>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <fstream>
#include <mutex>

namespace numeral::ui {

namespace {

constexpr qint64 maximumPixels = 100'000'000;
constexpr qint64 mebibyte = qint64{1024} * 1024;
constexpr std::uint64_t maximumBytes = 512 * mebibyte;

/// A picture format and the patterns of its file names.
struct Format {
    const char* name; ///< Qt's name for it
    const char* patterns;
};

constexpr std::array formats{
    Format{"png", "*.png"},
    Format{"jpeg", "*.jpg *.jpeg"},
    Format{"bmp", "*.bmp"},
    Format{"gif", "*.gif"},
    Format{"pbm", "*.pbm"},
    Format{"pgm", "*.pgm"},
    Format{"ppm", "*.ppm"},
    Format{"webp", "*.webp"},
    Format{"tiff", "*.tif *.tiff"},
};

bool isKnownFormat(const QByteArray& format)
{
    // Qt names the binary formats of the netpbm family 'pbmraw' and so on.
    return std::any_of(formats.begin(), formats.end(), [&format](const Format& known) {
        return format == known.name || format == QByteArray(known.name) + "raw";
    });
}

tl::unexpected<Error> malformed(const std::filesystem::path& file, const std::string& fault)
{
    return failure(ErrorCode::FileMalformed, "“" + file.string() + "” " + fault + ".");
}

/// Reads a whole file, whatever the bytes of its name; QFile requires a name in the locale's
/// encoding.
Result<QByteArray> readBytes(const std::filesystem::path& file)
{
    const Result<std::uint64_t> size = regularFileSize(file);
    if (!size) {
        return tl::unexpected(size.error());
    }
    if (*size > maximumBytes) {
        return unreadable(file, "it is larger than 512 MiB");
    }
    errno = 0;
    std::ifstream stream(file, std::ios::binary);
    QByteArray bytes(static_cast<qsizetype>(*size), Qt::Uninitialized);
    if (!stream.read(bytes.data(), bytes.size())) {
        return unreadable(file, errno);
    }
    return bytes;
}

/// Longest side in pixels after downscaling; more pixels tell nothing about a digit, and every undo
/// step would store them.
constexpr int maxSide = 1600;

QSize downscaledSize(const QSize& size, int mostSide)
{
    return size.scaled(mostSide, mostSide, Qt::KeepAspectRatio).expandedTo({1, 1});
}

int difference(int a, int b)
{
    return std::abs(a - b);
}

/// Returns the median of each channel, over at most 20,000 pixels.
QRgb medianColour(const QImage& image)
{
    constexpr qsizetype enough = 20'000;
    const qsizetype pixels = qsizetype{image.width()} * image.height();
    const qsizetype step = pixels / enough + 1;
    std::array<std::vector<int>, 3> channels;
    for (qsizetype i = 0; i < pixels; i += step) {
        const QRgb pixel
            = image.pixel(static_cast<int>(i % image.width()), static_cast<int>(i / image.width()));
        channels[0].push_back(qRed(pixel));
        channels[1].push_back(qGreen(pixel));
        channels[2].push_back(qBlue(pixel));
    }
    return qRgb(median(channels[0]), median(channels[1]), median(channels[2]));
}

/// Applies `measure` to each pixel of an opaque image.
template <typename Measure>
GreyImage measured(const QImage& image, const Measure& measure)
{
    GreyImage result(
        static_cast<std::size_t>(image.height()), static_cast<std::size_t>(image.width()));
    std::uint8_t* to = result.pixels.data();
    for (int row = 0; row < image.height(); ++row, to += result.columns) {
        const auto* line = reinterpret_cast<const QRgb*>(image.constScanLine(row));
        std::transform(line, line + result.columns, to,
            [&measure](QRgb pixel) { return static_cast<std::uint8_t>(measure(pixel)); });
    }
    return result;
}

/// Returns the 99th percentile of the pixels' distance from a value.
int spreadAround(int value, const GreyImage& image)
{
    std::vector<int> apart(image.pixels.size());
    std::transform(image.pixels.begin(), image.pixels.end(), apart.begin(),
        [value](int grey) { return difference(grey, value); });
    const auto place = apart.end() - 1 - static_cast<std::ptrdiff_t>(apart.size() / 100);
    std::nth_element(apart.begin(), place, apart.end());
    return *place;
}

/// Whether a premultiplied picture has transparent pixels, and at least 97% of its opaque ones are
/// light.
bool isLightOnTransparent(const QImage& image)
{
    constexpr int light = 160;
    qsizetype transparent = 0;
    qsizetype covered = 0;
    qsizetype lightPixels = 0;
    for (int row = 0; row < image.height(); ++row) {
        const auto* line = reinterpret_cast<const QRgb*>(image.constScanLine(row));
        for (int column = 0; column < image.width(); ++column) {
            const int alpha = qAlpha(line[column]);
            transparent += alpha < 128 ? 1 : 0;
            covered += alpha >= 128 ? 1 : 0;
            lightPixels += alpha >= 128 && qGray(line[column]) >= light * alpha / 255 ? 1 : 0;
        }
    }
    return transparent > 0 && covered > 0 && 100 * lightPixels >= 97 * covered;
}

} // namespace

namespace {

/// Shares the bytes, which must outlive it.
QByteArray asByteArray(std::span<const std::uint8_t> bytes)
{
    return QByteArray::fromRawData(
        reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size()));
}

Result<OpenedPicture> decoded(
    const QByteArray& bytes, const std::filesystem::path& file, int mostSide)
{
    QBuffer device;
    device.setData(bytes);
    device.open(QIODevice::ReadOnly);
    QImageReader reader(&device);
    if (!isKnownFormat(reader.format())) {
        const auto predicate = otherContent(
            {bytes.constData(), static_cast<std::size_t>(bytes.size())}, "a picture", "PNG");
        return malformed(
            file, predicate.value_or("is not in a supported picture format, such as PNG or JPEG"));
    }
    if (isTruncated(bytes, reader.format())) {
        return malformed(file, "is damaged: it ends before its picture does");
    }
    const QSize size = reader.size();
    if (static_cast<qint64>(size.width()) * size.height() > maximumPixels) {
        return malformed(file, "has more than 100 million pixels; make the picture smaller");
    }
    // In MiB, for 8 bytes per pixel; Qt's default limit is too low for phone photos.
    static std::once_flag limited;
    std::call_once(limited, [] {
        QImageReader::setAllocationLimit(static_cast<int>(maximumPixels * 8 / mebibyte) + 1);
    });
    reader.setAutoTransform(true);
    if (std::max(size.width(), size.height()) > mostSide) {
        reader.setScaledSize(downscaledSize(size, mostSide));
    }
    const QImage image = reader.read();
    if (image.isNull()) {
        return malformed(file, "is damaged: its picture can't be decoded");
    }
    const bool isTurned = (image.width() > image.height()) != (size.width() > size.height());
    return OpenedPicture{flattened(image), isTurned ? size.transposed() : size};
}

} // namespace

Result<OpenedPicture> openPicture(const std::filesystem::path& file)
{
    const Result<QByteArray> bytes = readBytes(file);
    return bytes ? decoded(*bytes, file, maxSide) : tl::unexpected(bytes.error());
}

Result<OpenedPicture> openPicture(
    std::span<const std::uint8_t> bytes, const std::filesystem::path& name)
{
    return decoded(asByteArray(bytes), name, maxSide);
}

Result<QImage> openThumbnail(
    std::span<const std::uint8_t> bytes, const std::filesystem::path& name, int mostSide)
{
    return decoded(asByteArray(bytes), name, mostSide).map([](const OpenedPicture& picture) {
        return picture.image;
    });
}

Result<GreyImage> decodeGrey(
    std::span<const std::uint8_t> bytes, const std::filesystem::path& name, std::size_t mostSide)
{
    const auto picture = decoded(asByteArray(bytes), name, static_cast<int>(mostSide));
    if (!picture) {
        return tl::unexpected(picture.error());
    }
    return measured(picture->image, [](QRgb pixel) { return qGray(pixel); });
}

Result<GreyImage> decodeLightness(
    std::span<const std::uint8_t> bytes, const std::filesystem::path& name, std::size_t mostSide)
{
    const std::size_t side = std::min(mostSide, static_cast<std::size_t>(maxSide));
    return decoded(asByteArray(bytes), name, static_cast<int>(side))
        .map([](const OpenedPicture& picture) { return lightnessOf(picture.image); });
}

Result<QImage> readImageFile(const std::filesystem::path& file)
{
    Result<OpenedPicture> picture = openPicture(file);
    if (!picture) {
        return tl::unexpected(picture.error());
    }
    return picture->image;
}

QStringList picturePatterns()
{
    const QList<QByteArray> readable = QImageReader::supportedImageFormats();
    QStringList patterns;
    for (const Format& format : formats) {
        if (readable.contains(format.name)) {
            patterns += QString::fromLatin1(format.patterns).split(QLatin1Char(' '));
        }
    }
    return patterns;
}

QImage downscaled(const QImage& image)
{
    return std::max(image.width(), image.height()) > maxSide
        ? image.scaled(
            downscaledSize(image.size(), maxSide), Qt::IgnoreAspectRatio, Qt::SmoothTransformation)
        : image;
}

QImage flattened(const QImage& image)
{
    if (!image.hasAlphaChannel()) {
        return image.convertToFormat(QImage::Format_RGB32);
    }
    const QImage source = image.convertToFormat(QImage::Format_ARGB32_Premultiplied);
    const int paper = isLightOnTransparent(source) ? 0 : 255;
    QImage result(source.size(), QImage::Format_RGB32);
    for (int row = 0; row < source.height(); ++row) {
        const auto* from = reinterpret_cast<const QRgb*>(source.constScanLine(row));
        auto* to = reinterpret_cast<QRgb*>(result.scanLine(row));
        std::transform(from, from + source.width(), to, [paper](QRgb pixel) {
            const int through = paper * (255 - qAlpha(pixel)) / 255;
            return qRgb(qRed(pixel) + through, qGreen(pixel) + through, qBlue(pixel) + through);
        });
    }
    return result;
}

GreyImage lightnessOf(const QImage& image)
{
    constexpr int distinct = 60; // grey levels
    if (image.isNull()) {
        return {};
    }
    const QImage paper = flattened(image);
    GreyImage lightness = measured(paper, [](QRgb pixel) { return qGray(pixel); });
    const QRgb background = medianColour(paper);
    GreyImage similarity = measured(paper, [background](QRgb pixel) {
        return 255
            - std::max({difference(qRed(pixel), qRed(background)),
                difference(qGreen(pixel), qGreen(background)),
                difference(qBlue(pixel), qBlue(background))});
    });
    const int byColour = spreadAround(255, similarity);
    const int byLightness = spreadAround(qGray(background), lightness);
    return byColour >= distinct && byColour > 3 * byLightness ? similarity : lightness;
}

} // namespace numeral::ui
