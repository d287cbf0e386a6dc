// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/training_engine.h"

#include <vector>

/// A reference implementation of the engine's network, as in a textbook: one image, one unit and
/// one weight at a time, in double precision, on inputs that are actually centred. Slow, and hard
/// to get wrong.
class ReferenceNetwork {
public:
    ReferenceNetwork(const numeral::Weights& initial, double learningRate,
        const std::vector<float>& inputMeans = {});

    /// Takes one Adam step on the batch's mean loss; returns the summed loss before the step.
    double train(const numeral::Batch& batch);

    /// The loss summed over the batch.
    double loss(const numeral::Batch& batch) const;

    /// The parameters for uncentred inputs, in the layout of Weights.
    std::vector<double> parameters() const;

private:
    using Vector = std::vector<double>;

    std::vector<Vector> forward(const numeral::Batch& batch, std::size_t position) const;
    void addGradient(const numeral::Batch& batch, std::size_t position, Vector& gradient) const;
    void shiftBiases(Vector& parameters, double sign) const;
    void stepAdam(const Vector& gradient);

    std::vector<numeral::LayerShape> m_layers;
    double m_learningRate;
    Vector m_means;
    Vector m_parameters; ///< for centred inputs
    Vector m_first;
    Vector m_second;
    int m_steps = 0;
};
