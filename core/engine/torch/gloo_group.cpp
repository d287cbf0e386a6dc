// SPDX-License-Identifier: GPL-3.0-or-later
//
// LibTorch's c10d: a store on rank 0, where the processes find each other, and Gloo, which
// connects each to each and sums over all.
#include "core/engine/torch/gloo_group.h"

#include "core/platform/network.h"

#ifdef NUMERAL_HAS_GLOO

#ifndef USE_C10D_GLOO // some builds of LibTorch define it for all
#define USE_C10D_GLOO
#endif
#include <torch/csrc/distributed/c10d/PrefixStore.hpp>
#include <torch/csrc/distributed/c10d/ProcessGroupGloo.hpp>
#include <torch/csrc/distributed/c10d/TCPStore.hpp>
#include <torch/types.h>

#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <exception>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace numeral {

namespace {

/// Returns the address at which the others find this process, given the first one's. Gloo itself
/// takes that of the machine's own name, which on Debian is a loopback address.
std::string ownAddress(const std::string& first)
{
    const std::optional<std::string> towardsFirst = platform::addressTowards(first);
    if (first == "localhost" || platform::isLoopback(first) || !towardsFirst) {
        return first;
    }
    if (!platform::isLoopback(*towardsFirst)) {
        return *towardsFirst;
    }
    // The first process runs here and is found by this machine's name.
    constexpr const char* elsewhere = "192.0.2.1"; // no machine has it (RFC 5737)
    return platform::addressTowards(elsewhere).value_or(*towardsFirst);
}

std::shared_ptr<::gloo::transport::Device> networkDevice(const std::string& first)
{
    using c10d::ProcessGroupGloo;
    if (const char* name = std::getenv("GLOO_SOCKET_IFNAME")) {
        return ProcessGroupGloo::createDeviceForInterface(name);
    }
    return ProcessGroupGloo::createDeviceForHostname(ownAddress(first));
}

/// Calls attempt(time), which throws once the time is over, again and again until it succeeds, the
/// deadline has passed or the user no longer wants to wait. Other exceptions end it at once.
template <typename Attempt>
auto retry(std::chrono::steady_clock::time_point deadline, const std::function<bool()>& goesOn,
    const Attempt& attempt)
{
    constexpr std::chrono::milliseconds slice{2000};
    for (;;) {
        const auto start = std::chrono::steady_clock::now();
        try {
            return attempt(slice);
        } catch (const std::exception&) {
            const auto end = std::chrono::steady_clock::now();
            if (end - start < slice / 4 || end >= deadline || !goesOn()) {
                throw;
            }
        }
    }
}

/// Has the store served without libuv, which is newer LibTorch's default though some builds, such
/// as Debian's, don't have it.
template <typename Options>
auto serveWithoutLibUv(Options& options, int) -> decltype(void(options.useLibUV))
{
    options.useLibUV = false;
}

/// Older versions know nothing of libuv.
template <typename Options>
void serveWithoutLibUv(Options&, long)
{
}

std::string nameOf(int rank)
{
    return "rank " + std::to_string(rank);
}

/// Returns the store once all processes have come to it. Throws if they don't.
c10::intrusive_ptr<c10d::Store> rendezvous(
    const WorkerPlace& place, const std::function<bool()>& goesOn)
{
    const auto deadline = std::chrono::steady_clock::now() + place.patience;
    c10d::TCPStoreOptions options;
    serveWithoutLibUv(options, 0);
    options.port = place.port;
    options.isServer = place.rank == 0 && !place.isStoreServed;
    options.waitWorkers = false; // it would go on without those that are missing
    const auto served = retry(deadline, goesOn, [&](std::chrono::milliseconds time) {
        options.timeout = time;
        return c10::make_intrusive<c10d::TCPStore>(place.address, options);
    });
    served->setTimeout(place.patience);
    // The store may serve others, too: torchrun's own, and earlier attempts.
    auto store = c10::make_intrusive<c10d::PrefixStore>("numeral " + place.attempt, served);
    store->set(nameOf(place.rank), std::vector<std::uint8_t>{1});
    std::vector<std::string> all;
    all.reserve(static_cast<std::size_t>(place.size));
    for (int rank = 0; rank < place.size; ++rank) {
        all.push_back(nameOf(rank));
    }
    retry(deadline, goesOn, [&](std::chrono::milliseconds time) { return store->wait(all, time); });
    return store;
}

class GlooGroup final : public WorkerGroup {
public:
    /// Connects each process to each. Throws if that fails.
    GlooGroup(const WorkerPlace& place, const c10::intrusive_ptr<c10d::Store>& store)
        : m_place(place)
    {
        const auto options = c10d::ProcessGroupGloo::Options::create(place.patience);
        options->devices.push_back(networkDevice(place.address));
        m_group
            = c10::make_intrusive<c10d::ProcessGroupGloo>(store, place.rank, place.size, options);
    }

    int rank() const override { return m_place.rank; }
    int size() const override { return m_place.size; }
    int localRank() const override { return m_place.localRank; }
    int localSize() const override { return m_place.localSize; }

    Result<void> allReduce(float* values, std::size_t count) override
    {
        return together([&] {
            std::vector<at::Tensor> tensors{
                torch::from_blob(values, static_cast<std::int64_t>(count))};
            m_group->allreduce(tensors)->wait(); // the sum, by default
        });
    }

    Result<void> broadcast(char* bytes, std::size_t count) override
    {
        return together([&] {
            std::vector<at::Tensor> tensors{
                torch::from_blob(bytes, static_cast<std::int64_t>(count), torch::kChar)};
            m_group->broadcast(tensors)->wait(); // from rank 0, by default
        });
    }

private:
    template <typename Function>
    Result<void> together(const Function& function) const
    {
        try {
            function();
            return {};
        } catch (const std::exception&) {
            return failure(ErrorCode::EngineFailed,
                "Another of the " + std::to_string(m_place.size) + " processes"
                    + " that train together has ended or no longer answers.");
        }
    }

    WorkerPlace m_place;
    c10::intrusive_ptr<c10d::ProcessGroupGloo> m_group;
};

} // namespace

Result<std::shared_ptr<WorkerGroup>> joinGlooGroup(
    const WorkerPlace& place, const std::function<bool()>& goesOn)
{
    const std::string processes
        = std::to_string(place.size) + " processes that should train together";
    const auto start = std::chrono::steady_clock::now();
    c10::intrusive_ptr<c10d::Store> store;
    try {
        store = rendezvous(place, goesOn);
        return std::make_shared<GlooGroup>(place, store);
    } catch (const std::exception& error) {
        if (!goesOn()) {
            return failure(ErrorCode::EngineFailed,
                "Stopped before the " + processes + " had met, so nothing was written.");
        }
        if (store) {
            return failure(ErrorCode::EngineFailed,
                "The " + processes + " met at " + place.address + ":" + std::to_string(place.port)
                    + ", but not all can reach each other; set GLOO_SOCKET_IFNAME to the network "
                      "interface between the machines, and open its ports in their firewalls.");
        }
        const bool isTooLate = std::chrono::steady_clock::now() - start >= place.patience * 9 / 10;
        const std::string reason = error.what();
        return failure(ErrorCode::EngineFailed,
            "The " + processes + " did not meet at " + place.address + ":"
                + std::to_string(place.port)
                + (isTooLate ? " within " + std::to_string(place.patience.count()) + " seconds."
                             : ": " + reason.substr(0, reason.find('\n'))));
    }
}

} // namespace numeral

#else

namespace numeral {

Result<std::shared_ptr<WorkerGroup>> joinGlooGroup(const WorkerPlace&, const std::function<bool()>&)
{
    return failure(ErrorCode::EngineUnavailable,
        "This build cannot train with several processes, since Gloo's headers were missing when it "
        "was built.");
}

} // namespace numeral

#endif
