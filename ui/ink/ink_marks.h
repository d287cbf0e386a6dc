// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QRectF>
#include <QString>

class QPainter;
class QPalette;

namespace numeral::ui {

/// Annotation of a recognised digit on the canvas.
struct InkMark {
    QRectF box; ///< bounding box of the ink, in unit-square coordinates
    QString name; ///< name of the class, or of two classes
    QString confidence;
    bool isDoubtful = false;
    bool isChosen = false; ///< the chosen one of several digits

    friend bool operator==(const InkMark&, const InkMark&) = default;
};

/// Paints a frame around each digit, labelled with its name and confidence.
void paintMarks(
    QPainter& painter, const QList<InkMark>& marks, const QRectF& paper, const QPalette& palette);

} // namespace numeral::ui
