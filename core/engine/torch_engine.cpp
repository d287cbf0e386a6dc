// SPDX-License-Identifier: GPL-3.0-or-later
//
// The training engine on LibTorch's tensors.
//
// All parameters lie in one flat tensor, in the layout of Weights, and so do the gradients and
// Adam's two moments: an optimiser step is one pass over four arrays instead of some dozen calls a
// tensor. Forward and backward pass write to buffers that are made once for each batch size, and
// the backward pass is by hand: a multilayer perceptron needs three lines for a layer, and autograd
// would build and walk a graph for every batch to find the same three.

#include "core/engine/engine_entry.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <algorithm>
#include <cmath>
#include <new>

// OpenBLAS's pthread build keeps a thread count of its own; other BLAS libraries lack the function.
extern "C" __attribute__((weak)) void
openblas_set_num_threads( // NOLINT(readability-identifier-naming)
    int threads);

namespace numeral {

namespace {

constexpr float adamBeta1 = 0.9F;
constexpr float adamBeta2 = 0.999F;
constexpr float adamEpsilon = 3e-3F;

constexpr const char* notEnoughMemory
    = "There is not enough memory for this network and batch size.";

/// Turns whatever LibTorch throws into an error.
template <typename Function>
auto guarded(Function&& function) -> decltype(function())
{
    try {
        const c10::InferenceMode noAutograd;
        return function();
    } catch (const c10::Error& error) {
        const std::string reason = error.what_without_backtrace();
        return reason.find("DefaultCPUAllocator") != std::string::npos
            ? failure(ErrorCode::EngineFailed, notEnoughMemory)
            : failure(ErrorCode::EngineFailed, "The training engine failed: " + reason);
    } catch (const std::bad_alloc&) {
        return failure(ErrorCode::EngineFailed, notEnoughMemory);
    } catch (const std::exception& error) {
        return failure(
            ErrorCode::EngineFailed, std::string("The training engine failed: ") + error.what());
    }
}

/// The matrix products alone are shared between threads: LibTorch's own threads spin while they
/// wait, and take the cores from the BLAS's, which made two threads three times slower than one.
void useThreads(int threads)
{
    at::set_num_threads(1);
    if (openblas_set_num_threads != nullptr) {
        openblas_set_num_threads(threads);
    }
}

/// A layer's part of a flat vector, as a matrix and a vector that share its memory.
struct LayerView {
    at::Tensor weight; ///< outputs × inputs
    at::Tensor bias; ///< outputs
};

std::vector<LayerView> layerViews(const at::Tensor& flat, const std::vector<LayerShape>& layers)
{
    std::vector<LayerView> views;
    views.reserve(layers.size());
    for (const LayerShape& layer : layers) {
        const auto inputs = static_cast<std::int64_t>(layer.inputs);
        const auto outputs = static_cast<std::int64_t>(layer.outputs);
        const auto weight = static_cast<std::int64_t>(layer.weightOffset);
        const auto bias = static_cast<std::int64_t>(layer.biasOffset);
        views.push_back({flat.narrow(0, weight, outputs * inputs).view({outputs, inputs}),
            flat.narrow(0, bias, outputs)});
    }
    return views;
}

/// What a forward and a backward pass over one batch write to.
struct Workspace {
    std::int64_t batchSize = 0;
    std::vector<at::Tensor> activations; ///< the input, then each layer's output: batch × width
    std::vector<at::Tensor> deltas; ///< ∂loss/∂(each layer's sum): batch × outputs

    Workspace(std::int64_t size, const std::vector<LayerShape>& layers)
        : batchSize(size)
    {
        const auto inputs = static_cast<std::int64_t>(layers.front().inputs);
        activations.push_back(at::empty({size, inputs}, at::kFloat));
        for (const LayerShape& layer : layers) {
            const auto outputs = static_cast<std::int64_t>(layer.outputs);
            activations.push_back(at::empty({size, outputs}, at::kFloat));
            deltas.push_back(at::empty({size, outputs}, at::kFloat));
        }
    }
};

/// Softmax cross-entropy of one row of logits, with the largest subtracted first so that no
/// exponential overflows. Writes (softmax − one-hot) × scale to `delta` unless it is null.
double crossEntropy(
    const float* logits, std::size_t classes, std::size_t label, float scale, float* delta)
{
    const float largest = *std::max_element(logits, logits + classes);
    double sum = 0;
    for (std::size_t i = 0; i < classes; ++i) {
        sum += std::exp(static_cast<double>(logits[i] - largest));
    }
    if (delta != nullptr) {
        for (std::size_t i = 0; i < classes; ++i) {
            const double probability = std::exp(static_cast<double>(logits[i] - largest)) / sum;
            delta[i] = static_cast<float>(probability - (i == label ? 1.0 : 0.0)) * scale;
        }
    }
    return std::log(sum) - static_cast<double>(logits[label] - largest);
}

class TorchEngine final : public TrainingEngine {
public:
    TorchEngine(const Weights& initial, const EngineOptions& options)
        : m_spec(initial.spec())
        , m_layers(m_spec.layers())
        , m_learningRate(options.learningRate)
        , m_parameters(at::empty(parameterCount(), at::kFloat))
        , m_gradients(at::zeros(parameterCount(), at::kFloat))
        , m_firstMoments(at::zeros(parameterCount(), at::kFloat))
        , m_secondMoments(at::zeros(parameterCount(), at::kFloat))
        , m_views(layerViews(m_parameters, m_layers))
        , m_gradientViews(layerViews(m_gradients, m_layers))
    {
        useThreads(options.threads);
        copyIn(initial);
        if (!options.inputMeans.empty()) {
            const auto inputs = static_cast<std::int64_t>(m_spec.inputs);
            const auto outputs = static_cast<std::int64_t>(m_layers.front().outputs);
            m_inputMeans = at::empty(inputs, at::kFloat);
            std::copy(options.inputMeans.begin(), options.inputMeans.end(),
                m_inputMeans.data_ptr<float>());
            m_shiftBefore = at::empty(outputs, at::kFloat);
            m_shiftAfter = at::empty(outputs, at::kFloat);
        }
    }

    Result<BatchSums> train(const Batch& batch) override
    {
        return guarded([&]() -> Result<BatchSums> {
            Workspace& work = m_trainingSpaces.forSize(batch.size, m_layers);
            forward(batch, work);
            const BatchSums sums = score(batch, work, true);
            backward(work);
            step();
            return sums;
        });
    }

    Result<BatchSums> evaluate(const Batch& batch) override
    {
        return guarded([&]() -> Result<BatchSums> {
            Workspace& work = m_evaluationSpaces.forSize(batch.size, m_layers);
            forward(batch, work);
            return score(batch, work, false);
        });
    }

    Result<WeightsSnapshot> weights() const override
    {
        return guarded([&]() -> Result<WeightsSnapshot> {
            const auto* first = m_parameters.data_ptr<float>();
            return std::make_shared<const Weights>(
                m_spec, std::vector<float>(first, first + m_parameters.numel()));
        });
    }

    Result<void> setWeights(const Weights& weights) override
    {
        if (weights.spec() != m_spec) {
            return failure(ErrorCode::ModelMismatch, "The weights are of another network.");
        }
        copyIn(weights);
        return {};
    }

private:
    /// Buffers for the two batch sizes that occur in turn: the usual one and the last, smaller.
    struct WorkspacePair {
        std::vector<Workspace> spaces;

        Workspace& forSize(std::size_t size, const std::vector<LayerShape>& layers)
        {
            const auto wanted = static_cast<std::int64_t>(size);
            const auto found = std::find_if(spaces.begin(), spaces.end(),
                [wanted](const Workspace& space) { return space.batchSize == wanted; });
            if (found != spaces.end()) {
                return *found;
            }
            if (spaces.size() == 2) {
                spaces.erase(spaces.begin());
            }
            return spaces.emplace_back(wanted, layers);
        }
    };

    std::int64_t parameterCount() const
    {
        return static_cast<std::int64_t>(m_spec.parameterCount());
    }

    void copyIn(const Weights& weights)
    {
        std::copy(weights.values().begin(), weights.values().end(), m_parameters.data_ptr<float>());
    }

    /// Gathers the batch's images as 0–1 and computes every layer's output.
    void forward(const Batch& batch, Workspace& work) const
    {
        constexpr float scale = 1.0F / 255.0F;
        auto* row = work.activations.front().data_ptr<float>();
        for (std::size_t i = 0; i < batch.size; ++i, row += m_spec.inputs) {
            const std::uint8_t* image = batch.pixels + batch.indices[i] * m_spec.inputs;
            for (std::size_t k = 0; k < m_spec.inputs; ++k) {
                row[k] = static_cast<float>(image[k]) * scale;
            }
        }
        for (std::size_t i = 0; i < m_views.size(); ++i) {
            at::Tensor& output = work.activations[i + 1];
            at::addmm_out(output, m_views[i].bias, work.activations[i], m_views[i].weight.t());
            if (i + 1 < m_views.size()) {
                output.relu_();
            }
        }
    }

    /// Loss and hits of the logits; with `learn` also the last layer's delta, of the mean loss.
    BatchSums score(const Batch& batch, Workspace& work, bool learn) const
    {
        const std::size_t classes = m_spec.outputs;
        const float scale = 1.0F / static_cast<float>(batch.size);
        const auto* logits = work.activations.back().data_ptr<float>();
        float* delta = learn ? work.deltas.back().data_ptr<float>() : nullptr;
        BatchSums sums;
        sums.images = batch.size;
        for (std::size_t i = 0; i < batch.size; ++i, logits += classes) {
            const std::size_t label = batch.labels[batch.indices[i]];
            sums.loss += crossEntropy(logits, classes, label, scale, delta);
            sums.correct += std::max_element(logits, logits + classes) == logits + label ? 1 : 0;
            if (delta != nullptr) {
                delta += classes;
            }
        }
        return sums;
    }

    /// From the last layer's delta to all gradients.
    void backward(Workspace& work)
    {
        for (std::size_t i = m_views.size(); i-- > 0;) {
            at::mm_out(m_gradientViews[i].weight, work.deltas[i].t(), work.activations[i]);
            at::sum_out(m_gradientViews[i].bias, work.deltas[i], 0);
            if (i > 0) {
                at::mm_out(work.deltas[i - 1], work.deltas[i], m_views[i].weight);
                at::threshold_backward_out(
                    work.deltas[i - 1], work.deltas[i - 1], work.activations[i], 0);
            }
        }
    }

    /// Adam, as for centred inputs x − m: there the first layer's gradient is δᵀ(x − m), and what
    /// its bias learns is b + W·m.
    void step()
    {
        if (!m_inputMeans.defined()) {
            stepAdam();
            return;
        }
        const LayerView& first = m_views.front();
        m_gradientViews.front().weight.addr_(m_gradientViews.front().bias, m_inputMeans, 1, -1);
        at::mv_out(m_shiftBefore, first.weight, m_inputMeans);
        stepAdam();
        at::mv_out(m_shiftAfter, first.weight, m_inputMeans);
        m_views.front().bias.add_(m_shiftBefore.sub_(m_shiftAfter));
    }

    /// Kingma & Ba 2015, algorithm 1, with both bias corrections drawn into the step's factors.
    void stepAdam()
    {
        ++m_steps;
        const auto steps = static_cast<double>(m_steps);
        const double correction1 = 1.0 - std::pow(static_cast<double>(adamBeta1), steps);
        const double correction2 = 1.0 - std::pow(static_cast<double>(adamBeta2), steps);
        const auto rate = static_cast<float>(m_learningRate / correction1);
        const auto rootCorrection = static_cast<float>(1.0 / std::sqrt(correction2));

        auto* __restrict parameter = m_parameters.data_ptr<float>();
        auto* __restrict first = m_firstMoments.data_ptr<float>();
        auto* __restrict second = m_secondMoments.data_ptr<float>();
        const auto* __restrict gradient = m_gradients.data_ptr<float>();
        const std::int64_t count = m_parameters.numel();
        for (std::int64_t i = 0; i < count; ++i) {
            first[i] = adamBeta1 * first[i] + (1.0F - adamBeta1) * gradient[i];
            second[i] = adamBeta2 * second[i] + (1.0F - adamBeta2) * gradient[i] * gradient[i];
            parameter[i] -= rate * first[i] / (std::sqrt(second[i]) * rootCorrection + adamEpsilon);
        }
    }

    MlpSpec m_spec;
    std::vector<LayerShape> m_layers;
    double m_learningRate;
    std::int64_t m_steps = 0;
    at::Tensor m_parameters;
    at::Tensor m_gradients;
    at::Tensor m_firstMoments;
    at::Tensor m_secondMoments;
    std::vector<LayerView> m_views;
    std::vector<LayerView> m_gradientViews;
    at::Tensor m_inputMeans; ///< undefined without them
    at::Tensor m_shiftBefore; ///< first weights · input means, before a step and after it
    at::Tensor m_shiftAfter;
    WorkspacePair m_trainingSpaces;
    WorkspacePair m_evaluationSpaces;
};

} // namespace

} // namespace numeral

extern "C" __attribute__((visibility("default"))) void
numeral_make_engine( // NOLINT(readability-identifier-naming)
    const numeral::Weights& initial, const numeral::EngineOptions& options,
    numeral::Result<std::unique_ptr<numeral::TrainingEngine>>& engine)
{
    engine = numeral::guarded([&]() -> numeral::Result<std::unique_ptr<numeral::TrainingEngine>> {
        return std::make_unique<numeral::TorchEngine>(initial, options);
    });
}
