// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/nn/functional/conv.h>
#include <torch/types.h>

#include <cstdint>
#include <vector>

namespace numeral {

/// A convolution's sizes, and how the images' values are ordered.
struct CheckedConvolution {
    std::int64_t images, channels, side, outputs, kernel;
    at::MemoryFormat format;
};

/// Returns the output of the convolution, and the gradients of the sum of its squares for the
/// images and the kernels.
inline std::vector<torch::Tensor> resultsOf(const CheckedConvolution& sizes)
{
    namespace F = torch::nn::functional;
    const auto varied = [](const std::vector<std::int64_t>& shape) {
        const std::int64_t count = torch::empty(shape).numel();
        return torch::arange(count, torch::kFloat).mul(0.37).sin().view(shape);
    };
    const torch::Tensor images = varied({sizes.images, sizes.channels, sizes.side, sizes.side})
                                     .contiguous(sizes.format)
                                     .requires_grad_();
    const torch::Tensor kernels
        = varied({sizes.outputs, sizes.channels, sizes.kernel, sizes.kernel}).requires_grad_();
    const torch::Tensor output
        = F::conv2d(images, kernels, F::Conv2dFuncOptions().padding(sizes.kernel / 2));
    output.square().sum().backward();
    return {output.detach(), images.grad(), kernels.grad()};
}

/// Returns whether oneDNN, with which LibTorch computes convolutions on the processor, computes
/// them as LibTorch does without it. It doesn't everywhere: Debian 13's oneDNN 3.7 is wrong for
/// many sizes on processors with AVX. Takes some milliseconds. Leaves oneDNN unused.
inline bool computesOneDnnRight()
{
    constexpr double tolerance = 1e-3;
    at::Context& context = at::globalContext();
    bool isRight = true;
    for (const CheckedConvolution& sizes :
        {CheckedConvolution{5, 40, 8, 33, 3, at::MemoryFormat::Contiguous},
            CheckedConvolution{5, 1, 11, 4, 5, at::MemoryFormat::ChannelsLast},
            CheckedConvolution{100, 40, 14, 45, 1, at::MemoryFormat::ChannelsLast}}) {
        context.setUserEnabledMkldnn(true);
        const std::vector<torch::Tensor> results = resultsOf(sizes);
        context.setUserEnabledMkldnn(false);
        const std::vector<torch::Tensor> expected = resultsOf(sizes);
        for (std::size_t i = 0; i < results.size(); ++i) {
            const auto scale = expected[i].abs().max().item<double>();
            // False for NaN, too.
            isRight = isRight
                && (results[i] - expected[i]).abs().max().item<double>() <= tolerance * scale;
        }
    }
    return isRight;
}

} // namespace numeral
