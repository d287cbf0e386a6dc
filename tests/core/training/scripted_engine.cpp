// SPDX-License-Identifier: GPL-3.0-or-later
#include "scripted_engine.h"

#include <algorithm>

using namespace numeral;

namespace {

constexpr std::size_t pixelsPerImage = 4;

std::uint32_t numberOf(const Batch& batch, std::size_t position)
{
    const std::uint8_t* pixels = batch.pixels + batch.indices[position] * pixelsPerImage;
    return (std::uint32_t{pixels[0]} << 24U) | (std::uint32_t{pixels[1]} << 16U)
        | (std::uint32_t{pixels[2]} << 8U) | std::uint32_t{pixels[3]};
}

std::vector<std::uint32_t> numbersOf(const Batch& batch)
{
    std::vector<std::uint32_t> numbers;
    for (std::size_t i = 0; i < batch.size; ++i) {
        numbers.push_back(numberOf(batch, i));
    }
    return numbers;
}

class ScriptedEngine final : public TrainingEngine {
public:
    ScriptedEngine(std::shared_ptr<EngineScript> script, Architecture network)
        : m_script(std::move(script))
        , m_network(std::move(network))
    {
    }

    Result<BatchSums> train(const Batch& batch) override
    {
        m_script->beforeStep(m_steps);
        m_script->trainedBatches.push_back(numbersOf(batch));
        const double loss = m_script->trainingLoss(m_steps);
        ++m_steps;
        return BatchSums{loss * static_cast<double>(batch.size), batch.size / 2, batch.size};
    }

    void setLearningRate(double rate) override { m_script->learningRates.push_back(rate); }

    Result<BatchSums> evaluate(const Batch& batch) override
    {
        const std::vector<std::uint32_t> numbers = numbersOf(batch);
        m_script->evaluated.insert(m_script->evaluated.end(), numbers.begin(), numbers.end());
        const auto& losses = m_script->validationLosses;
        double loss = 1.0;
        if (!losses.empty()) {
            const auto last = static_cast<int>(losses.size()) - 1;
            loss = losses[static_cast<std::size_t>(std::min(m_script->validations, last))];
        }
        const auto& accuracies = m_script->validationAccuracies;
        const auto number = static_cast<std::size_t>(m_script->validations);
        const double accuracy = number < accuracies.size() ? accuracies[number] : 1.0;
        m_inValidation += batch.size;
        if (m_inValidation == m_script->validationImages) {
            m_inValidation = 0;
            ++m_script->validations;
        }
        const auto correct = static_cast<std::size_t>(accuracy * static_cast<double>(batch.size));
        return BatchSums{loss * static_cast<double>(batch.size), correct, batch.size};
    }

    Result<WeightsSnapshot> weights() const override
    {
        return std::make_shared<const Weights>(
            m_network, std::vector<float>(m_network.parameterCount(), static_cast<float>(m_steps)));
    }

    int threads(std::size_t /*rows*/) const override { return 1; }
    Result<void> setWeights(const Weights& weights) override
    {
        m_script->restored = weights.values();
        return {};
    }

private:
    std::shared_ptr<EngineScript> m_script;
    Architecture m_network;
    int m_steps = 0;
    std::size_t m_inValidation = 0;
};

LabelledImages numbered(std::uint32_t first, std::uint32_t count)
{
    std::vector<std::uint8_t> pixels;
    for (std::uint32_t number = first; number < first + count; ++number) {
        for (const unsigned shift : {24U, 16U, 8U, 0U}) {
            pixels.push_back(static_cast<std::uint8_t>(number >> shift));
        }
    }
    return {{1, pixelsPerImage}, std::move(pixels), std::vector<Label>(count)};
}

} // namespace

EngineFactory scriptedEngine(const std::shared_ptr<EngineScript>& script)
{
    return [script](const Weights& initial,
               const EngineOptions&) -> Result<std::unique_ptr<TrainingEngine>> {
        return std::make_unique<ScriptedEngine>(script, initial.architecture());
    };
}

Dataset numberedImages(std::uint32_t training, std::uint32_t test)
{
    Dataset dataset;
    dataset.name = "numbers";
    dataset.training = numbered(0, training);
    dataset.test = numbered(training, test);
    dataset.classes = {"0", "1"};
    return dataset;
}
