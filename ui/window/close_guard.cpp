// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/close_guard.h"

#include "ui/base/activity.h"
#include "ui/teaching/own_digits.h"
#include "ui/training/training_session.h"
#include "ui/window/run_keeper.h"

#include <QMessageBox>
#include <QPushButton>

namespace numeral::ui {

CloseGuard::CloseGuard(const Activity& activity, TrainingSession& session, RunKeeper& keeper,
    OwnDigits& digits, QWidget& window)
    : QObject(&window)
    , m_activity(activity)
    , m_session(session)
    , m_keeper(keeper)
    , m_digits(digits)
    , m_window(window)
{
    // Queued, so that a run's result is delivered and being written before.
    connect(&m_activity, &Activity::updated, this, &CloseGuard::closeIfDone, Qt::QueuedConnection);
    connect(&m_digits, &OwnDigits::allWritten, this,
        [this] { m_hasTriedAgain = m_hasTriedAgain && m_digits.hasUnsaved(); });
    connect(&m_session, &TrainingSession::starting, this, [this] { m_closing = false; });
}

void CloseGuard::cancelClosing()
{
    m_closing = false;
    auto* question = m_window.findChild<QMessageBox*>(QStringLiteral("closeQuestion"));
    if (question != nullptr && !m_activity.is(Activity::TrainingActive)) {
        question->reject(); // the user has to see the error first
    }
}

bool CloseGuard::mayClose()
{
    if (m_activity.is(Activity::TrainingActive)) {
        if (!m_closing) {
            ask();
        }
        return false;
    }
    if (m_digits.hasUnsaved() && !m_hasTriedAgain) {
        m_hasTriedAgain = true; // closing again closes without them
        m_digits.retryFailedWrites();
    }
    m_closing = !m_activity.may(Activity::Operation::CloseWindow);
    return !m_closing;
}

void CloseGuard::closeIfDone()
{
    if (m_closing && m_activity.may(Activity::Operation::CloseWindow)) {
        m_window.close();
    }
}

void CloseGuard::ask()
{
    if (m_window.findChild<QMessageBox*>(QStringLiteral("closeQuestion")) != nullptr) {
        return;
    }
    auto* question = new QMessageBox(QMessageBox::Question, tr("Training is still running"),
        tr("The network is still being trained. Keep what it has learnt so far?"),
        QMessageBox::NoButton, &m_window);
    question->setObjectName(QStringLiteral("closeQuestion"));
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setInformativeText(
        tr("If you keep it, it will be loaded the next time you start Numeral."));
    QPushButton* keep = question->addButton(tr("&Keep and Quit"), QMessageBox::AcceptRole);
    keep->setObjectName(QStringLiteral("keepAndQuit"));
    QPushButton* discard
        = question->addButton(tr("&Discard and Quit"), QMessageBox::DestructiveRole);
    discard->setObjectName(QStringLiteral("discardAndQuit"));
    QPushButton* stay = question->addButton(tr("Keep &Training"), QMessageBox::RejectRole);
    stay->setObjectName(QStringLiteral("goOn"));
    question->setDefaultButton(keep);
    question->setEscapeButton(stay);
    connect(keep, &QPushButton::clicked, this, [this] {
        m_closing = true;
        m_session.stop();
        closeIfDone(); // the run may have ended while the question was open
    });
    connect(discard, &QPushButton::clicked, this, [this] {
        m_closing = true;
        m_keeper.discard();
        if (m_activity.is(Activity::TrainingActive)) {
            m_session.abandon();
        }
        closeIfDone();
    });
    question->open();
}

} // namespace numeral::ui
