// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/model/model.h"
#include "ui/base/job_tracker.h"

#include <QObject>

#include <atomic>
#include <filesystem>
#include <memory>
#include <mutex>

namespace numeral::ui {

/// Keeps what a run has learnt: each better model is written, on another thread, to the run's own
/// file among the user's models, so that not even a power cut loses more than an epoch; it is what
/// the next start opens.
class RunKeeper final : public QObject {
    Q_OBJECT

public:
    explicit RunKeeper(QObject* parent = nullptr);

    /// A new run on that data; its file is made with the first model.
    void begin(const std::string& datasetName);

    /// Writes a better model of the run in place of the one before.
    void keep(const Model& model);

    /// The user has chosen another model: the run's is still written, but the next start opens
    /// that.
    void giveWay();

    /// Removes the run's file: the user doesn't want it.
    void discard();

    /// Whether something is still being written.
    bool isBusy() const { return m_underWay > 0; }

Q_SIGNALS:
    /// Everything is written, or couldn't be: then `failed` came before.
    void settled();
    void failed(const numeral::Error& error);

private:
    struct Run {
        std::string datasetName;
        QString modelBefore; ///< what was remembered, to return to
        std::filesystem::path file; ///< empty until there is one; only jobs use it
        std::atomic<int> newest = 0; ///< number of the newest model; older ones need no writing
        std::atomic<bool> wanted = true;
        std::mutex mutex; ///< of what is remembered
        bool isNext = true; ///< what the next start opens
    };

    static Result<void> write(Run& run, const Model& model);

    std::shared_ptr<Run> m_run;
    int m_underWay = 0; ///< models on their way to the disk
    JobTracker m_jobs; ///< waits at its end until everything is written
};

} // namespace numeral::ui
