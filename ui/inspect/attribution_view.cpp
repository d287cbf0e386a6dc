// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/attribution_view.h"

#include "ui/ink/widget_colours.h"

#include <QImage>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace numeral::ui {

AttributionView::AttributionView(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("attribution"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setAccessibleName(tr("Why"));
    setToolTip(tr("What each pixel has done for the answer, by integrated gradients: blue speaks "
                  "for it, orange against it."));
}

void AttributionView::show(const GreyImage& image, const std::vector<float>& attribution)
{
    m_image = image;
    m_attribution = attribution;
    m_strongest = 0;
    for (const float value : attribution) {
        m_strongest = std::max(m_strongest, std::abs(value));
    }
    update();
}

void AttributionView::clear()
{
    m_image.reset();
    m_attribution.clear();
    update();
}

double AttributionView::strengthAt(std::size_t pixel) const
{
    return pixel < m_attribution.size() && m_strongest > 0
        ? static_cast<double>(m_attribution[pixel] / m_strongest)
        : 0;
}

void AttributionView::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    const int titleHeight = fontMetrics().height() + 2;
    painter.setPen(palette().color(QPalette::WindowText));
    painter.drawText(QRect(0, 0, width(), titleHeight), Qt::AlignHCenter | Qt::AlignTop, tr("Why"));
    const QSize area(width(), height() - titleHeight);
    const QSize shape = m_image
        ? QSize(static_cast<int>(m_image->columns), static_cast<int>(m_image->rows))
        : QSize(28, 28);
    QRect frame(QPoint(), shape.scaled(area - QSize(2, 2), Qt::KeepAspectRatio).expandedTo({1, 1}));
    frame.moveCenter(QRect(QPoint(0, titleHeight), area).center());
    const QColor paper = palette().color(QPalette::Base);
    painter.fillRect(frame, paper);
    if (m_image) {
        QImage image(shape, QImage::Format_RGB32);
        for (int row = 0; row < shape.height(); ++row) {
            for (int column = 0; column < shape.width(); ++column) {
                const auto pixel = static_cast<std::size_t>(row) * m_image->columns
                    + static_cast<std::size_t>(column);
                const QColor grey = mixedColour(
                    paper, faintColour(palette(), 0.3), m_image->pixels[pixel] / 255.0);
                const double strength = strengthAt(pixel);
                const QColor& colour
                    = strength > 0 ? accentColour(palette()) : doubtColour(palette());
                image.setPixelColor(
                    column, row, mixedColour(grey, colour, std::sqrt(std::abs(strength))));
            }
        }
        painter.drawImage(frame, image);
    }
    painter.setPen(faintColour(palette(), 0.25));
    painter.drawRect(frame.adjusted(-1, -1, 0, 0));
}

} // namespace numeral::ui
