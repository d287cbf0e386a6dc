// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/commands.h"

namespace numeral::cli {

/// Lets two models read a data set's test images, and tells where they disagree.
Result<void> compareModels(const CompareArguments& arguments);

} // namespace numeral::cli
