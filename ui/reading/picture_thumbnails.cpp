// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reading/picture_thumbnails.h"

#include "ui/picture/image_file.h"

#include <QGuiApplication>
#include <QPainter>

#include <algorithm>
#include <new>

namespace numeral::ui {

namespace {

constexpr int mostKept = 1000;
constexpr std::size_t mostWanted = 60; // more than a screen shows

QImage emptySquare(int pixels)
{
    QImage square(pixels, pixels, QImage::Format_ARGB32_Premultiplied);
    square.fill(Qt::transparent);
    return square;
}

/// The picture in a frame, as large as the square allows. `pixels` is the square's side.
QImage squareOf(const PictureFile& file, int pixels)
try {
    QImage square = emptySquare(pixels);
    const auto bytes = readPictureFile(file);
    const Result<QImage> picture
        = bytes ? openThumbnail(*bytes, file.path, pixels) : tl::unexpected(bytes.error());
    if (!picture) {
        return square;
    }
    QRectF place(QPointF(), QSizeF(picture->size()).scaled(square.size(), Qt::KeepAspectRatio));
    place.moveCenter(QRectF(square.rect()).center());
    QPainter painter(&square);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.drawImage(place, *picture);
    painter.setPen(QColor(128, 128, 128, 110)); // so that white paper has an edge on white
    painter.drawRect(place.adjusted(0.5, 0.5, -0.5, -0.5));
    return square;
} catch (const std::bad_alloc&) {
    return {};
}

} // namespace

PictureThumbnails::PictureThumbnails(QObject* parent)
    : QObject(parent)
    , m_images(mostKept)
{
    const qreal ratio = qGuiApp->devicePixelRatio();
    m_empty = emptySquare(qRound(side * ratio));
    m_empty.setDevicePixelRatio(ratio);
}

void PictureThumbnails::setPictures(const PictureFiles& pictures)
{
    m_job.cancel();
    m_wanted.clear();
    m_images.clear();
    m_pictures = pictures;
}

QImage PictureThumbnails::at(int picture)
{
    if (const QImage* image = m_images.object(picture)) {
        return *image;
    }
    m_wanted.erase(std::remove(m_wanted.begin(), m_wanted.end(), picture), m_wanted.end());
    m_wanted.push_back(picture);
    if (m_wanted.size() > mostWanted) {
        m_wanted.pop_front();
    }
    if (m_job.latest() == nullptr) {
        loadNext();
    }
    return m_empty;
}

void PictureThumbnails::loadNext()
{
    if (m_wanted.empty()) {
        return;
    }
    const int picture = m_wanted.back();
    m_wanted.pop_back();
    m_job.startLatest(
        [pictures = m_pictures, picture, pixels = m_empty.width()](JobControl&) {
            return squareOf((*pictures)[static_cast<std::size_t>(picture)], pixels);
        },
        [this, picture](QImage image) {
            if (image.isNull()) {
                image = m_empty;
            }
            image.setDevicePixelRatio(m_empty.devicePixelRatio());
            m_images.insert(picture, new QImage(image));
            loadNext();
            Q_EMIT loaded(picture);
        });
}

} // namespace numeral::ui
