// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QMainWindow;

namespace numeral::ui {

class DataPanel;
class RecognitionPanel;

/// Lets the keys 0 to 9 put the data set's next test image of that class on the canvas, where no
/// text is being typed; the status bar says which image it is.
void connectTestImageKeys(QMainWindow& window, const DataPanel& data, RecognitionPanel& drawing);

} // namespace numeral::ui
