// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/model/model.h"

namespace numeral {

/// Returns the trained model that is embedded in both programs, so that they can read digits right
/// away.
Result<Model> bundledModel();

} // namespace numeral
