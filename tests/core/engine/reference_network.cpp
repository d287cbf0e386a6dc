// SPDX-License-Identifier: GPL-3.0-or-later
#include "reference_network.h"

#include <cmath>

using namespace numeral;

namespace {

std::vector<double> softmax(const std::vector<double>& logits)
{
    std::vector<double> probabilities;
    double sum = 0;
    for (const double logit : logits) {
        probabilities.push_back(std::exp(logit));
        sum += probabilities.back();
    }
    for (double& probability : probabilities) {
        probability /= sum;
    }
    return probabilities;
}

} // namespace

ReferenceNetwork::ReferenceNetwork(
    const Weights& initial, double learningRate, const std::vector<float>& inputMeans)
    : m_layers(initial.layers())
    , m_learningRate(learningRate)
    , m_means(inputMeans.begin(), inputMeans.end())
    , m_parameters(initial.values().begin(), initial.values().end())
    , m_first(m_parameters.size())
    , m_second(m_parameters.size())
{
    m_means.resize(m_layers.front().inputs);
    shiftBiases(m_parameters, 1);
}

/// W(x − m) + c equals Wx + b for c = b + Wm.
void ReferenceNetwork::shiftBiases(Vector& parameters, double sign) const
{
    const LayerShape& layer = m_layers.front();
    for (std::size_t o = 0; o < layer.outputs; ++o) {
        for (std::size_t i = 0; i < layer.inputs; ++i) {
            parameters[layer.biasOffset + o]
                += sign * parameters[layer.weightOffset + o * layer.inputs + i] * m_means[i];
        }
    }
}

std::vector<double> ReferenceNetwork::parameters() const
{
    Vector plain = m_parameters;
    shiftBiases(plain, -1);
    return plain;
}

/// The input and every layer's output.
std::vector<ReferenceNetwork::Vector> ReferenceNetwork::forward(
    const Batch& batch, std::size_t position) const
{
    const std::size_t inputs = m_layers.front().inputs;
    const std::uint8_t* image = batch.pixels + batch.indices[position] * inputs;
    std::vector<Vector> outputs{Vector(image, image + inputs)};
    for (std::size_t i = 0; i < inputs; ++i) {
        outputs.front()[i] = outputs.front()[i] / 255.0 - m_means[i];
    }
    for (const LayerShape& layer : m_layers) {
        Vector output;
        for (std::size_t o = 0; o < layer.outputs; ++o) {
            double sum = m_parameters[layer.biasOffset + o];
            for (std::size_t i = 0; i < layer.inputs; ++i) {
                sum += m_parameters[layer.weightOffset + o * layer.inputs + i] * outputs.back()[i];
            }
            const bool last = &layer == &m_layers.back();
            output.push_back(last || sum > 0 ? sum : 0);
        }
        outputs.push_back(output);
    }
    return outputs;
}

void ReferenceNetwork::addGradient(const Batch& batch, std::size_t position, Vector& gradient) const
{
    const std::vector<Vector> outputs = forward(batch, position);
    Vector delta = softmax(outputs.back());
    delta[batch.labels[batch.indices[position]]] -= 1.0;
    for (std::size_t l = m_layers.size(); l-- > 0;) {
        const LayerShape& layer = m_layers[l];
        Vector before(layer.inputs);
        for (std::size_t o = 0; o < layer.outputs; ++o) {
            gradient[layer.biasOffset + o] += delta[o] / static_cast<double>(batch.size);
            for (std::size_t i = 0; i < layer.inputs; ++i) {
                const std::size_t weight = layer.weightOffset + o * layer.inputs + i;
                gradient[weight] += delta[o] * outputs[l][i] / static_cast<double>(batch.size);
                before[i] += outputs[l][i] > 0 ? delta[o] * m_parameters[weight] : 0;
            }
        }
        delta = before;
    }
}

double ReferenceNetwork::loss(const Batch& batch) const
{
    double sum = 0;
    for (std::size_t i = 0; i < batch.size; ++i) {
        const Vector probabilities = softmax(forward(batch, i).back());
        sum -= std::log(probabilities[batch.labels[batch.indices[i]]]);
    }
    return sum;
}

void ReferenceNetwork::stepAdam(const Vector& gradient)
{
    ++m_steps;
    for (std::size_t i = 0; i < gradient.size(); ++i) {
        m_first[i] = 0.9 * m_first[i] + 0.1 * gradient[i];
        m_second[i] = 0.999 * m_second[i] + 0.001 * gradient[i] * gradient[i];
        const double first = m_first[i] / (1.0 - std::pow(0.9, m_steps));
        const double second = m_second[i] / (1.0 - std::pow(0.999, m_steps));
        m_parameters[i] -= m_learningRate * first / (std::sqrt(second) + 3e-3);
    }
}

double ReferenceNetwork::train(const Batch& batch)
{
    const double before = loss(batch);
    Vector gradient(m_parameters.size());
    for (std::size_t i = 0; i < batch.size; ++i) {
        addGradient(batch, i, gradient);
    }
    stepAdam(gradient);
    return before;
}
