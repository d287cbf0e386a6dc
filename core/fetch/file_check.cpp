// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fetch/file_check.h"

#include "core/base/sha256.h"
#include "core/data/byte_source.h"
#include "core/platform/atomic_file.h"

#include <fstream>
#include <limits>
#include <memory>
#include <span>
#include <vector>

namespace numeral {

namespace {

constexpr std::size_t pieceSize = std::size_t{1} << 20U;

std::string_view textOf(std::span<const std::uint8_t> bytes)
{
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// Fills the buffer and returns how much of it; nothing if the file can't be read on.
using ReadPiece = std::function<std::optional<std::size_t>(std::span<std::uint8_t> buffer)>;

ReadPiece bytesOf(const std::filesystem::path& file)
{
    auto stream = std::make_shared<std::ifstream>(file, std::ios::binary);
    return [stream](std::span<std::uint8_t> buffer) -> std::optional<std::size_t> {
        stream->read(
            reinterpret_cast<char*>(buffer.data()), static_cast<std::streamsize>(buffer.size()));
        if (stream->bad() || (stream->fail() && !stream->eof())) {
            return std::nullopt;
        }
        return static_cast<std::size_t>(stream->gcount());
    };
}

/// Of a plain file its bytes.
ReadPiece unpackedBytesOf(const std::filesystem::path& file)
{
    constexpr std::uint64_t never = std::numeric_limits<std::uint64_t>::max();
    auto opened = openByteSource(file, never);
    std::shared_ptr<ByteSource> source = opened ? std::move(*opened) : nullptr;
    return [source](std::span<std::uint8_t> buffer) -> std::optional<std::size_t> {
        const Result<std::size_t> got
            = source != nullptr ? source->read(buffer) : Result<std::size_t>(0);
        return got ? std::optional(*got) : std::nullopt;
    };
}

/// Checks what is read, and hands it on piece by piece.
Result<FileCheck> check(const ReadPiece& read, const DownloadFile& file,
    const ShouldContinue& shouldContinue,
    const std::function<Result<void>(std::string_view piece)>& take)
{
    std::vector<std::uint8_t> buffer(pieceSize);
    Sha256 sha256;
    std::uint64_t size = 0;
    while (true) {
        if (!shouldContinue()) {
            return FileCheck::Cancelled;
        }
        const std::optional<std::size_t> got = read(buffer);
        if (!got || size + *got > file.keptSize()) {
            return FileCheck::Wrong;
        }
        if (*got == 0) {
            break;
        }
        size += *got;
        const std::string_view piece = textOf(std::span(buffer).first(*got));
        sha256.add(piece);
        if (const Result<void> taken = take(piece); !taken) {
            return tl::unexpected(taken.error());
        }
    }
    return size == file.keptSize() && sha256.hex() == file.sha256 ? FileCheck::Right
                                                                  : FileCheck::Wrong;
}

} // namespace

FileCheck checkKept(const std::filesystem::path& kept, const DownloadFile& file,
    const ShouldContinue& shouldContinue)
{
    std::error_code error;
    if (std::filesystem::file_size(kept, error) != file.keptSize() || error) {
        return FileCheck::Wrong;
    }
    return *check(
        bytesOf(kept), file, shouldContinue, [](std::string_view) -> Result<void> { return {}; });
}

Result<FileCheck> copyIfRight(const std::filesystem::path& source, const DownloadFile& file,
    const std::filesystem::path& target, const ShouldContinue& shouldContinue)
{
    auto copy = platform::AtomicFile::create(target);
    if (!copy) {
        return tl::unexpected(copy.error());
    }
    Result<FileCheck> checked = check(file.isUnpacked() ? unpackedBytesOf(source) : bytesOf(source),
        file, shouldContinue, [&copy](std::string_view piece) { return (*copy)->write(piece); });
    if (!checked || *checked != FileCheck::Right) {
        return checked;
    }
    const Result<bool> verified
        = (*copy)->verify([&shouldContinue](std::uint64_t) { return shouldContinue(); });
    if (verified && !*verified) {
        return FileCheck::Cancelled;
    }
    if (const Result<void> committed = (*copy)->commit(); !committed) {
        return tl::unexpected(committed.error());
    }
    return FileCheck::Right;
}

} // namespace numeral
