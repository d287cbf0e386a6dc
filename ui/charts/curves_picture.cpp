// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/curves_picture.h"

#include "ui/charts/curves_plot.h"
#include "ui/charts/qcustomplot_include.h"

#include <algorithm>

namespace numeral::ui {
namespace {

constexpr int margin = 8;
constexpr int wrapping = Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap;

QFont headlineFont(const QFont& font)
{
    constexpr double scale = 1.4;
    auto result = font;
    result.setPointSizeF(scale * font.pointSizeF());
    result.setWeight(QFont::DemiBold);
    return result;
}

ChartColours paperColours()
{
    QPalette paper;
    paper.setColor(QPalette::Active, QPalette::Base, Qt::white);
    paper.setColor(QPalette::Active, QPalette::Text, Qt::black);
    return chartColours(paper);
}

} // namespace

CurvesPicture::CurvesPicture(CurvesPlot& curves, const CurvesCaption& caption, const QFont& font)
    : m_curves(curves)
    , m_headline(textAt(0, caption.headline, headlineFont(font)))
    , m_detail(textAt(m_headline.height, caption.detail, font))
    , m_chartsTop(m_headline.height + m_detail.height)
    , m_note(textAt(m_chartsTop + curves.plot().height(), caption.note, font))
{
}

CurvesPicture::Text CurvesPicture::textAt(int top, const QString& text, const QFont& font) const
{
    if (text.isEmpty()) {
        return {text, font, top, 0};
    }
    const QRect column(0, 0, m_curves.plot().width() - 2 * margin, 1'000'000);
    const auto height = QFontMetrics(font).boundingRect(column, wrapping, text).height();
    return {text, font, top, height + margin};
}

QSize CurvesPicture::size() const
{
    return {m_curves.plot().width(), m_note.top + m_note.height};
}

double CurvesPicture::pixelRatio() const
{
    return std::max(2.0, m_curves.plot().devicePixelRatioF());
}

int CurvesPicture::resolution() const
{
    return m_curves.plot().logicalDpiX();
}

void CurvesPicture::paint(QPaintDevice& device) const
{
    paint(device, false);
}

void CurvesPicture::paintShapes(QPaintDevice& device) const
{
    paint(device, true);
}

void CurvesPicture::paint(QPaintDevice& device, bool asShapes) const
{
    auto& plot = m_curves.plot();
    const auto onScreen = m_curves.colours();
    m_curves.setColours(paperColours());
    plot.layer(QStringLiteral("overlay"))->setVisible(false); // the cursor

    QCPPainter painter(&device);
    painter.setMode(QCPPainter::pmVectorized, asShapes);
    painter.fillRect(QRect({0, 0}, size()), m_curves.colours().background);
    for (const auto* text : {&m_headline, &m_detail, &m_note}) {
        paintText(painter, *text);
    }
    painter.translate(0, m_chartsTop);
    plot.toPainter(&painter, plot.width(), plot.height());

    plot.layer(QStringLiteral("overlay"))->setVisible(true);
    m_curves.setColours(onScreen);
}

void CurvesPicture::paintText(QPainter& painter, const Text& text) const
{
    if (!text.text.isEmpty()) {
        painter.setFont(text.font);
        painter.setPen(m_curves.colours().text);
        const QRect column(margin, text.top + margin, size().width() - 2 * margin, text.height);
        painter.drawText(column, wrapping, text.text);
    }
}

} // namespace numeral::ui
