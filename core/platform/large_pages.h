// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

namespace numeral::platform {

/// Asks the system to use huge pages for memory not yet written to, or for a mapped file not yet
/// read. This reduces TLB misses under random access. Never fails; has no effect if unsupported or
/// for less than 4 MiB.
void preferLargePages(const void* memory, std::size_t bytes);

} // namespace numeral::platform
