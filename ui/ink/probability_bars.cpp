// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ink/probability_bars.h"

#include "ui/base/accessible.h"
#include "ui/ink/percent_text.h"
#include "ui/ink/widget_colours.h"

#include <QPainter>
#include <QPainterPath>
#include <QStyle>

#include <algorithm>
#include <numeric>

namespace numeral::ui {

namespace {

constexpr std::size_t maxBars = 12;
constexpr std::size_t barsOfMany = 10;
constexpr int gap = 8; // pixels between name, bar and percentage

} // namespace

ProbabilityBars::ProbabilityBars(QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setAccessibleRole(*this, QAccessible::Chart);
    setAccessibleName(tr("Probabilities"));
    setToolTip(tr("The probability the network gives each class."));
}

void ProbabilityBars::setClasses(const QStringList& classes)
{
    m_classes = classes;
    setMaximumHeight(2 * sizeHint().height()); // further apart, they no longer form one chart
    setProbabilities(std::nullopt);
    updateGeometry();
}

void ProbabilityBars::setProbabilities(std::optional<std::vector<float>> probabilities)
{
    m_probabilities = std::move(probabilities);
    if (m_probabilities && m_probabilities->size() != static_cast<std::size_t>(m_classes.size())) {
        m_probabilities.reset();
    }
    const std::optional<std::size_t> best = winner();
    setAccessibleDescription(best ? tr("%1 is the most probable, with %2")
                                        .arg(m_classes.at(static_cast<qsizetype>(*best)),
                                            percentText((*m_probabilities)[*best], 1))
                                  : tr("No answer yet"));
    update();
}

std::vector<std::size_t> ProbabilityBars::shownClasses() const
{
    std::vector<std::size_t> classes(static_cast<std::size_t>(m_classes.size()));
    std::iota(classes.begin(), classes.end(), std::size_t{0});
    if (classes.size() <= maxBars) {
        return classes;
    }
    if (m_probabilities) {
        std::stable_sort(classes.begin(), classes.end(), [this](std::size_t a, std::size_t b) {
            return (*m_probabilities)[a] > (*m_probabilities)[b];
        });
    }
    classes.resize(barsOfMany);
    return classes;
}

QSize ProbabilityBars::sizeHint() const
{
    const int rows = static_cast<int>(shownClasses().size());
    return {nameWidth() + 160, rows * (fontMetrics().height() + 6)};
}

QSize ProbabilityBars::minimumSizeHint() const
{
    const int rows = static_cast<int>(shownClasses().size());
    return {nameWidth() + 110, rows * (fontMetrics().height() + 1)};
}

std::optional<std::size_t> ProbabilityBars::winner() const
{
    if (!m_probabilities || m_probabilities->empty()) {
        return std::nullopt;
    }
    const auto best = std::max_element(m_probabilities->begin(), m_probabilities->end());
    return static_cast<std::size_t>(best - m_probabilities->begin());
}

int ProbabilityBars::nameWidth() const
{
    QFont bold = font();
    bold.setBold(true);
    const QFontMetrics metrics(bold);
    const int longest = std::accumulate(
        m_classes.begin(), m_classes.end(), 0, [&metrics](int widest, const QString& name) {
            return std::max(widest, metrics.horizontalAdvance(name));
        });
    return std::min(longest, 8 * metrics.height());
}

void ProbabilityBars::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const std::vector<std::size_t> classes = shownClasses();
    const double rowHeight = static_cast<double>(height()) / static_cast<double>(classes.size());
    double top = 0;
    for (const std::size_t index : classes) {
        paintRow(painter, QRectF(0, top, width(), rowHeight), index);
        top += rowHeight;
    }
}

void ProbabilityBars::paintRow(QPainter& painter, const QRectF& row, std::size_t index) const
{
    const bool isWinner = winner() == index;
    const double percentWidth = fontMetrics().horizontalAdvance(percentText(1, 1));
    const double textWidth = std::min<double>(nameWidth(), row.width() / 2);
    const double thickness = std::clamp(row.height() * 0.45, 4.0, 14.0);
    const double barWidth = std::max(0.0, row.width() - textWidth - percentWidth - 2 * gap);
    const bool isMirrored = isRightToLeft();
    /// A part of the row, `start` pixels from where reading starts.
    const auto part = [&](double start, double width, double height) {
        const double left = isMirrored ? row.right() - start - width : row.left() + start;
        return QRectF(left, row.center().y() - height / 2, width, height);
    };
    const QRectF nameArea = part(0, textWidth, row.height());
    const QRectF trough = part(textWidth + gap, barWidth, thickness);
    const QRectF percentArea = part(row.width() - percentWidth, percentWidth, row.height());

    painter.setPen(Qt::NoPen);
    painter.setBrush(faintColour(palette(), 0.08));
    painter.drawRoundedRect(trough, thickness / 2, thickness / 2);
    if (m_probabilities) {
        const QRectF bar = part(
            textWidth + gap, barWidth * static_cast<double>((*m_probabilities)[index]), thickness);
        QPainterPath rounded;
        rounded.addRoundedRect(trough, thickness / 2, thickness / 2);
        QPainterPath filled;
        filled.addRect(bar);
        painter.fillPath(rounded.intersected(filled),
            isWinner ? accentColour(palette()) : faintColour(palette(), 0.45));
    }

    QFont rowFont = font();
    rowFont.setBold(isWinner);
    painter.setFont(rowFont);
    painter.setPen(faintColour(palette(), m_probabilities ? 1 : 0.6));
    const QString& name = m_classes.at(static_cast<qsizetype>(index));
    const auto aligned = [this](Qt::AlignmentFlag side) {
        return QStyle::visualAlignment(layoutDirection(), side) | Qt::AlignVCenter;
    };
    painter.drawText(nameArea, static_cast<int>(aligned(Qt::AlignLeft)),
        QFontMetricsF(rowFont).elidedText(name, Qt::ElideRight, nameArea.width() + gap));
    painter.setFont(font());
    painter.drawText(percentArea, static_cast<int>(aligned(Qt::AlignRight)),
        m_probabilities ? percentText((*m_probabilities)[index], 1) : tr("–", "no answer"));
}

} // namespace numeral::ui
