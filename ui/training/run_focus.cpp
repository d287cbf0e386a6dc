// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/run_focus.h"

#include "ui/training/training_session.h"

#include <QApplication>

namespace numeral::ui {

RunFocus::RunFocus(QWidget& panel, const TrainingSession& session, QWidget& start, QWidget& stop)
    : QObject(&panel)
    , m_panel(panel)
    , m_session(session)
    , m_start(start)
    , m_stop(stop)
{
    connect(qApp, &QApplication::focusChanged, this, &RunFocus::follow);
    connect(&session, &TrainingSession::starting, this, [this] {
        QWidget* const focus = QApplication::focusWidget();
        m_before = m_panel.isAncestorOf(focus) ? focus : nullptr;
    });
    // Queued, as not all fields and buttons have followed the run's state yet.
    connect(
        &session, &TrainingSession::stateChanged, this, &RunFocus::restore, Qt::QueuedConnection);
}

void RunFocus::follow(const QWidget* old)
{
    if (old != nullptr) { // otherwise the window got the focus
        m_isLost = !old->isEnabled() && m_panel.isAncestorOf(old);
    }
}

void RunFocus::restore()
{
    QWidget* const target = m_session.isActive() ? &m_stop
        : m_before && m_before->isEnabled()      ? m_before.data()
                                                 : &m_start;
    if (m_isLost && target->isEnabled()) {
        target->setFocus();
    }
}

} // namespace numeral::ui
