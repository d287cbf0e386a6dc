// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/text_lines.h"

#include <vector>

namespace numeral {

Result<std::optional<std::string_view>> TextLines::next()
{
    for (;;) {
        const std::size_t end = m_buffer.find('\n', m_searched);
        if (end != std::string::npos) {
            return take(end, end + 1);
        }
        m_searched = m_buffer.size();
        // Nothing that can be opened has longer lines, and memory is for what can.
        constexpr std::size_t maxLine = std::size_t{128} << 20U;
        if (m_buffer.size() - m_first > maxLine) {
            return failure(ErrorCode::FileMalformed,
                "“" + m_name.string() + "” is not a table or a list of drawings: line "
                    + std::to_string(m_number + 1) + " is longer than 128 MiB.");
        }
        if (m_isAtEnd) {
            return m_first == m_buffer.size()
                ? std::optional<std::string_view>()
                : std::optional(take(m_buffer.size(), m_buffer.size()));
        }
        if (const Result<void> read = readMore(); !read) {
            return tl::unexpected(read.error());
        }
    }
}

std::string_view TextLines::take(std::size_t end, std::size_t next)
{
    constexpr std::string_view byteOrderMark = "\xEF\xBB\xBF";
    std::string_view line = std::string_view(m_buffer).substr(m_first, end - m_first);
    m_first = next;
    m_searched = next;
    if (++m_number == 1 && line.starts_with(byteOrderMark)) {
        line.remove_prefix(byteOrderMark.size());
    }
    return line;
}

Result<void> TextLines::readMore()
{
    constexpr std::size_t pieceSize = std::size_t{1} << 20U;
    m_buffer.erase(0, m_first);
    m_first = 0;
    m_searched = m_buffer.size();
    std::vector<std::uint8_t> piece(pieceSize);
    const Result<std::size_t> got = m_source.read(piece);
    if (!got) {
        return tl::unexpected(got.error());
    }
    const std::string_view text(reinterpret_cast<const char*>(piece.data()), *got);
    m_sha256.add(text);
    m_buffer += text;
    m_isAtEnd = *got < piece.size();
    return {};
}

} // namespace numeral
