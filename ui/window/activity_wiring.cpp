// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/activity_wiring.h"

#include "ui/base/activity.h"
#include "ui/data/data_panel.h"
#include "ui/teaching/own_drawings.h"
#include "ui/training/training_form.h"
#include "ui/training/training_panel.h"
#include "ui/training/training_session.h"
#include "ui/window/file_actions.h"
#include "ui/window/run_keeper.h"

namespace numeral::ui {

namespace {

void defineStates(const ActivityParts& parts)
{
    Activity& activity = parts.activity;
    const auto update = [&activity] { activity.update(); };
    for (TrainingJob* job : {static_cast<TrainingJob*>(&parts.session), &parts.group}) {
        activity.define(Activity::TrainingActive, *job, [job] { return job->isActive(); });
        activity.define(Activity::TrainingInterruptible, *job, [job] {
            return job->state() == TrainingJob::State::Running
                || job->state() == TrainingJob::State::Paused;
        });
        QObject::connect(job, &TrainingJob::stateChanged, &activity, update);
    }
    DataPanel& data = parts.data;
    activity.define(Activity::DatasetLoaded, data, [&data] { return data.dataset() != nullptr; });
    activity.define(Activity::DatasetLoading, data, [&data] { return data.isLoading(); });
    activity.define(
        Activity::WritingFiles, parts.keeper, [&keeper = parts.keeper] { return keeper.isBusy(); });
    activity.define(
        Activity::WritingFiles, parts.digits, [&digits = parts.digits] { return digits.isBusy(); });
    activity.define(Activity::WritingFiles, parts.files,
        [&files = parts.files] { return files.saving().isBusy(); });

    QObject::connect(&data, &DataPanel::loadingChanged, &activity, update);
    QObject::connect(&parts.keeper, &RunKeeper::allWritten, &activity, update);
    QObject::connect(&parts.digits, &OwnDrawings::allWritten, &activity, update);
    QObject::connect(&parts.files.saving(), &JobTracker::becameIdle, &activity, update);
}

} // namespace

void connectActivity(const ActivityParts& parts)
{
    using Operation = Activity::Operation;
    defineStates(parts);
    Activity& activity = parts.activity;
    TrainingPanel& training = parts.training;
    activity.govern(Operation::Train, training.trainAction());
    activity.govern(Operation::InterruptTraining, training.pauseAction());
    activity.govern(Operation::InterruptTraining, training.stopAction());
    activity.govern(Operation::EditSettings, training,
        [&training](bool may) { training.form().setEditable(may); });
    activity.govern(
        Operation::EstimateRun, training, [&training](bool may) { training.setEstimating(may); });
    activity.govern(Operation::ChangeDataset, parts.data,
        [&data = parts.data](bool may) { data.setEditable(may); });
    activity.govern(Operation::ChangeDataset, parts.files.openDataAction());
    activity.govern(Operation::ChangeModel, parts.files,
        [&files = parts.files](bool may) { files.setModelChangeEnabled(may); });
}

} // namespace numeral::ui
