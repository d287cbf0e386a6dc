// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/grey_image.h"
#include "core/model/image_shape.h"

#include <array>
#include <cstdint>
#include <span>

namespace numeral {

/// What images look like: the grey levels of paper and ink, and whether rows and columns are
/// swapped, as in EMNIST. By default as MNIST's, which all of Numeral's own images are ("plain").
struct ImageLook {
    std::uint8_t paper = 0;
    std::uint8_t ink = 255; ///< differs from `paper`; smaller than it for dark ink on light paper
    bool transposed = false; ///< only for square images

    bool isPlain() const { return *this == ImageLook(); }
    bool isInverted() const { return ink < paper; }

    /// Whether paper and ink are as far apart as bytes allow.
    bool hasFullContrast() const { return paper + ink == 255 && (paper == 0 || ink == 0); }

    friend bool operator==(const ImageLook&, const ImageLook&) = default;
};

/// Converts images from one look to another. Greys between paper and ink are mapped linearly,
/// others clamped to 0–255. Thread-safe.
class LookConversion {
public:
    LookConversion(const ImageLook& from, const ImageLook& to);

    /// Both images have shape.pixels() bytes and must not overlap.
    void convert(std::span<const std::uint8_t> image, const ImageShape& shape,
        std::span<std::uint8_t> output) const;

private:
    std::array<std::uint8_t, 256> m_greys{};
    bool m_transposes;
};

/// Returns a plain image as it looks to a network whose input has that look.
GreyImage withLook(const GreyImage& plain, const ImageLook& look);

/// Returns the plain image that has that look.
GreyImage plainOf(const GreyImage& image, const ImageLook& look);

} // namespace numeral
