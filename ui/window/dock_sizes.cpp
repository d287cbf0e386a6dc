// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/dock_sizes.h"

#include "ui/window/panel_scroll.h"

#include <QDockWidget>
#include <QEvent>
#include <QLayout>
#include <QMainWindow>
#include <QScopedValueRollback>

#include <algorithm>

namespace numeral::ui {

namespace {

// Shares of the window.
constexpr double drawingWidth = 0.3;
constexpr double maxHeight = 0.4; ///< of a dock that others have to make room for

bool isNamed(const QDockWidget& dock, const char* name)
{
    return dock.objectName() == QLatin1String(name);
}

/// The height that shows all of the dock.
int neededHeight(const QDockWidget& dock)
{
    const auto* content = qobject_cast<const PanelScroll*>(dock.widget());
    return content == nullptr ? dock.sizeHint().height()
                              : dock.height() - content->height() + content->neededHeight();
}

} // namespace

DockSizes::DockSizes(QMainWindow& window)
    : QObject(&window)
    , m_window(window)
{
    window.installEventFilter(this);
    for (QDockWidget* dock : window.findChildren<QDockWidget*>()) {
        dock->installEventFilter(this);
        connect(dock, &QDockWidget::dockLocationChanged, this, [this, dock] {
            m_chosen.remove(dock->objectName()); // it was for another place
            applySoon();
        });
        connect(dock, &QDockWidget::visibilityChanged, this, &DockSizes::applySoon);
    }
}

void DockSizes::reset()
{
    m_chosen.clear();
    applySoon();
}

QVariantMap DockSizes::chosen() const
{
    QVariantMap result;
    for (auto size = m_chosen.begin(); size != m_chosen.end(); ++size) {
        result.insert(size.key(), size.value());
    }
    return result;
}

void DockSizes::setChosen(const QVariantMap& sizes)
{
    m_chosen.clear();
    for (auto size = sizes.begin(); size != sizes.end(); ++size) {
        m_chosen.insert(size.key(), size.value().toSize());
    }
    applySoon();
}

bool DockSizes::eventFilter(QObject* watched, QEvent* event)
{
    const bool isWindow = watched == &m_window;
    if (isWindow && event->type() == QEvent::MouseButtonPress) {
        m_atPress = sizes();
    } else if (isWindow && event->type() == QEvent::MouseButtonRelease) {
        // Queued, since the window moves the separator last when it gets this event.
        QMetaObject::invokeMethod(this, &DockSizes::takeDragged, Qt::QueuedConnection);
    } else if (isWindow && (event->type() == QEvent::Resize || event->type() == QEvent::Show)) {
        apply(); // at once: the window's own layout has done its part by now
    } else if (!isWindow && event->type() == QEvent::LayoutRequest) {
        applySoon(); // a panel may need more room
    }
    return QObject::eventFilter(watched, event);
}

/// Docks that show something there.
QList<QDockWidget*> DockSizes::docksIn(Qt::DockWidgetArea area) const
{
    QList<QDockWidget*> docks;
    for (QDockWidget* dock : m_window.findChildren<QDockWidget*>()) {
        if (!dock->isFloating() && dock->isVisible() && m_window.dockWidgetArea(dock) == area
            && m_window.rect().intersects(dock->geometry())) { // another tab covers the rest
            docks.append(dock);
        }
    }
    return docks;
}

int DockSizes::wantedWidth(const QDockWidget& dock) const
{
    const int chosen = m_chosen.value(dock.objectName()).width();
    if (chosen > 0) {
        return chosen;
    }
    return isNamed(dock, "drawing") ? static_cast<int>(drawingWidth * m_window.width())
                                    : dock.sizeHint().width();
}

int DockSizes::wantedHeight(const QDockWidget& dock) const
{
    const int chosen = m_chosen.value(dock.objectName()).height();
    if (chosen > 0) {
        return chosen;
    }
    if (isNamed(dock, "data")) {
        return neededHeight(dock);
    }
    return std::min(dock.sizeHint().height(), static_cast<int>(maxHeight * m_window.height()));
}

QHash<QString, QSize> DockSizes::sizes() const
{
    QHash<QString, QSize> sizes;
    for (const QDockWidget* dock : m_window.findChildren<QDockWidget*>()) {
        if (!dock->isFloating() && dock->isVisible()) {
            sizes.insert(dock->objectName(), dock->size());
        }
    }
    return sizes;
}

/// Remembers which sizes the user has changed with the mouse.
void DockSizes::takeDragged()
{
    const QHash<QString, QSize> now = m_atPress.isEmpty() ? m_atPress : sizes();
    for (auto dock = now.begin(); dock != now.end(); ++dock) {
        const QSize before = m_atPress.value(dock.key(), dock.value());
        QSize chosen = m_chosen.value(dock.key());
        if (dock.value().width() != before.width()) {
            chosen.setWidth(dock.value().width());
        }
        if (dock.value().height() != before.height()) {
            chosen.setHeight(dock.value().height());
        }
        if (chosen != QSize()) {
            m_chosen.insert(dock.key(), chosen);
        }
    }
    m_atPress.clear();
}

void DockSizes::applySoon()
{
    if (!m_willApply && !m_isApplying) {
        m_willApply = true;
        QMetaObject::invokeMethod(this, &DockSizes::apply, Qt::QueuedConnection);
    }
}

void DockSizes::apply()
{
    m_willApply = false;
    if (m_isApplying || !m_window.isVisible()) {
        return;
    }
    const QScopedValueRollback applying(m_isApplying, true);
    for (const auto area : {Qt::LeftDockWidgetArea, Qt::RightDockWidgetArea}) {
        const QList<QDockWidget*> column = docksIn(area);
        if (!column.isEmpty()) {
            int width = 0;
            for (const QDockWidget* dock : column) {
                width = std::max(width, wantedWidth(*dock));
            }
            m_window.resizeDocks({column.front()}, {width}, Qt::Horizontal);
            applyHeights(column);
        }
    }
    for (const auto area : {Qt::TopDockWidgetArea, Qt::BottomDockWidgetArea}) {
        const QList<QDockWidget*> row = docksIn(area);
        if (!row.isEmpty()) {
            m_window.resizeDocks({row.front()}, {wantedHeight(*row.front())}, Qt::Vertical);
        }
    }
    m_window.layout()->activate();
}

/// Gives the docks of a column their heights, and what is left to the highest one.
void DockSizes::applyHeights(const QList<QDockWidget*>& column)
{
    if (column.size() < 2) {
        return;
    }
    const auto leastOf = [](const QDockWidget* dock) { return dock->minimumSizeHint().height(); };
    QList<QDockWidget*> docks = column;
    std::stable_sort(docks.begin(), docks.end(),
        [this](QDockWidget* a, QDockWidget* b) { return wantedHeight(*a) < wantedHeight(*b); });
    int room = 0; // for this dock and those that follow
    int least = 0;
    for (const QDockWidget* dock : docks) {
        room += dock->height();
        least += leastOf(dock);
    }
    QList<int> heights;
    for (const QDockWidget* dock : docks) {
        least -= leastOf(dock);
        const int height = dock == docks.back()
            ? room
            : std::clamp(wantedHeight(*dock), leastOf(dock), std::max(leastOf(dock), room - least));
        heights.append(std::max(1, height));
        room -= height;
    }
    m_window.resizeDocks(docks, heights, Qt::Vertical);
}

} // namespace numeral::ui
