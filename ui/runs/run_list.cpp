// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/run_list.h"

#include <algorithm>
#include <chrono>

namespace numeral::ui {

namespace {

using namespace std::chrono_literals;

/// How long changes are collected before the runs are read again.
constexpr std::chrono::milliseconds refreshDelay = 200ms;

Result<ListedRuns> read(const std::filesystem::path& file)
{
    auto listed = std::make_shared<std::vector<ListedRun>>();
    std::error_code error;
    if (!std::filesystem::exists(file, error)) { // before the first run
        return ListedRuns(std::move(listed));
    }
    const Result<RunHistory> history = RunHistory::open(file);
    if (!history) {
        return tl::unexpected(history.error());
    }
    Result<std::vector<HistoryRun>> runs = history->runs();
    if (!runs) {
        return tl::unexpected(runs.error());
    }
    listed->reserve(runs->size());
    for (HistoryRun& run : *runs) {
        RunSettings settings = settingsOf(run);
        listed->push_back({std::move(run), std::move(settings)});
    }
    return ListedRuns(std::move(listed));
}

} // namespace

RunList::RunList(std::filesystem::path file, QObject* parent)
    : QObject(parent)
    , m_file(std::move(file))
{
    m_refresh.setSingleShot(true);
    m_refresh.setInterval(refreshDelay);
    connect(&m_refresh, &QTimer::timeout, this, [this] {
        if (m_reading.latest() == nullptr) {
            refresh();
        } else { // else what changes faster than it is read would never be shown
            m_refresh.start();
        }
    });
    refresh();
}

RunList::~RunList()
{
    std::vector<RunId> removed;
    for (const std::vector<RunId>& runs : m_removals) {
        removed.insert(removed.end(), runs.begin(), runs.end());
    }
    if (removed.empty()) {
        return;
    }
    m_jobs.enqueue(
        [file = m_file, removed]() -> Result<void> {
            Result<RunHistory> history = RunHistory::open(file);
            return history ? history->purge(removed) : tl::unexpected(history.error());
        },
        [](const Result<void>& /*purged*/) {}); // nobody is left to be told
}

const ListedRun* RunList::find(RunId run) const
{
    if (!m_runs) {
        return nullptr;
    }
    // The newest, which have the highest numbers, are first.
    const auto found = std::lower_bound(m_runs->begin(), m_runs->end(), run,
        [](const ListedRun& listed, RunId sought) { return listed.run.id > sought; });
    return found == m_runs->end() || found->run.id != run ? nullptr : &*found;
}

void RunList::refreshSoon()
{
    if (!m_refresh.isActive()) { // what changes all the time must not put it off forever
        m_refresh.start();
    }
}

void RunList::refresh()
{
    m_reading.startLatest([file = m_file](JobControl&) { return read(file); },
        [this](Result<ListedRuns> runs) {
            if (runs) {
                m_runs = std::move(*runs);
                Q_EMIT changed();
            } else {
                Q_EMIT failed(runs.error());
            }
        });
}

void RunList::edit(std::function<Result<void>(RunHistory&)> change)
{
    m_jobs.enqueue(
        [file = m_file, change = std::move(change)]() -> Result<void> {
            Result<RunHistory> history = RunHistory::open(file);
            return history ? change(*history) : tl::unexpected(history.error());
        },
        [this](const Result<void>& changed) {
            if (!changed) {
                Q_EMIT failed(changed.error());
            }
            refresh();
        });
}

void RunList::remove(std::vector<RunId> runs)
{
    m_removals.push_back(runs);
    edit([runs = std::move(runs)](RunHistory& history) { return history.remove(runs); });
}

void RunList::undoRemoval()
{
    if (m_removals.empty()) {
        return;
    }
    edit([runs = std::move(m_removals.back())](
             RunHistory& history) { return history.restore(runs); });
    m_removals.pop_back();
}

} // namespace numeral::ui
