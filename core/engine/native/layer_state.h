// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/native/float_array.h"
#include "core/kernels/kernels.h"
#include "core/model/weights.h"

namespace numeral {

/// A layer in training: its parameters and Adam's moments, as the kernels want them.
struct LayerState {
    LayerState(const LayerShape& layerShape, bool isRectified);

    void setParameters(const Weights& values, std::size_t layer);
    void writeParameters(float* values, bool averaged) const; ///< of the whole network

    /// Makes room for an average of the parameters.
    void allocateAverage();

    /// Moves the average by a share of the way to the parameters.
    void average(float share);

    /// Parameters and average change places.
    void swapAverage();

    /// Takes over the parameters and moments of a layer of the same shape.
    void copyFrom(const LayerState& other);

    kernels::Layer view() const;
    kernels::ParameterState state() const;
    kernels::ParameterState biasState() const;

    LayerShape shape;
    bool rectified = false;
    FloatArray weights; ///< inputs × outputs in panels, and so are the moments
    FloatArray firstMoments;
    FloatArray secondMoments;
    FloatArray bias; ///< outputs up to a whole panel, and so are the moments
    FloatArray biasFirstMoments;
    FloatArray biasSecondMoments;
    FloatArray averageWeights; ///< null without averaging
    FloatArray averageBias;
};

} // namespace numeral
