// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace numeral::ui {

/// What trains beside the window and can be interrupted: a run, or a group of runs.
class TrainingJob : public QObject {
    Q_OBJECT

public:
    enum class State { Idle, Running, Paused, Stopping };

    using QObject::QObject;

    State state() const { return m_state; }
    bool isActive() const { return m_state != State::Idle; }

    void pause();
    void resume();
    /// Ends it within one batch, and keeps what has been learnt.
    void stop();
    /// Like stop(), but nothing is tested, since nobody wants the result. Only while active.
    void abandon();

Q_SIGNALS:
    void stateChanged();

protected:
    void setState(State state);

private:
    /// What the training thread is asked, with the state changed afterwards.
    virtual void requestPause() = 0;
    virtual void requestResume() = 0;
    virtual void requestStop() = 0;
    virtual void requestAbandonment() = 0;

    State m_state = State::Idle;
};

} // namespace numeral::ui
