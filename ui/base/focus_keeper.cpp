// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/focus_keeper.h"

#include <utility>

namespace numeral::ui {

namespace {

bool canHaveFocus(const QWidget* widget)
{
    return widget != nullptr && widget->isEnabled() && widget->isVisible();
}

} // namespace

FocusKeeper::FocusKeeper(QWidget& start, QWidget& stop, std::function<bool()> isActive)
    : QObject(&start)
    , m_start(start)
    , m_stop(stop)
    , m_isActive(std::move(isActive))
{
}

void FocusKeeper::follow()
{
    QWidget* const focus = m_start.window()->focusWidget();
    if (!m_isLost || focus != m_substitute) {
        m_isLost = false;
        m_last = focus;
    }
    if (m_isActive() && !m_wasActive) {
        m_before = m_last;
    }
    m_wasActive = m_isActive();
    QMetaObject::invokeMethod(this, &FocusKeeper::restore, Qt::QueuedConnection);
}

void FocusKeeper::restore()
{
    m_isLost = m_isLost || (m_last && !canHaveFocus(m_last));
    if (!m_isLost) {
        return;
    }
    QWidget* const target = m_isActive() ? &m_stop
        : canHaveFocus(m_before)         ? m_before.data()
                                         : &m_start;
    if (canHaveFocus(target)) {
        target->setFocus();
        m_isLost = false;
    } else {
        m_substitute = m_start.window()->focusWidget();
    }
}

} // namespace numeral::ui
