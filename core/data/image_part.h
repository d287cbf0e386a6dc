// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/label.h"
#include "core/data/bytes.h"
#include "core/model/image_shape.h"

#include <string>
#include <vector>

namespace numeral {

/// The images of a training or a test set, as a file or folder has them.
struct ImagePart {
    ImageShape shape;
    Bytes pixels; ///< images × rows × columns, 0 to 255
    std::vector<Label> labels; ///< one for each image, or none at all
    std::vector<std::string> names; ///< of the labels' classes; empty if labels are plain numbers
    std::vector<std::string> writers = {}; ///< who wrote it, one for each image, or none at all

    std::size_t size() const { return shape.pixels() > 0 ? pixels.size() / shape.pixels() : 0; }
};

} // namespace numeral
