// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Includes nothing, since the kernels include this header and are compiled for several instruction
// sets.

namespace numeral {

/// Activation function of the hidden units.
enum class Activation {
    Relu, ///< max(0, x) (Nair & Hinton 2010)
    Gelu, ///< x · Φ(x), Φ the standard normal CDF (Hendrycks & Gimpel 2016)
    Tanh, ///< the hyperbolic tangent
};

} // namespace numeral
