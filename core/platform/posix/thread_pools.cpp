// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/platform/thread_pools.h"

#include <cstdlib>

namespace numeral::platform {

void letWaitingThreadsSleep()
{
    // NOLINTNEXTLINE(concurrency-mt-unsafe): no other thread runs yet
    ::setenv("OMP_WAIT_POLICY", "passive", 0);
}

} // namespace numeral::platform
