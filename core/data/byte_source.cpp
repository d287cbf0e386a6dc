// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/byte_source.h"

#include "core/base/readable_file.h"
#include "core/platform/mapped_file.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>

namespace numeral {

namespace {

/// What a gzip member starts with.
constexpr std::uint8_t firstMagicByte = 0x1F;
constexpr std::uint8_t secondMagicByte = 0x8B;

Result<std::size_t> readStream(
    const std::filesystem::path& file, std::ifstream& stream, std::span<std::uint8_t> buffer)
{
    stream.read(
        reinterpret_cast<char*>(buffer.data()), static_cast<std::streamsize>(buffer.size()));
    if (stream.bad()) {
        return unreadable(file, EIO);
    }
    return static_cast<std::size_t>(stream.gcount());
}

class PlainSource final : public ByteSource {
public:
    PlainSource(std::filesystem::path file, std::ifstream stream, std::uint64_t size)
        : m_file(std::move(file))
        , m_stream(std::move(stream))
        , m_size(size)
    {
    }

    Result<std::size_t> read(std::span<std::uint8_t> buffer) override
    {
        return readStream(m_file, m_stream, buffer);
    }

    std::optional<std::uint64_t> size() const override { return m_size; }
    std::uint64_t maxSize() const override { return m_size; }
    std::optional<Bytes> mapped(std::size_t /*first*/) const override { return std::nullopt; }

private:
    std::filesystem::path m_file;
    std::ifstream m_stream;
    std::uint64_t m_size;
};

class MappedSource final : public ByteSource {
public:
    explicit MappedSource(std::shared_ptr<const platform::MappedFile> file)
        : m_file(std::move(file))
    {
        m_file->adviseSequential();
    }

    // The bytes that are kept after reading are used by training, which shuffles them.
    ~MappedSource() override { m_file->adviseRandom(); }

    Result<std::size_t> read(std::span<std::uint8_t> buffer) override
    {
        const auto rest = m_file->bytes().subspan(m_position);
        const std::size_t size = std::min(buffer.size(), rest.size());
        std::copy_n(rest.begin(), size, buffer.begin());
        m_position += size;
        return size;
    }

    std::optional<std::uint64_t> size() const override { return m_file->bytes().size(); }
    std::uint64_t maxSize() const override { return m_file->bytes().size(); }

    std::optional<Bytes> mapped(std::size_t first) const override { return Bytes(m_file, first); }

private:
    std::shared_ptr<const platform::MappedFile> m_file;
    std::size_t m_position = 0;
};

class GzipSource final : public ByteSource {
public:
    GzipSource(std::filesystem::path file, std::unique_ptr<ByteSource> gzipped)
        : m_file(std::move(file))
        , m_gzipped(std::move(gzipped))
    {
        constexpr int gzipOnly = 16;
        m_ready = ::inflateInit2(&m_zlib, MAX_WBITS + gzipOnly) == Z_OK;
    }

    ~GzipSource() override { ::inflateEnd(&m_zlib); }

    std::optional<std::uint64_t> size() const override { return std::nullopt; }
    std::optional<Bytes> mapped(std::size_t /*first*/) const override { return std::nullopt; }

    std::uint64_t maxSize() const override
    {
        constexpr std::uint64_t maxExpansion = 1032; // of deflate, says zlib's documentation
        return m_gzipped->maxSize() * maxExpansion;
    }

    Result<std::size_t> read(std::span<std::uint8_t> buffer) override
    {
        if (!m_ready) {
            return unreadable(m_file, ENOMEM);
        }
        m_zlib.next_out = buffer.data();
        m_zlib.avail_out = static_cast<uInt>(buffer.size());
        while (m_zlib.avail_out > 0) {
            if (m_memberEnded) {
                const Result<bool> more = findNextMember();
                if (!more) {
                    return tl::unexpected(more.error());
                }
                if (!*more) {
                    break;
                }
            }
            if (Result<void> inflated = inflateSome(); !inflated) {
                return tl::unexpected(inflated.error());
            }
        }
        return buffer.size() - m_zlib.avail_out;
    }

private:
    /// Reads more of the file if all that was read is used up; at its end nothing is added.
    Result<void> refill()
    {
        if (m_zlib.avail_in == 0) {
            const Result<std::size_t> got = m_gzipped->read(m_input);
            if (!got) {
                return tl::unexpected(got.error());
            }
            m_zlib.next_in = m_input.data();
            m_zlib.avail_in = static_cast<uInt>(*got);
        }
        return {};
    }

    /// Prepares for the next member, since a gzip file may consist of several. Skips the zeros with
    /// which tapes and block devices pad a file. Returns false at the end of the file.
    Result<bool> findNextMember()
    {
        do {
            if (Result<void> read = refill(); !read) {
                return tl::unexpected(read.error());
            }
            if (m_zlib.avail_in == 0) {
                return false;
            }
            const auto* const rest = std::find_if(m_zlib.next_in, m_zlib.next_in + m_zlib.avail_in,
                [](Bytef byte) { return byte != 0; });
            const auto zeros = static_cast<uInt>(rest - m_zlib.next_in);
            m_zlib.next_in += zeros;
            m_zlib.avail_in -= zeros;
        } while (m_zlib.avail_in == 0);
        if (*m_zlib.next_in != firstMagicByte) {
            return malformed("is a gzip file followed by something else, so it may be damaged");
        }
        ::inflateReset(&m_zlib);
        m_memberEnded = false;
        return true;
    }

    Result<void> inflateSome()
    {
        if (Result<void> read = refill(); !read) {
            return read;
        }
        const int code = ::inflate(&m_zlib, Z_NO_FLUSH);
        m_memberEnded = code == Z_STREAM_END;
        if (code == Z_OK || code == Z_STREAM_END) {
            return {};
        }
        return malformed(
            code == Z_BUF_ERROR ? "is a truncated gzip file" : "is a damaged gzip file");
    }

    tl::unexpected<Error> malformed(const std::string& fault) const
    {
        return failure(ErrorCode::FileMalformed, "“" + m_file.string() + "” " + fault + ".");
    }

    std::filesystem::path m_file;
    std::unique_ptr<ByteSource> m_gzipped;
    z_stream m_zlib{};
    std::array<std::uint8_t, 65'536> m_input{};
    bool m_ready = false;
    bool m_memberEnded = false;
};

} // namespace

bool isGzip(std::span<const std::uint8_t> beginning)
{
    return beginning.size() >= 2 && beginning[0] == firstMagicByte
        && beginning[1] == secondMagicByte;
}

std::unique_ptr<ByteSource> decompressed(
    std::unique_ptr<ByteSource> gzipped, const std::filesystem::path& name)
{
    return std::make_unique<GzipSource>(name, std::move(gzipped));
}

Result<std::unique_ptr<ByteSource>> openByteSource(
    const std::filesystem::path& file, std::uint64_t mapFrom)
{
    const Result<std::uint64_t> size = regularFileSize(file);
    if (!size) {
        return tl::unexpected(size.error());
    }
    errno = 0;
    std::ifstream stream(file, std::ios::binary);
    if (!stream) {
        return unreadable(file, errno);
    }
    std::array<std::uint8_t, 2> magic{};
    const Result<std::size_t> got = readStream(file, stream, magic);
    if (!got) {
        return tl::unexpected(got.error());
    }
    const bool gzipped = isGzip(std::span(magic).first(*got));
    if (!gzipped && *size >= mapFrom) {
        auto mapped = platform::MappedFile::open(file);
        if (!mapped) {
            return tl::unexpected(mapped.error());
        }
        return std::make_unique<MappedSource>(std::move(*mapped));
    }
    stream.clear();
    stream.seekg(0);
    auto plain = std::make_unique<PlainSource>(file, std::move(stream), *size);
    if (gzipped) {
        return decompressed(std::move(plain), file);
    }
    return plain;
}

} // namespace numeral
