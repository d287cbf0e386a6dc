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

/// Images and their labels, as bytes. Immutable once made and cheap to copy: the bytes are shared.
class LabelledImages {
public:
    LabelledImages() = default;

    /// `pixels` holds labels.size() × shape.pixels() bytes.
    LabelledImages(ImageShape shape, Bytes pixels, Bytes labels);
    LabelledImages(
        ImageShape shape, std::vector<std::uint8_t> pixels, std::vector<std::uint8_t> labels);

    std::size_t size() const { return m_labels.size(); }
    const ImageShape& shape() const { return m_shape; }

    /// All pixels, images × rows × columns, 0 (paper) to 255 (ink). Those of a large file are read
    /// as they are touched: see `intact`.
    std::span<const std::uint8_t> pixels() const { return m_pixels.span(); }

    /// One image's pixels, rows × columns; index < size().
    std::span<const std::uint8_t> image(std::size_t index) const
    {
        return pixels().subspan(index * m_shape.pixels(), m_shape.pixels());
    }

    /// One class index an image. Always in memory, so that no other program can change them.
    std::span<const std::uint8_t> labels() const { return m_labels.span(); }

    /// False where pixels could not be read when they were touched, and were taken for zeros: what
    /// was computed from them is worth nothing.
    bool intact() const { return m_pixels.intact(); }

private:
    ImageShape m_shape;
    Bytes m_pixels;
    Bytes m_labels;
};

/// A training file and a test file of images of one size. Immutable and cheap to copy.
struct Dataset {
    std::string name; ///< "MNIST", or the folder's name
    LabelledImages training; ///< before the split into training and validation
    LabelledImages test;
    std::vector<std::string> classes; ///< class names; every label is an index into it
    Preprocessing preprocessing = Preprocessing::Mnist;

    /// SHA-256 of each of the four files, not gzipped, in hexadecimal, by canonical file name.
    std::map<std::string, std::string> checksums;
};

/// To be asked after training or a test: whether all of the pixels could be read. Error:
/// FileUnreadable, see LabelledImages::intact.
Result<void> checkIntact(const Dataset& dataset);

/// The data set's name and checksums as JSON text, as a model's metadata has it.
std::string provenanceJson(const Dataset& dataset);

} // namespace numeral
