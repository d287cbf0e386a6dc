// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/platform/accelerators.h"

#include <filesystem>

namespace numeral::platform {

std::vector<std::string> accelerators()
{
#if defined(__APPLE__) && defined(__aarch64__)
    return {"mps"};
#else
    std::vector<std::string> names;
    std::error_code error; // a file that can't be examined counts as missing
    // NVIDIA's driver makes a device file for each GPU.
    while (std::filesystem::exists("/dev/nvidia" + std::to_string(names.size()), error)) {
        names.push_back("cuda:" + std::to_string(names.size()));
    }
    return names;
#endif
}

} // namespace numeral::platform
