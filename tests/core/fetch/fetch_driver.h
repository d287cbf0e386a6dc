// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "../../support/loopback_server.h"
#include "../data/idx_files.h"

#include "core/fetch/fetch.h"

#include <QCryptographicHash>
#include <QDir>
#include <QTest>

#include <chrono>
#include <future>
#include <optional>

namespace numeral::test {

/// Bytes that gzip can't make much smaller.
inline QByteArray noise(qsizetype count)
{
    QByteArray bytes;
    for (quint32 state = 1; bytes.size() < count;) {
        state = state * 1'664'525U + 1'013'904'223U;
        bytes.append(static_cast<char>(state >> 24U));
    }
    return bytes;
}

/// A download of an archive that is kept as it comes, and of a gzipped file that is unpacked.
class SmallDownload {
public:
    SmallDownload()
        : m_sums{sum(archive), sum(images)}
    {
        download.id = "small";
        download.title = "SMALL";
        download.folder = m_folder / "kept";
        download.files = {
            {"archive.zip", static_cast<std::uint64_t>(archive.size()), m_sums[0], 0},
            {"images.gz", static_cast<std::uint64_t>(packed.size()), m_sums[1],
                static_cast<std::uint64_t>(images.size())},
        };
    }

    QStringList files() const
    {
        return QDir(QString::fromStdString(download.folder.string()))
            .entryList(QDir::Files | QDir::Hidden, QDir::Name);
    }
    QByteArray content(const char* name) const
    {
        QFile file(QString::fromStdString((download.folder / name).string()));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    void write(const char* name, const QByteArray& bytes) const
    {
        QDir().mkpath(QString::fromStdString(download.folder.string()));
        QFile file(QString::fromStdString((download.folder / name).string()));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
    }
    bool isComplete() const
    {
        return content("archive.zip") == archive && content("images") == images
            && files() == QStringList({QStringLiteral("archive.zip"), QStringLiteral("images")});
    }

    /// A good server's answer.
    LoopbackAnswer answer(const LoopbackRequest& request) const
    {
        if (request.path.endsWith("/archive.zip")) {
            return LoopbackServer::file(archive, request);
        }
        if (request.path.endsWith("/images.gz")) {
            return LoopbackServer::file(packed, request);
        }
        return {{}, "404 Not Found"};
    }

    const QByteArray archive = noise(300'000);
    const QByteArray images = imagesFile(100, 28, 28);
    const QByteArray packed = gzipped(images);
    Download download;

private:
    static std::string sum(const QByteArray& bytes)
    {
        return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex().toStdString();
    }

    Folder m_folder;
    std::array<std::string, 2> m_sums;
};

inline FetchSettings patientFor(std::chrono::seconds seconds)
{
    FetchSettings settings;
    settings.patience = seconds;
    return settings;
}

/// Fetches on another thread, while this one serves.
inline std::future<Result<FetchReport>> startFetching(
    const Download& download, const FetchCallback& callback, const FetchSettings& settings = {})
{
    return std::async(std::launch::async,
        [&download, callback, settings] { return fetch(download, settings, callback); });
}

inline bool isReady(const std::future<Result<FetchReport>>& fetching)
{
    return fetching.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
}

inline Result<FetchReport> waitFor(std::future<Result<FetchReport>>& fetching)
{
    constexpr int milliseconds = 60'000;
    [&] { QVERIFY(QTest::qWaitFor([&] { return isReady(fetching); }, milliseconds)); }();
    return fetching.get();
}

inline Result<FetchReport> fetchAll(const Download& download, const FetchSettings& settings = {})
{
    auto fetching = startFetching(
        download, [](const FetchProgress&) { return true; }, settings);
    return waitFor(fetching);
}

} // namespace numeral::test
