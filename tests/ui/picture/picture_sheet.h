// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QPainter>

/// A sheet of paper with an upright bar of ink.
inline QImage sheet(const QColor& paper, const QColor& ink)
{
    QImage picture(120, 90, QImage::Format_RGB32);
    picture.fill(paper);
    QPainter painter(&picture);
    painter.fillRect(40, 20, 10, 50, ink);
    return picture;
}
