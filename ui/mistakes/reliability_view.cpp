// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mistakes/reliability_view.h"

#include "ui/base/accessible.h"
#include "ui/ink/widget_colours.h"

#include <QHelpEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace numeral::ui {

ReliabilityView::ReliabilityView(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("reliability"));
    setAccessibleName(tr("Reliability diagram: the share of right answers by confidence"));
    setAccessibleRole(*this, QAccessible::Chart, [this] { return summary(); });
    setCursor(Qt::PointingHandCursor);
}

void ReliabilityView::setBands(const std::array<ConfidenceBand, 10>& bands)
{
    m_bands = bands;
    update();
}

/// Without the axes' names.
QRect ReliabilityView::plot() const
{
    const int line = fontMetrics().height();
    return rect().adjusted(line + 4, 4, -4, -line - 4);
}

QString ReliabilityView::textOf(std::size_t band) const
{
    const ConfidenceBand& shown = m_bands[band];
    const auto percent = [this](double share) { return locale().toString(100 * share, 'f', 1); };
    return tr(
        "Confidence %1 to %2%: %Ln image(s), %3% right", nullptr, static_cast<int>(shown.images))
        .arg(10 * band)
        .arg(10 * (band + 1))
        .arg(percent(shown.accuracy));
}

QString ReliabilityView::summary() const
{
    QStringList texts;
    for (std::size_t band = 0; band < m_bands.size(); ++band) {
        if (m_bands[band].images > 0) {
            texts += textOf(band);
        }
    }
    return texts.join(QStringLiteral("; "));
}

bool ReliabilityView::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip) {
        return QWidget::event(event);
    }
    const auto* help = static_cast<QHelpEvent*>(event);
    const double place = static_cast<double>(help->pos().x() - plot().left()) / plot().width();
    if (place >= 0 && place < 1) {
        QToolTip::showText(help->globalPos(), textOf(bandOf(static_cast<float>(place))), this);
    }
    return true;
}

void ReliabilityView::mousePressEvent(QMouseEvent* event)
{
    const double place = (event->position().x() - plot().left()) / plot().width();
    if (place >= 0 && place < 1) {
        Q_EMIT bandChosen(bandOf(static_cast<float>(place)));
    }
}

void ReliabilityView::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    const QRect area = plot();
    const int line = fontMetrics().height();
    painter.fillRect(area, palette().color(QPalette::Base));
    const double width = area.width() / 10.0;
    for (std::size_t band = 0; band < m_bands.size(); ++band) {
        const ConfidenceBand& shown = m_bands[band];
        if (shown.images == 0) {
            continue;
        }
        const double height = shown.accuracy * area.height();
        const QRectF bar(area.left() + static_cast<double>(band) * width + 1,
            area.bottom() + 1 - height, width - 2, height);
        // Bands of few images say little.
        constexpr double many = 50;
        const double certainty = std::min(1.0, static_cast<double>(shown.images) / many);
        painter.fillRect(bar,
            mixedColour(
                palette().color(QPalette::Base), accentColour(palette()), 0.3 + 0.7 * certainty));
    }
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(faintColour(palette(), 0.6), 1, Qt::DashLine));
    painter.drawLine(area.bottomLeft(), area.topRight());
    painter.setPen(faintColour(palette(), 0.4));
    painter.drawRect(area);
    painter.setPen(palette().color(QPalette::WindowText));
    painter.drawText(QRect(area.left(), area.bottom() + 4, area.width(), line), Qt::AlignCenter,
        tr("confidence"));
    painter.rotate(-90);
    painter.drawText(
        QRect(-area.bottom(), 0, area.height(), line), Qt::AlignCenter, tr("right answers"));
}

} // namespace numeral::ui
