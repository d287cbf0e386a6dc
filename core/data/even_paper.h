// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/data/dataset.h"

namespace numeral {

/// Makes the images alike where some have dark ink on light paper and others light ink on dark: the
/// fewer are inverted, and a remark says how many. Nothing is done unless nine of ten images have
/// paper of one grey around their ink, and one in fifty at least is of the other kind: photographs
/// stay as they are. Errors: FileUnreadable if there is not enough memory, or images can no longer
/// be read.
Result<Dataset> withEvenPaper(const Dataset& dataset);

} // namespace numeral
