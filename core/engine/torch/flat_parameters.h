// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/types.h>

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <vector>

namespace numeral {

/// A network's parameters as parts of two tensors, one of all weights and one of all biases, so
/// that an optimizer updates two tensors in place of two for each layer: LibTorch takes longer to
/// be called for a small tensor than to compute it.
class FlatParameters {
public:
    /// Makes the parameters, on the device where they stay, views of the two tensors.
    explicit FlatParameters(const std::vector<torch::Tensor>& parameters)
        : m_parameters(parameters)
        , m_weightsFirst(parameters)
    {
        const torch::NoGradGuard noGrad;
        const auto firstBias = std::stable_partition(m_weightsFirst.begin(), m_weightsFirst.end(),
            [](const torch::Tensor& parameter) { return parameter.dim() > 1; });
        const torch::Tensor all = torch::cat(flattened(m_weightsFirst));
        std::int64_t place = 0;
        for (const torch::Tensor& parameter : m_weightsFirst) {
            parameter.set_data(all.narrow(0, place, parameter.numel()).view(parameter.sizes()));
            place += parameter.numel();
        }
        const std::int64_t weights
            = std::accumulate(m_weightsFirst.begin(), firstBias, std::int64_t{0},
                [](std::int64_t sum, const torch::Tensor& weight) { return sum + weight.numel(); });
        m_weights = all.narrow(0, 0, weights);
        m_biases = all.narrow(0, weights, place - weights);
    }

    /// In the network's order.
    const std::vector<torch::Tensor>& parameters() const { return m_parameters; }

    torch::Tensor& weights() { return m_weights; }
    torch::Tensor& biases() { return m_biases; }

    /// Without a gradient to add to, autograd hands over its own: two passes less than from zeros.
    void clearGradients()
    {
        for (const torch::Tensor& parameter : m_parameters) {
            parameter.mutable_grad().reset();
        }
    }

    /// Returns the gradients of the network's parameters in one tensor, first those of all weights;
    /// zeros where there is none.
    torch::Tensor gradients() const
    {
        std::vector<torch::Tensor> gradients;
        for (const torch::Tensor& parameter : m_weightsFirst) {
            const torch::Tensor& gradient = parameter.grad();
            gradients.push_back(gradient.defined() ? gradient : torch::zeros_like(parameter));
        }
        return torch::cat(flattened(gradients)).detach();
    }

    /// Gives the two tensors the gradients that gradients() returned.
    void setGradients(const torch::Tensor& gradients)
    {
        m_weights.mutable_grad() = gradients.narrow(0, 0, m_weights.numel());
        m_biases.mutable_grad() = gradients.narrow(0, m_weights.numel(), m_biases.numel());
    }

private:
    static std::vector<torch::Tensor> flattened(std::vector<torch::Tensor> tensors)
    {
        for (torch::Tensor& tensor : tensors) {
            tensor = tensor.flatten();
        }
        return tensors;
    }

    std::vector<torch::Tensor> m_parameters;
    std::vector<torch::Tensor> m_weightsFirst; ///< the same, first the weights, then the biases
    torch::Tensor m_weights;
    torch::Tensor m_biases;
};

} // namespace numeral
