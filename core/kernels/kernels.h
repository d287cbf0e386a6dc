// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/activation.h"

#include <cstddef>
#include <cstdint>

// The arithmetic of a training step, written once and compiled for several instruction sets.
//
// Every matrix lies in panels of 16 columns: all rows of columns 0–15, then all rows of columns
// 16–31, and so on, with zeros where the last panel has no columns. A row of a panel is one cache
// line, and four, two or one vectors of any instruction set; so all of them share one layout, which
// products read as it is (δ alone goes back through transposed weights), and no loop has a ragged
// end.
//
// Each element of a product is summed in one order, whatever the tile, the task or the thread that
// computes it, and the code says what is multiplied and added in one rounding. So the number of
// threads changes no bit of a result.

namespace numeral::kernels {

constexpr std::size_t panelWidth = 16;

/// Floats that are read and written as whole vectors start at a multiple of this many bytes.
constexpr std::size_t alignment = 64;

constexpr std::size_t panelsFor(std::size_t columns)
{
    return (columns + panelWidth - 1) / panelWidth;
}

/// The floats of a matrix in panels.
constexpr std::size_t panelFloats(std::size_t rows, std::size_t columns)
{
    return panelsFor(columns) * rows * panelWidth;
}

/// Rows or tasks first … last − 1.
struct Range {
    std::size_t first = 0;
    std::size_t last = 0;
};

/// Which of at most 256 bytes aren't 0: of an image's pixels, or of one pixel in many images.
struct InkList {
    static constexpr std::size_t longest = 256;
    static constexpr std::size_t padded = 4; ///< so many zeros stand behind the last entry

    /// Beside the first entries, since most lists are short.
    alignas(alignment) std::uint32_t count;

    /// The place in the lower byte, the value in the upper one.
    std::uint16_t entries[longest + padded];
};

/// A batch's images, picked from a set by index.
struct Images {
    const std::uint8_t* set = nullptr; ///< one image behind the other
    const std::uint32_t* indices = nullptr; ///< one a row of the batch
    std::size_t pixels = 0; ///< of an image
    std::size_t upcoming = 0; ///< images behind the batch's rows that are probably asked for next

    const std::uint8_t* image(std::size_t row) const { return set + indices[row] * pixels; }
};

/// `forwardSparse` takes at most so many rows at a time, `learnSparse` so many pixels, from a
/// multiple of 16 on.
constexpr std::size_t rowsAtOnce = 128;
constexpr std::size_t sparsePixelsAtOnce = panelWidth;

/// What the kernels write to while they work. It holds nothing from one call to the next.
struct Scratch {
    float* transposed = nullptr; ///< transposedFloats()
    InkList* lists = nullptr; ///< scratchLists()
};

/// What a row of logits is worth: its loss is log(exponentials) − label, in nats. The logarithm is
/// left to who sums, since that of a product is the sum of all.
struct alignas(16) RowScore {
    float exponentials; ///< Σ e^(logit − the largest): 1 … classes
    float label; ///< the label's logit − the largest
    std::uint32_t correct; ///< 1 if the largest logit is the label's, or `outlier`

    static constexpr std::uint32_t outlier = 2;
};

/// Row tasks that begin at multiples of it write to no cache line in common, where the scores begin
/// with one.
constexpr std::size_t rowsApart = alignment / sizeof(RowScore);

/// One layer: how a product's right side is found, and what is added to it.
struct Layer {
    const float* weights = nullptr; ///< inputs × outputs in panels
    const float* bias = nullptr; ///< outputs, up to a whole panel; null for zeros
    std::size_t inputs = 0;
    std::size_t outputs = 0;
    bool rectified = false; ///< ReLU at the end
};

/// Adam's numbers for one step (Kingma & Ba 2015, algorithm 1, with both bias corrections drawn
/// into the factors; Loshchilov & Hutter 2019, algorithm 2, for the decay):
/// p −= rate · m / (√v · rootCorrection + ε) + decay · p.
struct AdamStep {
    float beta1 = 0;
    float beta2 = 0;
    float epsilon = 0;
    float rate = 0; ///< learning rate / (1 − β1ᵗ)
    float rootCorrection = 0; ///< 1 / √(1 − β2ᵗ)
    float decay = 0; ///< the share of each parameter that goes
};

/// What a layer learns: parameters and Adam's moments, in the weights' layout.
struct ParameterState {
    float* parameters = nullptr;
    float* firstMoments = nullptr;
    float* secondMoments = nullptr;
};

/// What a batch's rows ought to be told apart as.
struct Targets {
    /// The whole set's. A label that is no class is an outlier's, which ought to be taken for every
    /// class alike; its score is that of nothing.
    const std::uint8_t* labels = nullptr;
    const std::uint32_t* indices = nullptr; ///< one a row of the batch
    float smoothing = 0; ///< the share of a row's target that all classes get alike
};

/// What δ for a layer's inputs is multiplied by: the slope of what made them.
struct ActivationDerivative {
    const float* values = nullptr; ///< rows × inputs in panels
    bool areSlopes = false; ///< else they are a ReLU's outputs, whose slope is 1 above 0, else 0
};

/// Inputs that are centred by their means, though they are stored as they are.
struct Centring {
    const float* means = nullptr; ///< one an input; null for none
    const float* biasGradient = nullptr; ///< outputs, up to a whole panel
    float* shift = nullptr; ///< outputs: gets Σ change of weight × mean, over this call's inputs
};

/// Everything that differs between instruction sets. Matrices of `rows` rows are in panels; where
/// a Range is given, those rows alone are read and written. No call allocates or throws.
struct Kernels {
    /// What some of the pixels, from a multiple of 16 on, give to rows of the first layer's output;
    /// only those that aren't 0 are touched. A pixel's value is value / 255. Gives how many they
    /// are.
    std::size_t (*forwardSparse)(const Images& images, Range pixels, const Layer& layer,
        float* output, std::size_t rows, Range range, const Scratch& scratch);

    /// The same with all pixels, 0 or not, which are left in `dense` as a matrix in panels: rows ×
    /// the images' pixels, 0–1.
    std::size_t (*forwardDense)(const Images& images, Range pixels, const Layer& layer,
        float* output, std::size_t rows, Range range, float* dense);

    /// The first layer's output from what two parts of the pixels give to it.
    void (*join)(const float* first, const float* second, const Layer& layer, float* output,
        std::size_t rows, Range range);

    /// Rows of a layer's output from those of its input.
    void (*forward)(
        const float* input, const Layer& layer, float* output, std::size_t rows, Range range);

    /// Puts the activation in the place of each of some rows' sums, to 2e-7, and its slope there
    /// into `slopes`, unless that is null.
    void (*activate)(Activation activation, float* values, float* slopes, std::size_t columns,
        std::size_t rows, Range range);

    /// Softmax cross-entropy of rows of logits, with the largest subtracted first so that no
    /// exponential overflows. Unless `delta` is null, writes (softmax − target) × scale to it, and
    /// zeros beside the classes. The scores are those without smoothing.
    void (*crossEntropy)(const float* logits, std::size_t classes, const Targets& targets,
        float scale, RowScore* scores, float* delta, std::size_t rows, Range range);

    /// Rows of δ for a layer's input from those for its output.
    void (*backward)(const float* delta, const Layer& layer, const ActivationDerivative& derivative,
        float* inputDelta, std::size_t rows, Range range, const Scratch& scratch);

    /// The sum of each of δ's columns, over all rows, up to a whole panel: a bias's gradient.
    void (*sumColumns)(const float* delta, std::size_t columns, std::size_t rows, float* sums);

    /// The gradient inputᵀ · δ for some of the inputs, and Adam's step with it at once, so that no
    /// gradient is ever stored.
    void (*learn)(const float* input, const float* delta, std::size_t rows, std::size_t inputs,
        std::size_t outputs, const ParameterState& state, const AdamStep& adam,
        const Centring& centring, Range range);

    /// The same for some pixels of images, of which only those that aren't 0 are touched.
    void (*learnSparse)(const Images& images, const float* delta, std::size_t rows,
        std::size_t outputs, const ParameterState& state, const AdamStep& adam,
        const Centring& centring, Range range, const Scratch& scratch);

    /// Adam's step with a gradient that is stored; `count` is a multiple of a panel's width.
    void (*adam)(const ParameterState& state, const float* gradient, std::size_t count,
        const AdamStep& adam);
};

/// Terms of a long product's sums that are added at one time: what they read stays in the caches.
constexpr std::size_t depthAtOnce = 512;

/// The sizes of Scratch, for batches of `rows` rows.
constexpr std::size_t transposedFloats()
{
    return 2 * panelWidth * (depthAtOnce + panelWidth);
}

/// `forwardSparse` alone needs one for each of the rows that it takes at a time.
constexpr std::size_t scratchLists(std::size_t rows)
{
    const std::size_t forPixels
        = sparsePixelsAtOnce * ((rows + InkList::longest - 1) / InkList::longest);
    return rowsAtOnce > forPixels ? rowsAtOnce : forPixels;
}

/// The kernels for this processor, or null where it lacks the instruction set.
const Kernels* baseline();
const Kernels* avx2();
const Kernels* avx512();

/// The fastest that this processor has.
const Kernels& best();

} // namespace numeral::kernels
