// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/confusion_view.h"

#include "ui/base/accessible.h"
#include "ui/ink/widget_colours.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QLocale>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace numeral::ui {

namespace {

constexpr int largestCell = 30; // pixels
constexpr int usualCell = 24;
constexpr int smallestCell = 8;
constexpr int smallestNumbered = 17; ///< cell in which a number can be read

/// Draws a number in the middle of a cell, narrower if it wouldn't fit.
void drawFitting(QPainter& painter, const QRect& cell, const QString& number)
{
    const int width = painter.fontMetrics().horizontalAdvance(number);
    const double scale = std::min(1.0, (cell.width() - 2.0) / std::max(width, 1));
    painter.save();
    painter.translate(QRectF(cell).center());
    painter.scale(scale, scale);
    painter.drawText(
        QRectF(-width, -cell.height(), 2.0 * width, 2.0 * cell.height()), Qt::AlignCenter, number);
    painter.restore();
}

} // namespace

ConfusionView::ConfusionView(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("confusion"));
    setAccessibleName(tr("Confusion matrix"));
    setAccessibleRole(*this, QAccessible::Graphic, [this] { return summary(); });
}

void ConfusionView::setConfusion(
    const Confusion& confusion, const std::vector<std::string>& classes)
{
    m_confusion = confusion;
    m_names.clear();
    m_shown.clear();
    for (std::size_t i = 0; i < confusion.classes(); ++i) {
        m_names.push_back(QString::fromStdString(classes[i]));
        bool occurs = confusion.imagesOf(i) > 0;
        for (std::size_t truth = 0; truth < confusion.classes() && !occurs; ++truth) {
            occurs = confusion.count(truth, i) > 0;
        }
        if (occurs) {
            m_shown.push_back(i);
        }
    }
    updateGeometry();
    update();
}

void ConfusionView::setNumbers(Numbers numbers)
{
    m_numbers = numbers;
    update();
}

void ConfusionView::setChoosable()
{
    m_isChoosable = true;
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
}

void ConfusionView::clearChoice()
{
    m_chosen.reset();
    update();
}

void ConfusionView::choose(const Cell& cell)
{
    m_chosen = cell;
    update();
    setAccessibleDescription(textOf(cell)); // notifies screen readers
    Q_EMIT cellChosen(m_shown[cell.row], m_shown[cell.column]);
}

void ConfusionView::mousePressEvent(QMouseEvent* event)
{
    const std::optional<Cell> cell = cellAt(event->position().toPoint());
    if (m_isChoosable && cell) {
        choose(*cell);
    } else {
        QWidget::mousePressEvent(event);
    }
}

void ConfusionView::keyPressEvent(QKeyEvent* event)
{
    Cell cell = m_chosen.value_or(Cell{0, 0});
    const std::size_t last = m_shown.empty() ? 0 : m_shown.size() - 1;
    switch (event->key()) {
    case Qt::Key_Left:
        cell.column -= cell.column > 0 ? 1 : 0;
        break;
    case Qt::Key_Right:
        cell.column = std::min(cell.column + 1, last);
        break;
    case Qt::Key_Up:
        cell.row -= cell.row > 0 ? 1 : 0;
        break;
    case Qt::Key_Down:
        cell.row = std::min(cell.row + 1, last);
        break;
    default:
        QWidget::keyPressEvent(event);
        return;
    }
    if (m_isChoosable && !m_shown.empty()) {
        choose(cell);
    }
}

/// Of the row's images, or the column's.
double ConfusionView::shareOf(const Cell& cell) const
{
    const std::size_t truth = m_shown[cell.row];
    const std::size_t answer = m_shown[cell.column];
    std::size_t all = m_confusion->imagesOf(truth);
    if (m_numbers == Numbers::OfAnswer) {
        all = 0;
        for (std::size_t each = 0; each < m_confusion->classes(); ++each) {
            all += m_confusion->count(each, answer);
        }
    }
    return all == 0
        ? 0
        : static_cast<double>(m_confusion->count(truth, answer)) / static_cast<double>(all);
}

/// Of any cell off the diagonal: where few are misread, it is their differences that matter.
double ConfusionView::largestWrongShare() const
{
    double largest = 0;
    for (std::size_t row = 0; row < m_shown.size(); ++row) {
        for (std::size_t column = 0; column < m_shown.size(); ++column) {
            largest = std::max(largest, row == column ? 0 : shareOf({row, column}));
        }
    }
    return largest;
}

QString ConfusionView::numberOf(const Cell& cell) const
{
    if (m_numbers == Numbers::Counts) {
        return QString::number(m_confusion->count(m_shown[cell.row], m_shown[cell.column]));
    }
    const double percent = 100 * shareOf(cell);
    return locale().toString(percent, 'f', percent < 9.95 ? 1 : 0);
}

QSize ConfusionView::sizeHint() const
{
    const int side = usualCell * (static_cast<int>(m_shown.size()) + 1);
    return {side + fontMetrics().height(), side + fontMetrics().height()};
}

QSize ConfusionView::minimumSizeHint() const
{
    const int side = smallestCell * (static_cast<int>(m_shown.size()) + 2);
    return {side + fontMetrics().height(), side + fontMetrics().height()};
}

/// There is a row and a column more, for the names, and a line of text for each axis.
int ConfusionView::cellSide() const
{
    const int cells = static_cast<int>(m_shown.size()) + 1;
    const int room = std::min(width(), height()) - fontMetrics().height();
    return std::clamp(room / std::max(cells, 1), smallestCell, largestCell);
}

/// Where the first cell is.
QPoint ConfusionView::origin() const
{
    const int before = fontMetrics().height() + cellSide();
    return {before, before};
}

std::optional<ConfusionView::Cell> ConfusionView::cellAt(const QPoint& place) const
{
    const QPoint inside = place - origin();
    if (inside.x() < 0 || inside.y() < 0) {
        return std::nullopt;
    }
    const Cell cell{static_cast<std::size_t>(inside.y() / cellSide()),
        static_cast<std::size_t>(inside.x() / cellSide())};
    return cell.row < m_shown.size() && cell.column < m_shown.size() ? std::optional(cell)
                                                                     : std::nullopt;
}

QString ConfusionView::textOf(const Cell& cell) const
{
    const std::size_t truth = m_shown[cell.row];
    const std::size_t answer = m_shown[cell.column];
    return tr("%1 read as %2: %3 of %4")
        .arg(m_names[truth], m_names[answer])
        .arg(m_confusion->count(truth, answer))
        .arg(m_confusion->imagesOf(truth));
}

/// What is misread, for those who can't see it.
QString ConfusionView::summary() const
{
    QStringList wrong;
    for (std::size_t row = 0; row < m_shown.size(); ++row) {
        for (std::size_t column = 0; column < m_shown.size(); ++column) {
            if (row != column && m_confusion->count(m_shown[row], m_shown[column]) > 0) {
                wrong.append(textOf({row, column}));
            }
        }
    }
    return wrong.isEmpty() ? tr("Nothing is misread.") : wrong.join(QStringLiteral(", "));
}

bool ConfusionView::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip) {
        return QWidget::event(event);
    }
    auto* help = static_cast<QHelpEvent*>(event);
    if (const auto cell = cellAt(help->pos())) {
        QToolTip::showText(help->globalPos(), textOf(*cell), this);
    } else {
        QToolTip::hideText();
    }
    return true;
}

void ConfusionView::paintEvent(QPaintEvent* /*event*/)
{
    if (!m_confusion) {
        return;
    }
    QPainter painter(this);
    const int side = cellSide();
    const QPoint first = origin();
    const int all = side * static_cast<int>(m_shown.size());
    const int line = fontMetrics().height();
    painter.setPen(palette().color(QPalette::WindowText));
    painter.drawText(QRect(first.x(), 0, all, line), Qt::AlignCenter, tr("answer"));
    painter.save();
    painter.rotate(-90);
    painter.drawText(QRect(-first.y() - all, 0, all, line), Qt::AlignCenter, tr("truth"));
    painter.restore();
    const QColor grid = faintColour(palette(), 0.15);
    const double largestWrong = largestWrongShare();
    for (std::size_t row = 0; row < m_shown.size(); ++row) {
        const int offset = side * static_cast<int>(row);
        painter.setPen(palette().color(QPalette::WindowText));
        const QString& name = m_names[m_shown[row]];
        painter.drawText(
            QRect(first.x() + offset, first.y() - side, side, side), Qt::AlignCenter, name);
        painter.drawText(
            QRect(first.x() - side, first.y() + offset, side, side), Qt::AlignCenter, name);
        for (std::size_t column = 0; column < m_shown.size(); ++column) {
            const QRect cell(
                first + QPoint(side * static_cast<int>(column), offset), QSize(side, side));
            if (m_confusion->count(m_shown[row], m_shown[column]) > 0) {
                constexpr double faintest = 0.25;
                const double whole = row == column ? 1 : largestWrong;
                const double share = faintest + (1 - faintest) * shareOf({row, column}) / whole;
                const QColor full
                    = row == column ? accentColour(palette()) : doubtColour(palette());
                const QColor fill = mixedColour(palette().color(QPalette::Window), full, share);
                painter.fillRect(cell, fill);
                if (side >= smallestNumbered) {
                    constexpr int middle = 140;
                    painter.setPen(qGray(fill.rgb()) < middle ? Qt::white : Qt::black);
                    drawFitting(painter, cell, numberOf({row, column}));
                }
            }
            painter.setPen(grid);
            painter.drawRect(cell);
        }
    }
    if (m_chosen && m_chosen->row < m_shown.size() && m_chosen->column < m_shown.size()) {
        painter.setPen(QPen(palette().color(QPalette::WindowText), 2));
        painter.drawRect(QRect(first
                + QPoint(side * static_cast<int>(m_chosen->column),
                    side * static_cast<int>(m_chosen->row)),
            QSize(side, side)));
    }
}

} // namespace numeral::ui
