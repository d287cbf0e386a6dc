// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>

// Limited to C++17, as are the files that include LibTorch.

namespace numeral {

/// The place of this process among those that train one network together, on one machine or on
/// several, in the terms of PyTorch's torchrun.
struct WorkerPlace {
    int rank = 0; ///< 0 … size − 1
    int size = 1; ///< number of processes
    int localRank = 0; ///< among those of this machine
    int localSize = 1; ///< number of processes of this machine
    std::string address; ///< of the machine of rank 0
    std::uint16_t port = 0; ///< TCP port of the store where the processes find each other

    /// Whether torchrun itself serves that store; else rank 0 does.
    bool isStoreServed = false;
    std::string attempt; ///< tells attempts of torchrun apart that share its store

    /// How long to wait for the others, to meet them and in each call later.
    std::chrono::seconds patience{45};
};

/// The processes that train one network together. All of them must make the same calls in the same
/// order. Not thread-safe.
///
/// A process that ends, or that doesn't answer for `WorkerPlace::patience`, makes the calls of the
/// others fail: EngineFailed.
class WorkerGroup {
public:
    WorkerGroup() = default;
    WorkerGroup(const WorkerGroup&) = delete;
    WorkerGroup& operator=(const WorkerGroup&) = delete;
    virtual ~WorkerGroup() = default;

    virtual int rank() const = 0;
    virtual int size() const = 0;
    virtual int localRank() const = 0;
    virtual int localSize() const = 0;

    /// Replaces each value by its sum over all processes, which is the same bit for bit in each.
    virtual Result<void> allReduce(float* values, std::size_t count) = 0;

    /// Replaces the bytes by those of rank 0.
    virtual Result<void> broadcast(char* bytes, std::size_t count) = 0;
};

} // namespace numeral
