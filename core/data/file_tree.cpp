// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/file_tree.h"

#include "core/base/natural_order.h"
#include "core/base/readable_file.h"
#include "core/data/zip_tree.h"

#include <algorithm>
#include <limits>

namespace numeral {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t mostFiles = 1'000'000;

bool isHidden(const fs::path& path)
{
    return path.filename().string().starts_with('.');
}

/// Whether a folder is a link to one that it is in, so that it would be searched for ever.
bool leadsBack(const fs::directory_entry& folder)
{
    std::error_code error;
    if (!folder.is_symlink(error)) {
        return false;
    }
    const std::string target = fs::canonical(folder.path(), error).string() + '/';
    const std::string place = fs::canonical(folder.path().parent_path(), error).string() + '/';
    return error || place.starts_with(target);
}

class FolderTree final : public FileTree {
public:
    FolderTree(const fs::path& folder, int depth)
    {
        m_root = folder;
        std::error_code error;
        fs::recursive_directory_iterator entry(folder,
            fs::directory_options::skip_permission_denied
                | fs::directory_options::follow_directory_symlink,
            error);
        for (; !error && entry != fs::recursive_directory_iterator() && m_files.size() < mostFiles;
             entry.increment(error)) {
            std::error_code ignored;
            const bool isFolder = entry->is_directory(ignored);
            if (isFolder
                && (entry.depth() >= depth || isHidden(entry->path()) || leadsBack(*entry))) {
                entry.disable_recursion_pending();
            } else if (!isFolder && !isHidden(entry->path())) {
                m_files.push_back(relativePath(entry->path()));
            }
        }
        std::sort(m_files.begin(), m_files.end(), naturalLess);
    }

    Result<std::unique_ptr<ByteSource>> open(std::size_t file, std::uint64_t mapFrom) const override
    {
        return openByteSource(pathOf(file), mapFrom);
    }

    Result<std::vector<std::uint8_t>> read(std::size_t file, std::uint64_t most) const override
    {
        return readWholeFile(pathOf(file), most);
    }

    std::string stamp(std::size_t file) const override
    {
        std::error_code error;
        const fs::path path = pathOf(file);
        const std::uintmax_t size = fs::file_size(path, error);
        const auto time = fs::last_write_time(path, error).time_since_epoch().count();
        return std::to_string(size) + ' ' + std::to_string(time);
    }

private:
    /// As lexically_relative would say, which takes longer than listing the files.
    std::string relativePath(const fs::path& path) const
    {
        std::string_view text = path.native();
        text.remove_prefix(m_root.native().size());
        text.remove_prefix(std::min(text.find_first_not_of('/'), text.size()));
        return std::string(text);
    }
};

} // namespace

Result<std::shared_ptr<const FileTree>> openFileTree(const fs::path& path, int depth)
{
    std::error_code error;
    if (fs::is_directory(path, error)) {
        return std::make_shared<FolderTree>(path, depth);
    }
    return openZipTree(path);
}

std::string_view lastPart(std::string_view path)
{
    return path.substr(path.rfind('/') + 1); // npos + 1 is 0
}

std::string_view parentOf(std::string_view path)
{
    const std::size_t slash = path.rfind('/');
    return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
}

std::size_t depthOf(std::string_view folder)
{
    const auto slashes = static_cast<std::size_t>(std::count(folder.begin(), folder.end(), '/'));
    return folder.empty() ? 0 : slashes + 1;
}

std::string lowerCase(std::string_view text)
{
    std::string lower(text);
    std::transform(lower.begin(), lower.end(), lower.begin(), [](char letter) {
        return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
    });
    return lower;
}

} // namespace numeral
