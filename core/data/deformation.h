// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/small_random.h"
#include "core/model/image_shape.h"

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace numeral {

/// How far images are deformed at random. All 0 leaves them exactly as they are.
struct DeformationLimits {
    double rotation = 10; ///< degrees either way, 0–180
    double scaling = 0.1; ///< width and height, each by a factor of 1/(1 + it) to 1 + it; 0–1
    double shear = 8; ///< degrees that an upright line slants either way, 0–60
    double shift = 1; ///< pixels either way, across and down, 0–4096

    /// Simard's α: the displacements' strength in pixels, before they are smoothed; 0–1000. With
    /// his 34 and a smoothness of 4 pixels, a pixel moves by 1.4 pixels (standard deviation) across
    /// and as much down.
    double elasticStrength = 34;

    /// Simard's σ: the displacements' smoothness in pixels, 1–64. Pixels much nearer to each other
    /// than that move together.
    double elasticSmoothness = 4;

    /// Error: InvalidSetting; the sentence names the limit and its range.
    Result<void> validate() const;
};

/// A map of an image about its centre: sized, then slanted, then turned, then shifted.
struct AffineMap {
    double rotation = 0; ///< degrees, clockwise
    double horizontalScale = 1; ///< factor, not 0
    double verticalScale = 1; ///< factor, not 0
    double shear
        = 0; ///< degrees that upright lines slant, between −90 and 90; their top to the left
    double right = 0; ///< pixels
    double down = 0; ///< pixels
};

/// Deforms grey images by random affine maps and elastic displacements, drawn anew for each one
/// (Simard, Steinkraus & Platt 2003, "Best Practices for Convolutional Neural Networks Applied to
/// Visual Document Analysis", ICDAR). Both are done in one resampling, bilinear but for its
/// steeper edges between pixels; outside of the image there is 0.
///
/// Simard draws a uniform number in [−α, α] for each pixel and smooths that with a Gaussian of
/// deviation σ. Here the numbers are drawn on a coarse grid, placed at random, √3·σ apart, and
/// interpolated by cubic B-splines, which is the same smoothing with a kernel of the same deviation
/// that looks like the Gaussian (a cubic B-spline of knots h apart has deviation h/√3). The numbers
/// are scaled so that the displacements have the standard deviation of Simard's, α/(2σ√(3π)),
/// which varies by ±4% over the grid. For 28×28 pixels that takes some 100 random numbers instead
/// of 1568, and no convolution.
///
/// What becomes of an image depends on the seed, its number and the limits, and on nothing else, so
/// any number of threads may deform images in any order. One object belongs to one thread.
class Deformer {
public:
    /// `limits` are valid. Sides of `shape` are 1 to 4096 pixels.
    Deformer(const ImageShape& shape, const DeformationLimits& limits, std::uint64_t seed);

    /// Deforms an image of shape.pixels() bytes; `output` is as large, and elsewhere. Takes the
    /// random numbers of stream `index`.
    void deform(
        std::span<const std::uint8_t> image, std::uint64_t index, std::span<std::uint8_t> output);

    /// The same by a given map, without elastic displacements.
    void map(
        std::span<const std::uint8_t> image, const AffineMap& map, std::span<std::uint8_t> output);

private:
    /// The four grid points that a row or a column lies between, and their weights.
    struct Spline {
        std::uint32_t first = 0;
        std::array<float, 4> weights{};
    };

    AffineMap drawMap(SmallRandom& random) const;
    void drawGrid(SmallRandom& random);
    void placeSplines(std::vector<Spline>& splines, float offset) const;
    void expandGridRow(std::size_t gridRow);
    void displaceRow(std::size_t row);
    void spread(std::span<const std::uint8_t> image);
    void resample(const AffineMap& map, bool elastic, std::span<std::uint8_t> output);

    ImageShape m_shape;
    DeformationLimits m_limits;
    std::uint64_t m_seed;

    float m_gridSpacing;
    float m_gridScale; ///< from [−1, 1) to pixels
    std::size_t m_gridRows;
    std::size_t m_gridColumns;
    std::vector<float> m_grid; ///< across and down, each rows × columns
    std::vector<Spline> m_rowSplines;
    std::vector<Spline> m_columnSplines;
    std::vector<float> m_expanded; ///< four grid rows at every column, across and down, in turn
    std::size_t m_expandedRows = 0; ///< how many were expanded so far

    std::vector<float> m_across; ///< displacements of one row of pixels
    std::vector<float> m_down;
    std::vector<std::int32_t> m_offsets; ///< of one row's sources in m_neighbours
    std::vector<float> m_rightShares; ///< the right and the lower neighbours' in each pixel
    std::vector<float> m_lowerShares;
    std::vector<std::uint32_t> m_picked;

    std::vector<std::uint8_t> m_padded; ///< the image with a border of zeros
    std::vector<std::uint32_t>
        m_neighbours; ///< each padded pixel with the three to its lower right
};

} // namespace numeral
