// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/readable_file.h"

#include <cerrno>
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

} // namespace numeral
