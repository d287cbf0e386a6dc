// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kernels/kernels.h"

#include <initializer_list>

namespace numeral::kernels {

const Kernels& best()
{
    for (const Kernels* kernels : {avx512(), avx2()}) {
        if (kernels != nullptr) {
            return *kernels;
        }
    }
    return *baseline();
}

} // namespace numeral::kernels
