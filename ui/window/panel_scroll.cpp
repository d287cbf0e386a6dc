// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/panel_scroll.h"

#include <QEvent>
#include <QScrollBar>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace numeral::ui {

namespace {

constexpr int leastLines = 5; ///< lines of text that are visible in the smallest window

} // namespace

PanelScroll::PanelScroll(QWidget* panel, const QMargins& margins)
    : m_margins(margins)
    , m_layout(nullptr)
{
    auto* room = new QWidget;
    m_layout = new QVBoxLayout(room);
    m_layout->setContentsMargins(margins);
    m_layout->addWidget(panel);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
    // QScrollArea's own way to resize its widget takes the preferred height of texts that wrap as
    // their minimum, so that it would scroll where there is room.
    setWidgetResizable(false);
    setWidget(room);
    room->setAutoFillBackground(false);
    viewport()->setAutoFillBackground(false);
}

QSize PanelScroll::sizeHint() const
{
    return widget()->sizeHint();
}

QSize PanelScroll::minimumSizeHint() const
{
    const QMargins now = m_layout->contentsMargins();
    const int width = widget()->minimumSizeHint().width();
    const int right = needsBar() ? verticalScrollBar()->sizeHint().width() : m_margins.right();
    return {width - now.right() + right,
        std::min(neededHeight(), leastLines * fontMetrics().lineSpacing())};
}

int PanelScroll::neededHeight() const
{
    const int least = widget()->minimumSizeHint().height();
    return m_layout->hasHeightForWidth() // texts that wrap
        ? std::max(least, m_layout->totalMinimumHeightForWidth(viewport()->width()))
        : least;
}

bool PanelScroll::eventFilter(QObject* watched, QEvent* event)
{
    const bool result = QScrollArea::eventFilter(watched, event);
    if (watched == widget() && event->type() == QEvent::LayoutRequest) {
        fit();
        updateGeometry();
    }
    return result;
}

void PanelScroll::resizeEvent(QResizeEvent* event)
{
    fit();
    QScrollArea::resizeEvent(event);
    updateGeometry(); // the scroll bar may come or go
}

void PanelScroll::fit()
{
    QMargins margins = m_margins;
    if (needsBar()) {
        margins.setRight(0);
    }
    m_layout->setContentsMargins(margins); // does nothing if they are the same
    widget()->resize(viewport()->width(), std::max(viewport()->height(), neededHeight()));
}

void showPage(QStackedWidget& pages, const QWidget& view)
{
    for (int i = 0; i < pages.count(); ++i) {
        if (pages.widget(i)->isAncestorOf(&view)) {
            pages.setCurrentIndex(i);
        }
    }
}

} // namespace numeral::ui
