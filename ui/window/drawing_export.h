// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ink/ink_file.h"

#include <vector>

class QWidget;

namespace numeral::ui {

class JobTracker;
class MessageBar;

/// Asks for a destination and writes the user's drawings there on another thread: as a folder with
/// the four IDX files of a data set, in which one in seven drawings is a test image, or as an ink
/// file.
void exportDrawingImages(QWidget& window, JobTracker& jobs, MessageBar& messages,
    const std::vector<InkRecord>& drawings);
void exportDrawingInk(QWidget& window, JobTracker& jobs, MessageBar& messages,
    const std::vector<InkRecord>& drawings);

} // namespace numeral::ui
