// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace numeral::ui {

class FileActions;
class NetworkPanel;
class RecognitionPanel;

/// The components that connectDrawing() connects.
struct DrawingParts {
    RecognitionPanel& drawing;
    NetworkPanel& network;
    FileActions& files;
};

/// Connects the drawing panel: the network panel explains its chosen digit, and opened pictures
/// appear on the canvas.
void connectDrawing(const DrawingParts& parts);

} // namespace numeral::ui
