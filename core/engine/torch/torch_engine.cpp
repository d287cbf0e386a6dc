// SPDX-License-Identifier: GPL-3.0-or-later
//
// The readable counterpart of the native engine: the same network, loss and optimizer, written with
// LibTorch's modules, autograd and torch::optim.

#include "core/engine/dropout.h"
#include "core/engine/torch/torch_entry.h"
#include "core/platform/freed_memory.h"

// Instead of torch/torch.h, which takes a third longer to compile.
#include <torch/nn/functional/loss.h>
#include <torch/nn/init.h>
#include <torch/nn/modules/container/modulelist.h>
#include <torch/nn/modules/conv.h>
#include <torch/nn/modules/linear.h>
#include <torch/optim.h>
#include <torch/types.h>
#include <torch/utils.h>

#include <algorithm>
#include <cmath>
#include <new>
#include <string>

/// Null if LibTorch uses another BLAS.
extern "C" void openblas_set_num_threads(int threads) // NOLINT(readability-identifier-naming)
    __attribute__((weak));

namespace numeral {

namespace {

std::int64_t signedSize(std::size_t size)
{
    return static_cast<std::int64_t>(size);
}

torch::Tensor activated(Activation activation, const torch::Tensor& sums)
{
    switch (activation) {
    case Activation::Relu:
        return torch::relu(sums);
    case Activation::Gelu:
        return torch::gelu(sums);
    case Activation::Tanh:
        return torch::tanh(sums);
    }
    return sums;
}

/// A network as its architecture says: convolutions with an activation and max pooling after each,
/// then linear layers with an activation between them. A perceptron has no convolutions. The
/// parameters are named as in a PyTorch state_dict: "blocks.0.weight", …, "layers.0.weight", …
class NetworkImpl : public torch::nn::Module {
public:
    explicit NetworkImpl(const Architecture& architecture)
        : m_activation(architecture.activation())
        , m_blocks(register_module("blocks", torch::nn::ModuleList()))
        , m_layers(register_module("layers", torch::nn::ModuleList()))
    {
        for (const LayerShape& layer : architecture.layers()) {
            if (layer.convolution) {
                m_shapes.push_back(*layer.convolution);
                m_blocks->push_back(convolutionOf(m_shapes.back()));
            } else {
                m_layers->push_back(
                    torch::nn::Linear(signedSize(layer.inputs), signedSize(layer.outputs)));
            }
        }
    }

    /// Returns the logits, batch × classes, for `values`, batch × pixels. For dropout, each fully
    /// connected hidden layer's output is multiplied by its mask, batch × units, if there are
    /// masks.
    torch::Tensor forward(torch::Tensor values, const std::vector<torch::Tensor>& masks = {})
    {
        if (!m_shapes.empty()) {
            values = features(values).flatten(1);
        }
        const std::size_t hidden = m_layers->size() - 1;
        for (std::size_t i = 0; i < hidden; ++i) {
            values = activated(m_activation, linear(i).forward(values));
            if (!masks.empty()) {
                values = values * masks[i];
            }
        }
        return linear(hidden).forward(values);
    }

    torch::nn::LinearImpl& linear(std::size_t layer)
    {
        return *m_layers->at<torch::nn::LinearImpl>(layer).as<torch::nn::LinearImpl>();
    }

private:
    static torch::nn::Conv2d convolutionOf(const ConvolutionShape& shape)
    {
        return torch::nn::Conv2d(torch::nn::Conv2dOptions(signedSize(shape.input.channels),
            signedSize(shape.output.channels), signedSize(shape.kernel))
                                     .padding(signedSize(shape.kernel / 2)));
    }

    /// Returns the last block's feature maps, batch × channels × rows × columns. They are stored
    /// with the channels last, as the images' strides tell LibTorch: with the next comment's order
    /// a step takes two thirds of the time.
    torch::Tensor features(const torch::Tensor& pixels)
    {
        const FeatureShape& image = m_shapes.front().input;
        torch::Tensor maps = pixels
                                 .view({pixels.size(0), signedSize(image.rows),
                                     signedSize(image.columns), signedSize(image.channels)})
                                 .permute({0, 3, 1, 2});
        for (std::size_t i = 0; i < m_shapes.size(); ++i) {
            auto& convolution = *m_blocks->at<torch::nn::Conv2dImpl>(i).as<torch::nn::Conv2dImpl>();
            maps = convolution.forward(maps);
            // The largest value of an increasing function is that of the largest sum.
            const bool isIncreasing = m_activation != Activation::Gelu;
            maps = isIncreasing ? activated(m_activation, pooled(maps, m_shapes[i].pooling))
                                : pooled(activated(m_activation, maps), m_shapes[i].pooling);
        }
        return maps;
    }

    static torch::Tensor pooled(const torch::Tensor& maps, std::size_t pooling)
    {
        return pooling == 1 ? maps : torch::max_pool2d(maps, signedSize(pooling));
    }

    Activation m_activation;
    std::vector<ConvolutionShape> m_shapes; ///< of the blocks
    torch::nn::ModuleList m_blocks;
    torch::nn::ModuleList m_layers;
};

TORCH_MODULE(Network);

/// Returns the batch's images, batch × pixels, 0–1.
torch::Tensor inputsOf(const Batch& batch, std::size_t pixels)
{
    const torch::Tensor bytes
        = torch::empty({signedSize(batch.size), signedSize(pixels)}, torch::kByte);
    auto* row = bytes.data_ptr<std::uint8_t>();
    for (std::size_t i = 0; i < batch.size; ++i) {
        row = std::copy_n(batch.pixels + batch.indices[i] * pixels, pixels, row);
    }
    return bytes.to(torch::kFloat).div_(255);
}

/// Returns the class indices; −1 for an outlier.
torch::Tensor labelsOf(const Batch& batch, std::size_t classes)
{
    const torch::Tensor labels = torch::empty(signedSize(batch.size), torch::kLong);
    auto* const values = labels.data_ptr<std::int64_t>();
    for (std::size_t i = 0; i < batch.size; ++i) {
        const std::uint8_t label = batch.labels[batch.indices[i]];
        values[i] = label < classes ? label : -1;
    }
    return labels;
}

/// Returns the mean cross-entropy to be minimised, with label smoothing; the target of an outlier
/// is the uniform distribution over the classes.
torch::Tensor learningLoss(
    const torch::Tensor& logits, const torch::Tensor& labels, double smoothing)
{
    namespace F = torch::nn::functional;
    const torch::Tensor isOutlier = labels.lt(0);
    if (!isOutlier.any().item<bool>()) {
        return F::cross_entropy(
            logits, labels, F::CrossEntropyFuncOptions().label_smoothing(smoothing));
    }
    const auto classes = logits.size(1);
    const double uniform = 1.0 / static_cast<double>(classes);
    torch::Tensor targets = torch::one_hot(labels.clamp_min(0), classes).to(torch::kFloat);
    targets = targets * (1 - smoothing) + smoothing * uniform;
    targets = torch::where(isOutlier.unsqueeze(1), torch::full_like(targets, uniform), targets);
    return F::cross_entropy(logits, targets);
}

/// Returns the loss and the correct predictions, without outliers.
BatchSums sumsOf(const torch::Tensor& logits, const torch::Tensor& labels)
{
    namespace F = torch::nn::functional;
    const torch::Tensor losses = F::cross_entropy(
        logits, labels, F::CrossEntropyFuncOptions().ignore_index(-1).reduction(torch::kSum));
    BatchSums sums;
    sums.loss = losses.item<double>();
    sums.correct = static_cast<std::size_t>(logits.argmax(1).eq(labels).sum().item<std::int64_t>());
    sums.images = static_cast<std::size_t>(labels.ge(0).sum().item<std::int64_t>());
    return sums;
}

using ParameterGroups = std::vector<torch::optim::OptimizerParamGroup>;

/// Returns two parameter groups: the weights, and the biases without weight decay.
template <typename Options>
ParameterGroups groupsOf(
    const std::vector<torch::Tensor>& parameters, const Options& options, double weightDecay)
{
    std::vector<torch::Tensor> weights;
    std::vector<torch::Tensor> biases;
    for (const torch::Tensor& parameter : parameters) {
        (parameter.dim() > 1 ? weights : biases).push_back(parameter);
    }
    ParameterGroups groups;
    groups.emplace_back(
        weights, std::make_unique<Options>(Options(options).weight_decay(weightDecay)));
    groups.emplace_back(biases, std::make_unique<Options>(Options(options).weight_decay(0)));
    return groups;
}

std::unique_ptr<torch::optim::Optimizer> makeOptimizer(
    const OptimizerOptions& wanted, const std::vector<torch::Tensor>& parameters)
{
    namespace optim = torch::optim;
    const auto groups
        = [&](const auto& options) { return groupsOf(parameters, options, wanted.weightDecay); };
    const std::tuple<double, double> betas(wanted.beta1, wanted.beta2);
    const double rate = wanted.learningRate;
    switch (wanted.kind) {
    case OptimizerKind::Adam:
        return std::make_unique<optim::Adam>(
            groups(optim::AdamOptions(rate).betas(betas).eps(wanted.epsilon)));
    case OptimizerKind::AdamW:
        return std::make_unique<optim::AdamW>(
            groups(optim::AdamWOptions(rate).betas(betas).eps(wanted.epsilon)));
    case OptimizerKind::Sgd: {
        const auto options
            = optim::SGDOptions(rate).momentum(wanted.momentum).nesterov(wanted.nesterov);
        return std::make_unique<optim::SGD>(groups(options), options);
    }
    case OptimizerKind::RmsProp:
        return std::make_unique<optim::RMSprop>(groups(optim::RMSpropOptions(rate)
                                                           .alpha(wanted.alpha)
                                                           .eps(wanted.epsilon)
                                                           .momentum(wanted.momentum)));
    case OptimizerKind::Adagrad: {
        const auto options = optim::AdagradOptions(rate)
                                 .eps(wanted.epsilon)
                                 .initial_accumulator_value(wanted.initialAccumulator);
        return std::make_unique<optim::Adagrad>(groups(options), options);
    }
    }
    return nullptr;
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
    TorchEngine(const Weights& initial, const EngineOptions& options)
        : m_architecture(initial.architecture())
        , m_options(options)
        , m_dropout(options.dropout, options.seed)
        , m_network(m_architecture)
        , m_average(m_architecture)
        , m_means(torch::zeros(signedSize(m_architecture.inputs())))
    {
        if (centresInputs()) {
            std::copy(
                options.inputMeans.begin(), options.inputMeans.end(), m_means.data_ptr<float>());
        }
        copyIn(initial);
        m_optimizer = makeOptimizer(options.optimizer, m_network->parameters());
    }

    Result<BatchSums> train(const Batch& batch) override
    {
        return guarded([&]() -> Result<BatchSums> {
            useThreads(batch.size);
            ++m_steps;
            const torch::Tensor labels = labelsOf(batch, m_architecture.outputs());
            const torch::Tensor logits = m_network->forward(
                inputsOf(batch, m_architecture.inputs()) - m_means, masks(batch.size));
            m_optimizer->zero_grad();
            learningLoss(logits, labels, m_options.labelSmoothing).backward();
            m_optimizer->step();
            if (m_options.averaging > 0 && m_steps % averagingInterval == 0) {
                updateAverage();
            }
            return sumsOf(logits.detach(), labels);
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
            const torch::Tensor logits
                = current()->forward(inputsOf(batch, m_architecture.inputs()) - m_means);
            return sumsOf(logits, labelsOf(batch, m_architecture.outputs()));
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
                const torch::Tensor whole = tensor.contiguous();
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
    /// 50,50, 1.2 times at 1024,1024 and 0.8 times at 2048,2048. Convolutions are shared out better:
    /// 0.8 times with 16 and 32 channels of 5×5, also of small networks.
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
        for (torch::Tensor& parameter : m_network->parameters()) {
            std::copy_n(values, parameter.numel(), parameter.data_ptr<float>());
            values += parameter.numel();
        }
        if (centresInputs()) {
            torch::nn::LinearImpl& first = m_network->linear(0);
            first.bias += torch::mv(first.weight, m_means);
        }
        m_averaged = 0;
    }

    /// Returns the dropout masks by hidden layer; empty without dropout.
    std::vector<torch::Tensor> masks(std::size_t rows) const
    {
        std::vector<torch::Tensor> masks;
        if (m_dropout.isOff()) {
            return masks;
        }
        constexpr std::size_t together = 4;
        for (std::size_t layer = 0; layer < m_architecture.hidden().size(); ++layer) {
            const std::size_t units = m_architecture.hidden()[layer];
            std::vector<float> factors((units + together - 1) / together * together);
            const torch::Tensor mask = torch::empty({signedSize(rows), signedSize(units)});
            auto* to = mask.data_ptr<float>();
            for (std::size_t row = 0; row < rows; ++row) {
                m_dropout.factors(m_steps, layer, row, factors);
                to = std::copy_n(factors.begin(), units, to);
            }
            masks.push_back(mask);
        }
        return masks;
    }

    /// Updates the exponential moving average with bias correction, as in the native engine.
    void updateAverage()
    {
        const torch::NoGradGuard noGrad;
        const double decay = std::pow(m_options.averaging, averagingInterval);
        const double weight = (1.0 - decay) / (1.0 - std::pow(decay, ++m_averaged));
        std::vector<torch::Tensor> averages = m_average->parameters();
        const std::vector<torch::Tensor> parameters = m_network->parameters();
        for (std::size_t i = 0; i < averages.size(); ++i) {
            averages[i].lerp_(parameters[i], weight);
        }
    }

    platform::FreedMemory m_freedMemory; ///< outlives all tensors
    Architecture m_architecture;
    EngineOptions m_options;
    Dropout m_dropout;
    mutable Network m_network;
    mutable Network m_average; ///< used only with averaging
    torch::Tensor m_means; ///< of the inputs; zeros without centring
    std::unique_ptr<torch::optim::Optimizer> m_optimizer;
    std::int64_t m_steps = 0;
    int m_averaged = 0; ///< number of updates of the average
};

} // namespace

} // namespace numeral

extern "C" __attribute__((visibility("default"))) void
numeral_make_torch_engine( // NOLINT(readability-identifier-naming)
    const numeral::Weights& initial, const numeral::EngineOptions& options,
    numeral::Result<std::unique_ptr<numeral::TrainingEngine>>& engine)
{
    engine = numeral::guarded([&]() -> numeral::Result<std::unique_ptr<numeral::TrainingEngine>> {
        return std::make_unique<numeral::TorchEngine>(initial, options);
    });
}
