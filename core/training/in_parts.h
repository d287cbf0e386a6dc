// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <exception>
#include <system_error>
#include <thread>
#include <vector>

namespace numeral {

/// Parallel for: calls function(part, first, last) for equal parts of 0 … count − 1, each on a
/// thread of its own. The last part runs on the calling thread, and so does any whose thread can't
/// be started. The first part's exception is rethrown once all are done. `parts` ≥ 1.
template <typename Function>
void inParts(std::size_t count, std::size_t parts, const Function& function)
{
    std::vector<std::exception_ptr> thrown(parts);
    {
        std::vector<std::jthread> threads;
        threads.reserve(parts);
        for (std::size_t part = 0; part < parts; ++part) {
            const auto work = [&thrown, &function, count, parts, part] {
                try {
                    function(part, part * count / parts, (part + 1) * count / parts);
                } catch (...) {
                    thrown[part] = std::current_exception();
                }
            };
            if (part + 1 == parts) {
                work();
                break;
            }
            try {
                threads.emplace_back(work);
            } catch (const std::system_error&) {
                work();
            }
        }
    }
    for (const std::exception_ptr& exception : thrown) {
        if (exception) {
            std::rethrow_exception(exception);
        }
    }
}

} // namespace numeral
