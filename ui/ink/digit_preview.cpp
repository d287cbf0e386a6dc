// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ink/digit_preview.h"

#include "ui/base/accessible.h"
#include "ui/ink/heat_map.h"
#include "ui/ink/widget_colours.h"

#include <QImage>
#include <QPainter>

namespace numeral::ui {

namespace {

/// Returns the colour table from paper to ink, in the palette's colours.
QList<QRgb> greyColours(const QPalette& palette)
{
    QList<QRgb> colours;
    for (int grey = 0; grey < 256; ++grey) {
        colours.append(
            mixedColour(palette.color(QPalette::Base), palette.color(QPalette::Text), grey / 255.0)
                .rgb());
    }
    return colours;
}

/// Returns the largest centred rectangle with the image's aspect ratio, at an integer scale if the
/// area is large enough.
QRect centredFrame(const QSize& area, const QSize& image)
{
    const int factor = std::min(area.width() / image.width(), area.height() / image.height());
    const QSize size = factor > 0 ? image * factor : image.scaled(area, Qt::KeepAspectRatio);
    return {QPoint((area.width() - size.width()) / 2, (area.height() - size.height()) / 2), size};
}

} // namespace

DigitPreview::DigitPreview(QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setAccessibleRole(*this, QAccessible::Graphic);
    setAccessibleName(tr("What the network sees"));
    setToolTip(tr("What the network sees: your drawing, scaled and centred like the digits "
                  "it was trained on."));
}

void DigitPreview::setImage(std::optional<GreyImage> image)
{
    m_image = std::move(image);
    m_attribution.clear();
    update();
}

void DigitPreview::setAttribution(const std::vector<float>& attribution)
{
    m_attribution = attribution;
    update();
}

void DigitPreview::paintEvent(QPaintEvent* /*event*/)
{
    const QSize pixels = m_image
        ? QSize(static_cast<int>(m_image->columns), static_cast<int>(m_image->rows))
        : QSize(28, 28);
    QPainter painter(this);
    const QRect frame = centredFrame(size() - QSize(2, 2), pixels).translated(1, 1);
    painter.fillRect(frame, palette().brush(QPalette::Base));
    if (m_image && !m_attribution.empty()) {
        painter.drawImage(frame, heatMap(*m_image, m_attribution, palette()));
    } else if (m_image) {
        QImage image(m_image->pixels.data(), pixels.width(), pixels.height(), pixels.width(),
            QImage::Format_Indexed8);
        image.setColorTable(greyColours(palette()));
        painter.drawImage(frame, image);
    }
    painter.setPen(faintColour(palette(), 0.25));
    painter.drawRect(frame.adjusted(-1, -1, 0, 0));
}

} // namespace numeral::ui
