// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/bytes.h"

#include "core/platform/mapped_file.h"

#include <utility>

namespace numeral {

Bytes::Bytes(std::vector<std::uint8_t> bytes)
    : m_memory(std::make_shared<const std::vector<std::uint8_t>>(std::move(bytes)))
{
    m_span = *m_memory;
}

Bytes::Bytes(std::shared_ptr<const platform::MappedFile> file, std::size_t first)
    : m_span(file->bytes().subspan(first))
    , m_file(std::move(file))
{
}

bool Bytes::intact() const
{
    return m_file == nullptr || m_file->intact();
}

} // namespace numeral
