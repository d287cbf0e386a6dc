// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/platform/large_pages.h"

#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>

namespace numeral::platform {

void preferLargePages([[maybe_unused]] const void* memory, [[maybe_unused]] std::size_t bytes)
{
#ifdef MADV_HUGEPAGE
    constexpr std::size_t worthwhile = 4 << 20; // smaller blocks may share pages with other data
    if (bytes < worthwhile) {
        return;
    }
    // Restrict to whole pages inside the block: madvise() rounds the length up, so round it down
    // first.
    const auto page = static_cast<std::uintptr_t>(::sysconf(_SC_PAGESIZE));
    const std::uintptr_t before = (page - reinterpret_cast<std::uintptr_t>(memory) % page) % page;
    if (before < bytes) {
        char* const begin = static_cast<char*>(const_cast<void*>(memory)) + before;
        ::madvise(begin, (bytes - before) / page * page, MADV_HUGEPAGE);
    }
#endif
}

} // namespace numeral::platform
