// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/types.h>

#include <cstdint>
#include <vector>

namespace numeral {

/// A network's parameters as parts of two tensors, one of all weights and one of all biases, so
/// that an optimizer updates two tensors in place of two for each layer: LibTorch takes longer to
/// be called for a small tensor than to compute it.
class FlatParameters {
public:
    /// Makes the parameters, on the device where they stay, views of the two tensors.
    explicit FlatParameters(std::vector<torch::Tensor> parameters)
        : m_parameters(std::move(parameters))
    {
        const torch::NoGradGuard noGrad;
        for (const bool areWeights : {true, false}) {
            std::vector<torch::Tensor> parts;
            for (const torch::Tensor& parameter : m_parameters) {
                if (isWeight(parameter) == areWeights) {
                    parts.push_back(parameter.flatten());
                }
            }
            torch::Tensor& whole = areWeights ? m_weights : m_biases;
            whole = torch::cat(parts);
            std::int64_t first = 0;
            for (torch::Tensor& parameter : m_parameters) {
                if (isWeight(parameter) == areWeights) {
                    const std::int64_t size = parameter.numel();
                    parameter.set_data(whole.narrow(0, first, size).view(parameter.sizes()));
                    first += size;
                }
            }
        }
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
        std::vector<torch::Tensor> parts;
        for (const bool areWeights : {true, false}) {
            for (const torch::Tensor& parameter : m_parameters) {
                if (isWeight(parameter) == areWeights) {
                    const torch::Tensor& gradient = parameter.grad();
                    parts.push_back(
                        (gradient.defined() ? gradient : torch::zeros_like(parameter)).flatten());
                }
            }
        }
        return torch::cat(parts).detach();
    }

    /// Gives the two tensors the gradients that gradients() returned.
    void setGradients(const torch::Tensor& gradients)
    {
        m_weights.mutable_grad() = gradients.narrow(0, 0, m_weights.numel());
        m_biases.mutable_grad() = gradients.narrow(0, m_weights.numel(), m_biases.numel());
    }

private:
    static bool isWeight(const torch::Tensor& parameter) { return parameter.dim() > 1; }

    std::vector<torch::Tensor> m_parameters;
    torch::Tensor m_weights;
    torch::Tensor m_biases;
};

} // namespace numeral
