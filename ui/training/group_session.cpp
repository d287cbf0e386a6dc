// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/group_session.h"

#include "core/history/group_recorder.h"
#include "core/training/run_setup.h"

#include <algorithm>
#include <chrono>

namespace numeral::ui {

namespace {

using namespace std::chrono_literals;

constexpr std::chrono::milliseconds deliveryInterval = 33ms;

/// What the training thread works with.
struct Group {
    std::string title;
    std::vector<TrainingConfig> configs;
    std::shared_ptr<const Dataset> dataset;
    int jobs = 1;
    std::optional<GroupId> id; ///< of the group that the runs join
    EngineSource engines;
};

/// Trains the group, and keeps it if the history can be written.
void train(const Group& group, GroupMailbox& mailbox, GroupControl& control)
{
    Result<RunHistory> history = RunHistory::open(historyFile());
    const Result<GroupId> id = !history ? tl::unexpected(history.error())
        : group.id                      ? Result<GroupId>(*group.id)
                                        : history->addGroup(group.title);
    if (!id) {
        mailbox.notKept(id.error());
        trainGroup(group.configs, *group.dataset, group.jobs, group.engines, mailbox, control);
        return;
    }
    GroupRecorder recorder(*history, *id, group.configs, *group.dataset, mailbox);
    mailbox.setKept(*id, [&recorder](std::size_t run) { return recorder.idOf(run); });
    trainGroup(group.configs, *group.dataset, group.jobs, group.engines, recorder, control);
    if (recorder.fault()) {
        mailbox.notKept(*recorder.fault());
    }
}

} // namespace

GroupSession::GroupSession(EngineSource engineSource, QObject* parent)
    : TrainingJob(parent)
    , m_engineSource(std::move(engineSource))
{
    m_delivery.setSingleShot(true);
    m_delivery.setInterval(deliveryInterval);
    connect(&m_delivery, &QTimer::timeout, this, &GroupSession::deliver);
}

GroupSession::~GroupSession()
{
    if (isActive()) {
        abandon(); // nobody is left to receive the results
    }
}

void GroupSession::start(const std::string& title, std::span<const TrainingConfig> configs,
    const std::shared_ptr<const Dataset>& dataset, int jobs, std::optional<GroupId> group)
{
    Q_ASSERT(!isActive() && dataset);
    m_dataset = dataset;
    m_group = group;
    m_runs.clear();
    std::vector<TrainingConfig> trained;
    for (const TrainingConfig& config : configs) {
        trained.push_back(asTrained(config, *dataset));
        m_runs.emplace_back().config = trained.back();
    }
    m_control = std::make_shared<GroupControl>(m_runs.size());
    m_mailbox = std::make_shared<GroupMailbox>([this] {
        QMetaObject::invokeMethod(&m_delivery, qOverload<>(&QTimer::start), Qt::QueuedConnection);
    });
    Q_EMIT starting();
    m_job.enqueue(
        [group = Group{title, std::move(trained), dataset, jobs, group, m_engineSource},
            control = m_control, mailbox = m_mailbox] {
            train(group, *mailbox, *control);
            return true;
        },
        [mailbox = m_mailbox](bool /*isDone*/) { mailbox->done(); });
    setState(State::Running);
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
    if (mail.group) {
        m_group = mail.group;
        Q_EMIT kept();
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
        setState(State::Idle);
        Q_EMIT finished();
    }
}

} // namespace numeral::ui
