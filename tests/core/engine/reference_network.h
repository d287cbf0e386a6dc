// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/training_engine.h"

#include <vector>

/// The same network as the engine's, written as the textbook has it: one image, one unit and one
/// weight at a time, in double precision, on inputs that really are centred. Slow, and hard to get
/// wrong.
class ReferenceNetwork {
public:
    ReferenceNetwork(const numeral::Weights& initial, double learningRate,
        const std::vector<float>& inputMeans = {});

    /// One step of Adam on the batch's mean loss; gives the summed loss before it.
    double train(const numeral::Batch& batch);

    /// Summed loss.
    double loss(const numeral::Batch& batch) const;

    /// For inputs as they are, in the layout of Weights.
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
