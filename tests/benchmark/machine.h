// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace bench {

// Limits of the machine itself, to compare the engine's figures with.

/// Round-trip time of a word between two cores, in seconds.
double roundTripSeconds();

/// Seconds to write a cache line that another core has just read, as the mean over many lines.
double sharedCacheLineSeconds();

/// Peak float32 multiply-adds per second of one core, with all operands in registers.
double peakFmaRate();

} // namespace bench
