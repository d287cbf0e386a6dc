// SPDX-License-Identifier: GPL-3.0-or-later
#include "torch_network.h"

#include <ATen/Context.h>
#include <torch/nn/functional/conv.h>
#include <torch/nn/functional/linear.h>
#include <torch/types.h>

namespace F = torch::nn::functional;
using numeral::Activation;

namespace {

std::int64_t signedSize(std::size_t size)
{
    return static_cast<std::int64_t>(size);
}

torch::Tensor tensorOf(const float* values, const std::vector<std::int64_t>& sizes)
{
    return torch::from_blob(const_cast<float*>(values), sizes).clone();
}

torch::Tensor activated(Activation activation, const torch::Tensor& sums)
{
    return activation == Activation::Relu ? sums.relu()
        : activation == Activation::Gelu  ? torch::gelu(sums)
                                          : sums.tanh();
}

std::vector<float> valuesOf(const torch::Tensor& tensor)
{
    const torch::Tensor whole = tensor.detach().contiguous();
    return {whole.data_ptr<float>(), whole.data_ptr<float>() + whole.numel()};
}

} // namespace

TorchResults torchResults(const numeral::Weights& weights, const std::vector<float>& images,
    const std::vector<float>& direction)
{
    at::globalContext().setUserEnabledMkldnn(false); // what oneDNN computes isn't right everywhere
    const Activation activation = weights.architecture().activation();
    const std::int64_t pixels = signedSize(weights.architecture().inputs());
    torch::Tensor inputs = tensorOf(images.data(), {signedSize(images.size()) / pixels, pixels});
    inputs.requires_grad_();
    TorchResults results;
    torch::Tensor values = inputs;
    for (std::size_t i = 0; i < weights.layers().size(); ++i) {
        const numeral::LayerShape& layer = weights.layers()[i];
        const std::int64_t outputs = signedSize(layer.outputs);
        const torch::Tensor bias = tensorOf(weights.bias(i), {outputs});
        if (layer.convolution) {
            const numeral::FeatureShape& shape = layer.convolution->input;
            const std::int64_t kernel = signedSize(layer.convolution->kernel);
            const std::int64_t pooling = signedSize(layer.convolution->pooling);
            const torch::Tensor weight = tensorOf(
                weights.weight(i), {outputs, signedSize(shape.channels), kernel, kernel});
            values = values.view({-1, signedSize(shape.channels), signedSize(shape.rows),
                signedSize(shape.columns)});
            values = activated(activation,
                F::conv2d(values, weight, F::Conv2dFuncOptions().bias(bias).padding(kernel / 2)));
            values = torch::max_pool2d(values, {pooling, pooling});
        } else {
            const torch::Tensor weight
                = tensorOf(weights.weight(i), {outputs, signedSize(layer.inputs)});
            values = F::linear(values.flatten(1), weight, bias);
            if (i + 1 == weights.layers().size()) {
                break;
            }
            values = activated(activation, values);
        }
        results.activations.push_back(valuesOf(values));
    }
    results.logits = valuesOf(values);
    (values * tensorOf(direction.data(), {1, signedSize(direction.size())})).sum().backward();
    results.gradients = valuesOf(inputs.grad());
    return results;
}
