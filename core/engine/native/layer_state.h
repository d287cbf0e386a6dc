// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/native/float_array.h"
#include "core/kernels/kernels.h"
#include "core/model/weights.h"

namespace numeral {

/// A layer in training: its parameters and Adam's moments, in the kernels' layout.
struct LayerState {
    LayerState(const LayerShape& layerShape, bool isRelu);

    void setParameters(const Weights& values, std::size_t layer);
    void writeParameters(float* values, bool averaged) const; ///< `values`: the whole network's

    /// Allocates memory for an average of the parameters.
    void allocateAverage();

    /// Interpolates the average towards the parameters: average += share · (parameters − average).
    void average(float share);

    /// Swaps the parameters with their average.
    void swapAverage();

    /// Copies the parameters and moments of a layer of the same shape.
    void copyFrom(const LayerState& other);

    kernels::Layer view() const;
    kernels::ParameterState state() const;
    kernels::ParameterState biasState() const;

    LayerShape shape;
    bool relu = false;
    FloatArray weights; ///< inputs × outputs in panels, as are the moments
    FloatArray firstMoments;
    FloatArray secondMoments;
    FloatArray bias; ///< outputs, padded to a whole panel, as are the moments
    FloatArray biasFirstMoments;
    FloatArray biasSecondMoments;
    FloatArray averageWeights; ///< null without averaging
    FloatArray averageBias;
};

} // namespace numeral
