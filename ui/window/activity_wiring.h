// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace numeral::ui {

class Activity;
class DataPanel;
class FileActions;
class OwnDrawings;
class RunKeeper;
class TrainingJob;
class TrainingPanel;
class TrainingSession;

struct ActivityParts {
    Activity& activity;
    TrainingSession& session;
    TrainingJob& group;
    TrainingPanel& training;
    DataPanel& data;
    FileActions& files;
    RunKeeper& keeper;
    OwnDrawings& digits;
};

/// Tells the activity what training, data and files are doing, and has it enable what may be done.
/// What else there is (lessons, the check of engines) joins by itself.
void connectActivity(const ActivityParts& parts);

} // namespace numeral::ui
