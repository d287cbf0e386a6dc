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
#include <optional>

namespace numeral::ui {

/// Checkpoints a run: writes each new best model, on another thread, to the run's own file among
/// the user's models, so that not even a power cut loses more than an epoch. The next start opens
/// that file.
class RunKeeper final : public QObject {
    Q_OBJECT

public:
    explicit RunKeeper(QObject* parent = nullptr);

    /// Begins a new run on that data set; its file is created with the first model.
    void begin(const std::string& datasetName);

    /// Writes a better model of the run, in place of the previous one.
    void keep(const Model& model);

    /// Writes the run's final model to a file that is named after what it is, and deletes the run's
    /// previous file.
    void finish(const Model& model);

    /// Call this when the user chooses another model: the run's models are still written, but the
    /// next start opens the chosen one.
    void keepChosenModel();

    /// Deletes the run's file, which the user doesn't want, and writes no more models.
    void discard();

    /// Whether something is still being written.
    bool isBusy() const { return m_jobs.isBusy(); }

    /// Whether the run's newest model could not be written.
    bool hasUnsaved() const { return m_unsaved.has_value(); }

    /// Tries again to write it.
    void retryFailedWrite();

Q_SIGNALS:
    /// No write is pending any more; `failed` was emitted before for each that failed.
    void allWritten();
    void failed(const numeral::Error& error);

private:
    struct Run {
        std::string datasetName;
        QString modelBefore; ///< the remembered model, restored by discard(); only jobs use it
        std::filesystem::path file; ///< empty until there is one; only jobs use it
        bool isFinished = false; ///< its next model is the final one
        std::atomic<int> newest = 0; ///< number of the newest model; older ones are skipped
        std::atomic<bool> wanted = true;
        std::mutex mutex; ///< guards isNext and the remembered model
        bool isNext = true; ///< the next start opens this run's file
    };

    static Result<void> write(Run& run, const Model& model);
    static Result<void> writeFinal(Run& run, const Model& model);
    static void rememberFile(Run& run);

    void finishWriting(const std::shared_ptr<Run>& run, const Model& model, int number,
        const Result<void>& written);

    std::shared_ptr<Run> m_run;
    std::optional<Model> m_unsaved; ///< of the current run
    JobTracker m_jobs; ///< its destructor waits until everything is written
};

} // namespace numeral::ui
