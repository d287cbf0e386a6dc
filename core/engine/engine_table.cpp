// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/engine_table.h"

#include "core/engine/native/native_engine.h"
#include "core/engine/torch/torch_loader.h"

#include <algorithm>
#include <array>

namespace numeral {

namespace {

Result<void> supportsEverything(const MlpSpec&, const EngineOptions&)
{
    return {};
}

Result<EngineFactory> nativeFactory()
{
    return [](const Weights& initial, const EngineOptions& options) {
        return makeNativeEngine(initial, options, {});
    };
}

std::optional<double> needsNoLoading()
{
    return std::nullopt;
}

constexpr std::array<EngineInfo, 2> table{{
    {EngineChoice::Native, "native", "Native",
        "Numeral's own engine: the fastest for perceptrons on a processor.", true,
        supportsEverything, nativeFactory, needsNoLoading},
    {EngineChoice::Torch, "torch", "LibTorch",
        "PyTorch's C++ library: modules, automatic differentiation and any of its optimisers.",
        false, supportsEverything, loadTorchEngine, torchLoadSeconds},
}};

} // namespace

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
    EngineChoice wanted, const MlpSpec& network, const EngineOptions& options)
{
    std::string reason;
    for (const EngineInfo& engine : table) {
        if (wanted != EngineChoice::Auto && wanted != engine.choice) {
            continue;
        }
        const Result<void> supported = engine.supports(network, options);
        if (supported) {
            if (wanted != EngineChoice::Auto) {
                reason = std::string(engine.title) + ", as chosen.";
            } else if (reason.empty()) {
                reason = std::string(engine.title) + ", the fastest for this network.";
            } else {
                reason = std::string(engine.title) + ", since " + reason;
            }
            return ChosenEngine{&engine, reason};
        }
        reason = supported.error().detail;
    }
    return failure(ErrorCode::InvalidSetting, reason);
}

} // namespace numeral
