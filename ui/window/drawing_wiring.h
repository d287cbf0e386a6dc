// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QLabel;

namespace numeral::ui {

class FileActions;
class ModelStore;
class NetworkPanel;
class RecognitionPanel;

/// Who has to do with what is drawn.
struct DrawingParts {
    RecognitionPanel& drawing;
    NetworkPanel& network;
    FileActions& files;
    ModelStore& store;
    QLabel& reader; ///< says whose weights read the drawings
};

/// Drawings are read with the store's model, the network's panel shows what is read, and pictures
/// that are opened go onto the canvas.
void connectDrawing(const DrawingParts& parts);

} // namespace numeral::ui
