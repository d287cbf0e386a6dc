// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/platform/freed_memory.h"

#include <cstdlib> // defines __GLIBC__

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace numeral::platform {

FreedMemory::FreedMemory()
{
#ifdef __GLIBC__
    mallopt(M_MMAP_MAX, 0); // no tensor is mapped, and thus unmapped, by itself
    mallopt(M_TRIM_THRESHOLD, -1); // the largest unsigned number
#endif
}

FreedMemory::~FreedMemory()
{
#ifdef __GLIBC__
    malloc_trim(0);
#endif
}

} // namespace numeral::platform
