// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/native/native_engine.h"

#include "core/engine/native/network.h"

#include <new>

namespace numeral {

namespace {

/// Converts std::bad_alloc, the only exception possible, to an error.
template <typename Function>
auto guarded(const Function& function) -> Result<decltype(function())>
try {
    return function();
} catch (const std::bad_alloc&) {
    return failure(ErrorCode::EngineFailed, engineOutOfMemory);
}

class NativeEngine final : public TrainingEngine {
public:
    NativeEngine(const Weights& initial, const EngineOptions& options, const NativeOptions& native)
        : m_architecture(initial.architecture())
        , m_network(initial, options, native)
    {
    }

    Result<BatchSums> train(const Batch& batch) override
    {
        return guarded([&] { return m_network.train(batch); });
    }

    void setLearningRate(double rate) override { m_network.setLearningRate(rate); }

    Result<BatchSums> evaluate(const Batch& batch) override
    {
        return guarded([&] { return m_network.evaluate(batch); });
    }

    Result<WeightsSnapshot> weights() const override
    {
        return guarded([&]() -> WeightsSnapshot {
            return std::make_shared<const Weights>(m_architecture, m_network.parameters());
        });
    }

    Result<void> setWeights(const Weights& weights) override
    {
        if (weights.architecture() != m_architecture) {
            return failure(ErrorCode::ModelMismatch, weightsOfAnotherNetwork);
        }
        m_network.setParameters(weights);
        return {};
    }

    int threads(std::size_t /*rows*/) const override { return m_network.threads(); }

private:
    Architecture m_architecture;
    Network m_network;
};

} // namespace

Result<std::unique_ptr<TrainingEngine>> makeNativeEngine(
    const Weights& initial, const EngineOptions& options, const NativeOptions& native)
{
    return guarded([&]() -> std::unique_ptr<TrainingEngine> {
        return std::make_unique<NativeEngine>(initial, options, native);
    });
}

} // namespace numeral
