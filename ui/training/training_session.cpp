// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/training_session.h"

#include "core/history/run_recorder.h"
#include "core/training/past_runs.h"
#include "core/training/run_setup.h"

namespace numeral::ui {

namespace {

using namespace std::chrono_literals;

constexpr std::chrono::milliseconds deliveryInterval = 33ms;

/// Trains with the engine that the configuration asks for. Called on the training thread.
Result<TrainingResult> run(const TrainingConfig& config, const Dataset& dataset,
    const EngineSource& engineSource, TrainingMailbox& mailbox, RunControl& control)
{
    const Result<ChosenEngine> chosen = chosenEngine(config, dataset);
    if (chosen && chosen->info->isLoadedOnDemand && !chosen->info->loadSeconds()) {
        mailbox.preparing(Preparation::LoadingEngine, 0);
    }
    const Result<EngineFactory> engine = engineFor(config, dataset, engineSource);
    if (!engine) {
        return tl::unexpected(engine.error());
    }
    RunRecorder recorder(historyFile(), dataset, mailbox);
    Result<TrainingResult> result
        = train(config, dataset, std::nullopt, *engine, recorder, control);
    recorder.end(result);
    if (recorder.fault()) {
        mailbox.notKept(*recorder.fault());
    }
    if (result) {
        // Not worth an error: only estimates use it.
        static_cast<void>(recordRun(pastRunsFile(), config, dataset, *result));
    }
    return result;
}

} // namespace

TrainingSession::TrainingSession(EngineSource engineSource, QObject* parent)
    : TrainingJob(parent)
    , m_engineSource(std::move(engineSource))
{
    m_delivery.setSingleShot(true);
    m_delivery.setInterval(deliveryInterval);
    connect(&m_delivery, &QTimer::timeout, this, &TrainingSession::deliver);
}

TrainingSession::~TrainingSession()
{
    if (isActive()) {
        abandon(); // nobody is left to receive the test result
    }
}

void TrainingSession::start(
    const TrainingConfig& config, const std::shared_ptr<const Dataset>& dataset)
{
    Q_ASSERT(!isActive() && dataset);
    m_config = asTrained(config, *dataset);
    m_dataset = dataset;
    m_epochs.clear();
    m_control = std::make_shared<RunControl>();
    m_mailbox = std::make_shared<TrainingMailbox>([this] {
        QMetaObject::invokeMethod(&m_delivery, qOverload<>(&QTimer::start), Qt::QueuedConnection);
    });
    Q_EMIT starting();
    m_job.enqueue(
        [config = m_config, dataset, control = m_control, mailbox = m_mailbox,
            engineSource = m_engineSource]() -> Result<TrainingResult> {
            return run(config, *dataset, engineSource, *mailbox, *control);
        },
        [mailbox = m_mailbox](
            Result<TrainingResult> result) { mailbox->runEnded(std::move(result)); });
    setState(State::Running);
}

void TrainingSession::deliver()
{
    const TrainingMail mail = m_mailbox->take();
    if (mail.preparation && !mail.start) {
        Q_EMIT preparing(mail.preparation->first, mail.preparation->second);
    }
    if (mail.start) {
        Q_EMIT started(
            *mail.start, unfinishedModel(*m_dataset, m_config, {}, mail.start->initialWeights));
    }
    if (!mail.batches.empty()) {
        Q_EMIT batchesTrained(mail.batches);
    }
    for (const EpochFigures& epoch : mail.epochs) {
        m_epochs.push_back(epoch);
        Q_EMIT epochFinished(epoch);
    }
    if (mail.weights) {
        Q_EMIT weightsPublished(mail.weights);
    }
    if (mail.bestWeights && !mail.result) {
        Q_EMIT improved(unfinishedModel(*m_dataset, m_config, m_epochs, mail.bestWeights));
    }
    if (mail.historyFault) {
        Q_EMIT notKept(*mail.historyFault);
    }
    if (mail.result) {
        deliverEnd(*mail.result);
    }
}

void TrainingSession::deliverEnd(const Result<TrainingResult>& result)
{
    setState(State::Idle);
    if (result) {
        Q_EMIT finished(trainedModel(*m_dataset, m_config, *result), *result);
    } else {
        Q_EMIT failed(result.error());
    }
}

} // namespace numeral::ui
