// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

namespace numeral::platform {

/// Asks the system to put memory that nothing was written to yet, or a mapped file that it has not
/// read yet, on large pages, where it can: who reads here and there in it then waits less for
/// addresses to be looked up. Never fails; where it isn't done, as for less than 4 MiB, all is as
/// before.
void preferLargePages(const void* memory, std::size_t bytes);

} // namespace numeral::platform
