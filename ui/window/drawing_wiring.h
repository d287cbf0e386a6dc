// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QLabel;

namespace numeral::ui {

class FileActions;
class ModelStore;
class NetworkPanel;
class RecognitionPanel;

/// The components that connectDrawing() connects.
struct DrawingParts {
    RecognitionPanel& drawing;
    NetworkPanel& network;
    FileActions& files;
    ModelStore& store;
    QLabel& reader; ///< names the network that reads the drawings
};

/// Connects the drawing panel: it reads with the store's model, the network panel explains its
/// chosen digit, and opened pictures appear on the canvas.
void connectDrawing(const DrawingParts& parts);

} // namespace numeral::ui
