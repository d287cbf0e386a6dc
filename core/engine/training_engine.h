// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/engine/optimizer.h"
#include "core/model/weights.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

// This header and what it includes are C++17, since the files that include LibTorch are.

namespace numeral {

/// Some images of a set, picked by index. It borrows everything that it points to.
struct Batch {
    const std::uint8_t* pixels = nullptr; ///< the whole set: images × inputs, row-major, 0–255
    /// The whole set: one class index an image. One that is no class, such as `outlier`, is that
    /// of an image of something else, which ought to be taken for every class alike (Hendrycks,
    /// Mazeika & Dietterich 2019, "Deep Anomaly Detection with Outlier Exposure"); it isn't scored.
    const std::uint8_t* labels = nullptr;
    const std::uint32_t* indices = nullptr; ///< `size` images of the set
    std::size_t size = 0;

    /// How many indices follow behind those, of images that are probably asked for next: they are
    /// read from memory beforehand.
    std::size_t upcoming = 0;

    static constexpr std::uint8_t outlier = 255;
};

/// Sums over a batch, so that batches of different sizes add up.
struct BatchSums {
    double loss = 0; ///< sum of the cross-entropies, in nats
    std::size_t correct = 0; ///< images whose largest logit is their label's
    std::size_t images = 0; ///< without outliers
};

struct EngineOptions {
    OptimizerOptions optimizer;
    int threads = 1; ///< at the most; how many changes no bit of a result

    /// The mean of each input over the training images, 0–1; empty for none.
    std::vector<float> inputMeans;

    /// ε of Szegedy et al. 2016, "Rethinking the Inception Architecture", section 7: the share of
    /// an image's target that all classes get alike.
    double labelSmoothing = 0;

    /// The probability that a hidden unit is left out, for each image and step anew; the others
    /// count for as much more (Srivastava et al. 2014, "Dropout").
    double dropout = 0;

    /// The decay, for each step, of a moving average of the parameters (Polyak & Juditsky 1992);
    /// 0 for none. It is brought up to date every 16th step.
    double averaging = 0;

    std::uint64_t seed = 1; ///< of dropout
};

/// A network that learns: softmax cross-entropy, minimised by an optimizer. Pixels enter as 0–1.
/// One object belongs to one thread.
///
/// A step is that of a network whose inputs are centred by `inputMeans` (LeCun, Bottou, Orr &
/// Müller 1998, "Efficient BackProp", section 4.3), though the weights are always those for the
/// inputs as they are: a centred network's first biases are b + W·means, and that is what is
/// learnt in place of b.
class TrainingEngine {
public:
    TrainingEngine() = default;
    TrainingEngine(const TrainingEngine&) = delete;
    TrainingEngine& operator=(const TrainingEngine&) = delete;
    virtual ~TrainingEngine() = default;

    /// One step on the batch's mean loss. Gives loss and hits before the step, without what
    /// label smoothing adds, but with the units that dropout leaves out.
    virtual Result<BatchSums> train(const Batch& batch) = 0;

    /// For the steps that follow.
    virtual void setLearningRate(double rate) = 0;

    /// Loss and hits; changes nothing. With averaging, those of the average.
    virtual Result<BatchSums> evaluate(const Batch& batch) = 0;

    /// A copy of the parameters as they are now; with averaging, of their average.
    virtual Result<WeightsSnapshot> weights() const = 0;

    /// Replaces the parameters, which must be of the same architecture; the optimizer's state
    /// stays, and an average begins anew.
    virtual Result<void> setWeights(const Weights& weights) = 0;
};

/// What engines say of what can go wrong in all of them.
inline constexpr const char* engineOutOfMemory
    = "There is not enough memory for this network and batch size.";
inline constexpr const char* weightsOfAnotherNetwork = "The weights are of another network.";

/// Makes an engine that starts from the given weights.
using EngineFactory = std::function<Result<std::unique_ptr<TrainingEngine>>(
    const Weights& initial, const EngineOptions& options)>;

} // namespace numeral
