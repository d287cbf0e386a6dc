// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/data/bytes.h"
#include "core/model/model.h"

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace numeral {

/// Images and their labels, as bytes. Immutable and implicitly shared, so cheap to copy.
class LabelledImages {
public:
    LabelledImages() = default;

    /// `pixels` must hold labels.size() × shape.pixels() bytes.
    LabelledImages(ImageShape shape, Bytes pixels, Bytes labels);
    LabelledImages(
        ImageShape shape, std::vector<std::uint8_t> pixels, std::vector<std::uint8_t> labels);

    std::size_t size() const { return m_labels.size(); }
    const ImageShape& shape() const { return m_shape; }

    /// Returns all pixels, images × rows × columns, 0 (paper) to 255 (ink). Pixels of a large file
    /// are memory-mapped and read on access: see `intact`.
    std::span<const std::uint8_t> pixels() const { return m_pixels.span(); }

    /// Returns one image's pixels, rows × columns; index < size().
    std::span<const std::uint8_t> image(std::size_t index) const
    {
        return pixels().subspan(index * m_shape.pixels(), m_shape.pixels());
    }

    /// Returns one class index per image. Labels are always held in memory, where no other program
    /// can change them.
    std::span<const std::uint8_t> labels() const { return m_labels.span(); }

    /// Returns false if mapped pixels could not be read on access and were replaced by zeros;
    /// results computed from them are invalid.
    bool intact() const { return m_pixels.intact(); }

private:
    ImageShape m_shape;
    Bytes m_pixels;
    Bytes m_labels;
};

/// A training set and a test set of images of the same size. Immutable and cheap to copy.
struct Dataset {
    std::string name; ///< "MNIST", or the folder's name
    LabelledImages training; ///< before the split into training and validation
    LabelledImages test;
    std::vector<std::string> classes; ///< class names; every label is an index into it
    Preprocessing preprocessing = Preprocessing::Mnist;

    /// Hexadecimal SHA-256 of each of the four files, uncompressed, by canonical file name.
    std::map<std::string, std::string> checksums;
};

/// Checks that all pixels could be read; call it after training or testing. Error: FileUnreadable,
/// see LabelledImages::intact.
Result<void> checkIntact(const Dataset& dataset);

/// Returns the data set's name and checksums as JSON text, as stored in a model's metadata.
std::string provenanceJson(const Dataset& dataset);

} // namespace numeral
