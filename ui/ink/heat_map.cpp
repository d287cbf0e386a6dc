// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ink/heat_map.h"

#include "ui/ink/widget_colours.h"

#include <algorithm>
#include <cmath>

namespace numeral::ui {

QImage heatMap(
    const GreyImage& image, const std::vector<float>& attribution, const QPalette& palette)
{
    float strongest = 0;
    if (attribution.size() == image.pixels.size()) {
        for (const float value : attribution) {
            strongest = std::max(strongest, std::abs(value));
        }
    }
    const QColor paper = palette.color(QPalette::Base);
    const QColor ink = faintColour(palette, 0.3);
    QImage picture(
        static_cast<int>(image.columns), static_cast<int>(image.rows), QImage::Format_RGB32);
    for (std::size_t pixel = 0; pixel < image.pixels.size(); ++pixel) {
        QColor colour = mixedColour(paper, ink, image.pixels[pixel] / 255.0);
        if (strongest > 0) {
            const float value = attribution[pixel];
            colour = mixedColour(colour, value > 0 ? accentColour(palette) : doubtColour(palette),
                static_cast<double>(std::sqrt(std::abs(value) / strongest)));
        }
        picture.setPixelColor(static_cast<int>(pixel % image.columns),
            static_cast<int>(pixel / image.columns), colour);
    }
    return picture;
}

} // namespace numeral::ui
