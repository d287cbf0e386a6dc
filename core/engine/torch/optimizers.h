// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/optimizer.h"
#include "core/engine/torch/flat_parameters.h"

#include <torch/optim.h>

#include <memory>
#include <tuple>
#include <vector>

namespace numeral {

using ParameterGroups = std::vector<torch::optim::OptimizerParamGroup>;

/// Returns two parameter groups: the weights, and the biases without weight decay.
template <typename Options>
ParameterGroups groupsOf(FlatParameters& parameters, const Options& options, double weightDecay)
{
    const auto group = [&options](const torch::Tensor& tensor, double decay) {
        return torch::optim::OptimizerParamGroup(
            {tensor}, std::make_unique<Options>(Options(options).weight_decay(decay)));
    };
    return {group(parameters.weights(), weightDecay), group(parameters.biases(), 0)};
}

inline std::unique_ptr<torch::optim::Optimizer> makeOptimizer(
    const OptimizerOptions& wanted, FlatParameters& parameters)
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

} // namespace numeral
