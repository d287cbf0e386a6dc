// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/augmentation.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numbers>

namespace numeral {

namespace {

/// Width in pixels of the left and top border; the right and bottom border is one pixel wider.
constexpr std::size_t border = 1;

constexpr double degree = std::numbers::pi / 180.0;

/// Returns a pixel's grid coordinate, in units of the grid spacing; pixel 0 is at `offset`.
float gridPlace(std::size_t pixel, float spacing, float offset)
{
    return offset + static_cast<float>(static_cast<std::int32_t>(pixel)) * (1.0F / spacing);
}

/// Returns how many grid points are needed to cover `pixels` pixels, whatever the grid's offset.
std::size_t gridPoints(std::size_t pixels, float spacing)
{
    constexpr std::size_t pointsOfASpline = 4;
    constexpr float maxOffset = 1;
    return static_cast<std::size_t>(gridPlace(pixels - 1, spacing, maxOffset)) + pointsOfASpline;
}

/// Returns the four weights of a cubic B-spline at 0 ≤ t < 1 between two knots; they sum to 1.
std::array<float, 4> splineWeights(float t)
{
    constexpr float sixth = 1.0F / 6.0F;
    const float rest = 1.0F - t;
    return {rest * rest * rest * sixth, (t * t * (3.0F * t - 6.0F) + 4.0F) * sixth,
        (rest * rest * (3.0F * rest - 6.0F) + 4.0F) * sixth, t * t * t * sixth};
}

/// Maps a number in [−1, 1) to a scale factor; growing and shrinking by a factor are equally
/// likely.
double sizeFactor(float number, double scaling)
{
    const double change = 1.0 + scaling * std::abs(static_cast<double>(number));
    return number < 0 ? 1.0 / change : change;
}

/// std::clamp(number, 0, maximum) in a form that the compiler can vectorise.
float clamped(float number, float maximum)
{
    const float positive = number > 0.0F ? number : 0.0F;
    return positive < maximum ? positive : maximum;
}

/// Returns the interpolation weight of the second of two pixels; `place` is 0 at the first pixel
/// and 1 at the second. Plain linear weights would surround each stroke with faint greys: 19% of
/// MNIST's pixels are non-zero, but 25% of its deformed copies' would be; with these weights, 21%
/// are.
float steepWeight(float place)
{
    constexpr float steepness = 3;
    return clamped((place - 0.5F) * steepness + 0.5F, 1.0F);
}

/// Source coordinates of the pixel at row 0, column 0, and their increments per column and row.
struct InverseMap {
    float x;
    float y;
    float xPerColumn;
    float xPerRow;
    float yPerColumn;
    float yPerRow;
};

/// Returns the inverse of the map.
InverseMap inverseMap(const AffineMap& map, const ImageShape& shape)
{
    const double cosine = std::cos(map.rotation * degree);
    const double sine = std::sin(map.rotation * degree);
    const double slant = std::tan(map.shear * degree);
    const double xPerColumn = (cosine + slant * sine) / map.horizontalScale;
    const double xPerRow = (sine - slant * cosine) / map.horizontalScale;
    const double yPerColumn = -sine / map.verticalScale;
    const double yPerRow = cosine / map.verticalScale;
    const double centreX = 0.5 * static_cast<double>(shape.columns - 1);
    const double centreY = 0.5 * static_cast<double>(shape.rows - 1);
    const double fromX = -centreX - map.right;
    const double fromY = -centreY - map.down;
    return {static_cast<float>(centreX + xPerColumn * fromX + xPerRow * fromY),
        static_cast<float>(centreY + yPerColumn * fromX + yPerRow * fromY),
        static_cast<float>(xPerColumn), static_cast<float>(xPerRow), static_cast<float>(yPerColumn),
        static_cast<float>(yPerRow)};
}

} // namespace

bool AugmentationLimits::isIdentity() const
{
    AugmentationLimits nothing = none();
    nothing.elasticSmoothness = elasticSmoothness;
    return *this == nothing;
}

Result<void> AugmentationLimits::validate() const
{
    Result<void> valid;
    forEachLimit(*this, [&valid](const Setting<double>& setting, double value) {
        if (valid) {
            valid = checkRange(setting, value);
        }
    });
    return valid;
}

Deformer::Deformer(const ImageShape& shape, const AugmentationLimits& limits, std::uint64_t seed,
    const ImageLook& look)
    : m_shape(shape)
    , m_limits(limits)
    , m_seed(seed)
    , m_toPlain(look, {})
    , m_fromPlain({}, look)
    , m_plain(look.isPlain() ? 0 : 2 * shape.pixels())
    , m_gridSpacing(static_cast<float>(std::numbers::sqrt3 * limits.elasticSmoothness))
    , m_gridRows(gridPoints(shape.rows, m_gridSpacing))
    , m_gridColumns(gridPoints(shape.columns, m_gridSpacing))
    , m_grid(2 * m_gridRows * m_gridColumns)
    , m_rowSplines(shape.rows)
    , m_columnSplines(shape.columns)
    , m_expanded(8 * shape.columns)
    , m_across(shape.columns)
    , m_down(shape.columns)
    , m_offsets(shape.columns)
    , m_rightWeights(shape.columns)
    , m_lowerWeights(shape.columns)
    , m_picked(shape.columns)
    , m_padded((shape.rows + 3) * (shape.columns + 3))
    , m_undilated(m_padded.size())
    , m_neighbours((shape.rows + 2) * (shape.columns + 3))
{
    // Along each axis, interpolation reduces the variance to 151/315 on average.
    constexpr double splineFactor = 151.0 / 315.0;
    const double gaussianFactor
        = 1.0 / (2.0 * std::sqrt(std::numbers::pi) * limits.elasticSmoothness);
    m_gridScale = static_cast<float>(limits.elasticStrength * gaussianFactor / splineFactor);
}

void Deformer::deform(
    std::span<const std::uint8_t> image, std::uint64_t index, std::span<std::uint8_t> output)
{
    if (m_plain.empty()) {
        deformPlain(image, index, output);
        return;
    }
    const std::span plain = std::span(m_plain).first(m_shape.pixels());
    const std::span deformed = std::span(m_plain).last(m_shape.pixels());
    m_toPlain.convert(image, m_shape, plain);
    deformPlain(plain, index, deformed);
    m_fromPlain.convert(deformed, m_shape, output);
}

void Deformer::deformPlain(
    std::span<const std::uint8_t> image, std::uint64_t index, std::span<std::uint8_t> output)
{
    SmallRandom random(m_seed, RandomStream::Augmentation, index);
    const AffineMap map = drawMap(random);
    const bool elastic = m_limits.elasticStrength > 0;
    if (elastic) {
        drawGrid(random);
    }
    const double thickness = m_limits.strokeThickness > 0
        ? m_limits.strokeThickness * static_cast<double>(random.symmetric())
        : 0;
    spread(image);
    resample(map, elastic, output);
    if (thickness != 0) {
        dilate(thickness, output);
    }
}

void Deformer::map(
    std::span<const std::uint8_t> image, const AffineMap& map, std::span<std::uint8_t> output)
{
    spread(image);
    resample(map, false, output);
}

/// Always draws the same number of random numbers, so that changing one limit does not change the
/// random numbers used for the others.
AffineMap Deformer::drawMap(SmallRandom& random) const
{
    std::array<float, 6> numbers{};
    random.fillSymmetric(numbers);
    AffineMap map;
    map.rotation = m_limits.rotation * static_cast<double>(numbers[0]);
    map.horizontalScale = sizeFactor(numbers[1], m_limits.scaling);
    map.verticalScale = sizeFactor(numbers[2], m_limits.scaling);
    map.shear = m_limits.shear * static_cast<double>(numbers[3]);
    map.right = m_limits.shift * static_cast<double>(numbers[4]);
    map.down = m_limits.shift * static_cast<double>(numbers[5]);
    return map;
}

void Deformer::drawGrid(SmallRandom& random)
{
    placeSplines(m_columnSplines, 0.5F + 0.5F * random.symmetric());
    placeSplines(m_rowSplines, 0.5F + 0.5F * random.symmetric());
    random.fillSymmetric(m_grid);
    for (float& number : m_grid) {
        number *= m_gridScale;
    }
    m_expandedRows = 0;
}

/// `offset` is the grid coordinate of the first pixel, 0 ≤ offset < 1.
void Deformer::placeSplines(std::vector<Spline>& splines, float offset) const
{
    for (std::size_t i = 0; i < splines.size(); ++i) {
        const float place = gridPlace(i, m_gridSpacing, offset);
        const auto first = static_cast<std::int32_t>(place);
        splines[i]
            = {static_cast<std::uint32_t>(first), splineWeights(place - static_cast<float>(first))};
    }
}

/// Interpolates one grid row at all columns of the image.
void Deformer::expandGridRow(std::size_t gridRow)
{
    const float* across = m_grid.data() + gridRow * m_gridColumns;
    const float* down = across + m_gridRows * m_gridColumns;
    float* __restrict acrossLine = m_expanded.data() + (gridRow % 4) * 2 * m_shape.columns;
    float* __restrict downLine = acrossLine + m_shape.columns;
    for (std::size_t x = 0; x < m_shape.columns; ++x) {
        const Spline& spline = m_columnSplines[x];
        const auto& w = spline.weights;
        const float* a = across + spline.first;
        const float* d = down + spline.first;
        acrossLine[x] = (w[0] * a[0] + w[1] * a[1]) + (w[2] * a[2] + w[3] * a[3]);
        downLine[x] = (w[0] * d[0] + w[1] * d[1]) + (w[2] * d[2] + w[3] * d[3]);
    }
}

/// Interpolates the expanded grid rows at one image row. Call it with ascending rows.
void Deformer::displaceRow(std::size_t row)
{
    const Spline& spline = m_rowSplines[row];
    while (m_expandedRows < spline.first + 4) {
        expandGridRow(m_expandedRows++);
    }
    const std::size_t columns = m_shape.columns;
    std::array<const float*, 4> lines{};
    for (std::size_t i = 0; i < lines.size(); ++i) {
        lines[i] = m_expanded.data() + ((spline.first + i) % 4) * 2 * columns;
    }
    const auto [w0, w1, w2, w3] = spline.weights;
    const auto [l0, l1, l2, l3] = lines;
    float* __restrict across = m_across.data();
    float* __restrict down = m_down.data();
    for (std::size_t x = 0; x < columns; ++x) {
        across[x] = (w0 * l0[x] + w1 * l1[x]) + (w2 * l2[x] + w3 * l3[x]);
    }
    for (std::size_t x = columns; x < 2 * columns; ++x) {
        down[x - columns] = (w0 * l0[x] + w1 * l1[x]) + (w2 * l2[x] + w3 * l3[x]);
    }
}

/// Pads the image, and packs the four inputs of each bilinear interpolation into one word, so that
/// a single load fetches them.
void Deformer::spread(std::span<const std::uint8_t> image)
{
    assert(image.size() == m_shape.pixels());
    const std::size_t stride = m_shape.columns + 3;
    for (std::size_t row = 0; row < m_shape.rows; ++row) {
        const auto pixels = image.subspan(row * m_shape.columns, m_shape.columns);
        std::copy(pixels.begin(), pixels.end(), m_padded.data() + (row + border) * stride + border);
    }
    const std::uint8_t* upper = m_padded.data();
    const std::uint8_t* lower = upper + stride;
    std::uint32_t* __restrict neighbours = m_neighbours.data();
    for (std::size_t i = 0; i + 1 < m_neighbours.size(); ++i) {
        neighbours[i] = std::uint32_t{upper[i]} | std::uint32_t{upper[i + 1]} << 8U
            | std::uint32_t{lower[i]} << 16U | std::uint32_t{lower[i + 1]} << 24U;
    }
}

void Deformer::resample(const AffineMap& map, bool elastic, std::span<std::uint8_t> output)
{
    assert(output.size() == m_shape.pixels());
    const InverseMap from = inverseMap(map, m_shape);
    const std::size_t columns = m_shape.columns;
    const auto stride = static_cast<std::int32_t>(columns + 3);
    // From the border on, all pixels are 0.
    const auto lastX = static_cast<float>(columns + border);
    const auto lastY = static_cast<float>(m_shape.rows + border);
    if (!elastic) {
        std::fill(m_across.begin(), m_across.end(), 0.0F);
        std::fill(m_down.begin(), m_down.end(), 0.0F);
    }
    const float* across = m_across.data();
    const float* down = m_down.data();
    std::int32_t* __restrict offsets = m_offsets.data();
    float* __restrict rightWeights = m_rightWeights.data();
    float* __restrict lowerWeights = m_lowerWeights.data();
    std::uint32_t* __restrict picked = m_picked.data();
    std::uint8_t* __restrict pixel = output.data();
    for (std::size_t row = 0; row < m_shape.rows; ++row, pixel += columns) {
        if (elastic) {
            displaceRow(row);
        }
        const float firstX = from.x + static_cast<float>(row) * from.xPerRow + border;
        const float firstY = from.y + static_cast<float>(row) * from.yPerRow + border;
        // Three loops, since the compiler can vectorise the first and the last.
        for (std::size_t i = 0; i < columns; ++i) {
            const auto column = static_cast<float>(static_cast<std::int32_t>(i));
            const float x = firstX + column * from.xPerColumn + across[i];
            const float y = firstY + column * from.yPerColumn + down[i];
            const float insideX = clamped(x, lastX);
            const float insideY = clamped(y, lastY);
            const auto left = static_cast<std::int32_t>(insideX);
            const auto top = static_cast<std::int32_t>(insideY);
            rightWeights[i] = steepWeight(insideX - static_cast<float>(left));
            lowerWeights[i] = steepWeight(insideY - static_cast<float>(top));
            offsets[i] = top * stride + left;
        }
        for (std::size_t i = 0; i < columns; ++i) {
            picked[i] = m_neighbours[static_cast<std::size_t>(offsets[i])];
        }
        for (std::size_t i = 0; i < columns; ++i) {
            const auto grey = [four = picked[i]](unsigned int shift) {
                return static_cast<float>(static_cast<std::int32_t>((four >> shift) & 0xFFU));
            };
            const float upper = grey(0) + rightWeights[i] * (grey(8) - grey(0));
            const float lower = grey(16) + rightWeights[i] * (grey(24) - grey(16));
            const float rounded = upper + lowerWeights[i] * (lower - upper) + 0.5F;
            pixel[i] = static_cast<std::uint8_t>(static_cast<std::int32_t>(rounded));
        }
    }
}

/// Moves the edges of strokes outwards by `pixels` ≤ 1, or inwards if negative: blends the image
/// with its greyscale dilation (or erosion) by a plus-shaped element of five pixels.
void Deformer::dilate(double pixels, std::span<std::uint8_t> image)
{
    const std::size_t columns = m_shape.columns;
    const std::size_t stride = columns + 3;
    const auto weight = static_cast<std::int32_t>(std::lround(256 * std::abs(pixels)));
    // Erosion is dilation of the inverted image.
    const std::uint8_t inverted = pixels < 0 ? 0xFF : 0;
    std::fill(m_undilated.begin(), m_undilated.end(), inverted);
    for (std::size_t row = 0; row < m_shape.rows; ++row) {
        const std::uint8_t* from = image.data() + row * columns;
        std::uint8_t* to = m_undilated.data() + (row + border) * stride + border;
        for (std::size_t x = 0; x < columns; ++x) {
            to[x] = static_cast<std::uint8_t>(from[x] ^ inverted);
        }
    }
    for (std::size_t row = 0; row < m_shape.rows; ++row) {
        const std::uint8_t* at = m_undilated.data() + (row + border) * stride + border;
        std::uint8_t* __restrict to = image.data() + row * columns;
        for (std::size_t x = 0; x < columns; ++x) {
            const std::int32_t beside = std::max(at[x - 1], at[x + 1]);
            const std::int32_t above = std::max(at[x - stride], at[x + stride]);
            const std::int32_t dilated = std::max<std::int32_t>(std::max(beside, above), at[x]);
            const std::int32_t grown = at[x] + ((dilated - at[x]) * weight + 128) / 256;
            to[x] = static_cast<std::uint8_t>(grown ^ inverted);
        }
    }
}

} // namespace numeral
