// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/model/model.h"

namespace numeral {

/// The trained model that is part of both programs, so that digits are read before anything was
/// trained.
Result<Model> bundledModel();

} // namespace numeral
