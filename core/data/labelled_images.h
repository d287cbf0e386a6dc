// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/label.h"
#include "core/data/bytes.h"
#include "core/model/image_look.h"
#include "core/model/image_shape.h"

#include <cstdint>
#include <memory>
#include <span>
#include <utility>
#include <vector>

namespace numeral {

/// Labels that several sets of images share. Immutable.
using SharedLabels = std::shared_ptr<const std::vector<Label>>;

/// Images and their labels. Immutable and implicitly shared, so cheap to copy.
class LabelledImages {
public:
    LabelledImages() = default;

    /// `pixels` must hold shape.pixels() bytes for each label.
    LabelledImages(ImageShape shape, Bytes pixels, SharedLabels labels, const ImageLook& look = {});
    LabelledImages(ImageShape shape, std::vector<std::uint8_t> pixels, std::vector<Label> labels,
        const ImageLook& look = {});

    /// Returns the same images with other labels, one for each.
    LabelledImages withLabels(SharedLabels labels) const
    {
        LabelledImages images = *this;
        images.m_labels = std::move(labels);
        return images;
    }

    std::size_t size() const { return labels().size(); }
    const ImageShape& shape() const { return m_shape; }

    /// What the images look like; plain are 0 for paper and 255 for ink.
    const ImageLook& look() const { return m_look; }

    /// Returns the same images, taken to look otherwise.
    LabelledImages takenAs(const ImageLook& look) const
    {
        LabelledImages images = *this;
        images.m_look = look;
        return images;
    }

    /// Returns all pixels, images × rows × columns, 0 to 255. Pixels of a large file are
    /// memory-mapped and read on access: see `intact`.
    std::span<const std::uint8_t> pixels() const { return m_pixels.span(); }

    /// Returns one image's pixels, rows × columns; index < size().
    std::span<const std::uint8_t> image(std::size_t index) const
    {
        return pixels().subspan(index * m_shape.pixels(), m_shape.pixels());
    }

    /// Returns one class index per image. Labels are always held in memory, where no other program
    /// can change them.
    std::span<const Label> labels() const
    {
        return m_labels ? std::span<const Label>(*m_labels) : std::span<const Label>();
    }
    const SharedLabels& sharedLabels() const { return m_labels; }

    /// Returns false if mapped pixels could not be read on access and were replaced by zeros;
    /// results computed from them are invalid.
    bool intact() const { return m_pixels.intact(); }

private:
    ImageShape m_shape;
    Bytes m_pixels;
    SharedLabels m_labels; ///< null for none
    ImageLook m_look;
};

} // namespace numeral
