// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/model_keeper.h"

#include "core/exchange/formats.h"
#include "core/training/trainer.h"

namespace numeral::cli {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::seconds writeInterval{2};

} // namespace

ModelKeeper::ModelKeeper(TrainingObserver& report, const Dataset& dataset,
    const TrainingConfig& config, const std::filesystem::path& file)
    : ForwardingObserver(report)
    , m_dataset(dataset)
    , m_config(config)
    , m_file(file)
    , m_written(Clock::now())
{
}

bool ModelKeeper::keepBest()
{
    if (m_unwritten) {
        write();
    }
    return m_isWritten;
}

void ModelKeeper::batchTrained(const BatchFigures& figures)
{
    ForwardingObserver::batchTrained(figures);
    writeIfDue();
}

void ModelKeeper::epochFinished(const EpochFigures& figures)
{
    ForwardingObserver::epochFinished(figures);
    m_epochs.push_back(figures);
    if (figures.best && m_dataset.training.intact()) {
        m_unwritten = m_newest;
    }
    writeIfDue();
}

void ModelKeeper::weightsPublished(const WeightsSnapshot& weights)
{
    ForwardingObserver::weightsPublished(weights);
    m_newest = weights;
}

void ModelKeeper::testStarted()
{
    if (m_unwritten) {
        write(); // the weights are saved even if the test is interrupted
    }
    ForwardingObserver::testStarted();
}

void ModelKeeper::writeIfDue()
{
    if (m_unwritten && Clock::now() - m_written >= writeInterval) {
        write();
    }
}

void ModelKeeper::write()
{
    // A failure is reported at the end of the run, when the same file is written again.
    m_isWritten = exportModel(
        unfinishedModel(m_dataset, m_config, m_epochs, m_unwritten), modelFormat(), m_file)
                      .has_value();
    m_unwritten.reset();
    m_written = Clock::now();
}

} // namespace numeral::cli
