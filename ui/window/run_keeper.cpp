// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/run_keeper.h"

#include "core/exchange/formats.h"
#include "core/exchange/model_folder.h"

#include <QtConcurrentRun>

namespace numeral::ui {

RunKeeper::RunKeeper(QObject* parent)
    : QObject(parent)
{
    m_pool.setMaxThreadCount(1);
}

RunKeeper::~RunKeeper()
{
    m_pool.waitForDone();
}

void RunKeeper::begin(const std::string& datasetName)
{
    m_run = std::make_shared<Run>();
    m_run->datasetName = datasetName;
}

void RunKeeper::keep(const Model& model)
{
    if (!m_run || !m_run->wanted) {
        return;
    }
    const int number = ++m_run->newest;
    QtConcurrent::run(&m_pool, [run = m_run, model, number]() -> Result<std::filesystem::path> {
        // A later model is waiting already: that one is enough.
        return number == run->newest ? write(*run, model) : std::filesystem::path();
    }).then(this, [this](const Result<std::filesystem::path>& file) {
        if (!file) {
            Q_EMIT failed(file.error());
        } else if (!file->empty()) {
            Q_EMIT kept(QString::fromStdString(file->string()));
        }
    });
}

Result<std::filesystem::path> RunKeeper::write(Run& run, const Model& model)
{
    if (!run.wanted) {
        return std::filesystem::path();
    }
    if (run.file.empty()) {
        Result<std::filesystem::path> file = newModelFile(run.datasetName);
        if (!file) {
            return file;
        }
        run.file = *file;
    }
    const Result<void> written = exportModel(model, *findExportFormat("safetensors"), run.file);
    return written ? Result<std::filesystem::path>(run.file) : tl::unexpected(written.error());
}

void RunKeeper::discard()
{
    if (!m_run) {
        return;
    }
    m_run->wanted = false;
    m_pool.start([run = m_run] {
        std::error_code ignored; // a file that can't be removed does no harm
        if (!run->file.empty()) {
            std::filesystem::remove(run->file, ignored);
        }
    });
}

} // namespace numeral::ui
