// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/setting.h"
#include "core/base/small_random.h"
#include "core/model/image_look.h"
#include "core/model/image_shape.h"

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace numeral {

/// Limits of random image deformations (augmentation).
struct AugmentationLimits {
    static constexpr Setting<double> rotationSetting{
        {"rotation", "rotation", "How many degrees images are turned at most, either way."}, 0, 180,
        10};
    static constexpr Setting<double> scalingSetting{
        {"scaling", "scaling",
            "How much wider or narrower, higher or lower images become at most: 0.1 is a tenth."},
        0, 1, 0.1};
    static constexpr Setting<double> shearSetting{
        {"shear", "shear", "How many degrees upright lines slant at most, either way."}, 0, 60, 8};
    static constexpr Setting<double> shiftSetting{
        {"shift", "shift", "How many pixels images are moved at most, across and down."}, 0, 4096,
        1};
    static constexpr Setting<double> elasticStrengthSetting{
        {"elastic_strength", "elastic strength",
            "How strongly images are bent, as if drawn on rubber (Simard's α); 34 is usual."},
        0, 1000, 34};
    static constexpr Setting<double> elasticSmoothnessSetting{
        {"elastic_smoothness", "elastic smoothness",
            "Over how many pixels bends are smoothed (Simard's σ); 4 is usual."},
        1, 64, 4};
    static constexpr Setting<double> strokeThicknessSetting{
        {"stroke_thickness", "stroke thickness",
            "How many pixels strokes grow or shrink at most, on each of their sides."},
        0, 1, 0};

    double rotation = rotationSetting.defaultValue; ///< degrees either way
    /// s: width and height are each scaled by 1/(1 + s) to 1 + s.
    double scaling = scalingSetting.defaultValue;
    double shear = shearSetting.defaultValue; ///< degrees by which vertical lines slant, either way
    double shift = shiftSetting.defaultValue; ///< pixels either way, across and down

    /// Simard's α: amplitude of the displacements in pixels, before smoothing. With Simard's α = 34
    /// and a smoothness of 4 pixels, displacements have a standard deviation of 1.4 pixels across
    /// and down.
    double elasticStrength = elasticStrengthSetting.defaultValue;

    /// Simard's σ: smoothness of the displacements in pixels, the smoothing Gaussian's standard
    /// deviation. Pixels much closer to each other than that move together.
    double elasticSmoothness = elasticSmoothnessSetting.defaultValue;

    /// Pixels by which the edges of strokes move outwards or inwards.
    double strokeThickness = strokeThicknessSetting.defaultValue;

    friend bool operator==(const AugmentationLimits&, const AugmentationLimits&) = default;

    /// Returns limits that leave images exactly unchanged.
    static constexpr AugmentationLimits none()
    {
        return {0, 0, 0, 0, 0, elasticSmoothnessSetting.defaultValue, 0};
    }

    bool isIdentity() const;

    /// Error: InvalidSetting; the message names the limit and its range.
    Result<void> validate() const;
};

/// Calls visit(setting, value) for each limit; `limits` may be const.
template <typename Limits, typename Visitor>
void forEachLimit(Limits& limits, const Visitor& visit)
{
    visit(AugmentationLimits::rotationSetting, limits.rotation);
    visit(AugmentationLimits::scalingSetting, limits.scaling);
    visit(AugmentationLimits::shearSetting, limits.shear);
    visit(AugmentationLimits::shiftSetting, limits.shift);
    visit(AugmentationLimits::elasticStrengthSetting, limits.elasticStrength);
    visit(AugmentationLimits::elasticSmoothnessSetting, limits.elasticSmoothness);
    visit(AugmentationLimits::strokeThicknessSetting, limits.strokeThickness);
}

/// An affine map about the image centre: scale, then shear, then rotate, then translate.
struct AffineMap {
    double rotation = 0; ///< degrees, clockwise
    double horizontalScale = 1; ///< factor, not 0
    double verticalScale = 1; ///< factor, not 0
    double shear
        = 0; ///< degrees by which vertical lines slant, between −90 and 90; positive: top left
    double right = 0; ///< pixels
    double down = 0; ///< pixels
};

/// Returns the random stream index of an image in one of many passes over a set.
inline std::uint64_t augmentationStream(std::uint32_t pass, std::size_t image)
{
    constexpr unsigned int imageBits = 32;
    return (std::uint64_t{pass} << imageBits) | image;
}

/// Deforms greyscale images by random affine maps and elastic displacements, drawn anew for each
/// image (Simard, Steinkraus & Platt 2003, "Best Practices for Convolutional Neural Networks
/// Applied to Visual Document Analysis", ICDAR). Both are applied in a single resampling pass:
/// bilinear interpolation with steepened weights, and 0 outside the image.
///
/// Simard draws a uniform number in [−α, α] for each pixel and smooths these with a Gaussian of
/// standard deviation σ. Here the numbers are drawn on a coarse grid of spacing √3·σ with a random
/// offset, and interpolated by cubic B-splines. This is equivalent to smoothing with a kernel of
/// the same standard deviation that resembles the Gaussian (a cubic B-spline with knot spacing h
/// has standard deviation h/√3). The numbers are scaled so that the displacements have Simard's
/// standard deviation, α/(2σ√(3π)), which varies by ±4% over the grid. For 28×28 pixels this takes
/// some 100 random numbers instead of 1568, and no convolution.
///
/// The result depends only on the image, the seed, the stream index and the limits, so any number
/// of threads may deform images in any order. Not thread-safe: use one object per thread.
class Deformer {
public:
    /// `limits` must be valid; the sides of `shape` must be 1 to 4096 pixels. The images have that
    /// look, and are deformed as if they were plain.
    Deformer(const ImageShape& shape, const AugmentationLimits& limits, std::uint64_t seed,
        const ImageLook& look = {});

    /// Deforms an image of shape.pixels() bytes into `output`, which has the same size and must not
    /// overlap it. Uses the random numbers of stream `index`.
    void deform(
        std::span<const std::uint8_t> image, std::uint64_t index, std::span<std::uint8_t> output);

    /// Applies a given affine map, without elastic displacements.
    void map(
        std::span<const std::uint8_t> image, const AffineMap& map, std::span<std::uint8_t> output);

private:
    /// The four grid points that influence a row or column of pixels, and their weights.
    struct Spline {
        std::uint32_t first = 0;
        std::array<float, 4> weights{};
    };

    AffineMap drawMap(SmallRandom& random) const;
    void drawGrid(SmallRandom& random);
    void placeSplines(std::vector<Spline>& splines, float offset) const;
    void expandGridRow(std::size_t gridRow);
    void displaceRow(std::size_t row);
    void deformPlain(
        std::span<const std::uint8_t> image, std::uint64_t index, std::span<std::uint8_t> output);
    void spread(std::span<const std::uint8_t> image);
    void resample(const AffineMap& map, bool elastic, std::span<std::uint8_t> output);
    void dilate(double pixels, std::span<std::uint8_t> image);

    ImageShape m_shape;
    AugmentationLimits m_limits;
    std::uint64_t m_seed;
    LookConversion m_toPlain;
    LookConversion m_fromPlain;
    std::vector<std::uint8_t> m_plain; ///< an image and the deformed one; empty if images are plain

    float m_gridSpacing;
    float m_gridScale; ///< scale factor from [−1, 1) to pixels
    std::size_t m_gridRows;
    std::size_t m_gridColumns;
    std::vector<float> m_grid; ///< displacements across, then down; each grid rows × columns
    std::vector<Spline> m_rowSplines;
    std::vector<Spline> m_columnSplines;
    std::vector<float> m_expanded; ///< ring of four grid rows at all columns, across and down
    std::size_t m_expandedRows = 0; ///< number of grid rows expanded so far

    std::vector<float> m_across; ///< displacements of one row of pixels
    std::vector<float> m_down;
    std::vector<std::int32_t> m_offsets; ///< source positions in m_neighbours, for one row
    std::vector<float> m_rightWeights; ///< weights of the right and lower neighbours
    std::vector<float> m_lowerWeights;
    std::vector<std::uint32_t> m_picked;

    std::vector<std::uint8_t> m_padded; ///< the image with a border of zeros
    std::vector<std::uint8_t> m_undilated; ///< padded image before its strokes are thickened
    std::vector<std::uint32_t>
        m_neighbours; ///< each padded pixel packed with its right, lower and lower right ones
};

} // namespace numeral
