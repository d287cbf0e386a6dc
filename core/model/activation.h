// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// It includes nothing, since the kernels, compiled for several instruction sets, include it.

namespace numeral {

/// What each hidden unit makes of its sum.
enum class Activation {
    Relu, ///< max(0, x) (Nair & Hinton 2010)
    Gelu, ///< x · Φ(x), Φ the normal distribution (Hendrycks & Gimpel 2016)
    Tanh, ///< the hyperbolic tangent
};

} // namespace numeral
