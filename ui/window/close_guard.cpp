// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/close_guard.h"

#include "ui/base/activity.h"
#include "ui/teaching/own_drawings.h"
#include "ui/training/training_job.h"
#include "ui/window/run_keeper.h"

#include <QMessageBox>
#include <QPushButton>

namespace numeral::ui {

namespace {

QPushButton* addButton(
    QMessageBox& question, const char* name, const QString& text, QMessageBox::ButtonRole role)
{
    QPushButton* button = question.addButton(text, role);
    button->setObjectName(QLatin1String(name));
    return button;
}

} // namespace

CloseGuard::CloseGuard(const Activity& activity, TrainingJob& run, TrainingJob& group,
    RunKeeper& keeper, OwnDrawings& digits, QWidget& window)
    : QObject(&window)
    , m_activity(activity)
    , m_run(run)
    , m_group(group)
    , m_keeper(keeper)
    , m_drawings(digits)
    , m_window(window)
{
    // Queued, so that a run's result is delivered and being written before.
    connect(
        &m_activity, &Activity::updated, this, &CloseGuard::continueClosing, Qt::QueuedConnection);
    for (TrainingJob* job : {&m_run, &m_group}) {
        connect(job, &TrainingJob::stateChanged, this,
            [this, job] { m_closing = m_closing && job->state() != TrainingJob::State::Running; });
    }
}

void CloseGuard::cancelClosing()
{
    m_closing = false;
}

bool CloseGuard::hasUnsaved() const
{
    return m_drawings.hasUnsaved() || m_keeper.hasUnsaved();
}

void CloseGuard::retryFailedWrites()
{
    m_isRetrying = true;
    m_drawings.retryFailedWrites();
    m_keeper.retryFailedWrite();
}

bool CloseGuard::mayClose()
{
    if (m_givesUp) {
        return true;
    }
    if (question() != nullptr) {
        return false;
    }
    if (m_activity.is(Activity::TrainingActive)) {
        if (!m_closing) {
            askAboutTraining();
        }
        return false;
    }
    if (hasUnsaved()) {
        retryFailedWrites();
        return false;
    }
    m_closing = !m_activity.may(Activity::Operation::CloseWindow);
    return !m_closing;
}

/// Called after each change of what is going on.
void CloseGuard::continueClosing()
{
    if (question() != nullptr && !m_activity.is(Activity::TrainingActive)) {
        showThatTrainingEnded();
    }
    if (!m_activity.may(Activity::Operation::CloseWindow)) {
        return;
    }
    if (m_isRetrying) {
        m_isRetrying = false;
        if (hasUnsaved()) {
            askAboutUnsaved();
        } else {
            m_window.close();
        }
    } else if (m_closing) {
        m_window.close();
    }
}

QMessageBox* CloseGuard::question() const
{
    return m_window.findChild<QMessageBox*>(QStringLiteral("closeQuestion"));
}

QMessageBox* CloseGuard::makeQuestion(const QString& text, const QString& information)
{
    auto* box = new QMessageBox(
        QMessageBox::Question, tr("Quit Numeral?"), text, QMessageBox::NoButton, &m_window);
    box->setObjectName(QStringLiteral("closeQuestion"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setInformativeText(information);
    // Hidden is answered: it is deleted a little later.
    connect(box, &QMessageBox::finished, box, [box] { box->setObjectName({}); });
    return box;
}

void CloseGuard::askAboutTraining()
{
    QMessageBox* box = m_group.isActive()
        ? makeQuestion(tr("Networks are still being trained. Save what they have learnt so far?"),
            tr("Those that are done are kept in any case."))
        : makeQuestion(tr("The network is still being trained. Save what it has learnt "
                          "so far?"),
            tr("If you save it, it will be loaded the next time you start Numeral."));
    QPushButton* save
        = addButton(*box, "saveAndQuit", tr("&Save and Quit"), QMessageBox::AcceptRole);
    QPushButton* discard = addButton(
        *box, "quitWithoutSaving", tr("Quit &Without Saving"), QMessageBox::DestructiveRole);
    QPushButton* stay
        = addButton(*box, "continueTraining", tr("&Continue Training"), QMessageBox::RejectRole);
    box->setDefaultButton(save);
    box->setEscapeButton(stay);
    connect(save, &QPushButton::clicked, this, [this] {
        m_closing = true;
        m_run.stop();
        m_group.stop();
        m_window.close(); // the run may have ended while the question was open
    });
    connect(discard, &QPushButton::clicked, this, [this] {
        m_closing = true;
        if (m_group.isActive()) {
            m_group.abandon();
        } else {
            m_keeper.discard();
        }
        if (m_run.isActive()) {
            m_run.abandon();
        }
        m_window.close();
    });
    box->open();
}

/// Updates the question about a run that has ended while it was open.
void CloseGuard::showThatTrainingEnded()
{
    QMessageBox* box = question();
    auto* stay = box->findChild<QPushButton*>(QStringLiteral("continueTraining"));
    if (stay == nullptr) {
        return; // another question
    }
    box->setText(tr("Training has ended meanwhile. Save what the network has learnt?"));
    stay->setText(tr("&Keep Numeral Open"));
}

void CloseGuard::askAboutUnsaved()
{
    QString text = tr("The trained network could not be saved.");
    if (m_drawings.hasUnsaved()) {
        text = m_keeper.hasUnsaved()
            ? tr("The trained network and changes to your digits could not be saved.")
            : tr("Changes to your digits could not be saved.");
    }
    QMessageBox* box = makeQuestion(
        text, tr("The message in the window says why. What isn't saved is lost when you quit."));
    QPushButton* again = addButton(*box, "tryAgain", tr("&Try Again"), QMessageBox::AcceptRole);
    QPushButton* discard = addButton(
        *box, "quitWithoutSaving", tr("Quit &Without Saving"), QMessageBox::DestructiveRole);
    QPushButton* stay
        = addButton(*box, "keepOpen", tr("&Keep Numeral Open"), QMessageBox::RejectRole);
    box->setDefaultButton(again);
    box->setEscapeButton(stay);
    connect(again, &QPushButton::clicked, this, &CloseGuard::retryFailedWrites);
    connect(discard, &QPushButton::clicked, this, [this] {
        m_givesUp = true;
        m_window.close();
    });
    box->open();
}

} // namespace numeral::ui
