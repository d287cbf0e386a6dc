// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/worker_place.h"

#include <charconv>
#include <limits>
#include <string_view>

namespace numeral {

namespace {

/// The variable's value as a number from `minimum` to `maximum`.
Result<int> numberIn(const Environment& environment, const char* name, int minimum, int maximum)
{
    const char* const text = environment(name);
    const std::string range = std::to_string(minimum) + " to " + std::to_string(maximum);
    if (text == nullptr) {
        return failure(ErrorCode::InvalidSetting,
            std::string("WORLD_SIZE is set, but ") + name
                + " isn't; set both, or start the program with torchrun.");
    }
    const std::string_view all = text;
    int value = 0;
    const auto [end, error] = std::from_chars(all.data(), all.data() + all.size(), value);
    if (error != std::errc() || end != all.data() + all.size() || value < minimum
        || value > maximum) {
        return failure(ErrorCode::InvalidSetting,
            "The environment variable " + std::string(name) + " must be a number from " + range
                + ", not “" + std::string(all) + "”.");
    }
    return value;
}

} // namespace

Result<std::optional<WorkerPlace>> workerPlaceFrom(const Environment& environment)
{
    constexpr int most = 10'000;
    if (environment("WORLD_SIZE") == nullptr) {
        return std::nullopt;
    }
    const Result<int> size = numberIn(environment, "WORLD_SIZE", 1, most);
    if (!size) {
        return tl::unexpected(size.error());
    }
    if (*size == 1) {
        return std::nullopt;
    }
    const Result<int> rank = numberIn(environment, "RANK", 0, *size - 1);
    const Result<int> port
        = numberIn(environment, "MASTER_PORT", 1, std::numeric_limits<std::uint16_t>::max());
    const auto numberOr = [&](int usual, const char* name, int minimum, int maximum) {
        return environment(name) == nullptr ? Result<int>(usual)
                                            : numberIn(environment, name, minimum, maximum);
    };
    const Result<int> localRank = numberOr(0, "LOCAL_RANK", 0, *size - 1);
    const Result<int> localSize = numberOr(1, "LOCAL_WORLD_SIZE", 1, *size);
    for (const Result<int>& number : {rank, port, localRank, localSize}) {
        if (!number) {
            return tl::unexpected(number.error());
        }
    }
    const char* const address = environment("MASTER_ADDR");
    if (address == nullptr) {
        return failure(ErrorCode::InvalidSetting,
            "WORLD_SIZE is set, but MASTER_ADDR isn't: the name or address of the machine of rank "
            "0.");
    }
    const auto textOf = [&environment](const char* name) {
        const char* const text = environment(name);
        return std::string(text == nullptr ? "" : text);
    };
    WorkerPlace place;
    place.rank = *rank;
    place.size = *size;
    place.localRank = *localRank;
    place.localSize = *localSize;
    place.address = address;
    place.port = static_cast<std::uint16_t>(*port);
    place.isStoreServed = textOf("TORCHELASTIC_USE_AGENT_STORE") == "True";
    place.attempt = textOf("TORCHELASTIC_RESTART_COUNT");
    return place;
}

} // namespace numeral
