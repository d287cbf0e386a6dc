// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/platform/whole_file.h"

#include "core/platform/atomic_file.h"

namespace numeral::platform {

Result<void> writeWholeFile(const std::filesystem::path& file, std::string_view bytes)
{
    const auto output = AtomicFile::create(file);
    if (!output) {
        return tl::unexpected(output.error());
    }
    if (Result<void> written = (*output)->write(bytes); !written) {
        return written;
    }
    return (*output)->commit();
}

} // namespace numeral::platform
