// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ink/answer_view.h"

#include "ui/base/accessible.h"
#include "ui/ink/fitting_width.h"
#include "ui/ink/widget_colours.h"

#include <QFontInfo>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace numeral::ui {

namespace {

/// Returns the font in the largest size at which the lines fit the area. Text scales almost
/// linearly with the font size, so one measurement gives a close estimate; trying every size would
/// load a font for each.
QFont fittingFont(QFont font, const QString& lines, const QSizeF& area)
{
    constexpr int minPixels = 8;
    const QSizeF size = QFontMetricsF(font).size(0, lines).expandedTo({1, 1});
    const double scale = std::min(area.width() / size.width(), area.height() / size.height());
    int pixels = std::max(minPixels, static_cast<int>(QFontInfo(font).pixelSize() * scale));
    const auto fits = [&] {
        font.setPixelSize(pixels);
        const QSizeF needed = QFontMetricsF(font).size(0, lines);
        return needed.width() <= area.width() && needed.height() <= area.height();
    };
    while (pixels > minPixels && !fits()) {
        --pixels;
    }
    font.setPixelSize(pixels);
    return font;
}

QFont captionFont(const QFont& font)
{
    QFont larger = font;
    larger.setPointSizeF(font.pointSizeF() * 1.25);
    return larger;
}

} // namespace

AnswerView::AnswerView(QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setAccessibleRole(*this, QAccessible::StaticText, [this] { return accessibleDescription(); });
    setAccessibleName(tr("Answer"));
    setChosen(std::nullopt);
}

void AnswerView::setAnswer(const std::optional<Answer>& answer)
{
    m_answer = answer;
    setAccessibleDescription(
        answer ? tr("%1, %2").arg(answer->name, answer->caption) : tr("No answer yet"));
    update();
}

QSize AnswerView::sizeHint() const
{
    return {114, 5 * fontMetrics().height()};
}

QSize AnswerView::minimumSizeHint() const
{
    return {80, 4 * fontMetrics().height()};
}

void AnswerView::setChosen(std::optional<int> letter)
{
    m_chosen = letter;
    setFocusPolicy(letter ? Qt::TabFocus : Qt::NoFocus);
    setCursor(letter ? Qt::PointingHandCursor : Qt::ArrowCursor);
    setToolTip(letter
            ? tr("The network's answer. Click a digit to see its probabilities or to correct "
                 "it.")
            : tr("The network's answer, and how sure it is."));
    update();
}

QString AnswerView::name() const
{
    return m_answer ? m_answer->name : tr("–", "no answer");
}

/// Splits the name into rows: one word each, or several digits into as many rows as allow the
/// largest font.
QStringList AnswerView::rows() const
{
    const QString whole = name();
    if (!m_chosen) {
        return whole.split(QLatin1Char(' '));
    }
    const QFontMetricsF metrics(font());
    const double letter = metrics.horizontalAdvance(whole) / static_cast<double>(whole.size());
    const QSizeF area = nameArea().size();
    qsizetype best = 1;
    double largest = 0;
    for (qsizetype rows = 1; rows <= whole.size(); ++rows) {
        const auto count = static_cast<double>(rows);
        const double columns = std::ceil(static_cast<double>(whole.size()) / count);
        const double scale = std::min(
            area.width() / (columns * letter), area.height() / (count * metrics.lineSpacing()));
        if (scale > largest) {
            largest = scale;
            best = rows;
        }
    }
    const qsizetype columns = (whole.size() + best - 1) / best;
    QStringList rows;
    for (qsizetype first = 0; first < whole.size(); first += columns) {
        rows.append(whole.mid(first, columns));
    }
    return rows;
}

QRect AnswerView::nameArea() const
{
    return rect().adjusted(0, 0, 0, -QFontMetrics(captionFont(font())).height());
}

QFont AnswerView::nameFont() const
{
    QFont bold = font();
    bold.setBold(m_answer.has_value());
    return fittingFont(bold, rows().join(QLatin1Char('\n')), nameArea().size());
}

QRectF AnswerView::letterRect(int letter) const
{
    const QFontMetricsF metrics(nameFont());
    const QRectF area = nameArea();
    const QStringList lines = rows();
    const qsizetype columns = lines.front().size();
    const QString& line = lines.at(std::min(letter / columns, lines.size() - 1));
    const auto row = static_cast<double>(letter / columns);
    const qsizetype column = letter % columns;
    const double left = area.center().x() - metrics.horizontalAdvance(line) / 2;
    const double before = metrics.horizontalAdvance(line.left(column));
    const double width = metrics.horizontalAdvance(line.left(column + 1)) - before;
    const double all
        = static_cast<double>(lines.size() - 1) * metrics.lineSpacing() + metrics.height();
    return {left + before, area.center().y() - all / 2 + row * metrics.lineSpacing(), width,
        metrics.height()};
}

void AnswerView::mousePressEvent(QMouseEvent* event)
{
    if (!m_chosen) {
        QWidget::mousePressEvent(event);
        return;
    }
    for (int letter = 0; letter < name().size(); ++letter) {
        if (letterRect(letter).contains(event->position())) {
            Q_EMIT letterChosen(letter);
            return;
        }
    }
}

void AnswerView::keyPressEvent(QKeyEvent* event)
{
    const int step = event->key() == Qt::Key_Left ? -1 : event->key() == Qt::Key_Right ? 1 : 0;
    if (!m_chosen || step == 0) {
        QWidget::keyPressEvent(event);
        return;
    }
    const int letter = *m_chosen + step;
    if (letter >= 0 && letter < name().size()) {
        Q_EMIT letterChosen(letter);
    }
}

void AnswerView::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    const QColor colour = !m_answer ? faintColour(palette(), 0.35)
        : m_answer->isDoubtful      ? doubtColour(palette())
                                    : accentColour(palette());
    painter.setPen(colour);
    painter.setFont(nameFont());
    painter.drawText(
        nameArea(), Qt::AlignCenter | Qt::TextDontClip, rows().join(QLatin1Char('\n')));
    if (m_chosen) {
        constexpr double thickness = 2.5;
        const QRectF letter = letterRect(*m_chosen);
        const double baseline = letter.top() + QFontMetricsF(painter.font()).ascent();
        painter.fillRect(
            QRectF(letter.left() + 1, baseline + 3, letter.width() - 2, thickness), colour);
    }
    if (m_answer) {
        painter.setPen(palette().color(QPalette::WindowText));
        painter.setFont(fittingWidth(captionFont(font()), m_answer->caption, width()));
        painter.drawText(
            rect().adjusted(0, nameArea().height(), 0, 0), Qt::AlignCenter, m_answer->caption);
    }
}

} // namespace numeral::ui
