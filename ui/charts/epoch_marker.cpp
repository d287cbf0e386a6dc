// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/epoch_marker.h"

#include "ui/charts/qcustomplot_include.h"

#include <QFontMetrics>

namespace numeral::ui {
namespace {

constexpr int labelPadding = 3;

void attach(QCPItemPosition& position, QCPAxisRect& rect)
{
    position.setAxisRect(&rect);
    position.setAxes(rect.axis(QCPAxis::atBottom), rect.axis(QCPAxis::atLeft));
    position.setTypeX(QCPItemPosition::ptPlotCoords);
    position.setTypeY(QCPItemPosition::ptAxisRectRatio);
}

} // namespace

EpochMarker::EpochMarker(QCPAxisRect& rect, const QString& layer)
    : m_rect(rect)
    , m_line(new QCPItemStraightLine(rect.parentPlot()))
    , m_label(new QCPItemText(rect.parentPlot()))
{
    m_line->setClipAxisRect(&rect);
    m_line->setLayer(layer);
    attach(*m_line->point1, rect);
    attach(*m_line->point2, rect);
    m_label->setClipAxisRect(&rect);
    m_label->setText({});
    m_label->setLayer(QStringLiteral("legend")); // above the curves
    m_label->setPadding({2 * labelPadding, labelPadding, 2 * labelPadding, labelPadding});
    attach(*m_label->position, rect);
    hide();
}

void EpochMarker::show(double epoch)
{
    m_line->point1->setCoords(epoch, 0);
    m_line->point2->setCoords(epoch, 1);
    m_label->position->setCoords(epoch, 0);
    m_line->setVisible(true);
}

void EpochMarker::hide()
{
    m_line->setVisible(false);
    m_label->setVisible(false);
}

void EpochMarker::setLabel(const QString& text)
{
    m_label->setText(text);
}

void EpochMarker::setColours(const QPen& line, const QColor& text, const QColor& background)
{
    m_line->setPen(line);
    m_label->setColor(text);
    auto paper = background;
    paper.setAlphaF(0.8F);
    m_label->setBrush(paper);
}

void EpochMarker::setFont(const QFont& font)
{
    m_label->setFont(font);
}

void EpochMarker::arrange(int row)
{
    const auto epoch = m_line->point1->key();
    const auto isInView = m_rect.axis(QCPAxis::atBottom)->range().contains(epoch);
    m_label->setVisible(m_line->visible() && isInView && !m_label->text().isEmpty());
    const auto pixel = m_rect.axis(QCPAxis::atBottom)->coordToPixel(epoch);
    const auto side = pixel > m_rect.center().x() ? Qt::AlignRight : Qt::AlignLeft;
    m_label->setPositionAlignment(side | Qt::AlignTop);
    const auto lineHeight = QFontMetrics(m_label->font()).height() + 2 * labelPadding;
    const auto height = std::max(1, m_rect.height());
    m_label->position->setCoords(epoch, static_cast<double>(row * lineHeight) / height);
}

} // namespace numeral::ui
