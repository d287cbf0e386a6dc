// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/training_job.h"

namespace numeral::ui {

void TrainingJob::pause()
{
    if (m_state == State::Running) {
        requestPause();
        setState(State::Paused);
    }
}

void TrainingJob::resume()
{
    if (m_state == State::Paused) {
        requestResume();
        setState(State::Running);
    }
}

void TrainingJob::stop()
{
    if (m_state == State::Running || m_state == State::Paused) {
        requestStop();
        setState(State::Stopping);
    }
}

void TrainingJob::abandon()
{
    stop();
    requestAbandonment();
}

void TrainingJob::setState(State state)
{
    m_state = state;
    Q_EMIT stateChanged();
}

} // namespace numeral::ui
