// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ink/ink_file.h"

#include <vector>

class QWidget;

namespace numeral::ui {

class JobTracker;
class MessageBar;

/// Asks for a destination and writes the user's digits there on another thread: as a folder with
/// the four IDX files of a data set, in which one in seven digits is a test image, or as an ink
/// file.
void exportDigitImages(
    QWidget& window, JobTracker& jobs, MessageBar& messages, const std::vector<InkRecord>& digits);
void exportDigitInk(
    QWidget& window, JobTracker& jobs, MessageBar& messages, const std::vector<InkRecord>& digits);

} // namespace numeral::ui
