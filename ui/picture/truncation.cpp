// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/picture/truncation.h"

#include <QtEndian>

namespace numeral::ui {

namespace {

template <typename Number>
Number littleEndianAt(const QByteArray& bytes, qsizetype place)
{
    return qFromLittleEndian<Number>(bytes.constData() + place);
}

/// Walks over the segments and the entropy-coded data to the end-of-image marker (ITU-T T.81, annex
/// B). A thumbnail inside a segment has its own end-of-image marker, which doesn't count.
bool isJpegTruncated(const QByteArray& bytes)
{
    constexpr uchar marker = 0xFF;
    constexpr uchar endOfImage = 0xD9;
    constexpr uchar startOfScan = 0xDA;
    const auto at = [&bytes](qsizetype place) { return static_cast<uchar>(bytes[place]); };
    const auto isMarker = [&](qsizetype place) {
        const uchar code = at(place + 1);
        const bool isRestart = code >= 0xD0 && code <= 0xD7;
        return at(place) == marker && code != 0 && code != marker && !isRestart;
    };
    qsizetype place = 2; // after the start-of-image marker
    while (place + 3 < bytes.size()) {
        if (!isMarker(place)) {
            ++place; // fill bytes
            continue;
        }
        if (at(place + 1) == endOfImage) {
            return false;
        }
        const bool isScan = at(place + 1) == startOfScan;
        place += 2 + qFromBigEndian<quint16>(bytes.constData() + place + 2);
        while (isScan && place + 1 < bytes.size() && !isMarker(place)) {
            ++place;
        }
    }
    // The loop doesn't see an end-of-image marker at the very end.
    return place + 1 >= bytes.size() || at(place) != marker || at(place + 1) != endOfImage;
}

/// Follows the chunks to IEND (PNG specification, third edition, 5.3). libpng would refuse such a
/// file too, but it also prints a line of its own to standard error.
bool isPngTruncated(const QByteArray& bytes)
{
    constexpr qsizetype signature = 8;
    constexpr qsizetype aroundData = 12; // length and type before it, a checksum behind it
    qsizetype place = signature;
    while (place + aroundData <= bytes.size()) {
        if (bytes.sliced(place + 4, 4) == "IEND") {
            return false;
        }
        place += aroundData + qFromBigEndian<quint32>(bytes.constData() + place);
    }
    return true;
}

/// Compares the file's size with the header's pixel offset plus the size of the pixel data
/// (BITMAPINFOHEADER and its variants).
bool isBmpTruncated(const QByteArray& bytes)
{
    constexpr qsizetype oldHeaders = 26;
    constexpr qsizetype headers = 54;
    constexpr quint32 oldHeader = 12; // BITMAPCOREHEADER: has no size of the pixel data
    constexpr quint32 bitFields = 3;
    if (bytes.size() < oldHeaders) {
        return true;
    }
    if (littleEndianAt<quint32>(bytes, 14) == oldHeader) {
        return bytes.size() < littleEndianAt<quint32>(bytes, 2);
    }
    if (bytes.size() < headers) {
        return true;
    }
    const auto start = littleEndianAt<quint32>(bytes, 10);
    const auto width = static_cast<quint64>(littleEndianAt<quint32>(bytes, 18));
    const auto rows = littleEndianAt<qint32>(bytes, 22); // negative for top-down rows
    const auto depth = static_cast<quint64>(littleEndianAt<quint16>(bytes, 28));
    const auto compression = littleEndianAt<quint32>(bytes, 30);
    const quint64 rowBytes = (width * depth + 31) / 32 * 4;
    const quint64 pixels = compression == 0 || compression == bitFields
        ? rowBytes * static_cast<quint64>(rows < 0 ? -qint64{rows} : qint64{rows})
        : littleEndianAt<quint32>(bytes, 34);
    return static_cast<quint64>(bytes.size()) < start + pixels;
}

/// Walks over the blocks to the end of the first frame (CompuServe 1990, "Graphics Interchange
/// Format", version 89a).
bool isGifTruncated(const QByteArray& bytes)
{
    constexpr qsizetype header = 13;
    constexpr uchar frame = 0x2C;
    constexpr uchar extension = 0x21;
    const auto at = [&bytes](qsizetype place) {
        return place < bytes.size() ? static_cast<uchar>(bytes[place]) : uchar{0};
    };
    const auto colours = [](uchar flags) {
        return (flags & 0x80U) != 0 ? qsizetype{3} << ((flags & 7U) + 1) : qsizetype{0};
    };
    qsizetype place = header + colours(at(10));
    while (at(place) == extension || at(place) == frame) {
        const bool isFrame = at(place) == frame;
        // Skip the descriptor, colour table and LZW code size of a frame, or the label of an
        // extension.
        place += isFrame ? 11 + colours(at(place + 9)) : 2;
        while (at(place) != 0) {
            place += 1 + at(place);
        }
        if (isFrame) {
            return place >= bytes.size();
        }
        ++place;
    }
    return true;
}

} // namespace

bool isTruncated(const QByteArray& bytes, const QByteArray& format)
{
    if (format == "png") {
        return isPngTruncated(bytes);
    }
    if (format == "jpeg") {
        return isJpegTruncated(bytes);
    }
    if (format == "gif") {
        return isGifTruncated(bytes);
    }
    return format == "bmp" && isBmpTruncated(bytes);
}

} // namespace numeral::ui
