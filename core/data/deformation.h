// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/setting.h"
#include "core/base/small_random.h"
#include "core/model/image_shape.h"

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace numeral {

/// How far images are deformed at random.
struct DeformationLimits {
    static constexpr Setting<double> rotations{
        {"rotation", "rotation", "How many degrees images are turned at most, either way."}, 0, 180,
        10};
    static constexpr Setting<double> scalings{
        {"scaling", "scaling",
            "How much wider or narrower, higher or lower images become at most: 0.1 is a tenth."},
        0, 1, 0.1};
    static constexpr Setting<double> shears{
        {"shear", "shear", "How many degrees upright lines slant at most, either way."}, 0, 60, 8};
    static constexpr Setting<double> shifts{
        {"shift", "shift", "How many pixels images are moved at most, across and down."}, 0, 4096,
        1};
    static constexpr Setting<double> elasticStrengths{
        {"elastic_strength", "elastic strength",
            "How strongly images are bent, as if drawn on rubber (Simard's α); 34 is usual."},
        0, 1000, 34};
    static constexpr Setting<double> elasticSmoothnesses{
        {"elastic_smoothness", "elastic smoothness",
            "Over how many pixels bends are smoothed (Simard's σ); 4 is usual."},
        1, 64, 4};
    static constexpr Setting<double> strokeThicknesses{
        {"stroke_thickness", "stroke thickness",
            "How many pixels strokes grow or shrink at most, on each of their sides."},
        0, 1, 0};

    double rotation = rotations.standard; ///< degrees either way
    double scaling = scalings.standard; ///< width and height, each by 1/(1 + it) to 1 + it
    double shear = shears.standard; ///< degrees that an upright line slants either way
    double shift = shifts.standard; ///< pixels either way, across and down

    /// Simard's α: the displacements' strength in pixels, before they are smoothed. With his 34 and
    /// a smoothness of 4 pixels, a pixel moves by 1.4 pixels (standard deviation) across and as
    /// much down.
    double elasticStrength = elasticStrengths.standard;

    /// Simard's σ: the displacements' smoothness in pixels. Pixels much nearer to each other than
    /// that move together.
    double elasticSmoothness = elasticSmoothnesses.standard;

    /// Pixels that a stroke's edges move out or in.
    double strokeThickness = strokeThicknesses.standard;

    friend bool operator==(const DeformationLimits&, const DeformationLimits&) = default;

    /// Leaves images exactly as they are.
    static constexpr DeformationLimits none()
    {
        return {0, 0, 0, 0, 0, elasticSmoothnesses.standard, 0};
    }

    bool leaveAsIs() const;

    /// Error: InvalidSetting; the sentence names the limit and its range.
    Result<void> validate() const;
};

/// Calls visit(setting, value) for each of the limits, `limits` const or not.
template <typename Limits, typename Visitor>
void forEachLimit(Limits& limits, const Visitor& visit)
{
    visit(DeformationLimits::rotations, limits.rotation);
    visit(DeformationLimits::scalings, limits.scaling);
    visit(DeformationLimits::shears, limits.shear);
    visit(DeformationLimits::shifts, limits.shift);
    visit(DeformationLimits::elasticStrengths, limits.elasticStrength);
    visit(DeformationLimits::elasticSmoothnesses, limits.elasticSmoothness);
    visit(DeformationLimits::strokeThicknesses, limits.strokeThickness);
}

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

/// The number of an image's random numbers in one of many passes over a set.
inline std::uint64_t deformationStream(std::uint32_t pass, std::size_t image)
{
    constexpr unsigned int imageBits = 32;
    return (std::uint64_t{pass} << imageBits) | image;
}

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
    void thicken(double pixels, std::span<std::uint8_t> image);

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
    std::vector<std::uint8_t> m_thin; ///< the same before its strokes change
    std::vector<std::uint32_t>
        m_neighbours; ///< each padded pixel with the three to its lower right
};

} // namespace numeral
