// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/group_session.h"

#include "core/history/group_recorder.h"
#include "core/training/run_setup.h"
#include "core/training/successive_halving.h"

#include <algorithm>
#include <chrono>

namespace numeral::ui {

namespace {

using namespace std::chrono_literals;

constexpr std::chrono::milliseconds deliveryInterval = 33ms;

/// What the training thread works with.
struct Job {
    std::vector<GroupPart> parts;
    std::vector<PlannedRun> runs; ///< of all parts
    std::vector<std::size_t> partOf; ///< of each run
    GroupSession::Options options;
    EngineSource engines;
};

/// Gives each part a group in the history.
Result<std::vector<GroupId>> groupsOf(const std::vector<GroupPart>& parts, RunHistory& history)
{
    std::vector<GroupId> groups;
    for (const GroupPart& part : parts) {
        const Result<GroupId> group
            = part.id ? Result<GroupId>(*part.id) : history.addGroup(part.title);
        if (!group) {
            return tl::unexpected(group.error());
        }
        groups.push_back(*group);
    }
    return groups;
}

/// Trains all runs, and lets bad ones end early if that is wanted.
void trainRuns(const Job& job, GroupObserver& observer, GroupControl& control)
{
    if (job.options.halving) {
        SuccessiveHalving halving(*job.options.halving, control, observer);
        for (const std::vector<EpochFigures>& epochs : job.options.former) {
            halving.addFormer(epochs);
        }
        trainGroup(job.runs, job.options.jobs, job.engines, halving, control);
    } else {
        trainGroup(job.runs, job.options.jobs, job.engines, observer, control);
    }
}

/// Trains the parts, and keeps the runs if the history can be written.
void train(const Job& job, GroupMailbox& mailbox, GroupControl& control)
{
    Result<RunHistory> history = RunHistory::open(historyFile());
    const Result<std::vector<GroupId>> groups
        = history ? groupsOf(job.parts, *history) : tl::unexpected(history.error());
    if (!groups) {
        mailbox.notKept(groups.error());
        trainRuns(job, mailbox, control);
        return;
    }
    std::vector<GroupId> ofRuns;
    for (const std::size_t part : job.partOf) {
        ofRuns.push_back((*groups)[part]);
    }
    GroupRecorder recorder(*history, ofRuns, job.runs, mailbox);
    mailbox.setKept(*groups, [&recorder](std::size_t run) { return recorder.idOf(run); });
    trainRuns(job, recorder, control);
    if (recorder.fault()) {
        mailbox.notKept(*recorder.fault());
    }
}

} // namespace

std::optional<double> GroupSession::Run::testAccuracy() const
{
    const bool isTested
        = result && *result && isWhole(result->value().reason) && result->value().test.images > 0;
    return isTested ? std::optional(result->value().test.accuracy) : std::nullopt;
}

GroupSession::GroupSession(EngineSource engineSource, QObject* parent)
    : TrainingJob(parent)
    , m_engineSource(std::move(engineSource))
{
    m_delivery.setSingleShot(true);
    m_delivery.setInterval(deliveryInterval);
    connect(&m_delivery, &QTimer::timeout, this, &GroupSession::deliver);
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, &GroupSession::stop);
}

GroupSession::~GroupSession()
{
    if (isActive()) {
        abandon(); // nobody is left to receive the results
    }
}

void GroupSession::start(std::vector<GroupPart> parts, const Options& options)
{
    Q_ASSERT(!isActive() && !parts.empty());
    m_parts = std::move(parts);
    m_runs.clear();
    Job job{m_parts, {}, {}, options, m_engineSource};
    std::size_t most = 0;
    for (const GroupPart& part : m_parts) {
        most = std::max(most, part.configs.size());
    }
    for (std::size_t i = 0; i < most; ++i) {
        for (std::size_t part = 0; part < m_parts.size(); ++part) {
            if (i < m_parts[part].configs.size()) {
                Run& run = m_runs.emplace_back();
                run.part = part;
                const Dataset& dataset = *m_parts[part].dataset;
                run.config = asTrained(m_parts[part].configs[i], dataset);
                job.runs.push_back({run.config, &dataset});
                job.partOf.push_back(part);
            }
        }
    }
    m_control = std::make_shared<GroupControl>(m_runs.size());
    m_mailbox = std::make_shared<GroupMailbox>([this] {
        QMetaObject::invokeMethod(&m_delivery, qOverload<>(&QTimer::start), Qt::QueuedConnection);
    });
    Q_EMIT starting();
    m_job.enqueue(
        [job = std::move(job), control = m_control, mailbox = m_mailbox] {
            train(job, *mailbox, *control);
            return true;
        },
        [mailbox = m_mailbox](bool /*isDone*/) { mailbox->done(); });
    setState(State::Running);
    if (options.minutes) {
        constexpr double millisecondsPerMinute = 60'000;
        m_deadline.start(static_cast<int>(*options.minutes * millisecondsPerMinute));
    }
}

void GroupSession::setRunPaused(std::size_t run, bool isPaused)
{
    RunState& state = m_runs[run].state;
    if (isPaused && state == RunState::Training) {
        m_control->run(run).pause();
        state = RunState::Paused;
    } else if (!isPaused && state == RunState::Paused) {
        m_control->run(run).resume();
        state = RunState::Training;
    }
    Q_EMIT progressed();
}

void GroupSession::stopRun(std::size_t run)
{
    RunState& state = m_runs[run].state;
    if (state != RunState::Ended) {
        m_control->run(run).stop();
        state = RunState::Stopping;
        Q_EMIT progressed();
    }
}

std::size_t GroupSession::endedRuns() const
{
    return static_cast<std::size_t>(std::ranges::count(m_runs, RunState::Ended, &Run::state));
}

void GroupSession::deliver()
{
    const GroupMail mail = m_mailbox->take();
    for (std::size_t part = 0; part < mail.groups.size(); ++part) {
        m_parts[part].id = mail.groups[part];
    }
    for (const auto& [run, id] : mail.begun) {
        m_runs[run].id = id;
        if (m_runs[run].state == RunState::Waiting) {
            m_runs[run].state = RunState::Training;
        }
    }
    for (const auto& [run, figures] : mail.epochs) {
        m_runs[run].epochs.push_back(figures);
    }
    for (const auto& [run, result] : mail.ended) {
        m_runs[run].state = RunState::Ended;
        m_runs[run].result = result;
    }
    if (mail.isDone) { // what waited at a stop is left out
        std::ranges::for_each(m_runs, [](Run& run) { run.state = RunState::Ended; });
    }
    if (mail.historyFault) {
        Q_EMIT notKept(*mail.historyFault);
    }
    Q_EMIT progressed();
    if (mail.isDone) {
        m_deadline.stop();
        setState(State::Idle);
        Q_EMIT finished();
    }
}

} // namespace numeral::ui
