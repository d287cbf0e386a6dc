// SPDX-License-Identifier: GPL-3.0-or-later
#define NUMERAL_KERNELS baseline_code
#include "core/kernels/code/all.h"

namespace numeral::kernels {

const Kernels* baseline()
{
    return &baseline_code::table;
}

} // namespace numeral::kernels
