// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ink/ink.h"

#include "core/recognition/digit_normaliser.h"

#include <QImage>
#include <QPainter>
#include <QPen>

#include <algorithm>
#include <cmath>

namespace numeral::ui {

namespace {

/// Pixels of the longer side of a rendered drawing's path: ten for each that MNIST's digits have.
constexpr double renderedSide = 200;
constexpr double penPixels = renderedSide * renderedPenWidth;
/// The ink's edges fall in the middle of pixels, so that rounding errors neither add nor remove a
/// row of faint pixels to its box.
constexpr double margin = 2.5;

bool isFinite(const QPointF& point)
{
    return std::isfinite(point.x()) && std::isfinite(point.y());
}

/// The drawing without the points that are no places, and without strokes that have no other.
Ink withoutBrokenPoints(const Ink& ink)
{
    Ink sound;
    for (const Stroke& stroke : ink.strokes) {
        Stroke points;
        std::copy_if(stroke.begin(), stroke.end(), std::back_inserter(points), isFinite);
        if (!points.isEmpty()) {
            sound.strokes.append(std::move(points));
        }
    }
    return sound;
}

/// Least and greatest coordinate along one axis.
struct Range {
    double least;
    double greatest;

    void include(double value)
    {
        least = std::min(least, value);
        greatest = std::max(greatest, value);
    }
    // Halves, since the whole of either may be more than a double holds.
    double halfLength() const { return greatest / 2 - least / 2; }
    double centre() const { return greatest / 2 + least / 2; }
};

/// Moves and scales the drawing, which has no broken points, into the square from -1 to 1.
Ink inUnitSquare(const Ink& ink)
{
    const QPointF first = ink.strokes.front().front();
    Range across{first.x(), first.x()};
    Range down{first.y(), first.y()};
    for (const Stroke& stroke : ink.strokes) {
        for (const QPointF& point : stroke) {
            across.include(point.x());
            down.include(point.y());
        }
    }

    const double halfSide = std::max(across.halfLength(), down.halfLength());
    const auto mapped = [halfSide](double value, double centre) {
        return halfSide > 0 ? 2 * ((value / 2 - centre / 2) / halfSide) : 0.0;
    };
    Ink result = ink;
    for (Stroke& stroke : result.strokes) {
        for (QPointF& point : stroke) {
            point = {mapped(point.x(), across.centre()), mapped(point.y(), down.centre())};
        }
    }
    return result;
}

/// Splits long straight lines. A pen on a canvas leaves many points, but a file may have a '7' of
/// three: smoothing between their midpoints alone would make an arc of it.
Stroke withShortLines(const Stroke& stroke)
{
    constexpr double longest = 0.5; // a quarter of the drawing's longer side
    Stroke result{stroke.front()};
    for (qsizetype i = 1; i < stroke.size(); ++i) {
        const QPointF from = stroke[i - 1];
        const QPointF line = stroke[i] - from;
        const int pieces = 1 + static_cast<int>(std::hypot(line.x(), line.y()) / longest);
        for (int piece = 1; piece < pieces; ++piece) {
            result.append(from + line * piece / pieces);
        }
        result.append(stroke[i]);
    }
    return result;
}

/// True where the pen returns the way it came, within 25 degrees: the painter loses the round end
/// of a curve that is folded so.
bool turnsBack(const QPointF& from, const QPointF& corner, const QPointF& to)
{
    const QPointF in = corner - from;
    const QPointF out = to - corner;
    const double cosine = QPointF::dotProduct(in, out)
        / (std::hypot(in.x(), in.y()) * std::hypot(out.x(), out.y()));
    return cosine < -0.9;
}

QPainterPath pathOf(const Ink& ink)
{
    QPainterPath path;
    for (const Stroke& stroke : ink.strokes) {
        path.addPath(smoothPath(withShortLines(stroke)));
    }
    return path;
}

GreyImage greyImageOf(const QImage& image)
{
    GreyImage result(
        static_cast<std::size_t>(image.height()), static_cast<std::size_t>(image.width()));
    for (int row = 0; row < image.height(); ++row) {
        const uchar* line = image.constScanLine(row);
        std::copy_n(line, result.columns,
            result.pixels.data() + static_cast<std::size_t>(row) * result.columns);
    }
    return result;
}

} // namespace

bool Ink::isEmpty() const
{
    return std::all_of(
        strokes.begin(), strokes.end(), [](const Stroke& stroke) { return stroke.isEmpty(); });
}

QPainterPath smoothPath(const Stroke& stroke)
{
    QPainterPath path;
    if (stroke.isEmpty()) {
        return path;
    }
    path.moveTo(stroke.front());
    for (qsizetype i = 1; i < stroke.size(); ++i) {
        const QPointF corner = stroke[i - 1];
        const QPointF middle = corner / 2 + stroke[i] / 2;
        if (i == 1 || turnsBack(stroke[i - 2], corner, stroke[i])) {
            path.lineTo(corner);
            path.lineTo(middle);
        } else {
            path.quadTo(corner, middle);
        }
    }
    path.lineTo(stroke.back());

    // The painter drops lines without length; a speck is long enough for a dot.
    const QPointF start = stroke.front();
    const double speck = 1e-7 * std::max({std::abs(start.x()), std::abs(start.y()), 1.0});
    const QRectF box = path.controlPointRect();
    if (std::max(box.width(), box.height()) < speck) {
        path = QPainterPath(start);
        path.lineTo(start + QPointF(speck, 0));
    }
    return path;
}

std::optional<GreyImage> renderInk(const Ink& ink)
{
    const Ink sound = withoutBrokenPoints(ink);
    if (sound.isEmpty()) {
        return std::nullopt;
    }
    const QPainterPath unitPath = pathOf(inUnitSquare(sound));
    const QRectF box = unitPath.boundingRect();
    const double longer = std::max(box.width(), box.height());
    // A dot has no size that one could scale.
    const double scale = longer > 1e-6 ? renderedSide / longer : 1;
    const double edge = margin + penPixels / 2;
    QTransform toPixels;
    toPixels.translate(edge, edge);
    toPixels.scale(scale, scale);
    toPixels.translate(-box.left(), -box.top());

    const auto pixels = [scale, edge](double length) {
        return static_cast<int>(std::ceil(length * scale + 2 * edge));
    };
    QImage image(pixels(box.width()), pixels(box.height()), QImage::Format_Grayscale8);
    image.fill(Qt::black);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.strokePath(toPixels.map(unitPath),
        QPen(Qt::white, penPixels, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.end();
    return greyImageOf(image);
}

std::optional<GreyImage> prepareInk(
    const Ink& ink, const ImageShape& shape, Preprocessing preprocessing)
{
    const std::optional<GreyImage> image = renderInk(ink);
    return image ? prepareImage(*image, shape, preprocessing) : std::nullopt;
}

} // namespace numeral::ui
