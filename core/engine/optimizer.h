// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace numeral {

/// How gradients become steps.
enum class OptimizerKind { Adam, AdamW, Sgd, RmsProp, Adagrad };

/// An optimizer and its parameters, called as in PyTorch. Weights decay, biases don't: with AdamW
/// decoupled from the gradient (Loshchilov & Hutter 2019, "Decoupled Weight Decay Regularization"),
/// with all others as a part of it (L2).
struct OptimizerOptions {
    OptimizerKind kind = OptimizerKind::Adam;
    double learningRate = 0.001;
    double weightDecay = 0; ///< λ

    /// Of Adam and AdamW (Kingma & Ba 2015, "Adam", algorithm 1), 0 ≤ β < 1.
    double beta1 = 0.9;
    double beta2 = 0.999;

    /// What is added to the root of the squared gradients' mean or sum; of all but SGD.
    double epsilon = 3e-3;

    /// Of SGD and RMSprop, 0 ≤ momentum < 1; 0 is none.
    double momentum = 0;
    bool nesterov
        = false; ///< SGD's momentum looks ahead (Sutskever et al. 2013); wants momentum > 0

    double alpha = 0.99; ///< RMSprop's decay of the mean of squared gradients, 0 ≤ α < 1
    double initialAccumulator = 0; ///< Adagrad's sum of squared gradients before the first step
};

} // namespace numeral
