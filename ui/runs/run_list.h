// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/history/run_table.h"
#include "ui/base/job_tracker.h"

#include <QObject>
#include <QTimer>

#include <filesystem>
#include <functional>
#include <memory>
#include <vector>

namespace numeral::ui {

/// A run of the history, with its settings as text.
struct ListedRun {
    HistoryRun run;
    RunSettings settings; ///< those that differ from the defaults
};

using ListedRuns = std::shared_ptr<const std::vector<ListedRun>>; ///< the newest first

/// The user's runs, as they are kept in the history, which is read and written beside the window's
/// thread. Runs that are deleted can be brought back until the list is destroyed.
class RunList final : public QObject {
    Q_OBJECT

public:
    explicit RunList(std::filesystem::path file, QObject* parent = nullptr);
    ~RunList() override;

    /// Null until they are read.
    const ListedRuns& runs() const { return m_runs; }
    const ListedRun* find(RunId run) const;

    /// Reads the runs again a little later, since something has changed.
    void refreshSoon();

    /// Changes the history, and reads it again.
    void edit(std::function<Result<void>(RunHistory&)> change);
    void remove(std::vector<RunId> runs);
    /// Brings the runs back that were deleted last.
    void undoRemoval();
    /// How many these are.
    std::size_t removedLast() const { return m_removals.empty() ? 0 : m_removals.back().size(); }

    /// Calls `read(const RunHistory&)`, which returns a Result, beside the window's thread, and
    /// `done` with its value. Errors are told by `failed`.
    template <typename Read, typename Done>
    void fetch(Read read, Done done)
    {
        m_jobs.enqueue(
            [file = m_file,
                read = std::move(read)]() -> decltype(read(std::declval<const RunHistory&>())) {
                const Result<RunHistory> history = RunHistory::open(file);
                if (!history) {
                    return tl::unexpected(history.error());
                }
                return read(*history);
            },
            [this, done = std::move(done)](auto&& result) mutable {
                if (result) {
                    done(std::move(*result));
                } else {
                    Q_EMIT failed(result.error());
                }
            });
    }

    /// Whether something is still being written.
    const JobTracker& jobs() const { return m_jobs; }

Q_SIGNALS:
    void changed();
    void failed(const numeral::Error& error);

private:
    void refresh();

    std::filesystem::path m_file;
    ListedRuns m_runs;
    std::vector<std::vector<RunId>> m_removals; ///< that can be undone, the newest last
    QTimer m_refresh;
    JobTracker m_reading;
    JobTracker m_jobs; ///< its destructor waits until everything is written
};

} // namespace numeral::ui
