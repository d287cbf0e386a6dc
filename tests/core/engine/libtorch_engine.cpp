// SPDX-License-Identifier: GPL-3.0-or-later
#include "libtorch_engine.h"

#include <torch/torch.h>

using namespace numeral;

namespace {

void pushActivation(torch::nn::Sequential& modules, Activation activation)
{
    switch (activation) {
    case Activation::Relu:
        modules->push_back(torch::nn::ReLU());
        break;
    case Activation::Gelu:
        modules->push_back(torch::nn::GELU());
        break;
    case Activation::Tanh:
        modules->push_back(torch::nn::Tanh());
        break;
    }
}

torch::nn::Sequential makeModules(const MlpSpec& spec)
{
    torch::nn::Sequential modules;
    const std::vector<LayerShape> layers = spec.layers();
    for (std::size_t i = 0; i < layers.size(); ++i) {
        modules->push_back(torch::nn::Linear(static_cast<std::int64_t>(layers[i].inputs),
            static_cast<std::int64_t>(layers[i].outputs)));
        if (i + 1 < layers.size()) {
            pushActivation(modules, spec.activation);
        }
    }
    return modules;
}

/// The modules' parameters come as weight, bias, weight, bias …: in the layout of Weights.
void copyIn(torch::nn::Sequential& modules, const float* values)
{
    const torch::NoGradGuard noGrad;
    for (torch::Tensor& parameter : modules->parameters()) {
        std::copy_n(values, parameter.numel(), parameter.data_ptr<float>());
        values += parameter.numel();
    }
}

std::vector<float> flat(const std::vector<torch::Tensor>& tensors)
{
    std::vector<float> values;
    for (const torch::Tensor& tensor : tensors) {
        const torch::Tensor whole = tensor.contiguous();
        const auto* first = whole.data_ptr<float>();
        values.insert(values.end(), first, first + whole.numel());
    }
    return values;
}

torch::Tensor inputsOf(const Batch& batch, std::size_t pixels)
{
    torch::Tensor inputs = torch::empty(
        {static_cast<std::int64_t>(batch.size), static_cast<std::int64_t>(pixels)}, torch::kByte);
    for (std::size_t i = 0; i < batch.size; ++i) {
        std::copy_n(batch.pixels + batch.indices[i] * pixels, pixels,
            inputs.data_ptr<std::uint8_t>() + i * pixels);
    }
    return inputs.to(torch::kFloat).div_(255);
}

torch::Tensor labelsOf(const Batch& batch)
{
    torch::Tensor labels = torch::empty(static_cast<std::int64_t>(batch.size), torch::kLong);
    for (std::size_t i = 0; i < batch.size; ++i) {
        labels.data_ptr<std::int64_t>()[i] = batch.labels[batch.indices[i]];
    }
    return labels;
}

class LibtorchEngine final : public TrainingEngine {
public:
    LibtorchEngine(const Weights& initial, const EngineOptions& options)
        : m_spec(initial.spec())
        , m_options(options)
        , m_modules(makeModules(m_spec))
        , m_adam(m_modules->parameters(),
              torch::optim::AdamOptions(options.learningRate).eps(options.epsilon))
        , m_means(torch::zeros(static_cast<std::int64_t>(m_spec.inputs)))
    {
        std::copy(options.inputMeans.begin(), options.inputMeans.end(), m_means.data_ptr<float>());
        copyIn(m_modules, initial.values().data());
        centreFirstBias();
    }

    Result<BatchSums> train(const Batch& batch) override
    {
        const torch::Tensor labels = labelsOf(batch);
        const torch::Tensor logits = m_modules->forward(inputsOf(batch, m_spec.inputs) - m_means);
        const torch::Tensor loss = torch::nn::functional::cross_entropy(logits, labels,
            torch::nn::functional::CrossEntropyFuncOptions().label_smoothing(
                m_options.labelSmoothing));
        m_adam.zero_grad();
        loss.backward();
        decay();
        m_adam.step();
        return sums(logits, labels, loss);
    }

    void setLearningRate(double rate) override
    {
        m_options.learningRate = rate;
        for (torch::optim::OptimizerParamGroup& group : m_adam.param_groups()) {
            group.options().set_lr(rate);
        }
    }

    Result<BatchSums> evaluate(const Batch& batch) override
    {
        const torch::NoGradGuard noGrad;
        const torch::Tensor labels = labelsOf(batch);
        const torch::Tensor logits = m_modules->forward(inputsOf(batch, m_spec.inputs) - m_means);
        return sums(logits, labels, torch::nn::functional::cross_entropy(logits, labels));
    }

    Result<WeightsSnapshot> weights() const override
    {
        std::vector<torch::Tensor> parameters = m_modules->parameters();
        parameters[1] = parameters[1].detach() - torch::mv(parameters[0].detach(), m_means);
        return std::make_shared<const Weights>(m_spec, flat(parameters));
    }

    Result<void> setWeights(const Weights& weights) override
    {
        copyIn(m_modules, weights.values().data());
        centreFirstBias();
        return {};
    }

private:
    /// AdamW's, of weights and not of biases.
    void decay()
    {
        const torch::NoGradGuard noGrad;
        for (torch::Tensor& parameter : m_modules->parameters()) {
            if (parameter.dim() == 2) {
                parameter.mul_(1.0 - m_options.learningRate * m_options.weightDecay);
            }
        }
    }

    /// A centred network's first bias is b + W · means.
    void centreFirstBias()
    {
        const torch::NoGradGuard noGrad;
        std::vector<torch::Tensor> parameters = m_modules->parameters();
        parameters[1] += torch::mv(parameters[0], m_means);
    }

    static BatchSums sums(
        const torch::Tensor& logits, const torch::Tensor& labels, const torch::Tensor& loss)
    {
        BatchSums sums;
        sums.images = static_cast<std::size_t>(labels.size(0));
        sums.loss = loss.item<double>() * static_cast<double>(sums.images);
        sums.correct
            = static_cast<std::size_t>(logits.argmax(1).eq(labels).sum().item<std::int64_t>());
        return sums;
    }

    MlpSpec m_spec;
    EngineOptions m_options;
    mutable torch::nn::Sequential m_modules;
    torch::optim::Adam m_adam;
    torch::Tensor m_means; ///< zeros where inputs are not centred
};

} // namespace

Result<std::unique_ptr<TrainingEngine>> makeLibtorchEngine(
    const Weights& initial, const EngineOptions& options)
{
    return std::make_unique<LibtorchEngine>(initial, options);
}

std::vector<float> libtorchGradient(const Weights& weights, const Batch& batch)
{
    torch::nn::Sequential modules = makeModules(weights.spec());
    copyIn(modules, weights.values().data());
    const torch::Tensor logits = modules->forward(inputsOf(batch, weights.spec().inputs));
    torch::nn::functional::cross_entropy(logits, labelsOf(batch)).backward();
    std::vector<torch::Tensor> gradients;
    for (const torch::Tensor& parameter : modules->parameters()) {
        gradients.push_back(parameter.grad());
    }
    return flat(gradients);
}
