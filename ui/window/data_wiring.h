// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace numeral::ui {

class DataPanel;
class FileActions;
class LearningView;
class TrainingPanel;

/// What is loaded is what the next run learns from, and what the next start loads.
void connectData(
    DataPanel& data, TrainingPanel& training, LearningView& learning, FileActions& files);

} // namespace numeral::ui
