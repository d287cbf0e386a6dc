// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <system_error>
#include <thread>
#include <vector>

namespace numeral {

/// Calls function(part, first, last) for equal parts of 0 … count − 1, each on a thread of its own;
/// a part whose thread can't be had, and the last one, on this. `parts` ≥ 1.
template <typename Function>
void inParts(std::size_t count, std::size_t parts, const Function& function)
{
    std::vector<std::jthread> threads;
    threads.reserve(parts);
    for (std::size_t part = 0; part < parts; ++part) {
        const auto work = [&function, part, first = part * count / parts,
                              last = (part + 1) * count / parts] { function(part, first, last); };
        if (part + 1 == parts) {
            work();
            return;
        }
        try {
            threads.emplace_back(work);
        } catch (const std::system_error&) {
            work();
        }
    }
}

} // namespace numeral
