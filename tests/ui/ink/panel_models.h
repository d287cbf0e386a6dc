// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model.h"
#include "ui/ink/ink_canvas.h"

#include <QImage>
#include <QTest>

#include <memory>

// Networks that are simple enough to compute by hand, and drawings for them.

namespace numeral::ui {

inline constexpr std::size_t pixels = 784;

/// Predicts `leftClass` for more ink in the left half, `rightClass` for more in the right half.
inline WeightsSnapshot halvesNetwork(std::size_t leftClass, std::size_t rightClass)
{
    std::vector<float> values(pixels * 10 + 10);
    for (std::size_t pixel = 0; pixel < pixels; ++pixel) {
        values[(pixel % 28 < 14 ? leftClass : rightClass) * pixels + pixel] = 1;
    }
    return std::make_shared<const Weights>(Perceptron{pixels, {}, 10}, std::move(values));
}

inline Model halvesModel()
{
    Model model;
    model.weights = halvesNetwork(3, 8);
    model.classes = {"0", "1", "2", "3", "4", "5", "6", "7", "8", "Ankle boot"};
    model.kind = ClassKind::Things;
    model.preprocessing = Preprocessing::Fit;
    return model;
}

inline void drawLine(InkCanvas& canvas, const QPoint& from, const QPoint& to)
{
    QTest::mousePress(&canvas, Qt::LeftButton, {}, from);
    for (int i = 1; i <= 6; ++i) {
        QTest::mouseMove(&canvas, from + (to - from) * i / 6);
    }
    QTest::mouseRelease(&canvas, Qt::LeftButton, {}, to);
}

/// Draws an 'L', which has more ink in its left half.
inline void drawL(InkCanvas& canvas)
{
    const QPoint middle = canvas.rect().center();
    drawLine(canvas, middle + QPoint(-60, -60), middle + QPoint(-60, 60));
    drawLine(canvas, middle + QPoint(-60, 60), middle + QPoint(60, 60));
}

/// The number of saturated pixels: those of the accent colour, since all others are grey.
inline int colouredPixels(const QWidget& widget)
{
    const QImage image = const_cast<QWidget&>(widget).grab().toImage();
    int count = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            count += image.pixelColor(x, y).hsvSaturation() > 150 ? 1 : 0;
        }
    }
    return count;
}

/// Reads digits: 3 where a foot points to the right, 8 where it points to the left.
inline Model feetModel()
{
    std::vector<float> values(pixels * 10 + 10);
    for (std::size_t pixel = 18 * 28; pixel < pixels; ++pixel) {
        values[3 * pixels + pixel] = pixel % 28 >= 18 ? 1 : 0;
        values[8 * pixels + pixel] = pixel % 28 < 10 ? 1 : 0;
    }
    Model model = halvesModel();
    model.weights = std::make_shared<const Weights>(Perceptron{pixels, {}, 10}, std::move(values));
    model.classes.back() = "9";
    model.kind = ClassKind::Digits;
    model.preprocessing = Preprocessing::Mnist;
    return model;
}

inline const Stroke footRight{{0.1, 0.3}, {0.1, 0.7}, {0.35, 0.7}};
inline const Stroke footLeft{{0.9, 0.3}, {0.9, 0.7}, {0.65, 0.7}};

inline QImage grabbed(QWidget& widget)
{
    return widget.grab().toImage();
}

} // namespace numeral::ui
