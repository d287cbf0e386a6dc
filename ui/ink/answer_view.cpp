// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ink/answer_view.h"

#include "ui/ink/widget_colours.h"

#include <QFontInfo>
#include <QPainter>

#include <algorithm>

namespace numeral::ui {

namespace {

/// The font in the largest size in which the lines fit the area. Text grows nearly in proportion to
/// its font, so that its own size tells almost all; to try every size would load a font for each.
QFont fittingFont(QFont font, const QString& lines, const QSizeF& area)
{
    constexpr int least = 8;
    const QSizeF size = QFontMetricsF(font).size(0, lines);
    const double scale = std::min(area.width() / size.width(), area.height() / size.height());
    int pixels = std::max(least, static_cast<int>(QFontInfo(font).pixelSize() * scale));
    const auto fits = [&] {
        font.setPixelSize(pixels);
        const QSizeF needed = QFontMetricsF(font).size(0, lines);
        return needed.width() <= area.width() && needed.height() <= area.height();
    };
    while (pixels > least && !fits()) {
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
    setAccessibleName(tr("Answer"));
    setToolTip(tr("What the network takes your drawing for, and how sure it is."));
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

void AnswerView::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    const QFont caption = captionFont(font());
    const int captionHeight = QFontMetrics(caption).height();
    const QRect nameArea = rect().adjusted(0, 0, 0, -captionHeight);
    const QRect captionArea(0, nameArea.height(), width(), captionHeight);
    QString name = m_answer ? m_answer->name : tr("–", "no answer");
    name.replace(QLatin1Char(' '), QLatin1Char('\n'));

    QFont nameFont = font();
    nameFont.setBold(m_answer.has_value());
    painter.setPen(!m_answer       ? faintColour(palette(), 0.35)
            : m_answer->isDoubtful ? doubtColour(palette())
                                   : accentColour(palette()));
    painter.setFont(fittingFont(nameFont, name, nameArea.size()));
    painter.drawText(nameArea, Qt::AlignCenter | Qt::TextDontClip, name);
    if (m_answer) {
        painter.setPen(palette().color(QPalette::WindowText));
        painter.setFont(caption);
        painter.drawText(captionArea, Qt::AlignCenter, m_answer->caption);
    }
}

} // namespace numeral::ui
