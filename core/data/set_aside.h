// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/dataset_parts.h"

namespace numeral {

/// Of the training images this part is set aside for testing where there are no test images, as in
/// MNIST: one of seven.
inline constexpr std::size_t setAsideOneOf = 7;

/// Moves training images, whose labels are indices into their part's names, to the test images, and
/// remarks it. Of two writers or more, whoever is moved is moved whole: returns true. Otherwise
/// some of each class are moved. Always the same ones.
bool setTestAside(DatasetParts& parts);

} // namespace numeral
