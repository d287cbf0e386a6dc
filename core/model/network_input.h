// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model.h"

namespace numeral {

/// Returns a plain image of the model's size as its network sees it: with its look, and filtered.
inline GreyImage networkInput(const GreyImage& plain, const Model& model)
{
    GreyImage input = withLook(plain, model.look);
    applyFilters(model.filters, model.image, input.pixels);
    return input;
}

} // namespace numeral
