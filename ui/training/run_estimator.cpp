// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/run_estimator.h"

#include "core/training/run_setup.h"

#include <QThread>

#include <chrono>

namespace numeral::ui {

namespace {

constexpr std::chrono::milliseconds delay{500};

/// Only to make a larger network takes longer, and more memory, than an estimate is worth.
constexpr std::size_t mostParameters = 8'000'000;

} // namespace

RunEstimator::RunEstimator(EngineSource engineSource, QObject* parent)
    : QObject(parent)
    , m_engineSource(std::move(engineSource))
{
    m_delay.setSingleShot(true);
    m_delay.setInterval(delay);
    connect(&m_delay, &QTimer::timeout, this, &RunEstimator::start);
}

RunEstimator::~RunEstimator()
{
    cancel();
    if (m_thread) {
        m_thread->wait();
    }
}

void RunEstimator::estimate(
    const TrainingConfig& config, const std::shared_ptr<const Dataset>& dataset)
{
    cancel();
    const MlpSpec network = config.network(dataset->training.shape(), dataset->classes.size());
    if (network.parameterCount() > mostParameters) {
        return;
    }
    m_config = config;
    m_dataset = dataset;
    m_isWanted = true;
    m_delay.start();
}

void RunEstimator::cancel()
{
    m_isWanted = false;
    m_delay.stop();
    if (m_cancelled) {
        m_cancelled->store(true);
    }
}

void RunEstimator::start()
{
    if (m_thread) {
        return; // the one before is being cancelled; its end starts this one
    }
    m_cancelled = std::make_shared<std::atomic<bool>>(false);
    m_thread.reset(QThread::create([this, config = m_config, dataset = m_dataset,
                                       cancelled = m_cancelled, engineSource = m_engineSource] {
        std::optional<RunEstimate> estimate;
        // What is wrong with a configuration is said by the run itself.
        const Result<ChosenEngine> chosen = chosenEngine(config, *dataset);
        if (const Result<EngineFactory> engine
            = chosen ? engineSource(*chosen->info) : tl::unexpected(chosen.error())) {
            estimate = estimateRun(config, *dataset, std::nullopt, *engine, [&cancelled] {
                return !cancelled->load();
            }).value_or(std::nullopt);
        }
        QMetaObject::invokeMethod(this, [this, estimate] { finish(estimate); });
    }));
    m_thread->start(QThread::LowestPriority);
}

void RunEstimator::finish(const std::optional<RunEstimate>& estimate)
{
    m_thread->wait();
    m_thread.reset();
    const bool isCancelled = m_cancelled->load();
    if (!isCancelled) {
        m_isWanted = false;
        if (estimate) {
            Q_EMIT estimated(*estimate);
        }
    } else if (m_isWanted && !m_delay.isActive()) {
        start();
    }
}

} // namespace numeral::ui
