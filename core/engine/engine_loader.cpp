// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/engine_loader.h"

#include "core/engine/engine_entry.h"
#include "core/platform/paths.h"
#include "core/platform/shared_library.h"

namespace numeral {

namespace {

Result<EngineFactory> loadOnce()
{
    const std::filesystem::path library
        = platform::executable().parent_path() / NUMERAL_ENGINE_LIBRARY;
    const Result<void*> symbol = platform::loadSymbol(library, engineEntryName);
    if (!symbol) {
        return tl::unexpected(symbol.error());
    }
    auto* const entry = reinterpret_cast<EngineEntry*>(*symbol);
    return [entry](const Weights& initial, const EngineOptions& options) {
        Result<std::unique_ptr<TrainingEngine>> engine;
        entry(initial, options, engine);
        return engine;
    };
}

} // namespace

Result<EngineFactory> loadEngine()
{
    static const Result<EngineFactory> factory = loadOnce();
    return factory;
}

} // namespace numeral
