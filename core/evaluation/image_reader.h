// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/look_correction.h"
#include "core/model/model.h"

namespace numeral {

/// Lets a network, whose input is plain, read a data set's images. Images of another size are
/// prepared for it as pictures are.
ImageReader readerOf(const Model& model);

} // namespace numeral
