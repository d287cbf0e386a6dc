// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace numeral::ui {

class DataPanel;
class FileActions;
class LearningView;
class TrainingPanel;

/// Connects the data panel: the next run uses the loaded data set, and the next start loads it
/// again.
void connectData(
    DataPanel& data, TrainingPanel& training, LearningView& learning, FileActions& files);

} // namespace numeral::ui
