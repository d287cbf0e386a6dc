// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model.h"

#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace numeral {

/// Images and their labels, as bytes. Immutable once made and cheap to copy: the bytes are shared.
class LabelledImages {
public:
    LabelledImages() = default;

    /// `pixels` holds labels.size() × shape.pixels() bytes.
    LabelledImages(
        ImageShape shape, std::vector<std::uint8_t> pixels, std::vector<std::uint8_t> labels);

    std::size_t size() const { return m_labels ? m_labels->size() : 0; }
    const ImageShape& shape() const { return m_shape; }

    /// All pixels, images × rows × columns, 0 (paper) to 255 (ink).
    std::span<const std::uint8_t> pixels() const;

    /// One image's pixels, rows × columns; index < size().
    std::span<const std::uint8_t> image(std::size_t index) const;

    /// One class index an image.
    std::span<const std::uint8_t> labels() const;

private:
    ImageShape m_shape;
    std::shared_ptr<const std::vector<std::uint8_t>> m_pixels;
    std::shared_ptr<const std::vector<std::uint8_t>> m_labels;
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

/// The data set's name and checksums as JSON text, as a model's metadata has it.
std::string provenanceJson(const Dataset& dataset);

} // namespace numeral
