// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/run_keeper.h"

#include "core/exchange/formats.h"
#include "core/exchange/model_folder.h"
#include "ui/window/recent_models.h"
#include "ui/window/window_memory.h"

#include <utility>

namespace numeral::ui {

RunKeeper::RunKeeper(QObject* parent)
    : QObject(parent)
{
    connect(&m_jobs, &JobTracker::becameIdle, this, &RunKeeper::allWritten);
}

void RunKeeper::begin(const std::string& datasetName)
{
    m_run = std::make_shared<Run>();
    m_unsaved.reset();
    m_run->datasetName = datasetName;
    // After the previous run's jobs, of which the last may rename what is remembered.
    m_jobs.enqueue(
        [run = m_run]() -> Result<void> {
            run->modelBefore = rememberedModel();
            return {};
        },
        [](const Result<void>&) {});
}

void RunKeeper::finish(const Model& model)
{
    if (m_run) {
        m_run->isFinished = true;
        keep(model);
    }
}

void RunKeeper::keep(const Model& model)
{
    if (!m_run || !m_run->wanted) {
        return;
    }
    const int number = ++m_run->newest;
    m_jobs.enqueue(
        [run = m_run, model, number, isFinal = m_run->isFinished]() -> Result<void> {
            // Skip it if a later model is queued already.
            if (number != run->newest || !run->wanted) {
                return {};
            }
            return isFinal ? writeFinal(*run, model) : write(*run, model);
        },
        [this, run = m_run, model, number](
            const Result<void>& written) { finishWriting(run, model, number, written); });
}

void RunKeeper::finishWriting(
    const std::shared_ptr<Run>& run, const Model& model, int number, const Result<void>& written)
{
    if (run == m_run && run->wanted && number == run->newest) {
        m_unsaved = written ? std::optional<Model>() : std::optional(model);
    }
    if (!written) {
        Q_EMIT failed(written.error());
    }
}

void RunKeeper::retryFailedWrite()
{
    if (m_unsaved) {
        keep(*std::exchange(m_unsaved, std::nullopt));
    }
}

Result<void> RunKeeper::write(Run& run, const Model& model)
{
    if (run.file.empty()) {
        const Result<std::filesystem::path> file = reserveRunFile(run.datasetName);
        if (!file) {
            return tl::unexpected(file.error());
        }
        run.file = *file;
    }
    Result<void> written = exportModel(model, modelFormat(), run.file);
    if (!written) {
        releaseModelFile(run.file);
        std::error_code ignored;
        if (!std::filesystem::exists(run.file, ignored)) {
            run.file.clear(); // another run may take the name now
        }
    } else {
        rememberFile(run);
    }
    return written;
}

Result<void> RunKeeper::writeFinal(Run& run, const Model& model)
{
    const Result<std::filesystem::path> file = saveInModelFolder(model);
    if (!file) {
        return write(run, model);
    }
    // In this order, so that the next start finds one of the two files after a power cut.
    const std::filesystem::path previous = std::exchange(run.file, *file);
    rememberFile(run);
    rememberRecentModel({QString::fromStdString(file->string()), summaryOf(model)});
    std::error_code ignored; // a file that can't be removed does no harm
    std::filesystem::remove(previous, ignored);
    return {};
}

/// Called by jobs and not by their callbacks, which are no longer called when the program ends.
void RunKeeper::rememberFile(Run& run)
{
    const std::lock_guard lock(run.mutex);
    if (run.isNext) {
        rememberModel(QString::fromStdString(run.file.string()));
    }
}

void RunKeeper::keepChosenModel()
{
    if (m_run) {
        const std::lock_guard lock(m_run->mutex);
        m_run->isNext = false;
    }
}

void RunKeeper::discard()
{
    if (!m_run) {
        return;
    }
    m_run->wanted = false;
    m_unsaved.reset();
    m_jobs.enqueue(
        [run = m_run]() -> Result<void> {
            std::error_code ignored; // a file that can't be removed does no harm
            if (!run->file.empty()) {
                std::filesystem::remove(run->file, ignored);
                const std::lock_guard lock(run->mutex);
                if (run->isNext) {
                    rememberModel(run->modelBefore);
                }
            }
            return {};
        },
        [](const Result<void>&) {});
}

} // namespace numeral::ui
