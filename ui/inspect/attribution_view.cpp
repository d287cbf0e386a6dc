// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/attribution_view.h"

#include "ui/base/accessible.h"
#include "ui/ink/heat_map.h"
#include "ui/ink/widget_colours.h"

#include <QPainter>

namespace numeral::ui {

AttributionView::AttributionView(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("attribution"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setAccessibleRole(*this, QAccessible::Graphic);
    setAccessibleName(tr("Why"));
    setToolTip(tr("Blue pixels spoke for this answer, orange ones against it (integrated "
                  "gradients)."));
}

void AttributionView::show(const GreyImage& image, const std::vector<float>& attribution)
{
    m_image = image;
    m_attribution = attribution;
    update();
}

void AttributionView::clear()
{
    m_image.reset();
    m_attribution.clear();
    update();
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
    painter.fillRect(frame, palette().brush(QPalette::Base));
    if (m_image) {
        painter.drawImage(frame, heatMap(*m_image, m_attribution, palette()));
    }
    painter.setPen(faintColour(palette(), 0.25));
    painter.drawRect(frame.adjusted(-1, -1, 0, 0));
}

} // namespace numeral::ui
