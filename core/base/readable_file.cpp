// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/readable_file.h"

#include <cerrno>
#include <fstream>
#include <system_error>

namespace numeral {

tl::unexpected<Error> unreadable(const std::filesystem::path& file, const std::string& reason)
{
    return failure(
        ErrorCode::FileUnreadable, "Cannot read “" + file.string() + "”: " + reason + ".");
}

tl::unexpected<Error> unreadable(const std::filesystem::path& file, int systemError)
{
    return unreadable(file, std::generic_category().message(systemError != 0 ? systemError : EIO));
}

Result<std::uint64_t> regularFileSize(const std::filesystem::path& file)
{
    std::error_code error;
    const std::filesystem::file_status status = std::filesystem::status(file, error);
    if (error) {
        return unreadable(file, error.message());
    }
    if (!std::filesystem::is_regular_file(status)) {
        return unreadable(file, "it is not a file");
    }
    const std::uintmax_t size = std::filesystem::file_size(file, error);
    if (error) {
        return unreadable(file, error.message());
    }
    return size;
}

Result<std::vector<std::uint8_t>> readWholeFile(
    const std::filesystem::path& file, std::uint64_t most)
{
    const Result<std::uint64_t> size = regularFileSize(file);
    if (!size) {
        return tl::unexpected(size.error());
    }
    if (*size > most) {
        return unreadable(file, "it is too large");
    }
    errno = 0;
    std::ifstream stream(file, std::ios::binary);
    std::vector<std::uint8_t> bytes(static_cast<std::size_t>(*size));
    if (!stream.read(
            reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()))) {
        return unreadable(file, errno);
    }
    return bytes;
}

} // namespace numeral
