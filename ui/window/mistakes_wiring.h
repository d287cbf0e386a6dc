// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace numeral::ui {

class DataPanel;
class MistakesPanel;
class ModelStore;
class RecognitionPanel;
class TrainingSession;

/// Shows the mistakes of the network that reads, also while it is trained, on the data set; what
/// is chosen there goes to the canvas.
void connectMistakes(MistakesPanel& mistakes, const ModelStore& store, const DataPanel& data,
    const TrainingSession& session, RecognitionPanel& drawing);

} // namespace numeral::ui
