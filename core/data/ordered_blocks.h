// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <functional>
#include <span>

namespace numeral {

/// Writes block number `block` to the start of `buffer` and returns its size in bytes. Not
/// thread-safe: each thread has its own.
using BlockProducer
    = std::function<std::size_t(std::uint64_t block, std::span<std::uint8_t> buffer)>;

/// Receives the blocks in order. Returns false to stop.
using BlockConsumer = std::function<Result<bool>(std::span<const std::uint8_t> block)>;

/// Produces blocks 0 to `count` − 1, each of at most `maxBlockSize` bytes, on several threads, and
/// passes them to `consume` in order on the calling thread. At most threads + 2 blocks are in
/// memory at a time. `newProducer` is called once per thread, on the calling thread; the producers
/// must not throw. Returns false if `consume` did, or its error. Throws std::bad_alloc, and
/// std::system_error if a thread cannot be started.
Result<bool> makeBlocksInOrder(std::uint64_t count, std::size_t maxBlockSize, int threads,
    const std::function<BlockProducer()>& newProducer, const BlockConsumer& consume);

} // namespace numeral
