// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/labelled_images.h"
#include "core/model/model.h"

#include <vector>

namespace numeral {

/// Returns the network's answer for each image, as an index into its classes. The images must be as
/// the network sees them: see `checkFits` and `datasetFor`.
std::vector<Label> answersFor(const Model& model, const LabelledImages& images);

} // namespace numeral
