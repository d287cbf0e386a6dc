// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/model/model.h"
#include "core/platform/atomic_file.h"

namespace numeral {

/// Writes comma-separated values (RFC 4180, with a line feed at each line's end), one parameter per
/// line under the header `tensor,row,column,value`. A weight's row is its output unit, its column
/// its input unit; a kernel's row is its channel, its column (input channel × k + y) × k + x for a
/// side of k pixels; a bias has its unit or channel as row, and column 0. All count from 0. Values
/// have the fewest digits that read back as the same float. Error: the sink's.
Result<void> writeCsv(const Model& model, ByteSink& sink);

} // namespace numeral
