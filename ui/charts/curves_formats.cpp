// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/curves_formats.h"

#include "ui/charts/curves_picture.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QMarginsF>
#include <QPageSize>
#include <QPdfWriter>
#include <QSvgGenerator>

#include <array>
#include <charconv>
#include <optional>

namespace numeral::ui {
namespace {

QByteArray encodePng(const CurvesPicture& picture, const RunFigures& /*run*/)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    return imageOf(picture).save(&buffer, "PNG") ? bytes : QByteArray();
}

QByteArray encodeSvg(const CurvesPicture& picture, const RunFigures& /*run*/)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QSvgGenerator svg;
    svg.setOutputDevice(&buffer);
    svg.setResolution(picture.resolution());
    svg.setSize(picture.size());
    svg.setViewBox(QRect({0, 0}, picture.size()));
    svg.setTitle(QCoreApplication::translate("numeral::ui::CurvesFormats", "Learning curves"));
    picture.paintShapes(svg);
    return bytes;
}

QByteArray encodePdf(const CurvesPicture& picture, const RunFigures& /*run*/)
{
    constexpr double pointsPerInch = 72;
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter pdf(&buffer);
    pdf.setResolution(picture.resolution());
    pdf.setPageSize(QPageSize(QSizeF(picture.size()) * pointsPerInch / picture.resolution(),
        QPageSize::Point, {}, QPageSize::ExactMatch));
    pdf.setPageMargins(QMarginsF());
    pdf.setTitle(QCoreApplication::translate("numeral::ui::CurvesFormats", "Learning curves"));
    picture.paintShapes(pdf);
    return bytes;
}

QByteArray encodeCsv(const CurvesPicture& /*picture*/, const RunFigures& run)
{
    return csvOf(run);
}

QByteArray numberText(std::optional<double> number)
{
    if (!number) {
        return {};
    }
    std::array<char, 32> text{};
    const auto* const end = std::to_chars(text.data(), text.data() + text.size(), *number).ptr;
    return {text.data(), end - text.data()};
}

constexpr std::array formats{
    CurvesFormat{"png", QT_TRANSLATE_NOOP("numeral::ui::CurvesFormats", "PNG image"), &encodePng},
    CurvesFormat{"svg", QT_TRANSLATE_NOOP("numeral::ui::CurvesFormats", "SVG drawing"), &encodeSvg},
    CurvesFormat{
        "pdf", QT_TRANSLATE_NOOP("numeral::ui::CurvesFormats", "PDF document"), &encodePdf},
    CurvesFormat{"csv", QT_TRANSLATE_NOOP("numeral::ui::CurvesFormats", "CSV table"), &encodeCsv},
};

} // namespace

std::span<const CurvesFormat> curvesFormats()
{
    return formats;
}

QImage imageOf(const CurvesPicture& picture)
{
    const auto scale = picture.pixelRatio();
    QImage image(picture.size() * scale, QImage::Format_RGB32);
    if (image.isNull()) {
        return image;
    }
    const auto dotsPerMeterX = image.dotsPerMeterX();
    const auto dotsPerMeterY = image.dotsPerMeterY();
    image.setDevicePixelRatio(scale);
    picture.paint(image);
    image.setDevicePixelRatio(1);
    // Printed or in a document it has the size that it has on the screen.
    image.setDotsPerMeterX(qRound(scale * dotsPerMeterX));
    image.setDotsPerMeterY(qRound(scale * dotsPerMeterY));
    return image;
}

QByteArray csvOf(const RunFigures& run)
{
    QByteArray table
        = "epoch,training_loss,validation_loss,training_accuracy,validation_accuracy\n";
    for (const EpochFigures& figures : run.epochs) {
        table += QByteArray::number(figures.epoch);
        for (const std::optional<double>& figure :
            {std::optional(figures.trainingLoss), figures.validationLoss,
                std::optional(figures.trainingAccuracy), figures.validationAccuracy}) {
            table += ',' + numberText(figure);
        }
        table += '\n';
    }
    return table;
}

} // namespace numeral::ui
