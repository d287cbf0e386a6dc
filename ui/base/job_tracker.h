// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QThread>
#include <QThreadPool>
#include <QtConcurrentRun>

#include <atomic>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

namespace numeral::ui {

/// State shared by a running job and the window.
struct JobControl {
    std::atomic<bool> isCancelled = false; ///< its result is no longer wanted
    std::atomic<double> progress = 0; ///< 0–1, as reported by the job
};

/// Runs jobs on worker threads and delivers their results on the GUI thread. A job owns its data.
/// The destructor drops the pending results and waits for the jobs to end.
class JobTracker final : public QObject {
    Q_OBJECT

public:
    explicit JobTracker(
        QObject* parent = nullptr, QThread::Priority priority = QThread::InheritPriority)
        : QObject(parent)
    {
        m_ordered.setMaxThreadCount(1);
        m_ordered.setExpiryTimeout(-1); // once started it stays, whatever the system allows later
        m_ordered.setThreadPriority(priority);
        m_superseding.setThreadPriority(priority);
    }
    ~JobTracker() override
    {
        cancel();
        m_superseding.waitForDone();
        m_ordered.waitForDone();
    }

    /// Runs `work(JobControl&)` and supersedes all earlier calls: their jobs are asked to end, and
    /// their results are dropped and not waited for. `done` receives what the work returns.
    template <typename Work, typename Done>
    void startLatest(Work work, Done done)
    {
        cancel();
        m_latest = std::make_shared<JobControl>();
        run(m_superseding, m_latest, std::move(work),
            [this, control = m_latest, done = std::move(done)](auto&& result) mutable {
                if (control == m_latest) {
                    m_latest.reset();
                    done(std::forward<decltype(result)>(result));
                }
            });
    }

    /// Runs `work()` after all jobs enqueued before it. Every one of them runs, even if the window
    /// closes.
    template <typename Work, typename Done>
    void enqueue(Work work, Done done)
    {
        ++m_enqueued;
        run(
            m_ordered, std::make_shared<JobControl>(),
            [work = std::move(work)](JobControl&) mutable { return work(); },
            [this, done = std::move(done)](auto&& result) mutable {
                --m_enqueued;
                done(std::forward<decltype(result)>(result));
                if (!isBusy()) {
                    Q_EMIT becameIdle();
                }
            });
    }

    /// Whether enqueued jobs are waiting or running; a job whose result is being delivered is not.
    bool isBusy() const { return m_enqueued > 0; }

    /// Drops the result of the latest job and asks the job to end.
    void cancel()
    {
        if (m_latest) {
            m_latest->isCancelled = true;
            m_latest.reset();
        }
    }

    /// Control of the latest job while its result is pending; null otherwise.
    JobControl* latest() const { return m_latest.get(); }

Q_SIGNALS:
    /// The last enqueued job's result was delivered.
    void becameIdle();

private:
    template <typename Work, typename Done>
    void run(QThreadPool& pool, const std::shared_ptr<JobControl>& control, Work work, Done done)
    {
        auto job = [this, control, work = std::move(work), done = std::move(done)]() mutable {
            if (control->isCancelled) {
                return;
            }
            // Always queued, also if the job ends at once: nobody is called back while starting it.
            QMetaObject::invokeMethod(
                this,
                [done = std::move(done), result = work(*control)]() mutable {
                    done(std::move(result));
                },
                Qt::QueuedConnection);
        };
        static_cast<void>(QtConcurrent::run(&pool, std::move(job)));
    }

    QThreadPool m_superseding;
    QThreadPool m_ordered; ///< one thread
    std::shared_ptr<JobControl> m_latest;
    int m_enqueued = 0; ///< of which the results are not yet delivered
};

} // namespace numeral::ui
