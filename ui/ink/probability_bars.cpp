// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ink/probability_bars.h"

#include "ui/base/accessible.h"
#include "ui/ink/percent_text.h"
#include "ui/ink/widget_colours.h"

#include <QHelpEvent>
#include <QPainter>
#include <QPainterPath>
#include <QStyle>
#include <QToolTip>

#include <algorithm>
#include <numeric>

namespace numeral::ui {

namespace {

constexpr std::size_t hintedRows = 10; // of more classes than fit one column
constexpr int gap = 8; // pixels between name, bar and percentage, and between columns
constexpr double shortestBar = 24; // pixels

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
    m_search.clear();
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

void ProbabilityBars::setSearch(const QString& text)
{
    m_search = text.trimmed();
    update();
}

/// The classes that the search finds.
std::vector<std::size_t> ProbabilityBars::found() const
{
    std::vector<std::size_t> classes;
    for (qsizetype i = 0; i < m_classes.size(); ++i) {
        if (m_classes.at(i).contains(m_search, Qt::CaseInsensitive)) {
            classes.push_back(static_cast<std::size_t>(i));
        }
    }
    return classes;
}

ProbabilityBars::Arrangement ProbabilityBars::arrangement() const
{
    Arrangement all{found(), 1, 1};
    const std::size_t count = std::max<std::size_t>(all.classes.size(), 1);
    if (static_cast<std::size_t>(m_classes.size()) <= maxInColumn) {
        all.rows = count;
        return all;
    }
    all.rows
        = std::max<std::size_t>(static_cast<std::size_t>(height() / fontMetrics().height()), 1);
    const double narrowest = nameWidth() + gap + shortestBar;
    const auto columnsThatFit
        = std::max<std::size_t>(static_cast<std::size_t>((width() + gap) / (narrowest + gap)), 1);
    all.columns = (count + all.rows - 1) / all.rows;
    if (all.columns <= columnsThatFit && m_search.isEmpty()) {
        all.rows = (count + all.columns - 1) / all.columns;
        return all;
    }
    if (m_probabilities) {
        std::stable_sort(
            all.classes.begin(), all.classes.end(), [this](std::size_t a, std::size_t b) {
                return (*m_probabilities)[a] > (*m_probabilities)[b];
            });
    }
    all.columns = 1;
    all.classes.resize(std::min(all.classes.size(), all.rows));
    return all;
}

QRectF ProbabilityBars::rowOf(const Arrangement& arrangement, std::size_t place) const
{
    constexpr double highest = 2; // of the text: a few bars stay together
    const auto columns = static_cast<double>(arrangement.columns);
    const double width = (this->width() - (columns - 1) * gap) / columns;
    const double share = static_cast<double>(height()) / static_cast<double>(arrangement.rows);
    const double height = static_cast<std::size_t>(m_classes.size()) <= maxInColumn
        ? share
        : std::min(share, highest * fontMetrics().height());
    const std::size_t column = place / arrangement.rows;
    const std::size_t row = place % arrangement.rows;
    const double start = static_cast<double>(column) * (width + gap);
    return {isRightToLeft() ? this->width() - start - width : start,
        static_cast<double>(row) * height, width, height};
}

QSize ProbabilityBars::sizeHint() const
{
    return {nameWidth() + 160, hintedRowCount() * (fontMetrics().height() + 6)};
}

QSize ProbabilityBars::minimumSizeHint() const
{
    return {nameWidth() + 110, hintedRowCount() * (fontMetrics().height() + 1)};
}

int ProbabilityBars::hintedRowCount() const
{
    const auto classes = static_cast<std::size_t>(m_classes.size());
    return static_cast<int>(classes <= maxInColumn ? classes : hintedRows);
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

/// Tells the probability of the class below the pointer, which may have no room for it.
bool ProbabilityBars::event(QEvent* event)
{
    const Arrangement shown = arrangement();
    if (event->type() == QEvent::ToolTip && m_probabilities && shown.columns > 1) {
        const auto* help = static_cast<QHelpEvent*>(event);
        for (std::size_t place = 0; place < shown.classes.size(); ++place) {
            if (rowOf(shown, place).contains(help->pos())) {
                const std::size_t index = shown.classes[place];
                QToolTip::showText(help->globalPos(),
                    tr("%1: %2", "a class and its probability")
                        .arg(nameOf(index), percentText((*m_probabilities)[index], 1)),
                    this);
                return true;
            }
        }
    }
    return QWidget::event(event);
}

void ProbabilityBars::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Arrangement shown = arrangement();
    for (std::size_t place = 0; place < shown.classes.size(); ++place) {
        paintRow(painter, rowOf(shown, place), shown.classes[place]);
    }
}

void ProbabilityBars::paintRow(QPainter& painter, const QRectF& row, std::size_t index) const
{
    const bool isWinner = winner() == index;
    const double textWidth = std::min<double>(nameWidth(), row.width() / 2);
    const double widest = fontMetrics().horizontalAdvance(percentText(1, 1));
    const bool hasPercent = row.width() >= textWidth + widest + 2 * gap + shortestBar;
    const double percentWidth = hasPercent ? widest : -gap; // then the bar ends with the row
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
    const QString name = nameOf(index);
    const auto aligned = [this](Qt::AlignmentFlag side) {
        return QStyle::visualAlignment(layoutDirection(), side) | Qt::AlignVCenter;
    };
    painter.drawText(nameArea, static_cast<int>(aligned(Qt::AlignLeft)),
        QFontMetricsF(rowFont).elidedText(name, Qt::ElideRight, nameArea.width() + gap));
    painter.setFont(font());
    if (!hasPercent) {
        return;
    }
    painter.drawText(percentArea, static_cast<int>(aligned(Qt::AlignRight)),
        m_probabilities ? percentText((*m_probabilities)[index], 1) : tr("–", "no answer"));
}

} // namespace numeral::ui
