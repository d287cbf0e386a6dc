// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/output_folder.h"

#include <array>
#include <cstdio>
#include <system_error>
#include <utility>

namespace numeral {

namespace {

tl::unexpected<Error> notWritten(const std::filesystem::path& folder, const std::string& reason)
{
    return failure(
        ErrorCode::FileNotWritten, "Cannot write “" + folder.string() + "”: " + reason + ".");
}

/// Formats a size in decimal units, as disks are labelled: "6.4 GB".
std::string sizeText(std::uint64_t bytes)
{
    constexpr double thousand = 1000;
    constexpr std::array units{"bytes", "kB", "MB", "GB", "TB"};
    auto size = static_cast<double>(bytes);
    std::size_t unit = 0;
    for (; size >= thousand && unit + 1 < units.size(); ++unit) {
        size /= thousand;
    }
    std::array<char, 32> text{};
    std::snprintf(
        text.data(), text.size(), unit == 0 ? "%.0f %s" : "%.1f %s", size, units.at(unit));
    return text.data();
}

} // namespace

OutputFolder::OutputFolder(std::filesystem::path folder, bool made)
    : m_folder(std::move(folder))
    , m_made(made)
{
}

Result<std::unique_ptr<OutputFolder>> OutputFolder::create(const std::filesystem::path& folder)
{
    std::error_code error;
    // Returns false without an error if the folder exists.
    const bool made = std::filesystem::create_directory(folder, error);
    if (error) {
        return notWritten(folder, error.message());
    }
    if (!made) {
        const bool empty = std::filesystem::is_empty(folder, error);
        if (error) {
            return notWritten(folder, error.message());
        }
        if (!empty) {
            return notWritten(folder, "it is there already, and not empty");
        }
    }
    return std::unique_ptr<OutputFolder>(new OutputFolder(folder, made));
}

OutputFolder::~OutputFolder()
{
    if (m_committed) {
        return;
    }
    std::error_code error; // ignored: what cannot be removed stays
    for (const File& file : m_files) {
        if (file.inPlace) {
            std::filesystem::remove(file.path, error);
        }
    }
    m_files.clear();
    if (m_made) {
        std::filesystem::remove(m_folder, error);
    }
}

Result<void> OutputFolder::checkFreeSpace(std::uint64_t bytes) const
{
    std::error_code error;
    const std::filesystem::space_info space = std::filesystem::space(m_folder, error);
    if (error || space.available >= bytes) { // if unknown, writing may still fail
        return {};
    }
    return notWritten(m_folder,
        "it takes " + sizeText(bytes) + ", and " + sizeText(bytes - space.available)
            + " of that are missing on the disk");
}

Result<platform::AtomicFile*> OutputFolder::add(const char* name)
{
    const std::filesystem::path path = m_folder / name;
    auto content = platform::AtomicFile::create(path);
    if (!content) {
        return tl::unexpected(content.error());
    }
    return m_files.emplace_back(File{path, std::move(*content)}).content.get();
}

Result<void> OutputFolder::commit()
{
    for (File& file : m_files) {
        // Set first: the file may be in place even if its folder could not be synced.
        file.inPlace = true;
        if (Result<void> committed = file.content->commit(); !committed) {
            return committed;
        }
    }
    m_committed = true;
    return {};
}

} // namespace numeral
