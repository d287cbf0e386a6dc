// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/teaching/lesson.h"

#include "core/data/drawings.h"
#include "core/training/pen_letters.h"

#include <chrono>

namespace numeral::ui {

namespace {

constexpr std::chrono::milliseconds pollInterval{33};

} // namespace

Lesson::Lesson(EngineSource engineSource, QObject* parent)
    : QObject(parent)
    , m_engineSource(std::move(engineSource))
{
    m_pollTimer.setInterval(pollInterval);
    connect(&m_pollTimer, &QTimer::timeout, this, [this] {
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
    m_pollTimer.start();
    Q_EMIT stateChanged();
}

void Lesson::cancel()
{
    if (isActive()) {
        m_job.cancel();
        m_pollTimer.stop();
        Q_EMIT stateChanged();
    }
}

Lesson::Outcome Lesson::teach(
    const LessonPlan& plan, const EngineSource& engineSource, JobControl& control)
{
    const Result<EngineFactory> engine
        = engineForNetwork(plan.startModel.weights->architecture(), engineSource);
    if (!engine) {
        return tl::unexpected(engine.error());
    }
    const std::shared_ptr<const Dataset> data = plan.rehearsalData
        ? plan.rehearsalData
        : std::make_shared<const Dataset>(rehearsedLetters());
    return fineTune(plan.startModel, plan.currentWeights,
        preparedDrawings(plan.drawings, plan.startModel.image, plan.startModel.preprocessing,
            plan.startModel.classes),
        *data, *engine, [&control](double share) {
            control.progress = share;
            return !control.isCancelled;
        });
}

void Lesson::finish(const Outcome& outcome)
{
    m_pollTimer.stop();
    Q_EMIT stateChanged();
    if (!outcome) {
        Q_EMIT failed(outcome.error());
    } else if (*outcome) {
        Q_EMIT finished(**outcome);
    }
}

} // namespace numeral::ui
