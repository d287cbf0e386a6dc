// SPDX-License-Identifier: GPL-3.0-or-later
//
// The readable counterpart of the native engine: the same network, loss and optimizer, written with
// LibTorch's modules, autograd and torch::optim.

#include "core/engine/dropout.h"
#include "core/engine/torch/device.h"
#include "core/engine/torch/flat_parameters.h"
#include "core/engine/torch/gloo_group.h"
#include "core/engine/torch/network.h"
#include "core/engine/torch/onednn_check.h"
#include "core/engine/torch/optimizers.h"
#include "core/engine/torch/torch_entry.h"
#include "core/platform/freed_memory.h"

#include <c10/util/Logging.h>
#include <torch/nn/functional/loss.h>
#include <torch/utils.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <new>
#include <optional>
#include <string>

/// Null if LibTorch uses another BLAS.
extern "C" void openblas_set_num_threads(int threads) // NOLINT(readability-identifier-naming)
    __attribute__((weak));

namespace numeral {

namespace {

/// Returns the batch's images, batch × pixels, 0–1. They go to the device as bytes, a quarter of
/// the floats.
torch::Tensor inputsOf(const Batch& batch, std::size_t pixels, const torch::Device& device)
{
    const torch::Tensor bytes
        = torch::empty({signedSize(batch.size), signedSize(pixels)}, torch::kByte);
    auto* row = bytes.data_ptr<std::uint8_t>();
    for (std::size_t i = 0; i < batch.size; ++i) {
        row = std::copy_n(batch.pixels + batch.indices[i] * pixels, pixels, row);
    }
    return bytes.to(device).to(torch::kFloat).div_(255);
}

/// Returns the class indices; −1 for an outlier.
torch::Tensor labelsOf(const Batch& batch, std::size_t classes, const torch::Device& device)
{
    const torch::Tensor labels = torch::empty(signedSize(batch.size), torch::kLong);
    auto* const values = labels.data_ptr<std::int64_t>();
    for (std::size_t i = 0; i < batch.size; ++i) {
        const Label label = batch.labels[batch.indices[i]];
        values[i] = label < classes ? label : -1;
    }
    return labels.to(device);
}

/// Returns the mean cross-entropy to be minimised, with label smoothing; the target of an outlier
/// is the uniform distribution over the classes.
torch::Tensor learningLoss(
    const torch::Tensor& logits, const torch::Tensor& labels, bool hasOutliers, double smoothing)
{
    namespace F = torch::nn::functional;
    if (!hasOutliers) {
        return F::cross_entropy(
            logits, labels, F::CrossEntropyFuncOptions().label_smoothing(smoothing));
    }
    const auto classes = logits.size(1);
    const double uniform = 1.0 / static_cast<double>(classes);
    torch::Tensor targets = torch::one_hot(labels.clamp_min(0), classes).to(torch::kFloat);
    targets = targets * (1 - smoothing) + smoothing * uniform;
    targets = torch::where(labels.lt(0).unsqueeze(1), torch::full_like(targets, uniform), targets);
    return F::cross_entropy(logits, targets);
}

BatchSums batchSumsFrom(const float* values)
{
    return {static_cast<double>(values[0]), static_cast<std::size_t>(values[1]),
        static_cast<std::size_t>(values[2])};
}

/// Returns the loss and the correct predictions, without outliers.
BatchSums sumsOf(const torch::Tensor& logits, const torch::Tensor& labels)
{
    namespace F = torch::nn::functional;
    const torch::Tensor losses = F::cross_entropy(
        logits, labels, F::CrossEntropyFuncOptions().ignore_index(-1).reduction(torch::kSum));
    const torch::Tensor sums
        = torch::stack({losses, logits.argmax(1).eq(labels).sum().to(torch::kFloat),
                           labels.ge(0).sum().to(torch::kFloat)})
              .cpu(); // all at once, since the processor waits for the device
    return batchSumsFrom(sums.data_ptr<float>());
}

/// Converts exceptions thrown by LibTorch to errors.
template <typename Function>
auto guarded(const Function& function) -> decltype(function())
{
    try {
        return function();
    } catch (const c10::Error& error) {
        const std::string reason = error.what_without_backtrace();
        return reason.find("DefaultCPUAllocator") != std::string::npos
            ? failure(ErrorCode::EngineFailed, engineOutOfMemory)
            : failure(ErrorCode::EngineFailed, "LibTorch failed: " + reason);
    } catch (const std::bad_alloc&) {
        return failure(ErrorCode::EngineFailed, engineOutOfMemory);
    } catch (const std::exception& error) {
        return failure(ErrorCode::EngineFailed, std::string("LibTorch failed: ") + error.what());
    }
}

class TorchEngine final : public TrainingEngine {
public:
    TorchEngine(const Weights& initial, const EngineOptions& options, const torch::Device& device)
        : m_architecture(initial.architecture())
        , m_options(options)
        , m_device(device)
        , m_dropout(options.dropout, options.seed)
        , m_network(m_architecture)
        , m_average(m_architecture)
        , m_means(torch::zeros(signedSize(m_architecture.inputs())))
    {
        if (centresInputs()) {
            std::copy(
                options.inputMeans.begin(), options.inputMeans.end(), m_means.data_ptr<float>());
        }
        m_means = m_means.to(m_device);
        m_network->to(m_device);
        m_average->to(m_device);
        m_parameters.emplace(m_network->parameters());
        m_averages.emplace(m_average->parameters());
        copyIn(initial);
        m_optimizer = makeOptimizer(options.optimizer, *m_parameters);
    }

    Result<BatchSums> train(const Batch& batch) override
    {
        return guarded([&]() -> Result<BatchSums> {
            useThreads(batch.size);
            ++m_steps;
            m_parameters->clearGradients();
            BatchSums sums = batch.size > 0 ? backward(batch) : BatchSums();
            torch::Tensor gradients = m_parameters->gradients();
            if (m_options.workers) {
                if (Result<void> added = addUp(gradients, sums); !added) {
                    return tl::unexpected(added.error());
                }
            }
            m_parameters->setGradients(gradients);
            m_optimizer->step();
            if (m_options.averaging > 0 && m_steps % averagingInterval == 0) {
                updateAverage();
            }
            return sums;
        });
    }

    void setLearningRate(double rate) override
    {
        for (torch::optim::OptimizerParamGroup& group : m_optimizer->param_groups()) {
            group.options().set_lr(rate);
        }
    }

    Result<BatchSums> evaluate(const Batch& batch) override
    {
        return guarded([&]() -> Result<BatchSums> {
            useThreads(batch.size);
            const torch::NoGradGuard noGrad;
            BatchSums sums;
            const std::size_t together = evaluatedTogether();
            for (std::size_t first = 0; first < batch.size; first += together) {
                Batch part = batch;
                part.indices += first;
                part.size = std::min(together, batch.size - first);
                sums += sumsOf(current()->forward(inputs(part)), labels(part));
            }
            return sums;
        });
    }

    /// The weights returned are for uncentred inputs; the network with centred inputs has the first
    /// bias b + W · means.
    Result<WeightsSnapshot> weights() const override
    {
        return guarded([&]() -> Result<WeightsSnapshot> {
            const torch::NoGradGuard noGrad;
            std::vector<torch::Tensor> tensors = current()->parameters();
            if (centresInputs()) {
                tensors[1] = tensors[1] - torch::mv(tensors[0], m_means);
            }
            std::vector<float> values;
            values.reserve(m_architecture.parameterCount());
            for (const torch::Tensor& tensor : tensors) {
                const torch::Tensor whole = tensor.cpu().contiguous();
                const auto* const first = whole.data_ptr<float>();
                values.insert(values.end(), first, first + whole.numel());
            }
            return std::make_shared<const Weights>(m_architecture, std::move(values));
        });
    }

    Result<void> setWeights(const Weights& weights) override
    {
        if (weights.architecture() != m_architecture) {
            return failure(ErrorCode::ModelMismatch, weightsOfAnotherNetwork);
        }
        return guarded([&]() -> Result<void> {
            copyIn(weights);
            return {};
        });
    }

    /// More than one thread is slower for small steps, since OpenMP's threads busy-wait for each
    /// other. On two cores and with a batch of 100, two threads took 6 times as long as one at
    /// 50,50, 1.2 times at 1024,1024 and 0.8 times at 2048,2048. Convolutions are shared out
    /// better: 0.8 times with 16 and 32 channels of 5×5, also of small networks.
    int threads(std::size_t rows) const override
    {
        const std::size_t minProducts
            = m_architecture.perceptron() != nullptr ? 400'000'000 : 20'000'000;
        const bool isLarge
            = m_architecture.multiplyAdds() >= minProducts / std::max(rows, std::size_t{1});
        return isLarge ? m_options.threads : 1;
    }

private:
    /// LibTorch's number of threads is specific to the calling thread. OpenBLAS has threads of its
    /// own, which would compete with LibTorch's for the cores: only products of perceptrons are
    /// large enough to need them.
    void useThreads(std::size_t rows) const
    {
        const int wanted = threads(rows);
        if (at::get_num_threads() != wanted) {
            at::set_num_threads(wanted);
        }
        if (openblas_set_num_threads != nullptr) {
            openblas_set_num_threads(m_architecture.perceptron() != nullptr ? wanted : 1);
        }
    }

    /// The processor computes feature maps faster that fit in its cache: 100 images take a third of
    /// the time per image that 1,000 do.
    std::size_t evaluatedTogether() const
    {
        const bool isCached = m_architecture.perceptron() == nullptr && m_device.is_cpu();
        return isCached ? 100 : std::numeric_limits<std::size_t>::max();
    }

    torch::Tensor inputs(const Batch& batch) const
    {
        const torch::Tensor values = inputsOf(batch, m_architecture.inputs(), m_device);
        return centresInputs() ? values - m_means : values;
    }

    torch::Tensor labels(const Batch& batch) const
    {
        return labelsOf(batch, m_architecture.outputs(), m_device);
    }

    /// Asked of the labels in memory, as a GPU's answer would have to be waited for.
    bool hasOutliers(const Batch& batch) const
    {
        return std::any_of(batch.indices, batch.indices + batch.size,
            [&](std::uint32_t index) { return batch.labels[index] >= m_architecture.outputs(); });
    }

    /// Computes the gradients of the whole batch's mean loss, as far as these images contribute.
    BatchSums backward(const Batch& batch)
    {
        const torch::Tensor truth = labels(batch);
        const torch::Tensor logits = m_network->forward(inputs(batch), masks(batch));
        torch::Tensor loss
            = learningLoss(logits, truth, hasOutliers(batch), m_options.labelSmoothing);
        if (batch.wholeSize > 0) {
            loss = loss * (static_cast<double>(batch.size) / static_cast<double>(batch.wholeSize));
        }
        loss.backward();
        return sumsOf(logits.detach(), truth);
    }

    /// Adds the gradients and the scores of all workers, in one message.
    Result<void> addUp(torch::Tensor& gradients, BatchSums& sums)
    {
        const torch::Tensor scores = torch::tensor({static_cast<float>(sums.loss),
            static_cast<float>(sums.correct), static_cast<float>(sums.images)});
        const torch::Tensor all = torch::cat({gradients.cpu(), scores});
        auto* const values = all.data_ptr<float>();
        const auto count = static_cast<std::size_t>(all.numel());
        if (Result<void> added = m_options.workers->allReduce(values, count); !added) {
            return added;
        }
        sums = batchSumsFrom(values + gradients.numel());
        gradients = all.narrow(0, 0, gradients.numel()).to(m_device);
        return {};
    }

    bool centresInputs() const
    {
        return !m_options.inputMeans.empty() && m_architecture.perceptron() != nullptr;
    }

    Network& current() const { return m_averaged > 0 ? m_average : m_network; }

    /// The network's parameters have the order of `Weights`: weight, bias, weight, bias …
    void copyIn(const Weights& weights)
    {
        const torch::NoGradGuard noGrad;
        const float* values = weights.values().data();
        for (const torch::Tensor& parameter : m_parameters->parameters()) {
            parameter.copy_(torch::from_blob(const_cast<float*>(values), parameter.sizes()));
            values += parameter.numel();
        }
        if (centresInputs()) {
            torch::nn::LinearImpl& first = m_network->linear(0);
            first.bias += torch::mv(first.weight, m_means);
        }
        m_averaged = 0;
    }

    /// Returns the dropout masks by hidden layer; empty without dropout.
    std::vector<torch::Tensor> masks(const Batch& batch) const
    {
        std::vector<torch::Tensor> masks;
        if (m_dropout.isOff()) {
            return masks;
        }
        constexpr std::size_t together = 4;
        for (std::size_t layer = 0; layer < m_architecture.hidden().size(); ++layer) {
            const std::size_t units = m_architecture.hidden()[layer];
            std::vector<float> factors((units + together - 1) / together * together);
            const torch::Tensor mask = torch::empty({signedSize(batch.size), signedSize(units)});
            auto* to = mask.data_ptr<float>();
            for (std::size_t row = 0; row < batch.size; ++row) {
                m_dropout.factors(m_steps, layer, batch.firstRow + row, factors);
                to = std::copy_n(factors.begin(), units, to);
            }
            masks.push_back(mask.to(m_device));
        }
        return masks;
    }

    /// Updates the exponential moving average with bias correction, as in the native engine.
    void updateAverage()
    {
        const torch::NoGradGuard noGrad;
        const double decay = std::pow(m_options.averaging, averagingInterval);
        const double weight = (1.0 - decay) / (1.0 - std::pow(decay, ++m_averaged));
        m_averages->weights().lerp_(m_parameters->weights(), weight);
        m_averages->biases().lerp_(m_parameters->biases(), weight);
    }

    platform::FreedMemory m_freedMemory; ///< outlives all tensors
    Architecture m_architecture;
    EngineOptions m_options;
    torch::Device m_device;
    Dropout m_dropout;
    mutable Network m_network;
    mutable Network m_average; ///< used only with averaging
    std::optional<FlatParameters> m_parameters; ///< of the network
    std::optional<FlatParameters> m_averages;
    torch::Tensor m_means; ///< of the inputs; zeros without centring
    std::unique_ptr<torch::optim::Optimizer> m_optimizer;
    std::int64_t m_steps = 0;
    int m_averaged = 0; ///< number of updates of the average
};

} // namespace

} // namespace numeral

extern "C" __attribute__((visibility("default"))) bool
numeral_prepare_torch() // NOLINT(readability-identifier-naming)
try {
    at::globalContext().setDeterministicCuDNN(true); // the same seed repeats a run
    c10::initLogging(); // takes the level from the environment, which LibTorch 2 doesn't by itself
    const bool isRight = !at::hasMKLDNN() || numeral::computesOneDnnRight();
    at::globalContext().setUserEnabledMkldnn(isRight);
    return isRight;
} catch (const std::exception&) {
    at::globalContext().setUserEnabledMkldnn(false);
    return false;
}

extern "C" __attribute__((visibility("default"))) void
numeral_make_torch_engine( // NOLINT(readability-identifier-naming)
    const numeral::Weights& initial, const numeral::EngineOptions& options,
    numeral::Result<std::unique_ptr<numeral::TrainingEngine>>& engine)
{
    engine = numeral::guarded([&]() -> numeral::Result<std::unique_ptr<numeral::TrainingEngine>> {
        const numeral::Result<torch::Device> device = numeral::deviceFor(
            options.device, options.workers ? options.workers->localRank() : 0);
        if (!device) {
            return tl::unexpected(device.error());
        }
        return std::make_unique<numeral::TorchEngine>(initial, options, *device);
    });
}

extern "C" __attribute__((visibility("default"))) void
numeral_join_workers( // NOLINT(readability-identifier-naming)
    const numeral::WorkerPlace& place, const std::function<bool()>& goesOn,
    numeral::Result<std::shared_ptr<numeral::WorkerGroup>>& group)
{
    group = numeral::joinGlooGroup(place, goesOn);
}
