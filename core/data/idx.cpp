// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/idx.h"

#include "core/base/counted.h"
#include "core/base/file_content.h"
#include "core/base/readable_file.h"
#include "core/base/sha256.h"
#include "core/data/idx_values.h"
#include "core/platform/large_pages.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <limits>
#include <new>

namespace numeral {

namespace {

constexpr std::uint32_t imagesMagic = 0x0803;
constexpr std::uint32_t labelsMagic = 0x0801;
constexpr std::size_t wordSize = 4;

/// What a file holds, and how many dimensions that has.
struct IdxKind {
    const char* name;
    std::uint32_t usualMagic;
    std::size_t fewestDimensions;
    std::size_t mostDimensions;
};

constexpr IdxKind ofImages{"images", imagesMagic, 3, 3};
constexpr IdxKind ofLabels{"labels", labelsMagic, 1, 2}; // of several columns the first counts

struct IdxHeader {
    IdxType type;
    std::vector<std::uint32_t> extents; ///< number of images or labels first
};

/// Bytes read at a time.
constexpr std::size_t pieceSize = std::size_t{1} << 20U;

constexpr std::uint64_t maximumBytes = std::uint64_t{1} << 46U;

std::uint32_t bigEndianWord(const std::uint8_t* bytes)
{
    return (std::uint32_t{bytes[0]} << 24U) | (std::uint32_t{bytes[1]} << 16U)
        | (std::uint32_t{bytes[2]} << 8U) | std::uint32_t{bytes[3]};
}

std::string bigEndianBytes(std::initializer_list<std::uint32_t> words)
{
    std::string bytes;
    for (const std::uint32_t word : words) {
        for (const unsigned int shift : {24U, 16U, 8U, 0U}) {
            bytes += static_cast<char>((word >> shift) & 0xFFU);
        }
    }
    return bytes;
}

std::string hexWord(std::uint32_t word)
{
    std::array<char, 16> text{};
    std::snprintf(text.data(), text.size(), "0x%08X", word);
    return text.data();
}

std::string_view asText(std::span<const std::uint8_t> bytes)
{
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// Reads one IDX file: the header, as many bytes as it announces, then the end of the file.
class IdxReader {
public:
    IdxReader(std::filesystem::path file, ByteSource& source)
        : m_file(std::move(file))
        , m_source(source)
    {
    }

    Result<IdxHeader> readHeader(const IdxKind& kind)
    {
        std::array<std::uint8_t, wordSize> magic{};
        const Result<std::size_t> got = m_source.read(magic);
        if (!got) {
            return tl::unexpected(got.error());
        }
        if (*got == 0) {
            return malformed("is empty");
        }
        if (*got < magic.size()) {
            return truncatedHeader(*got, (1 + kind.fewestDimensions) * wordSize);
        }
        const auto type = static_cast<IdxType>(magic[2]);
        const std::size_t dimensions = magic[3];
        if (magic[0] != 0 || magic[1] != 0 || sizeOf(type) == 0
            || dimensions < kind.fewestDimensions || dimensions > kind.mostDimensions) {
            return wrongMagic(magic, kind);
        }
        std::vector<std::uint8_t> words(dimensions * wordSize);
        const Result<std::size_t> more = m_source.read(words);
        if (!more) {
            return tl::unexpected(more.error());
        }
        m_headerSize = magic.size() + words.size();
        if (*more < words.size()) {
            return truncatedHeader(magic.size() + *more, m_headerSize);
        }
        m_sha256.add(asText(magic));
        m_sha256.add(asText(words));
        IdxHeader header{type, {}};
        for (std::size_t i = 0; i < dimensions; ++i) {
            header.extents.push_back(bigEndianWord(words.data() + i * wordSize));
        }
        return header;
    }

    Result<Bytes> readBody(std::uint64_t size)
    {
        if (size > maximumBytes) {
            return malformed("announces more bytes than any file has");
        }
        if (const auto whole = m_source.size(); whole && *whole != m_headerSize + size) {
            return *whole < m_headerSize + size ? truncated(size, *whole - m_headerSize)
                                                : trailing(*whole - m_headerSize - size);
        }
        try {
            if (const std::optional<Bytes> mapped = m_source.mapped(m_headerSize)) {
                return readMapped(*mapped);
            }
            return readPieces(size).map(
                [](std::vector<std::uint8_t>&& bytes) { return Bytes(std::move(bytes)); });
        } catch (const std::bad_alloc&) {
            return outOfMemory();
        }
    }

    std::string checksum() { return m_sha256.hex(); }

    tl::unexpected<Error> outOfMemory() const
    {
        return failure(
            ErrorCode::FileUnreadable, "There is not enough memory for “" + m_file.string() + "”.");
    }

    tl::unexpected<Error> malformed(const std::string& fault) const
    {
        return failure(ErrorCode::FileMalformed, "“" + m_file.string() + "” " + fault + ".");
    }

private:
    /// Reading for the checksum leaves the pages in the page cache, as far as they fit, so that
    /// training finds them there.
    Result<Bytes> readMapped(const Bytes& bytes)
    {
        for (auto rest = bytes.span(); !rest.empty();) {
            const auto piece = rest.first(std::min(rest.size(), pieceSize));
            m_sha256.add(asText(piece));
            rest = rest.subspan(piece.size());
        }
        if (!bytes.intact()) {
            return unreadable(m_file, "it became shorter meanwhile, or its disk failed");
        }
        return bytes;
    }

    Result<std::vector<std::uint8_t>> readPieces(std::uint64_t size)
    {
        std::vector<std::uint8_t> bytes;
        // Reserve once, since growing would hold the bytes twice for a while. The system commits
        // memory only when it is written to.
        const std::uint64_t capacity = std::min(size, m_source.maxSize());
        if (capacity > bytes.max_size()) {
            throw std::bad_alloc();
        }
        bytes.reserve(static_cast<std::size_t>(capacity));
        platform::preferLargePages(bytes.data(), bytes.capacity()); // for random access in training
        while (bytes.size() < size) {
            const std::size_t before = bytes.size();
            const std::uint64_t after = std::min<std::uint64_t>(size, before + pieceSize);
            bytes.resize(after);
            const std::span<std::uint8_t> piece = std::span(bytes).subspan(before);
            const Result<std::size_t> got = m_source.read(piece);
            if (!got) {
                return tl::unexpected(got.error());
            }
            if (*got < piece.size()) {
                return truncated(size, before + *got);
            }
            m_sha256.add(asText(piece));
        }
        std::array<std::uint8_t, 1> more{};
        const Result<std::size_t> got = m_source.read(more);
        if (!got) {
            return tl::unexpected(got.error());
        }
        if (*got > 0) {
            return malformed(
                "goes on after the " + counted(size, "byte") + " that its header announces");
        }
        return bytes;
    }

    tl::unexpected<Error> truncatedHeader(std::size_t got, std::size_t wanted) const
    {
        return malformed("is truncated: its header has " + std::to_string(got) + " of "
            + std::to_string(wanted) + " bytes");
    }

    /// Says what the file is instead; `header` is what was read of it.
    tl::unexpected<Error> wrongMagic(std::span<const std::uint8_t> header, const IdxKind& wanted)
    {
        const std::uint32_t found = bigEndianWord(header.data());
        const IdxKind& other = wanted.usualMagic == imagesMagic ? ofLabels : ofImages;
        if (found == other.usualMagic) {
            return malformed(
                std::string("holds ") + other.name + " where " + wanted.name + " are expected");
        }
        const std::string beginning = beginningAfter(header);
        if (beginning.starts_with("\x1F\x8B")) {
            return malformed("is compressed twice with gzip; decompress it once");
        }
        const std::string expected = std::string("an IDX file of ") + wanted.name;
        if (const auto predicate = otherContent(beginning, expected, "IDX")) {
            return malformed(*predicate);
        }
        return malformed("is not " + expected + ": it starts with " + hexWord(found)
            + " instead of " + hexWord(wanted.usualMagic));
    }

    /// Returns the header and what follows it, as far as is needed to recognise other content.
    std::string beginningAfter(std::span<const std::uint8_t> header)
    {
        std::array<std::uint8_t, recognisedBytes> more{};
        const std::size_t got = m_source.read(more).value_or(0);
        return std::string(asText(header)).append(asText(std::span(more).first(got)));
    }

    tl::unexpected<Error> truncated(std::uint64_t wanted, std::uint64_t got) const
    {
        return malformed("is truncated: its header announces " + counted(wanted, "byte") + ", and "
            + std::to_string(got) + " found");
    }

    tl::unexpected<Error> trailing(std::uint64_t excess) const
    {
        return malformed(
            "has " + counted(excess, "trailing byte") + " after what its header announces");
    }

    std::filesystem::path m_file;
    ByteSource& m_source;
    Sha256 m_sha256;
    std::uint64_t m_headerSize = 0;
};

} // namespace

Result<IdxImages> readIdxImages(const std::filesystem::path& file, std::uint64_t mapFrom)
{
    const auto source = openByteSource(file, mapFrom);
    return source ? readIdxImages(**source, file) : tl::unexpected(source.error());
}

Result<IdxImages> readIdxImages(ByteSource& source, const std::filesystem::path& name)
{
    IdxReader reader(name, source);
    const auto header = reader.readHeader(ofImages);
    if (!header) {
        return tl::unexpected(header.error());
    }
    const std::uint32_t count = header->extents[0];
    const std::uint32_t rows = header->extents[1];
    const std::uint32_t columns = header->extents[2];
    if (count == 0) {
        return reader.malformed("contains no images");
    }
    if (rows == 0 || columns == 0 || rows > maximumImageSide || columns > maximumImageSide) {
        return reader.malformed("announces images of " + std::to_string(rows) + "×"
            + std::to_string(columns) + " pixels, but sides of 1 to "
            + std::to_string(maximumImageSide) + " are allowed");
    }
    auto values = reader.readBody(std::uint64_t{count} * rows * columns * sizeOf(header->type));
    if (!values) {
        return tl::unexpected(values.error());
    }
    try {
        auto pixels = pixelsFrom(*values, header->type);
        if (!pixels) {
            return reader.malformed(pixels.error());
        }
        return IdxImages{count, {rows, columns}, std::move(*pixels), reader.checksum()};
    } catch (const std::bad_alloc&) {
        return reader.outOfMemory();
    }
}

Result<IdxLabels> readIdxLabels(const std::filesystem::path& file)
{
    constexpr std::uint64_t never = std::numeric_limits<std::uint64_t>::max();
    const auto source = openByteSource(file, never);
    return source ? readIdxLabels(**source, file) : tl::unexpected(source.error());
}

Result<IdxLabels> readIdxLabels(ByteSource& source, const std::filesystem::path& name)
{
    IdxReader reader(name, source);
    const auto header = reader.readHeader(ofLabels);
    if (!header) {
        return tl::unexpected(header.error());
    }
    const std::uint64_t count = header->extents.front();
    const std::uint64_t columns = header->extents.size() > 1 ? header->extents[1] : 1;
    if (count == 0 || columns == 0) {
        return reader.malformed("contains no labels");
    }
    const auto values = reader.readBody(count * columns * sizeOf(header->type));
    if (!values) {
        return tl::unexpected(values.error());
    }
    try {
        auto labels = labelsFrom(*values, header->type, static_cast<std::size_t>(columns));
        if (!labels) {
            return reader.malformed(labels.error());
        }
        return IdxLabels{std::move(*labels), reader.checksum()};
    } catch (const std::bad_alloc&) {
        return reader.outOfMemory();
    }
}

std::string idxImagesHeader(std::uint32_t count, const ImageShape& shape)
{
    return bigEndianBytes({imagesMagic, count, static_cast<std::uint32_t>(shape.rows),
        static_cast<std::uint32_t>(shape.columns)});
}

std::string idxLabelsHeader(std::uint32_t count)
{
    return bigEndianBytes({labelsMagic, count});
}

} // namespace numeral
