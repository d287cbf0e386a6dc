// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/labelled_images.h"

#include <QDir>
#include <QImage>
#include <QPainter>
#include <QString>

namespace numeral::test {

/// How images are written as pictures.
struct PictureStyle {
    QString ending = QStringLiteral("png");
    int scale = 1; ///< how many times larger; smooth
    QRgb paper = 0xFF000000; ///< colour of grey 0
    QRgb ink = 0xFFFFFFFF; ///< colour of grey 255
    int margin = 0; ///< pixels of paper that are added to each picture, on whichever sides
};

/// Writes each image as a picture in a folder called as its class: FOLDER/7/123.png.
inline void writePictures(const LabelledImages& images, const QStringList& classes,
    const QString& folder, const PictureStyle& style = {})
{
    for (const QString& name : classes) {
        QDir(folder).mkpath(name);
    }
    const auto mixed = [&style](int grey, int (*channel)(QRgb)) {
        return (channel(style.paper) * (255 - grey) + channel(style.ink) * grey + 127) / 255;
    };
    const int rows = static_cast<int>(images.shape().rows);
    const int columns = static_cast<int>(images.shape().columns);
    for (std::size_t i = 0; i < images.size(); ++i) {
        const auto pixels = images.image(i);
        QImage picture(columns, rows, QImage::Format_RGB32);
        for (int j = 0; j < rows * columns; ++j) {
            const int grey = pixels[static_cast<std::size_t>(j)];
            picture.setPixel(j % columns, j / columns,
                qRgb(mixed(grey, qRed), mixed(grey, qGreen), mixed(grey, qBlue)));
        }
        if (style.scale > 1) {
            picture = picture.scaled(
                style.scale * picture.size(), Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
        }
        if (style.margin > 0) {
            QImage sheet(picture.size() + QSize(style.margin, style.margin), picture.format());
            sheet.fill(style.paper);
            const int place = static_cast<int>(i);
            QPainter(&sheet).drawImage(
                place * 7 % (style.margin + 1), place * 13 % (style.margin + 1), picture);
            picture = sheet;
        }
        picture.save(QStringLiteral("%1/%2/%3.%4")
                         .arg(folder, classes.at(images.labels()[i]))
                         .arg(i)
                         .arg(style.ending));
    }
}

} // namespace numeral::test
