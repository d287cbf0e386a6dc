// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <functional>
#include <span>

namespace numeral {

/// Fills a part of `buffer` with a numbered block, and says how many bytes that is. One object
/// belongs to one thread.
using BlockMaker = std::function<std::size_t(std::uint64_t block, std::span<std::uint8_t> buffer)>;

/// Takes the blocks in their order. False to stop.
using BlockTaker = std::function<Result<bool>(std::span<const std::uint8_t> block)>;

/// Makes blocks 0 to `count` − 1, of at most `largest` bytes, on several threads at once, and has
/// them taken in their order on the calling one. No more than threads + 2 blocks are held at a
/// time. `newMaker` is called once for each thread, on the calling one; what it gives throws
/// nothing. False where `take` said so, or its error. Throws std::bad_alloc, and std::system_error
/// where there can be no more threads.
Result<bool> makeBlocksInOrder(std::uint64_t count, std::size_t largest, int threads,
    const std::function<BlockMaker()>& newMaker, const BlockTaker& take);

} // namespace numeral
