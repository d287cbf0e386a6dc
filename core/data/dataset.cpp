// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/dataset.h"

#include <nlohmann/json.hpp>

#include <cassert>
#include <utility>

namespace numeral {

LabelledImages::LabelledImages(
    ImageShape shape, std::vector<std::uint8_t> pixels, std::vector<std::uint8_t> labels)
    : m_shape(shape)
    , m_pixels(std::make_shared<const std::vector<std::uint8_t>>(std::move(pixels)))
    , m_labels(std::make_shared<const std::vector<std::uint8_t>>(std::move(labels)))
{
    assert(m_pixels->size() == m_labels->size() * m_shape.pixels());
}

std::span<const std::uint8_t> LabelledImages::pixels() const
{
    return m_pixels ? std::span<const std::uint8_t>(*m_pixels) : std::span<const std::uint8_t>();
}

std::span<const std::uint8_t> LabelledImages::image(std::size_t index) const
{
    return pixels().subspan(index * m_shape.pixels(), m_shape.pixels());
}

std::span<const std::uint8_t> LabelledImages::labels() const
{
    return m_labels ? std::span<const std::uint8_t>(*m_labels) : std::span<const std::uint8_t>();
}

std::string provenanceJson(const Dataset& dataset)
{
    const nlohmann::ordered_json json{{"name", dataset.name}, {"sha256", dataset.checksums}};
    return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

} // namespace numeral
