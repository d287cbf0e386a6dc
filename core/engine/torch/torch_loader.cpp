// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/torch/torch_loader.h"

#include "core/engine/torch/torch_entry.h"
#include "core/platform/paths.h"
#include "core/platform/shared_library.h"
#include "core/platform/threads.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <thread>

namespace numeral {

namespace {

std::atomic<double> secondsTaken{0};
std::atomic<bool> isSlow{false};

std::filesystem::path library()
{
    return platform::executable().parent_path() / NUMERAL_TORCH_LIBRARY;
}

Result<EngineFactory> loadOnce()
{
    const auto start = std::chrono::steady_clock::now();
    const Result<void*> prepare = platform::loadSymbol(library(), prepareEntryName);
    const Result<void*> symbol = platform::loadSymbol(library(), torchEntryName);
    if (!prepare || !symbol) {
        return tl::unexpected(prepare ? symbol.error() : prepare.error());
    }
    isSlow = !reinterpret_cast<PrepareEntry*>(*prepare)();
    secondsTaken = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    auto* const entry = reinterpret_cast<TorchEntry*>(*symbol);
    return [entry](const Weights& initial, const EngineOptions& options) {
        Result<std::unique_ptr<TrainingEngine>> engine;
        entry(initial, options, engine);
        return engine;
    };
}

} // namespace

Result<EngineFactory> loadTorchEngine()
{
    // OpenBLAS and OpenMP start a thread per core each when they are loaded or first used, and hang
    // if they can't.
    const std::size_t needed = 2 * std::size_t{std::max(std::thread::hardware_concurrency(), 1U)};
    if (const Result<void> can = platform::checkThreadsCanStart(needed); !can) {
        return tl::unexpected(can.error());
    }
    static const Result<EngineFactory> factory = loadOnce();
    return factory;
}

Result<std::shared_ptr<WorkerGroup>> joinTorchWorkers(
    const WorkerPlace& place, const std::function<bool()>& goesOn)
{
    if (const Result<EngineFactory> loaded = loadTorchEngine(); !loaded) {
        return tl::unexpected(loaded.error());
    }
    const Result<void*> symbol = platform::loadSymbol(library(), joinEntryName);
    if (!symbol) {
        return tl::unexpected(symbol.error());
    }
    Result<std::shared_ptr<WorkerGroup>> group;
    reinterpret_cast<JoinEntry*> (*symbol)(place, goesOn, group);
    return group;
}

std::optional<double> torchLoadSeconds()
{
    const double seconds = secondsTaken;
    return seconds > 0 ? std::optional(seconds) : std::nullopt;
}

std::string_view torchRemark()
{
    return isSlow ? "Its convolutions are slow, since this machine's oneDNN computes them wrongly "
                    "and is not used."
                  : "";
}

} // namespace numeral
