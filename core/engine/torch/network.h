// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/architecture.h"

// Instead of torch/torch.h, which takes a third longer to compile.
#include <torch/nn/modules/container/modulelist.h>
#include <torch/nn/modules/conv.h>
#include <torch/nn/modules/linear.h>
#include <torch/types.h>

#include <cstdint>
#include <vector>

namespace numeral {

inline std::int64_t signedSize(std::size_t size)
{
    return static_cast<std::int64_t>(size);
}

inline torch::Tensor activated(Activation activation, const torch::Tensor& sums)
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
        torch::nn::Conv2d convolution(torch::nn::Conv2dOptions(signedSize(shape.input.channels),
            signedSize(shape.output.channels), signedSize(shape.kernel))
                                          .padding(signedSize(shape.kernel / 2)));
        return convolution;
    }

    /// Returns the last block's feature maps, batch × channels × rows × columns. They are stored
    /// with the channels last, as the images' strides tell LibTorch, which is faster.
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

} // namespace numeral
