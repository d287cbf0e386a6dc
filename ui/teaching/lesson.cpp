// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/teaching/lesson.h"

#include "ui/teaching/own_digits.h"

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
    connect(&m_look, &QTimer::timeout, this, [this] {
        if (const JobControl* job = m_job.latest()) {
            Q_EMIT progressed(job->progress);
        }
    });
}

void Lesson::start(const LessonPlan& plan)
{
    Q_ASSERT(!isActive());
    m_job.startLatest([plan, engineSource = m_engineSource](
                          JobControl& control) { return teach(plan, engineSource, control); },
        [this](const Outcome& outcome) { finish(outcome); });
    m_look.start();
    Q_EMIT stateChanged();
}

void Lesson::breakOff()
{
    if (isActive()) {
        m_job.cancel();
        m_look.stop();
        Q_EMIT stateChanged();
    }
}

Lesson::Outcome Lesson::teach(
    const LessonPlan& plan, const EngineSource& engineSource, JobControl& control)
{
    const Result<EngineFactory> engine = engineSource(engineTable().front());
    if (!engine) {
        return tl::unexpected(engine.error());
    }
    return fineTune(plan.start, plan.now, ownImages(plan.drawings, plan.start.image),
        *plan.rehearsed, *engine, [&control](double share) {
            control.progress = share;
            return !control.isCancelled;
        });
}

void Lesson::finish(const Outcome& outcome)
{
    m_look.stop();
    Q_EMIT stateChanged();
    if (!outcome) {
        Q_EMIT failed(outcome.error());
    } else if (*outcome) {
        Q_EMIT finished(**outcome);
    }
}

} // namespace numeral::ui
