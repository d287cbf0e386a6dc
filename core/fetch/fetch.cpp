// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fetch/fetch.h"

#include "core/fetch/file_check.h"
#include "core/fetch/transfer.h"
#include "core/platform/folder_lock.h"
#include "core/platform/part_file.h"

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <thread>
#include <utility>

namespace numeral {

namespace {

namespace fs = std::filesystem;

fs::path partOf(const fs::path& file)
{
    fs::path part = file;
    part += ".part";
    return part;
}

std::uint64_t sizeOf(const fs::path& file)
{
    std::error_code error;
    const std::uintmax_t size = fs::file_size(file, error);
    return error ? 0 : size;
}

std::string megabytes(std::uint64_t bytes)
{
    constexpr std::uint64_t megabyte = 1'000'000;
    return std::to_string((bytes + megabyte - 1) / megabyte) + " MB";
}

/// How one file, or all, came out.
enum class Ending { Done, Cancelled, Failed };

/// One call of `fetch` or `fetchFromFolder`, which holds the folder's lock.
class Fetcher {
public:
    Fetcher(const Download& download, FetchCallback callback)
        : m_download(download)
        , m_callback(std::move(callback))
    {
        m_progress.total = download.size();
    }

    Result<FetchReport> fromMirrors(const FetchSettings& settings)
    {
        for (const std::string& url : mirrorsOf(m_download, settings)) {
            m_mirrors.push_back({url, {}, false});
        }
        m_patience = settings.patience;
        return each([this](const DownloadFile& file) { return download(file); });
    }

    Result<FetchReport> fromFolder(const fs::path& source)
    {
        return each([this, &source](const DownloadFile& file) { return take(source, file); });
    }

private:
    struct Mirror {
        std::string url;
        std::string fault; ///< a predicate, the last one; empty for none
        bool isWrong = false; ///< its files are not the right ones
    };

    fs::path keptPath(const DownloadFile& file) const
    {
        return m_download.folder / fs::path(file.keptName());
    }

    bool report(FetchStage stage, std::uint64_t bytesOfFile = 0)
    {
        m_progress.stage = stage;
        m_progress.bytes = std::min(m_done + bytesOfFile, m_progress.total);
        return m_callback(m_progress);
    }

    /// Runs `get` for each file that isn't there.
    Result<FetchReport> each(const std::function<Result<Ending>(const DownloadFile&)>& get)
    {
        std::error_code error;
        fs::create_directories(m_download.folder, error);
        if (error) {
            return failure(ErrorCode::FileNotWritten,
                "The folder “" + m_download.folder.string() + "” cannot be made: " + error.message()
                    + ".");
        }
        if (!lock()) {
            return FetchReport{};
        }
        std::vector<const DownloadFile*> wanted;
        for (const DownloadFile& file : m_download.files) {
            const FileCheck kept
                = checkKept(keptPath(file), file, [this] { return report(FetchStage::Checking); });
            if (kept == FileCheck::Cancelled) {
                return FetchReport{};
            }
            if (kept == FileCheck::Wrong) {
                wanted.push_back(&file);
            } else {
                m_done += file.size;
            }
        }
        if (const Result<void> fits = checkSpace(wanted); !fits) {
            return tl::unexpected(fits.error());
        }
        for (const DownloadFile* file : wanted) {
            const Result<Ending> ending = get(*file);
            if (!ending) {
                return tl::unexpected(ending.error());
            }
            if (*ending != Ending::Done) {
                return FetchReport{false, sentences()};
            }
            m_done += file->size;
        }
        return FetchReport{true, sentences()};
    }

    /// Returns false if it was cancelled while it waited.
    bool lock()
    {
        constexpr std::chrono::milliseconds pause(100);
        while ((m_lock = platform::FolderLock::tryLock(m_download.folder)) == nullptr) {
            if (!report(FetchStage::Waiting)) {
                return false;
            }
            std::this_thread::sleep_for(pause);
        }
        return true;
    }

    Result<void> checkSpace(const std::vector<const DownloadFile*>& wanted) const
    {
        std::uint64_t needed = 0;
        for (const DownloadFile* file : wanted) {
            const std::uint64_t part = sizeOf(partOf(keptPath(*file)));
            needed += file->size - std::min(file->size, part) + file->unpackedSize;
        }
        std::error_code error;
        const fs::space_info space = fs::space(m_download.folder, error);
        if (error || space.available >= needed) {
            return {};
        }
        return failure(ErrorCode::FileNotWritten,
            std::string(m_download.title) + " needs " + megabytes(needed) + " in “"
                + m_download.folder.string() + "”, where only " + megabytes(space.available)
                + " are free.");
    }

    /// Goes from mirror to mirror as long as something arrives.
    Result<Ending> download(const DownloadFile& file)
    {
        auto part = platform::PartFile::open(partOf(keptPath(file)));
        if (!part) {
            return tl::unexpected(part.error());
        }
        std::uint64_t furthest = (*part)->size();
        for (bool isProgressing = true; isProgressing;) {
            isProgressing = false;
            for (std::size_t i = 0; i < m_mirrors.size(); ++i) {
                Mirror& mirror = m_mirrors[(m_first + i) % m_mirrors.size()];
                if (mirror.isWrong) {
                    continue;
                }
                const Result<Ending> ending = downloadFrom(mirror, file, **part);
                if (!ending || *ending != Ending::Failed) {
                    m_first
                        = (m_first + i) % m_mirrors.size(); // it answers: ask it first next time
                    return dropIfEmpty(ending, **part);
                }
                isProgressing = isProgressing || (*part)->size() > furthest;
                furthest = std::max(furthest, (*part)->size());
            }
        }
        return dropIfEmpty(nowhere(), **part);
    }

    static Result<Ending> dropIfEmpty(Result<Ending> ending, const platform::PartFile& part)
    {
        if (part.size() == 0) {
            part.remove();
        }
        return ending;
    }

    /// Downloads the rest of the file; if that turns out not to fit what was there, all of it.
    Result<Ending> downloadFrom(Mirror& mirror, const DownloadFile& file, platform::PartFile& part)
    {
        m_progress.mirror = mirror.url;
        const bool isExact = !file.isUnpacked();
        TransferRequest request{
            mirror.url + '/' + std::string(file.name), file.keptSize(), isExact, m_patience};
        while (true) {
            if (part.size() > file.keptSize()) {
                if (const Result<void> cleared = part.clear(); !cleared) {
                    return tl::unexpected(cleared.error());
                }
            }
            const bool isResumed = part.size() > 0;
            if (!isExact || part.size() != file.size) {
                const Result<TransferOutcome> outcome = transfer(request, part,
                    [this](std::uint64_t bytes) { return report(FetchStage::Downloading, bytes); });
                if (!outcome) {
                    return tl::unexpected(outcome.error());
                }
                if (outcome->end == TransferEnd::Cancelled) {
                    return Ending::Cancelled;
                }
                if (outcome->end == TransferEnd::Failed) {
                    mirror.fault = outcome->fault;
                    return Ending::Failed;
                }
            }
            const Result<FileCheck> placed = place(file, part);
            if (!placed) {
                return tl::unexpected(placed.error());
            }
            if (*placed != FileCheck::Wrong) {
                mirror.fault.clear(); // it came to its end after all
                return *placed == FileCheck::Right ? Ending::Done : Ending::Cancelled;
            }
            if (const Result<void> cleared = part.clear(); !cleared) {
                return tl::unexpected(cleared.error());
            }
            if (!isResumed) {
                mirror.isWrong = true;
                mirror.fault = "has another " + std::string(file.name) + ": its SHA-256 is wrong";
                return Ending::Failed;
            }
        }
    }

    /// Moves what has arrived into place if it is right.
    Result<FileCheck> place(const DownloadFile& file, const platform::PartFile& part)
    {
        const auto shouldContinue
            = [&] { return report(FetchStage::Checking, std::min(part.size(), file.size)); };
        if (file.isUnpacked()) {
            Result<FileCheck> copied
                = copyIfRight(part.path(), file, keptPath(file), shouldContinue);
            if (copied && *copied == FileCheck::Right) {
                part.remove();
            }
            return copied;
        }
        const FileCheck checked = checkKept(part.path(), file, shouldContinue);
        if (checked == FileCheck::Right) {
            if (const Result<void> moved = part.moveTo(keptPath(file)); !moved) {
                return tl::unexpected(moved.error());
            }
        }
        return checked;
    }

    Result<Ending> take(const fs::path& source, const DownloadFile& file)
    {
        const std::array<fs::path, 2> names{
            source / fs::path(file.keptName()), source / fs::path(file.name)};
        const auto* const found
            = std::find_if(names.begin(), names.end(), [](const fs::path& path) {
                  std::error_code error;
                  return fs::is_regular_file(path, error);
              });
        if (found == names.end()) {
            return failure(ErrorCode::DataMissing,
                "There is no file " + std::string(file.name) + " in “" + source.string() + "”.");
        }
        const Result<FileCheck> copied = copyIfRight(
            *found, file, keptPath(file), [this] { return report(FetchStage::Checking); });
        if (!copied) {
            return tl::unexpected(copied.error());
        }
        if (*copied == FileCheck::Wrong) {
            return failure(ErrorCode::DataMissing,
                "“" + found->string() + "” is not the file of " + std::string(m_download.title)
                    + ": its SHA-256 is wrong.");
        }
        return *copied == FileCheck::Right ? Ending::Done : Ending::Cancelled;
    }

    std::vector<std::string> sentences() const
    {
        std::vector<std::string> passedOver;
        for (const Mirror& mirror : m_mirrors) {
            if (!mirror.fault.empty()) {
                passedOver.push_back("Passed over " + mirror.url + ": it " + mirror.fault + '.');
            }
        }
        return passedOver;
    }

    /// "a.org, b.org could not be reached; c.org answered 404": mirrors with the same fault
    /// together.
    std::string faults() const
    {
        std::vector<std::pair<std::string, std::string>> grouped; // fault and servers
        for (const Mirror& mirror : m_mirrors) {
            const std::string host = hostOf(mirror.url);
            const auto same = std::find_if(grouped.begin(), grouped.end(),
                [&mirror](const auto& group) { return group.first == mirror.fault; });
            if (same == grouped.end()) {
                grouped.emplace_back(mirror.fault, host);
            } else if (same->second.find(host) == std::string::npos) {
                same->second.append(", ").append(host);
            }
        }
        std::string text;
        for (const auto& [fault, hosts] : grouped) {
            text.append(text.empty() ? "" : "; ").append(hosts).append(" ").append(fault);
        }
        return text.empty() ? "there are no mirrors" : text;
    }

    tl::unexpected<Error> nowhere() const
    {
        std::string names;
        for (const DownloadFile& file : m_download.files) {
            names.append(names.empty() ? "" : ", ").append(file.keptName());
        }
        return failure(ErrorCode::DataMissing,
            std::string(m_download.title) + " could not be fetched: " + faults()
                + ". Try again later, or put " + names + " into “" + m_download.folder.string()
                + "”.");
    }

    const Download& m_download;
    FetchCallback m_callback;
    FetchProgress m_progress;
    std::uint64_t m_done = 0; ///< bytes of complete files
    std::vector<Mirror> m_mirrors;
    std::size_t m_first = 0; ///< the mirror to ask first
    std::chrono::seconds m_patience{};
    std::unique_ptr<platform::FolderLock> m_lock;
};

} // namespace

Result<FetchReport> fetch(
    const Download& download, const FetchSettings& settings, const FetchCallback& callback)
{
    return download.isPackaged ? FetchReport{true, {}}
                               : Fetcher(download, callback).fromMirrors(settings);
}

Result<FetchReport> fetchFromFolder(
    const Download& download, const fs::path& source, const FetchCallback& callback)
{
    return download.isPackaged ? FetchReport{true, {}}
                               : Fetcher(download, callback).fromFolder(source);
}

std::uint64_t fetchedBytes(const Download& download)
{
    if (download.isPackaged) {
        return download.size();
    }
    std::uint64_t bytes = 0;
    for (const DownloadFile& file : download.files) {
        const fs::path kept = download.folder / fs::path(file.keptName());
        bytes += sizeOf(kept) == file.keptSize() ? file.size
                                                 : std::min(sizeOf(partOf(kept)), file.size);
    }
    return bytes;
}

} // namespace numeral
