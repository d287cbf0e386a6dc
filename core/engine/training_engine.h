// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/label.h"
#include "core/base/result.h"
#include "core/engine/optimizer.h"
#include "core/engine/worker_group.h"
#include "core/model/weights.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

// This header and its includes are limited to C++17, as are the files that include LibTorch.

namespace numeral {

/// A mini-batch: images of a set, selected by index. Non-owning.
struct Batch {
    const std::uint8_t* pixels = nullptr; ///< the whole set: images × inputs, row-major, 0–255
    /// The whole set: one class index per image. An index that is not a class, such as
    /// `outlierLabel`, marks an outlier: its target is the uniform distribution over the classes
    /// (Hendrycks, Mazeika & Dietterich 2019, "Deep Anomaly Detection with Outlier Exposure"), and
    /// it is not scored.
    const Label* labels = nullptr;
    const std::uint32_t* indices = nullptr; ///< `size` indices into the set
    std::size_t size = 0;

    /// Number of indices after those, of images that are probably needed next: these are
    /// prefetched.
    std::size_t prefetchCount = 0;

    /// Images of the batch of which these are one worker's share, from row `firstRow` on; 0 if they
    /// are the whole batch. A share may be empty.
    std::size_t wholeSize = 0;
    std::size_t firstRow = 0;
};

/// Loss and accuracy as sums over a batch, so that batches of different sizes can be added.
struct BatchSums {
    double loss = 0; ///< sum of the cross-entropies, in nats
    std::size_t correct = 0; ///< images whose label has the largest logit
    std::size_t images = 0; ///< number of images, without outliers
};

inline BatchSums& operator+=(BatchSums& sums, const BatchSums& more)
{
    sums.loss += more.loss;
    sums.correct += more.correct;
    sums.images += more.images;
    return sums;
}

struct EngineOptions {
    OptimizerOptions optimizer;
    int threads = 1; ///< maximum number; does not affect the native engine's results

    /// Mean of each input over the training images, 0–1; empty for no centring. Only perceptrons
    /// are centred: zero padding is no constant that a convolution's bias could make up for.
    std::vector<float> inputMeans;

    /// Label smoothing ε (Szegedy et al. 2016, "Rethinking the Inception Architecture", section 7):
    /// the share of a target that is spread uniformly over all classes.
    double labelSmoothing = 0;

    /// Probability of dropping a unit of a fully connected hidden layer, drawn anew for each image
    /// and step; the remaining units are scaled up (Srivastava et al. 2014, "Dropout").
    double dropout = 0;

    /// Decay per step of an exponential moving average of the parameters (Polyak & Juditsky 1992);
    /// 0 for none. The average is updated every `averagingInterval` steps.
    double averaging = 0;

    std::uint64_t seed = 1; ///< for dropout

    /// Where to compute: "cpu", "cuda", "cuda:1", "mps", or "auto" for the fastest.
    std::string device = "cpu";

    /// The processes that train together: each step sums their gradients. Null if there is one.
    std::shared_ptr<WorkerGroup> workers;
};

/// A network in training: an optimizer minimises its softmax cross-entropy. Pixels are scaled to
/// 0–1. Not thread-safe.
///
/// Training steps of a perceptron are those of one whose inputs are centred by `inputMeans` (LeCun,
/// Bottou, Orr & Müller 1998, "Efficient BackProp", section 4.3), but the weights passed in and out
/// are always for uncentred inputs: the centred network's first bias is b + W·means, and this is
/// the parameter that is trained in place of b.
class TrainingEngine {
public:
    TrainingEngine() = default;
    TrainingEngine(const TrainingEngine&) = delete;
    TrainingEngine& operator=(const TrainingEngine&) = delete;
    virtual ~TrainingEngine() = default;

    /// Performs one optimizer step on the batch's mean loss. Returns the loss and the correct
    /// predictions before the step, without label smoothing but with dropout applied.
    virtual Result<BatchSums> train(const Batch& batch) = 0;

    /// Sets the learning rate of the following steps.
    virtual void setLearningRate(double rate) = 0;

    /// Returns the loss and the correct predictions without changing the network; with averaging,
    /// those of the averaged parameters.
    virtual Result<BatchSums> evaluate(const Batch& batch) = 0;

    /// Returns a copy of the current parameters; with averaging, of their average.
    virtual Result<WeightsSnapshot> weights() const = 0;

    /// Replaces the parameters, which must be of the same architecture. The optimizer keeps its
    /// state, and the average is restarted. Error: ModelMismatch.
    virtual Result<void> setWeights(const Weights& weights) = 0;

    /// Returns the most threads that a step on `rows` images uses.
    virtual int threads(std::size_t rows) const = 0;
};

/// Steps between updates of the average: an update costs as much as the Adam part of a step.
inline constexpr int averagingInterval = 16;

/// Error messages that all engines share.
inline constexpr const char* engineOutOfMemory
    = "There is not enough memory for this network and batch size.";
inline constexpr const char* weightsOfAnotherNetwork = "The weights are of another network.";

/// Creates an engine that starts from the given weights.
using EngineFactory = std::function<Result<std::unique_ptr<TrainingEngine>>(
    const Weights& initial, const EngineOptions& options)>;

} // namespace numeral
