// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/platform/process_group.h"

#include <unistd.h>

#include <csignal>

namespace numeral::platform {

void leadProcessGroup()
{
    static_cast<void>(setpgid(0, 0)); // fails only if it leads one already
}

void endProcessGroup(std::int64_t leader)
{
    if (leader > 0) {
        static_cast<void>(
            kill(static_cast<pid_t>(-leader), SIGTERM)); // it may have ended by itself
    }
}

} // namespace numeral::platform
