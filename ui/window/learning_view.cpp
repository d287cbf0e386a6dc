// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/learning_view.h"

#include "ui/charts/learning_curves.h"
#include "ui/training/progress_panel.h"
#include "ui/training/run_text.h"
#include "ui/training/training_session.h"

#include <QVBoxLayout>

namespace numeral::ui {

LearningView::LearningView(TrainingSession& session, QWidget* parent)
    : QWidget(parent)
    , m_session(session)
    , m_progress(new ProgressPanel)
    , m_curves(new LearningCurves)
{
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(m_progress);
    layout->addWidget(m_curves, 1);
    showLoading();

    connect(&session, &TrainingSession::stateChanged, this, &LearningView::showState);
    connect(&session, &TrainingSession::starting, this, &LearningView::showPreparing);
    connect(&session, &TrainingSession::preparing, m_progress,
        qOverload<Preparation, double>(&ProgressPanel::showPreparing));
    connect(&session, &TrainingSession::started, this, &LearningView::showStart);
    connect(&session, &TrainingSession::batchesTrained, this,
        [this](std::span<const BatchFigures> figures) {
            m_curves->addBatches(figures);
            if (m_session.state() != TrainingSession::State::Stopping) {
                m_progress->showBatch(figures.back());
            }
        });
    connect(&session, &TrainingSession::epochFinished, this, [this](const EpochFigures& figures) {
        m_curves->addEpoch(figures);
        if (m_session.state() != TrainingSession::State::Stopping) {
            m_progress->showEpoch(figures);
        }
    });
    connect(&session, &TrainingSession::finished, this,
        [this](const Model& /*model*/, const TrainingResult& result) {
            showEnd({m_config, titleOf(m_session.dataset()), result, result.test.images > 0});
            m_progress->announceEnd();
        });
    connect(&session, &TrainingSession::failed, m_progress, [this] {
        m_progress->showFailure();
        m_progress->announceEnd();
    });
}

CurvesPicture LearningView::picture() const
{
    return m_curves->picture(m_progress->headline(), m_progress->detail());
}

/// The initial state; usually a data set is loaded a moment later.
void LearningView::showLoading()
{
    m_progress->showIdle(tr("Draw a digit"),
        tr("A trained network is built in, so you can draw right away. The training images are "
           "still loading."));
    m_curves->setInvitation(tr("Press Train and watch the network learn"));
}

void LearningView::showReady(const Dataset& dataset)
{
    if (!m_hasRun) {
        m_progress->showIdle(tr("Ready to train"),
            tr("%1 is loaded. Press Train, or draw right away: a trained network is built in. "
               "Everything stays on this computer.")
                .arg(QString::fromStdString(dataset.name)));
        m_curves->setInvitation(tr("Press Train and watch the network learn"));
    }
}

void LearningView::showNoData()
{
    if (!m_hasRun) {
        m_progress->showIdle(tr("Draw a digit"),
            tr("A trained network is built in, so you can draw right away. To train your own, "
               "fetch "
               "or choose a data set in the Data panel, or open your own images with File, Open "
               "Data."));
        m_curves->setInvitation({});
    }
}

void LearningView::showState()
{
    switch (m_session.state()) {
    case TrainingSession::State::Running:
        m_progress->showPaused(false);
        break;
    case TrainingSession::State::Paused:
        m_progress->showPaused(true);
        break;
    case TrainingSession::State::Stopping:
        m_progress->showStopping();
        break;
    case TrainingSession::State::Idle:
        break;
    }
}

/// The curves of the run before are gone at once: they are not those of this one.
void LearningView::showPreparing()
{
    m_hasRun = true;
    m_curves->clear(1);
    m_progress->showPreparing();
}

void LearningView::showStart(const RunStart& start)
{
    m_config = start.config;
    m_curves->clear(start.config.epochs);
    m_curves->setNote(handicapText(start.config));
    m_progress->showStart(start);
    showState();
}

void LearningView::showPastRun(const Model& model)
{
    const std::optional<RunRecord> run = runRecordOf(model);
    if (!run || run->result.figures.empty()) {
        return;
    }
    m_hasRun = true;
    m_curves->clear(run->config.epochs);
    m_curves->setNote(handicapText(run->config));
    for (const EpochFigures& figures : run->result.figures) {
        m_curves->addEpoch(figures);
    }
    showEnd(*run);
}

void LearningView::showEnd(const RunRecord& run)
{
    m_progress->showResult(run);
    const TrainingResult& result = run.result;
    if (result.bestEpoch > 0) {
        m_curves->markBest(result.bestEpoch);
    }
    if (result.epochs > 0 && result.reason == StopReason::EarlyStopping) {
        m_curves->markEnd(result.epochs, tr("stopped early"));
    } else if (result.epochs > 0 && result.reason == StopReason::Stopped) {
        m_curves->markEnd(result.epochs, tr("stopped"));
    } else if (result.epochs > 0 && result.reason == StopReason::Unfinished) {
        m_curves->markEnd(result.epochs, tr("interrupted"));
    }
}

} // namespace numeral::ui
