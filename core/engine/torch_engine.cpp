// SPDX-License-Identifier: GPL-3.0-or-later
//
// The training engine: a Network whose arrays are LibTorch tensors.

#include "core/engine/engine_entry.h"
#include "core/engine/network.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <new>

namespace numeral {

namespace {

constexpr const char* notEnoughMemory
    = "There is not enough memory for this network and batch size.";

/// Turns whatever LibTorch throws into an error.
template <typename Function>
auto guarded(Function&& function) -> decltype(function())
{
    try {
        const c10::InferenceMode noAutograd;
        return function();
    } catch (const c10::Error& error) {
        const std::string reason = error.what_without_backtrace();
        return reason.find("DefaultCPUAllocator") != std::string::npos
            ? failure(ErrorCode::EngineFailed, notEnoughMemory)
            : failure(ErrorCode::EngineFailed, "The training engine failed: " + reason);
    } catch (const std::bad_alloc&) {
        return failure(ErrorCode::EngineFailed, notEnoughMemory);
    } catch (const std::exception& error) {
        return failure(
            ErrorCode::EngineFailed, std::string("The training engine failed: ") + error.what());
    }
}

/// The tensor lives as long as the pointer does.
FloatArray allocateTensor(std::size_t floats)
{
    const auto tensor
        = std::make_shared<at::Tensor>(at::zeros(static_cast<std::int64_t>(floats), at::kFloat));
    return {tensor, tensor->data_ptr<float>()};
}

class TorchEngine final : public TrainingEngine {
public:
    TorchEngine(const Weights& initial, const EngineOptions& options)
        : m_spec(initial.spec())
        , m_network(initial, options, allocateTensor)
    {
    }

    Result<BatchSums> train(const Batch& batch) override
    {
        return guarded([&]() -> Result<BatchSums> { return m_network.train(batch); });
    }

    void setLearningRate(double rate) override { m_network.setLearningRate(rate); }

    Result<BatchSums> evaluate(const Batch& batch) override
    {
        return guarded([&]() -> Result<BatchSums> { return m_network.evaluate(batch); });
    }

    Result<WeightsSnapshot> weights() const override
    {
        return guarded([&]() -> Result<WeightsSnapshot> {
            return std::make_shared<const Weights>(m_spec, m_network.parameters());
        });
    }

    Result<void> setWeights(const Weights& weights) override
    {
        if (weights.spec() != m_spec) {
            return failure(ErrorCode::ModelMismatch, "The weights are of another network.");
        }
        m_network.setParameters(weights);
        return {};
    }

private:
    MlpSpec m_spec;
    Network m_network;
};

} // namespace

} // namespace numeral

extern "C" __attribute__((visibility("default"))) void
numeral_make_engine( // NOLINT(readability-identifier-naming)
    const numeral::Weights& initial, const numeral::EngineOptions& options,
    numeral::Result<std::unique_ptr<numeral::TrainingEngine>>& engine)
{
    engine = numeral::guarded([&]() -> numeral::Result<std::unique_ptr<numeral::TrainingEngine>> {
        // LibTorch's own threads have nothing to do, and would take the cores of those that have.
        at::set_num_threads(1);
        return std::make_unique<numeral::TorchEngine>(initial, options);
    });
}
