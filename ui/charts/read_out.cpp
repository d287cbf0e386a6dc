// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/read_out.h"

#include <algorithm>

namespace numeral::ui {
namespace {

constexpr int distance = 14;

} // namespace

ReadOut::ReadOut(QWidget* parent)
    : QLabel(parent)
{
    hide();
    setAutoFillBackground(true);
    setFrameShape(QFrame::StyledPanel);
    setMargin(6);
    setAttribute(Qt::WA_TransparentForMouseEvents);
}

QString ReadOut::describe(const EpochFigures& figures, bool best, const QLocale& locale)
{
    const auto line = [&locale](const QString& text, double loss, double accuracy) {
        return text.arg(
            locale.toString(loss, 'f', 4), tr("%1%").arg(locale.toString(100 * accuracy, 'f', 2)));
    };
    const auto heading = best ? tr("Epoch %1 (best)") : tr("Epoch %1");
    QStringList lines{heading.arg(locale.toString(figures.epoch))};
    lines << line(
        tr("Training: loss %1, accuracy %2"), figures.trainingLoss, figures.trainingAccuracy);
    if (figures.validationLoss && figures.validationAccuracy) {
        lines << line(tr("Validation: loss %1, accuracy %2"), *figures.validationLoss,
            *figures.validationAccuracy);
    }
    return lines.join(u'\n');
}

void ReadOut::showBeside(const QPoint& position, const QString& text)
{
    setText(text);
    adjustSize();
    const auto space = parentWidget()->size() - size();
    const auto onLeft = position.x() > parentWidget()->width() / 2;
    const auto x = onLeft ? position.x() - distance - width() : position.x() + distance;
    const auto y = position.y() + distance;
    move(std::clamp(x, 0, std::max(0, space.width())),
        std::clamp(y, 0, std::max(0, space.height())));
    show();
}

} // namespace numeral::ui
