// SPDX-License-Identifier: GPL-3.0-or-later
//
// LibTorch's c10d: a store on rank 0, where the processes find each other, and Gloo, which
// connects each to each and sums over all.
#include "core/engine/torch/gloo_group.h"

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
#include <string>
#include <vector>

namespace numeral {

namespace {

std::shared_ptr<::gloo::transport::Device> networkDevice(const std::string& address)
{
    using c10d::ProcessGroupGloo;
    if (const char* name = std::getenv("GLOO_SOCKET_IFNAME")) {
        return ProcessGroupGloo::createDeviceForInterface(name);
    }
    if (address == "localhost" || address == "127.0.0.1" || address == "::1") {
        return ProcessGroupGloo::createDeviceForHostname(address);
    }
    return ProcessGroupGloo::createDefaultDevice();
}

/// Calls attempt(time), which throws once the time is over, again and again until it succeeds, the
/// deadline has passed or the user no longer wants to wait. Other exceptions end it at once.
template <typename Attempt>
auto insist(std::chrono::steady_clock::time_point deadline, const std::function<bool()>& goesOn,
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

class GlooGroup final : public WorkerGroup {
public:
    GlooGroup(const WorkerPlace& place, const std::function<bool()>& goesOn)
        : m_place(place)
    {
        const auto deadline = std::chrono::steady_clock::now() + patience;
        c10d::TCPStoreOptions store;
        serveWithoutLibUv(store, 0);
        store.port = place.port;
        store.isServer = place.rank == 0 && !place.isStoreServed;
        store.waitWorkers = false; // it would go on without those that are missing
        const auto options = c10d::ProcessGroupGloo::Options::create(patience);
        options->devices.push_back(networkDevice(place.address));
        const auto served = insist(deadline, goesOn, [&](std::chrono::milliseconds time) {
            store.timeout = time;
            return c10::make_intrusive<c10d::TCPStore>(place.address, store);
        });
        served->setTimeout(patience);
        // The store may serve others, too: torchrun's own, and earlier attempts.
        const auto meeting
            = c10::make_intrusive<c10d::PrefixStore>("numeral " + place.attempt, served);
        meeting->set(nameOf(place.rank), std::vector<std::uint8_t>{1});
        std::vector<std::string> all;
        for (int rank = 0; rank < place.size; ++rank) {
            all.push_back(nameOf(rank));
        }
        insist(deadline, goesOn,
            [&](std::chrono::milliseconds time) { return meeting->wait(all, time); });
        m_group
            = c10::make_intrusive<c10d::ProcessGroupGloo>(meeting, place.rank, place.size, options);
    }

    int rank() const override { return m_place.rank; }
    int size() const override { return m_place.size; }
    int localRank() const override { return m_place.localRank; }

    Result<void> sum(float* values, std::size_t count) override
    {
        return together([&] {
            std::vector<at::Tensor> tensors{
                torch::from_blob(values, static_cast<std::int64_t>(count))};
            m_group->allreduce(tensors)->wait(); // the sum, by default
        });
    }

    Result<void> share(char* bytes, std::size_t count) override
    {
        return together([&] {
            std::vector<at::Tensor> tensors{
                torch::from_blob(bytes, static_cast<std::int64_t>(count), torch::kChar)};
            m_group->broadcast(tensors)->wait(); // from rank 0, by default
        });
    }

private:
    static std::string nameOf(int rank) { return "rank " + std::to_string(rank); }

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
    const auto start = std::chrono::steady_clock::now();
    try {
        return std::make_shared<GlooGroup>(place, goesOn);
    } catch (const std::exception& error) {
        if (!goesOn()) {
            return failure(ErrorCode::EngineFailed,
                "Stopped before the " + std::to_string(place.size)
                    + " processes that should train together had met, so nothing was written.");
        }
        const bool isTooLate
            = std::chrono::steady_clock::now() - start >= WorkerGroup::patience * 9 / 10;
        const std::string reason = error.what();
        return failure(ErrorCode::EngineFailed,
            "The " + std::to_string(place.size) + " processes"
                + " that should train together did not meet at " + place.address + ":"
                + std::to_string(place.port)
                + (isTooLate
                        ? " within " + std::to_string(WorkerGroup::patience.count()) + " seconds."
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
