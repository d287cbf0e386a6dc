// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/packed_layer.h"

#include <cstdint>
#include <vector>

namespace numeral {

/// The convolutions of a network, each with its activation and max pooling. Feature maps are
/// channels × rows × columns, row-major.
class ConvolutionLayers {
public:
    /// What the backward pass needs of one layer's forward pass.
    struct LayerTrace {
        std::vector<float> output; ///< feature maps, after pooling
        std::vector<std::uint32_t> winners; ///< for each output value, the pixel it came from
        std::vector<float> slopes; ///< for each output value, the activation's slope there
    };
    using Trace = std::vector<LayerTrace>;

    explicit ConvolutionLayers(const Weights& weights);

    bool isEmpty() const { return m_layers.empty(); }

    /// Returns the last feature maps of one image.
    std::vector<float> features(std::vector<float> image) const;

    /// Returns what each layer makes of one image.
    Trace trace(const std::vector<float>& image) const;

    /// Returns the gradient with respect to the image, for the gradient with respect to the last
    /// feature maps.
    std::vector<float> gradient(std::vector<float> direction, const Trace& trace) const;

private:
    kernels::AlignedFloats convolved(
        const PackedLayer& layer, const std::vector<float>& maps) const;

    const kernels::Kernels& m_kernels = kernels::best();
    Activation m_activation;
    std::vector<PackedLayer> m_layers;
};

} // namespace numeral
