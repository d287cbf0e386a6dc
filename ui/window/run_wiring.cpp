// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/run_wiring.h"

#include "ui/training/training_session.h"
#include "ui/window/model_store.h"
#include "ui/window/run_keeper.h"

namespace numeral::ui {

void connectRun(TrainingSession& session, ModelStore& store, RunKeeper& keeper)
{
    // On `starting`, not on `started`: in between, the keeper would still refer to the previous
    // run.
    QObject::connect(&session, &TrainingSession::starting, &keeper,
        [&] { keeper.begin(session.dataset().name); });
    QObject::connect(&session, &TrainingSession::started, &store,
        [&](const RunStart& /*start*/, const Model& untrained) { store.beginTraining(untrained); });
    QObject::connect(
        &session, &TrainingSession::weightsPublished, &store, &ModelStore::setTrainingWeights);
    QObject::connect(&session, &TrainingSession::improved, &keeper, &RunKeeper::keep);
    QObject::connect(&session, &TrainingSession::improved, &store, &ModelStore::setBestInTraining);
    QObject::connect(&session, &TrainingSession::finished, &store,
        [&](const Model& model, const TrainingResult& result) {
            if (!result.hasLearnt()) {
                store.abandonTraining();
                return;
            }
            keeper.finish(model);
            store.use(model, ModelStore::tr("the network that you trained last"));
        });
    QObject::connect(&session, &TrainingSession::failed, &store, &ModelStore::abandonTraining);
}

} // namespace numeral::ui
