// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/platform/part_file.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace numeral {

/// A file on a server.
struct TransferRequest {
    std::string url; ///< http or https
    std::uint64_t most = 0; ///< a server that sends more bytes is not listened to any longer
    bool isExact = false; ///< whether the file has just as many bytes
    std::chrono::seconds patience{}; ///< see FetchSettings
};

enum class TransferEnd {
    Complete,
    Cancelled, ///< `shouldContinue` returned false
    Failed, ///< `fault` says why; what has arrived stays in the part
    Unresumable, ///< the server has no rest to what is in the part, or to another file
};

struct TransferOutcome {
    TransferEnd end = TransferEnd::Failed;
    std::string fault; ///< a predicate: "could not be reached"
};

/// Downloads into `part`, from where it ends on; if the server can't do that, from the start. Up to
/// five redirects are followed, to http and https, and from https to https alone.
/// `shouldContinue` is called several times a second with the bytes in the part. Error:
/// FileNotWritten.
Result<TransferOutcome> transfer(const TransferRequest& request, platform::PartFile& part,
    const std::function<bool(std::uint64_t bytes)>& shouldContinue);

} // namespace numeral
