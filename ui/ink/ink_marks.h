// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QRectF>
#include <QString>

class QPainter;
class QPalette;

namespace numeral::ui {

/// What was read at a place of the canvas.
struct InkMark {
    QRectF box; ///< of the ink, in the coordinates of a unit square
    QString name; ///< of the class, or two of them
    QString confidence;
    bool isDoubtful = false;
    bool isChosen = false; ///< of several

    friend bool operator==(const InkMark&, const InkMark&) = default;
};

/// Paints a frame around each place, with what was read there on it.
void paintMarks(
    QPainter& painter, const QList<InkMark>& marks, const QRectF& paper, const QPalette& palette);

} // namespace numeral::ui
