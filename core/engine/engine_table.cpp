// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/engine_table.h"

#include "core/engine/native/native_engine.h"
#include "core/engine/torch/torch_loader.h"
#include "core/kernels/kernels.h"
#include "core/platform/environment.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace numeral {

namespace {

Result<void> supportsEverything(const Architecture&, const EngineOptions&)
{
    return {};
}

/// Returns the optimizer's name in LibTorch.
std::string_view nameOf(OptimizerKind kind)
{
    switch (kind) {
    case OptimizerKind::Adam:
        return "Adam";
    case OptimizerKind::AdamW:
        return "AdamW";
    case OptimizerKind::Sgd:
        return "SGD";
    case OptimizerKind::RmsProp:
        return "RMSprop";
    case OptimizerKind::Adagrad:
        return "Adagrad";
    }
    return {};
}

Result<void> supportsPerceptrons(const Architecture& network, const EngineOptions& options)
{
    if (network.perceptron() == nullptr) {
        return failure(ErrorCode::InvalidSetting, "the native engine has no convolutions");
    }
    if (options.device != "auto" && options.device != "cpu") {
        return failure(
            ErrorCode::InvalidSetting, "the native engine computes on the processor alone");
    }
    if (options.workers) {
        return failure(ErrorCode::InvalidSetting, "the native engine trains in one process");
    }
    const OptimizerOptions& optimizer = options.optimizer;
    if (optimizer.kind != OptimizerKind::Adam && optimizer.kind != OptimizerKind::AdamW) {
        return failure(ErrorCode::InvalidSetting,
            "the native engine has no " + std::string(nameOf(optimizer.kind)));
    }
    if (optimizer.kind == OptimizerKind::Adam && optimizer.weightDecay > 0) {
        return failure(
            ErrorCode::InvalidSetting, "the native engine has weight decay with AdamW only");
    }
    return {};
}

Result<EngineFactory> nativeFactory()
{
    return [](const Weights& initial,
               const EngineOptions& options) -> Result<std::unique_ptr<TrainingEngine>> {
        if (const Result<void> supported = supportsPerceptrons(initial.architecture(), options);
            !supported) {
            return tl::unexpected(supported.error());
        }
        return makeNativeEngine(initial, options, {});
    };
}

std::optional<double> needsNoLoading()
{
    return std::nullopt;
}

std::string_view noRemark()
{
    return {};
}

constexpr std::array<EngineInfo, 2> table{{
    {EngineChoice::Native, "native", "Native",
        "Numeral's own engine: the fastest for perceptrons on a processor.", true, false,
        supportsPerceptrons, nativeFactory, needsNoLoading, noRemark},
    {EngineChoice::Torch, "torch", "LibTorch",
        "PyTorch's C++ library: modules, automatic differentiation and any optimizer.", false, true,
        supportsEverything, loadTorchEngine, torchLoadSeconds, torchRemark},
}};

} // namespace

/// OpenBLAS, which LibTorch calls, chooses its kernels when it is loaded, and takes the slowest on
/// processors that are newer than itself. So those with AVX-512 are called by the name of the first
/// that had it, unless the user has named another.
///
/// cuBLAS, which computes on NVIDIA's GPUs, gives the same results each time only with buffers of
/// its own (CUBLAS_WORKSPACE_CONFIG, "Results reproducibility" in its manual).
///
/// LibTorch logs each attempt to reach another process, with glog on Debian: what one should know
/// of it is in the errors' sentences.
void prepareEngines()
{
    platform::setEnvironment("CUBLAS_WORKSPACE_CONFIG", ":4096:8");
    platform::setEnvironment("GLOG_minloglevel", "3"); // fatal errors
    platform::setEnvironment("TORCH_CPP_LOG_LEVEL", "FATAL");
    if (kernels::avx512() != nullptr) {
        platform::setEnvironment("OPENBLAS_CORETYPE", "SKYLAKEX");
    }
}

std::span<const EngineInfo> engineTable()
{
    return table;
}

const EngineInfo* findEngine(std::string_view id)
{
    const auto* const found = std::find_if(
        table.begin(), table.end(), [id](const EngineInfo& engine) { return engine.id == id; });
    return found == table.end() ? nullptr : &*found;
}

Result<EngineFactory> loadEngine(const EngineInfo& engine)
{
    return engine.load();
}

Result<ChosenEngine> chooseEngine(
    EngineChoice wanted, const Architecture& network, const EngineOptions& options)
{
    std::string missing; // why the last engine tried does not support the run
    for (const EngineInfo& engine : table) {
        if (wanted != EngineChoice::Auto && wanted != engine.choice) {
            continue;
        }
        const Result<void> supported = engine.supports(network, options);
        if (supported) {
            std::string reason(engine.title);
            if (wanted != EngineChoice::Auto) {
                reason += ", as chosen.";
            } else if (missing.empty()) {
                reason += ", the fastest for this network.";
            } else {
                reason.append(", since ").append(missing).append(".");
            }
            return ChosenEngine{&engine, std::move(reason)};
        }
        missing = supported.error().detail;
    }
    missing.front() = static_cast<char>(std::toupper(missing.front()));
    return failure(
        ErrorCode::InvalidSetting, missing + ": choose another engine or other settings.");
}

Result<std::shared_ptr<WorkerGroup>> joinWorkers(
    const WorkerPlace& place, const std::function<bool()>& goesOn)
{
    return joinTorchWorkers(place, goesOn);
}

Result<EngineFactory> engineForNetwork(
    const Architecture& network, const EngineSource& source, EngineChoice wanted)
{
    const Result<ChosenEngine> chosen = chooseEngine(wanted, network, {});
    return chosen ? source(*chosen->info) : tl::unexpected(chosen.error());
}

} // namespace numeral
