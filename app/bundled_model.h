// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/model/model.h"

#include <vector>

namespace numeral {

/// The trained networks that are embedded in both programs.
enum class Bundled {
    Digits, ///< reads digits right away
    Letters, ///< reads the 26 letters, case apart
};

/// Returns one of them. Error: FileUnreadable if the program was built without.
Result<Model> bundledModel(Bundled which = Bundled::Digits);

} // namespace numeral
