// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/activation.h"

#include <cstddef>
#include <cstdint>

// The arithmetic of a training step, written once and compiled for several instruction sets.
//
// Matrices are stored in panels of 16 columns: all rows of columns 0–15, then all rows of columns
// 16–31, and so on; the last panel is padded with zeros. A panel row is one cache line, and one,
// two or four vectors, depending on the instruction set. So all instruction sets share one packed
// layout, which products read directly (only the backward pass for δ uses transposed weights), and
// no loop has a remainder.
//
// Each element of a product is accumulated in the same order, whatever tile, task or thread
// computes it, and fused multiply-adds are explicit in the code. So results are bit-identical for
// any number of threads.

namespace numeral::kernels {

constexpr std::size_t panelWidth = 16;

/// Alignment in bytes of float arrays that are accessed as whole vectors.
constexpr std::size_t alignment = 64;

constexpr std::size_t panelsFor(std::size_t columns)
{
    return (columns + panelWidth - 1) / panelWidth;
}

/// Returns the number of floats of a matrix in panels, including the padding.
constexpr std::size_t panelFloats(std::size_t rows, std::size_t columns)
{
    return panelsFor(columns) * rows * panelWidth;
}

/// A half-open range [first, last) of rows, inputs or pixels.
struct Range {
    std::size_t first = 0;
    std::size_t last = 0;
};

/// A sparse list of the non-zero ones of at most 256 bytes: of an image's pixels, or of one pixel
/// in many images.
struct SparseList {
    static constexpr std::size_t longest = 256;
    static constexpr std::size_t padded = 4; ///< number of zero entries after the last one

    /// In the same cache line as the first entries, since most lists are short.
    alignas(alignment) std::uint32_t count;

    /// Index in the low byte, value in the high byte.
    std::uint16_t entries[longest + padded];
};

/// The images of a batch, selected from a set by index.
struct Images {
    const std::uint8_t* set = nullptr; ///< all images, contiguous
    const std::uint32_t* indices = nullptr; ///< one per row of the batch
    std::size_t pixels = 0; ///< per image
    std::size_t prefetchCount = 0; ///< indices after the batch's, of images probably needed next

    const std::uint8_t* image(std::size_t row) const { return set + indices[row] * pixels; }
};

/// Maximum number of rows per call of `forwardSparse`, and of pixels per call of `updateSparse`,
/// which start at a multiple of 16.
constexpr std::size_t maxRows = 128;
constexpr std::size_t sparsePixelBlock = panelWidth;

/// Scratch memory of the kernels. Nothing is kept between calls.
struct Scratch {
    float* transposed = nullptr; ///< transposedFloats() floats
    SparseList* lists = nullptr; ///< scratchLists() lists
};

/// Score of a row of logits: the loss is log(exponentials) − label, in nats. The caller takes the
/// logarithm, since the logarithm of a product replaces many single ones.
struct alignas(16) RowScore {
    float exponentials; ///< Σ exp(logit − maximum), 1 … classes
    float label; ///< the label's logit − maximum
    std::uint32_t correct; ///< 1 if the label has the largest logit, else 0; or `outlier`

    static constexpr std::uint32_t outlier = 2;
};

/// Row tasks that start at multiples of this do not share cache lines (no false sharing), provided
/// that the scores start at a cache line.
constexpr std::size_t rowsApart = alignment / sizeof(RowScore);

/// One fully connected layer: the right operand of a product, and the bias.
struct Layer {
    const float* weights = nullptr; ///< inputs × outputs in panels
    const float* bias = nullptr; ///< outputs, padded to a whole panel; null for zeros
    std::size_t inputs = 0;
    std::size_t outputs = 0;
    bool relu = false; ///< apply ReLU to the output
};

/// Coefficients of one Adam step (Kingma & Ba 2015, algorithm 1, with both bias corrections folded
/// into the coefficients; Loshchilov & Hutter 2019, algorithm 2, for the decoupled weight decay):
/// p −= rate · m / (√v · rootCorrection + ε) + decay · p.
struct AdamStep {
    float beta1 = 0;
    float beta2 = 0;
    float epsilon = 0;
    float rate = 0; ///< learning rate / (1 − β1ᵗ)
    float rootCorrection = 0; ///< 1 / √(1 − β2ᵗ)
    float decay = 0; ///< learning rate × weight decay
};

/// A layer's parameters and Adam's moments, in the layout of the weights.
struct ParameterState {
    float* parameters = nullptr;
    float* firstMoments = nullptr;
    float* secondMoments = nullptr;
};

/// The training targets of a batch's rows.
struct Targets {
    /// Labels of the whole set. A label that is not a class marks an outlier: its target is the
    /// uniform distribution over the classes, and it is not scored.
    const std::uint16_t* labels = nullptr;
    const std::uint32_t* indices = nullptr; ///< one per row of the batch
    float smoothing = 0; ///< share of a target spread uniformly over all classes
};

/// Derivative of the activation function that produced a layer's inputs: δ for these inputs is
/// multiplied by it.
struct ActivationDerivative {
    const float* values = nullptr; ///< rows × inputs in panels; null for an input without any
    bool areSlopes = false; ///< else ReLU outputs, whose slope is 1 if positive and 0 if not
};

/// Centring of the inputs by their means, without changing the stored inputs.
struct Centring {
    const float* means = nullptr; ///< one per input; null for no centring
    const float* biasGradient = nullptr; ///< outputs, padded to a whole panel
    float* shift = nullptr; ///< outputs; receives Σ weight change × mean over this call's inputs
};

/// The kernels for one instruction set. Matrices of `rows` rows are in panels; if a Range is given,
/// only those rows are read and written. No kernel allocates or throws.
struct Kernels {
    /// Computes the contribution of a range of pixels, starting at a multiple of 16, to rows of the
    /// first layer's output; pixels that are 0 are skipped. A pixel enters as value / 255. Returns
    /// the number of non-zero pixels.
    std::size_t (*forwardSparse)(const Images& images, Range pixels, const Layer& layer,
        float* output, std::size_t rows, Range range, const Scratch& scratch);

    /// Same with a dense product. Also stores the pixels in `dense`, as floats 0–1: a matrix in
    /// panels, rows × pixels per image.
    std::size_t (*forwardDense)(const Images& images, Range pixels, const Layer& layer,
        float* output, std::size_t rows, Range range, float* dense);

    /// Adds the contributions of two parts of the pixels to give the first layer's output.
    void (*addParts)(const float* first, const float* second, const Layer& layer, float* output,
        std::size_t rows, Range range);

    /// Computes rows of a layer's output from those of its input.
    void (*forward)(
        const float* input, const Layer& layer, float* output, std::size_t rows, Range range);

    /// Applies the activation function in place to rows of pre-activations, accurate to 2e-7, and
    /// writes its derivative to `slopes` unless that is null.
    void (*activate)(Activation activation, float* values, float* slopes, std::size_t columns,
        std::size_t rows, Range range);

    /// Computes the softmax cross-entropy of rows of logits; the maximum is subtracted first so
    /// that no exponential overflows. Unless `delta` is null, writes (softmax − target) × scale to
    /// it, and zeros to the padding columns. The scores do not include label smoothing.
    void (*crossEntropy)(const float* logits, std::size_t classes, const Targets& targets,
        float scale, RowScore* scores, float* delta, std::size_t rows, Range range);

    /// Computes rows of δ for a layer's input from those for its output.
    void (*backward)(const float* delta, const Layer& layer, const ActivationDerivative& derivative,
        float* inputDelta, std::size_t rows, Range range, const Scratch& scratch);

    /// Sums each column of δ over all rows, padded to a whole panel: the gradient of the bias.
    void (*sumColumns)(const float* delta, std::size_t columns, std::size_t rows, float* sums);

    /// Computes the gradient inputᵀ · δ for a range of inputs and applies the Adam step at once, so
    /// that gradients are never stored.
    void (*updateWeights)(const float* input, const float* delta, std::size_t rows,
        std::size_t inputs, std::size_t outputs, const ParameterState& state, const AdamStep& adam,
        const Centring& centring, Range range);

    /// Same for a range of the images' pixels; pixels that are 0 are skipped.
    void (*updateSparse)(const Images& images, const float* delta, std::size_t rows,
        std::size_t outputs, const ParameterState& state, const AdamStep& adam,
        const Centring& centring, Range range, const Scratch& scratch);

    /// Applies an Adam step with a stored gradient; `count` must be a multiple of `panelWidth`.
    void (*adam)(const ParameterState& state, const float* gradient, std::size_t count,
        const AdamStep& adam);
};

/// Block size along the inner dimension of a product, so that a block's operands stay in the
/// caches.
constexpr std::size_t depthBlock = 512;

/// Return the sizes of Scratch for batches of `rows` rows.
constexpr std::size_t transposedFloats()
{
    return 2 * panelWidth * (depthBlock + panelWidth);
}

/// `forwardSparse` alone needs one list per row of a call.
constexpr std::size_t scratchLists(std::size_t rows)
{
    const std::size_t forPixels
        = sparsePixelBlock * ((rows + SparseList::longest - 1) / SparseList::longest);
    return maxRows > forPixels ? maxRows : forPixels;
}

/// Return the kernels for an instruction set, or null if the processor lacks it.
const Kernels* baseline();
const Kernels* avx2();
const Kernels* avx512();

/// Returns the fastest kernels for this processor.
const Kernels& best();

} // namespace numeral::kernels
