// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/dataset.h"

#include <nlohmann/json.hpp>

#include <cassert>
#include <utility>

namespace numeral {

LabelledImages::LabelledImages(ImageShape shape, Bytes pixels, Bytes labels)
    : m_shape(shape)
    , m_pixels(std::move(pixels))
    , m_labels(std::move(labels))
{
    assert(m_pixels.size() == m_labels.size() * m_shape.pixels());
}

LabelledImages::LabelledImages(
    ImageShape shape, std::vector<std::uint8_t> pixels, std::vector<std::uint8_t> labels)
    : LabelledImages(shape, Bytes(std::move(pixels)), Bytes(std::move(labels)))
{
}

Result<void> checkIntact(const Dataset& dataset)
{
    if (dataset.training.intact() && dataset.test.intact()) {
        return {};
    }
    return failure(ErrorCode::FileUnreadable,
        "The images of “" + dataset.name
            + "” can't be read any more: their file became shorter meanwhile, or its disk failed.");
}

std::string provenanceJson(const Dataset& dataset)
{
    const nlohmann::ordered_json json{{"name", dataset.name}, {"sha256", dataset.checksums}};
    return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

} // namespace numeral
