// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace numeral::ui {

class DataPanel;
class MistakesPanel;
class ModelStore;
class RecognitionPanel;
class TrainingSession;
class TwoNetworksView;

struct MistakesParts {
    MistakesPanel& mistakes;
    TwoNetworksView& comparison;
    const ModelStore& store;
    DataPanel& data;
    const TrainingSession& session;
    RecognitionPanel& drawing;
};

/// Shows the mistakes of the network that reads, also while it is trained, on the data set, which
/// can be edited there; images that are chosen there go to the canvas.
void connectMistakes(const MistakesParts& parts);

} // namespace numeral::ui
