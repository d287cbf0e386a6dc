// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/model/model.h"
#include "core/platform/atomic_file.h"

namespace numeral {

/// Writes a NumPy archive: a zip file of an entry for each of namedTensors(), such as
/// `layers.N.weight.npy` (outputs × inputs), little-endian float32, in NPY format version 1.0
/// (https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html). Reproducible: the same
/// weights always give the same bytes, as nothing is compressed, and every entry is dated 1 January
/// 1980. Errors: FileNotWritten if the archive can't be created, else the sink's.
Result<void> writeNpz(const Model& model, ByteSink& sink);

} // namespace numeral
