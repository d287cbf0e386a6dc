// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/teaching/lesson.h"

#include "ui/teaching/own_digits.h"

#include <QThread>

#include <chrono>

namespace numeral::ui {

namespace {

constexpr std::chrono::milliseconds lookInterval{33};

} // namespace

Lesson::Lesson(EngineSource engineSource, QObject* parent)
    : QObject(parent)
    , m_engineSource(std::move(engineSource))
{
    m_look.setInterval(lookInterval);
    connect(&m_look, &QTimer::timeout, this, [this] { Q_EMIT progressed(m_progress->share); });
}

Lesson::~Lesson()
{
    if (m_thread) {
        breakOff();
        m_thread->wait();
    }
}

void Lesson::start(const LessonPlan& plan)
{
    Q_ASSERT(!m_thread);
    m_progress = std::make_shared<Progress>();
    m_thread.reset(
        QThread::create([this, plan, engineSource = m_engineSource, progress = m_progress] {
            const Outcome outcome = teach(plan, engineSource, *progress);
            QMetaObject::invokeMethod(this, [this, outcome] { finish(outcome); });
        }));
    m_thread->start(QThread::LowPriority);
    m_look.start();
    Q_EMIT stateChanged();
}

void Lesson::breakOff()
{
    if (m_thread) {
        m_progress->isBrokenOff = true;
    }
}

Lesson::Outcome Lesson::teach(
    const LessonPlan& plan, const EngineSource& engineSource, Progress& progress)
{
    const Result<EngineFactory> engine = engineSource(engineTable().front());
    if (!engine) {
        return tl::unexpected(engine.error());
    }
    return fineTune(plan.start, plan.now, ownImages(plan.drawings, plan.start.image),
        *plan.rehearsed, *engine, [&progress](double share) {
            progress.share = share;
            return !progress.isBrokenOff;
        });
}

void Lesson::finish(const Outcome& outcome)
{
    m_thread->wait();
    m_thread.reset();
    m_look.stop();
    Q_EMIT stateChanged();
    if (m_progress->isBrokenOff) {
        return;
    }
    if (!outcome) {
        Q_EMIT failed(outcome.error());
    } else if (*outcome) {
        Q_EMIT finished(**outcome);
    }
}

} // namespace numeral::ui
