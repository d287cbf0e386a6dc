// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model.h"
#include "core/recognition/grey_image.h"

#include <QList>
#include <QPainterPath>
#include <QPointF>

#include <optional>

namespace numeral::ui {

/// The points that a pen passed through, y down, in any unit.
using Stroke = QList<QPointF>;

/// A drawing, kept as vectors. A plain value.
struct Ink {
    QList<Stroke> strokes;

    /// True without a single point.
    bool isEmpty() const;

    friend bool operator==(const Ink&, const Ink&) = default;
};

/// A smooth curve through a stroke: quadratic Bézier segments that join at the midpoints of the
/// pen's points, and a corner where the pen turns back. One point gives a dot.
QPainterPath smoothPath(const Stroke& stroke);

/// Pen width that a network sees, as a share of the longer side of the drawing's box. It makes
/// lines 2.05 pixels wide; MNIST's are 2.0 to 3.8 (first and last tenth), their median 2.65.
/// Recognition is as good from 6.5% on, and worse where loops begin to close.
inline constexpr double renderedPenWidth = 0.105;

/// Paints the drawing, scaled to a standard size with `renderedPenWidth`, white (255) on black:
/// the same drawing large or small gives the same picture. Nothing for an empty drawing.
/// Needs no QGuiApplication and no widget; any thread may call it.
std::optional<GreyImage> renderInk(const Ink& ink);

/// What the network sees: the rendered drawing, prepared as the model's data was.
std::optional<GreyImage> prepareInk(
    const Ink& ink, const ImageShape& shape, Preprocessing preprocessing);

} // namespace numeral::ui
