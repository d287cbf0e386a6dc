// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>

// The arithmetic of a training step, written once and compiled for several instruction sets.
//
// Every matrix lies in panels of 16 columns: all rows of columns 0–15, then all rows of columns
// 16–31, and so on, with zeros where the last panel has no columns. A row of a panel is one cache
// line, and four, two or one vectors of any instruction set; so all of them share one layout, no
// product needs its operands packed first, and no loop has a ragged end.
//
// Each element of a product is summed in one order, whatever the tile, the task or the thread that
// computes it. So the number of threads changes no bit of a result.

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

/// A pixel that isn't 0: where it is (lower 24 bits) and its value (upper 8 bits).
using Entry = std::uint32_t;
constexpr Entry entryPlace = 0x00FF'FFFFU;
constexpr unsigned entryValueShift = 24;

/// A batch's images, picked from a set by index.
struct Images {
    const std::uint8_t* set = nullptr; ///< one image behind the other
    const std::uint32_t* indices = nullptr; ///< one a row of the batch
    std::size_t pixels = 0; ///< of an image
    std::size_t upcoming = 0; ///< images behind the batch's rows that are probably asked for next

    const std::uint8_t* image(std::size_t row) const { return set + indices[row] * pixels; }
};

/// `forwardListed` takes at most so many rows at a time, and `learnListed` so many pixels.
constexpr std::size_t rowsAtOnce = 64;
constexpr std::size_t pixelsAtOnce = 32;

/// Pixels that are floats at one time in `forwardSpread`: whole panels.
constexpr std::size_t spreadPixels = 128;

/// Entries behind a list that may be written to while it is made.
constexpr std::size_t listSlack = 64;

/// No instruction set takes more pixels at a time in `forwardListed`.
constexpr std::size_t mostPixelsInCache = 256;

/// What the kernels write to while they work. It holds nothing from one call to the next.
struct Scratch {
    float* turned = nullptr; ///< turnedFloats()
    float* spread = nullptr; ///< spreadFloats()
    Entry* entries = nullptr; ///< scratchEntries()
};

/// One layer: how a product's right side is found, and what is added to it.
struct Layer {
    const float* weights = nullptr; ///< inputs × outputs in panels
    const float* bias = nullptr; ///< outputs, up to a whole panel
    std::size_t inputs = 0;
    std::size_t outputs = 0;
    bool rectified = false; ///< ReLU at the end
};

/// Adam's numbers for one step (Kingma & Ba 2015, algorithm 1, with both bias corrections drawn
/// into the factors): p −= rate · m / (√v · rootCorrection + ε).
struct AdamStep {
    float beta1 = 0;
    float beta2 = 0;
    float epsilon = 0;
    float rate = 0; ///< learning rate / (1 − β1ᵗ)
    float rootCorrection = 0; ///< 1 / √(1 − β2ᵗ)
};

/// What a layer learns: parameters and Adam's moments, in the weights' layout.
struct Learnt {
    float* parameters = nullptr;
    float* firstMoments = nullptr;
    float* secondMoments = nullptr;
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
    /// Rows of the first layer's output, where only the pixels that aren't 0 are touched; a
    /// pixel's value is value / 255. Gives how many they are.
    std::size_t (*forwardListed)(const Images& images, const Layer& layer, float* output,
        std::size_t rows, Range range, const Scratch& scratch);

    /// The same with all pixels, 0 or not.
    std::size_t (*forwardSpread)(const Images& images, const Layer& layer, float* output,
        std::size_t rows, Range range, const Scratch& scratch);

    /// Rows of a layer's output from those of its input.
    void (*forward)(
        const float* input, const Layer& layer, float* output, std::size_t rows, Range range);

    /// Softmax cross-entropy of rows of logits, with the largest subtracted first so that no
    /// exponential overflows. Writes each row's loss in nats; unless `delta` is null also
    /// (softmax − one-hot) × scale, and zeros beside the classes.
    void (*crossEntropy)(const float* logits, std::size_t classes, const std::uint8_t* labels,
        float scale, float* losses, std::uint8_t* correct, float* delta, std::size_t rows,
        Range range);

    /// Rows of δ for a layer's input from those for its output, where the input is a ReLU's.
    void (*backward)(const float* delta, const Layer& layer, const float* input, float* inputDelta,
        std::size_t rows, Range range, const Scratch& scratch);

    /// The sum of each of δ's columns, over all rows: a bias's gradient.
    void (*sumColumns)(const float* delta, std::size_t columns, std::size_t rows, float* sums);

    /// The gradient inputᵀ · δ for some of the inputs, and Adam's step with it at once, so that no
    /// gradient is ever stored.
    void (*learn)(const float* input, const float* delta, std::size_t rows, std::size_t inputs,
        std::size_t outputs, const Learnt& learnt, const AdamStep& adam, const Centring& centring,
        Range range);

    /// The same for at most `pixelsAtOnce` pixels of images, of which only those that aren't 0 are
    /// touched, and with all of them.
    void (*learnListed)(const Images& images, const float* delta, std::size_t rows,
        std::size_t outputs, const Learnt& learnt, const AdamStep& adam, const Centring& centring,
        Range range, const Scratch& scratch);
    void (*learnSpread)(const Images& images, const float* delta, std::size_t rows,
        std::size_t outputs, const Learnt& learnt, const AdamStep& adam, const Centring& centring,
        Range range, const Scratch& scratch);

    /// Adam's step with a gradient that is stored; `count` is a multiple of a panel's width.
    void (*adam)(
        const Learnt& learnt, const float* gradient, std::size_t count, const AdamStep& adam);
};

/// The sizes of Scratch, for layers of at most `outputs` units and batches of `rows` rows.
constexpr std::size_t turnedFloats(std::size_t outputs)
{
    return 2 * panelWidth * (outputs + panelWidth);
}

constexpr std::size_t spreadFloats(std::size_t rows)
{
    const std::size_t forRows = rowsAtOnce * spreadPixels;
    const std::size_t forPixels = rows * pixelsAtOnce;
    return forRows > forPixels ? forRows : forPixels;
}

/// The entries that `forwardListed` alone needs, for so many rows at a time.
constexpr std::size_t forwardEntries(std::size_t rows)
{
    return rows * (mostPixelsInCache + listSlack);
}

constexpr std::size_t scratchEntries(std::size_t rows)
{
    const std::size_t forImages = forwardEntries(rowsAtOnce);
    const std::size_t forPixels = (pixelsAtOnce + panelWidth / sizeof(Entry)) * (rows + listSlack);
    return forImages > forPixels ? forImages : forPixels;
}

/// The kernels for this processor, or null where it lacks the instruction set.
const Kernels* baseline();
const Kernels* avx2();
const Kernels* avx512();

/// The fastest that this processor has.
const Kernels& best();

} // namespace numeral::kernels
