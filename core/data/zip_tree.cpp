// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/zip_tree.h"

#include "core/base/natural_order.h"
#include "core/base/readable_file.h"

#include <zip.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <mutex>

namespace numeral {

namespace {

/// libzip's archive and its lock: it is not thread-safe.
struct Archive {
    explicit Archive(zip_t* opened)
        : zip(opened)
    {
    }
    Archive(const Archive&) = delete;
    Archive& operator=(const Archive&) = delete;
    ~Archive() { ::zip_discard(zip); }

    zip_t* zip;
    std::mutex mutex;
};

struct CloseEntry {
    void operator()(zip_file_t* entry) const { ::zip_fclose(entry); }
};
using Entry = std::unique_ptr<zip_file_t, CloseEntry>;

tl::unexpected<Error> damaged(const std::filesystem::path& name, const std::string& reason)
{
    return failure(
        ErrorCode::FileMalformed, "“" + name.string() + "” can't be unpacked: " + reason + ".");
}

/// Reads one entry from front to back.
class EntrySource final : public ByteSource {
public:
    EntrySource(std::shared_ptr<Archive> archive, Entry entry, std::uint64_t size,
        std::filesystem::path name)
        : m_archive(std::move(archive))
        , m_entry(std::move(entry))
        , m_size(size)
        , m_name(std::move(name))
    {
    }
    ~EntrySource() override
    {
        const std::lock_guard lock(m_archive->mutex);
        m_entry.reset();
    }

    Result<std::size_t> read(std::span<std::uint8_t> buffer) override
    {
        const std::lock_guard lock(m_archive->mutex);
        std::size_t got = 0;
        while (got < buffer.size()) {
            const zip_int64_t more
                = ::zip_fread(m_entry.get(), buffer.data() + got, buffer.size() - got);
            if (more < 0) {
                return damaged(m_name, ::zip_file_strerror(m_entry.get()));
            }
            if (more == 0) {
                break;
            }
            got += static_cast<std::size_t>(more);
        }
        return got;
    }

    std::optional<std::uint64_t> size() const override { return m_size; }
    std::uint64_t maxSize() const override { return m_size; }
    std::optional<Bytes> mapped(std::size_t /*first*/) const override { return std::nullopt; }

private:
    std::shared_ptr<Archive> m_archive;
    Entry m_entry;
    std::uint64_t m_size;
    std::filesystem::path m_name;
};

class ZipTree final : public FileTree {
public:
    ZipTree(const std::filesystem::path& file, std::shared_ptr<Archive> archive)
        : m_archive(std::move(archive))
    {
        m_root = file;
        const zip_int64_t count = ::zip_get_num_entries(m_archive->zip, 0);
        for (zip_int64_t i = 0; i < count; ++i) {
            const char* name
                = ::zip_get_name(m_archive->zip, static_cast<zip_uint64_t>(i), ZIP_FL_ENC_GUESS);
            if (name != nullptr && isWanted(name)) {
                m_entries.push_back({name, static_cast<zip_uint64_t>(i)});
            }
        }
        std::sort(m_entries.begin(), m_entries.end(),
            [](const Place& a, const Place& b) { return naturalLess(a.name, b.name); });
        m_files.reserve(m_entries.size());
        for (const Place& entry : m_entries) {
            m_files.push_back(entry.name);
        }
    }

    Result<std::unique_ptr<ByteSource>> open(
        std::size_t file, std::uint64_t /*mapFrom*/) const override
    {
        auto beginning = openEntry(file);
        if (!beginning) {
            return beginning;
        }
        std::array<std::uint8_t, 2> magic{};
        const Result<std::size_t> got = (*beginning)->read(magic);
        if (!got) {
            return tl::unexpected(got.error());
        }
        auto source = openEntry(file); // from the start again
        if (source && isGzip(std::span(magic).first(*got))) {
            return decompressed(std::move(*source), pathOf(file));
        }
        return source;
    }

    Result<std::vector<std::uint8_t>> read(std::size_t file, std::uint64_t most) const override
    {
        const auto source = openEntry(file);
        if (!source) {
            return tl::unexpected(source.error());
        }
        if ((*source)->maxSize() > most) {
            return unreadable(pathOf(file), "it is too large");
        }
        std::vector<std::uint8_t> bytes(static_cast<std::size_t>((*source)->maxSize()));
        const Result<std::size_t> got = (*source)->read(bytes);
        if (!got) {
            return tl::unexpected(got.error());
        }
        bytes.resize(*got);
        return bytes;
    }

    std::string stamp(std::size_t file) const override
    {
        const std::lock_guard lock(m_archive->mutex);
        zip_stat_t status{};
        ::zip_stat_index(m_archive->zip, m_entries[file].index, 0, &status);
        return std::to_string(status.size) + ' ' + std::to_string(status.crc);
    }

private:
    struct Place {
        std::string name;
        zip_uint64_t index;
    };

    /// Not of a folder, and of no hidden file or folder such as macOS adds ("__MACOSX/._a.png").
    static bool isWanted(std::string_view name)
    {
        return !name.empty() && !name.ends_with('/') && !name.starts_with('.')
            && !name.starts_with("__MACOSX/") && name.find("/.") == std::string_view::npos;
    }

    Result<std::unique_ptr<ByteSource>> openEntry(std::size_t file) const
    {
        const std::lock_guard lock(m_archive->mutex);
        const zip_uint64_t index = m_entries[file].index;
        zip_stat_t status{};
        Entry entry(::zip_fopen_index(m_archive->zip, index, 0));
        if (entry == nullptr || ::zip_stat_index(m_archive->zip, index, 0, &status) != 0) {
            return damaged(pathOf(file), ::zip_strerror(m_archive->zip));
        }
        return std::make_unique<EntrySource>(
            m_archive, std::move(entry), status.size, pathOf(file));
    }

    std::shared_ptr<Archive> m_archive;
    std::vector<Place> m_entries;
};

} // namespace

Result<std::shared_ptr<const FileTree>> openZipTree(const std::filesystem::path& file)
{
    if (const auto size = regularFileSize(file); !size) {
        return tl::unexpected(size.error());
    }
    int code = 0;
    zip_t* const zip = ::zip_open(file.c_str(), ZIP_RDONLY, &code);
    if (zip == nullptr) {
        zip_error_t error;
        ::zip_error_init_with_code(&error, code);
        const std::string reason = ::zip_error_strerror(&error);
        ::zip_error_fini(&error);
        return damaged(file, reason);
    }
    return std::make_shared<ZipTree>(file, std::make_shared<Archive>(zip));
}

bool isZip(const std::filesystem::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    std::array<char, 4> magic{};
    return regularFileSize(file) && stream.read(magic.data(), magic.size())
        && std::string_view(magic.data(), magic.size()) == std::string_view("PK\x03\x04", 4);
}

} // namespace numeral
