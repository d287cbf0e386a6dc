// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/weights.h"
#include "core/training/training_config.h"

#include <optional>
#include <string>

namespace numeral {

struct RunStart {
    TrainingConfig config;
    Architecture network;
    WeightsSnapshot initialWeights;
    std::size_t trainingImages = 0;
    std::size_t validationImages = 0;
    int threads = 1;
};

struct BatchFigures {
    double position = 0; ///< in epochs since the start, at the batch's end: 0.5 = half the first
    double loss = 0; ///< mean over the batch, before its step
    double accuracy = 0; ///< fraction, 0–1
};

struct EpochFigures {
    int epoch = 0; ///< counted from 1
    double trainingLoss = 0; ///< mean over the epoch's batches, each before its step
    double trainingAccuracy = 0; ///< fraction, 0–1
    std::optional<double> validationLoss; ///< after the epoch; none without validation images
    std::optional<double> validationAccuracy;
    double seconds = 0; ///< for training and validation, without pauses
    bool best = false; ///< the best validation so far
};

/// What a run does before it starts to learn.
enum class Preparation {
    LoadingEngine,
    DrawingImages, ///< pen drawings and outliers
};

/// Observer of a run. Called on the training thread, which waits until the call returns;
/// `preparing` also on others.
class TrainingObserver {
public:
    TrainingObserver() = default;
    TrainingObserver(const TrainingObserver&) = delete;
    TrainingObserver& operator=(const TrainingObserver&) = delete;
    virtual ~TrainingObserver() = default;

    /// Called now and then before `runStarted`. `fraction` is how much of it is
    /// done, 0–1; 0 if that isn't known.
    virtual void preparing(Preparation /*what*/, double /*fraction*/) { }

    virtual void runStarted(const RunStart& /*start*/) { }
    virtual void batchTrained(const BatchFigures& /*figures*/) { }
    virtual void epochFinished(const EpochFigures& /*figures*/) { }

    /// Training has ended, and the kept weights are about to be tested.
    virtual void testStarted() { }

    /// Receives the current weights: at the start, after each epoch, and a few times a second in
    /// between.
    virtual void weightsPublished(const WeightsSnapshot& /*weights*/) { }
};

} // namespace numeral
