// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/run_estimator.h"

#include "core/training/run_setup.h"

#include <chrono>

namespace numeral::ui {

namespace {

constexpr std::chrono::milliseconds delay{500};

/// Merely creating a larger network takes more time and memory than an estimate is worth.
constexpr std::size_t maxParameters = 8'000'000;

/// Returns nullopt if there is no estimate; the run itself reports what is wrong with a
/// configuration.
std::optional<RunEstimate> measured(const TrainingConfig& config, const Dataset& dataset,
    const EngineSource& engineSource, const JobControl& control)
{
    const Result<EngineFactory> engine = engineFor(config, dataset, engineSource);
    if (!engine) {
        return std::nullopt;
    }
    auto estimate = estimateRun(config, dataset, std::nullopt, *engine, [&control] {
        return !control.isCancelled;
    }).value_or(std::nullopt);
    if (estimate) {
        estimate->usual = usualRun(pastRunsFile(), config, dataset);
    }
    return estimate;
}

} // namespace

RunEstimator::RunEstimator(EngineSource engineSource, QObject* parent)
    : QObject(parent)
    , m_engineSource(std::move(engineSource))
{
    m_delay.setSingleShot(true);
    m_delay.setInterval(delay);
    connect(&m_delay, &QTimer::timeout, this, &RunEstimator::start);
}

void RunEstimator::estimate(
    const TrainingConfig& config, const std::shared_ptr<const Dataset>& dataset)
{
    cancel();
    m_config = asTrained(config, *dataset);
    const Architecture network
        = m_config.network(dataset->training.shape(), dataset->classes.size());
    if (network.parameterCount() > maxParameters) {
        return;
    }
    m_dataset = dataset;
    m_delay.start();
}

void RunEstimator::cancel()
{
    m_delay.stop();
    m_measuring.cancel();
}

void RunEstimator::start()
{
    m_measuring.startLatest(
        [config = m_config, dataset = m_dataset, engineSource = m_engineSource](
            JobControl& control) { return measured(config, *dataset, engineSource, control); },
        [this](const std::optional<RunEstimate>& estimate) {
            if (estimate) {
                Q_EMIT estimated(*estimate);
            }
        });
}

} // namespace numeral::ui
