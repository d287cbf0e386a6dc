// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/model/model.h"
#include "core/platform/atomic_file.h"

namespace numeral {

/// NumPy's archive of arrays: a zip file of entries `layers.N.weight.npy` (outputs × inputs) and
/// `layers.N.bias.npy`, little-endian float32, in NPY format version 1.0
/// (https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html). The same weights
/// always give the same bytes: nothing is compressed, and every entry is dated 1 January 1980.
/// Errors: FileNotWritten where the archive can't be made, else the sink's.
Result<void> writeNpz(const Model& model, ByteSink& sink);

} // namespace numeral
