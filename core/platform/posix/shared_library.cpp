// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/platform/shared_library.h"

#include "core/platform/mapped_file.h"

#include <dlfcn.h>

namespace numeral::platform {

Result<void*> loadSymbol(const std::filesystem::path& library, const char* symbol)
{
    void* const handle = ::dlopen(library.c_str(), RTLD_NOW | RTLD_LOCAL);
    MappedFile::reinstallHandler();
    void* const found = handle != nullptr ? ::dlsym(handle, symbol) : nullptr;
    if (found == nullptr) {
        // NOLINTNEXTLINE(concurrency-mt-unsafe): each thread has its own message
        const char* const reason = ::dlerror();
        return failure(ErrorCode::EngineUnavailable,
            std::string("The training engine cannot be loaded: ")
                + (reason != nullptr ? reason : library.string()) + ".");
    }
    return found;
}

} // namespace numeral::platform
