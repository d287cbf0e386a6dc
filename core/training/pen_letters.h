// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/dataset.h"
#include "core/model/model.h"

namespace numeral {

/// Whether a network was trained on letters drawn by our pen: on an ink file called pen-letters, as
/// the built-in network of letters was.
bool hasLearntPenLetters(const Model& model);

/// Makes a data set of letters drawn by our pen, of the 26 classes "a" to "z", case apart: what the
/// built-in network of letters rehearses while it is taught, since it has learnt such drawings. It
/// has no checksums, since it is from no file.
Dataset penLetters(std::size_t training, std::size_t test, std::uint64_t seed);

/// The letters that a lesson rehearses: 12,000, and 2,000 test images, others than the built-in
/// network has learnt.
Dataset rehearsedLetters();

} // namespace numeral
