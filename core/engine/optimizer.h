// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace numeral {

/// The update rule that turns gradients into steps.
enum class OptimizerKind { Adam, AdamW, Sgd, RmsProp, Adagrad };

/// An optimizer and its hyperparameters, named as in PyTorch. Weight decay applies to weights but
/// not to biases: decoupled from the gradient with AdamW (Loshchilov & Hutter 2019, "Decoupled
/// Weight Decay Regularization"), as an L2 penalty in the gradient with all others.
struct OptimizerOptions {
    OptimizerKind kind = OptimizerKind::Adam;
    double learningRate = 0.001;
    double weightDecay = 0; ///< λ

    /// For Adam and AdamW (Kingma & Ba 2015, "Adam", algorithm 1), 0 ≤ β < 1.
    double beta1 = 0.9;
    double beta2 = 0.999;

    /// Added to the square root of the squared gradients' mean or sum; for all but SGD.
    double epsilon = 3e-3;

    /// For SGD and RMSprop, 0 ≤ momentum < 1; 0 for none.
    double momentum = 0;
    bool nesterov
        = false; ///< Nesterov momentum for SGD (Sutskever et al. 2013); requires momentum > 0

    double alpha = 0.99; ///< RMSprop's decay of the mean of squared gradients, 0 ≤ α < 1
    double initialAccumulator = 0; ///< Adagrad's sum of squared gradients before the first step
};

} // namespace numeral
