// SPDX-License-Identifier: GPL-3.0-or-later
#include "fetch_driver.h"

#include <sys/mount.h>

#include <atomic>

using namespace numeral;
using namespace numeral::test;

/// Downloads from a server that works, and from folders.
class FetchTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void filesArriveAndProgressIsTold();
    void whatIsThereIsNotAskedFor();
    void aDamagedFileIsFetchedAgain();
    void redirectsAreFollowed();
    void otherMirrorsHaveAFolderForEachDownload();
    void twoAtOnceFetchOnce();
    void whatASystemPackageHasIsLeftAlone();
    void aFolderIsTakenFrom_data();
    void aFolderIsTakenFrom();
    void aFolderWithTheWrongFilesIsRefused();
    void aFullDiskIsSaid();
    void whatDoesNotFitIsNotBegun();
};

void FetchTest::filesArriveAndProgressIsTold()
{
    SmallDownload small;
    LoopbackServer server([&](const LoopbackRequest& request) { return small.answer(request); });
    small.download.mirrors = {server.url()};
    std::vector<std::uint64_t> told;
    auto fetching = startFetching(small.download, [&told](const FetchProgress& progress) {
        told.push_back(progress.bytes);
        return progress.bytes <= progress.total;
    });
    const auto report = waitFor(fetching);
    VERIFY_RESULT(report);
    QVERIFY(report->isComplete && report->passedOver.empty());
    QVERIFY2(small.isComplete(), qPrintable(small.files().join(QLatin1Char(' '))));
    QCOMPARE(server.requests().size(), 2);
    QVERIFY(std::is_sorted(told.begin(), told.end()));
    QCOMPARE(told.front(), std::uint64_t{0});
    QCOMPARE(told.back(), small.download.size());
    QCOMPARE(fetchedBytes(small.download), small.download.size());
}

void FetchTest::whatIsThereIsNotAskedFor()
{
    SmallDownload small;
    LoopbackServer server([&](const LoopbackRequest& request) { return small.answer(request); });
    small.download.mirrors = {server.url()};
    small.write("archive.zip", small.archive);
    small.write("images", small.images);
    const auto report = fetchAll(small.download);
    VERIFY_RESULT(report);
    QVERIFY(report->isComplete);
    QCOMPARE(server.requests().size(), 0);
}

void FetchTest::aDamagedFileIsFetchedAgain()
{
    SmallDownload small;
    LoopbackServer server([&](const LoopbackRequest& request) { return small.answer(request); });
    small.download.mirrors = {server.url()};
    QByteArray damaged = small.archive;
    damaged[1000] = static_cast<char>(~damaged[1000]);
    small.write("archive.zip", damaged);
    small.write("images", small.images);
    const auto done = fetchAll(small.download);
    VERIFY_RESULT(done);
    QVERIFY(small.isComplete());
    QCOMPARE(server.requests().size(), 1);
}

void FetchTest::redirectsAreFollowed()
{
    SmallDownload small;
    LoopbackServer server([&](const LoopbackRequest& request) -> LoopbackAnswer {
        if (request.path.startsWith("/old/")) {
            return {"moved", "301 Moved Permanently", {"Location: /new/" + request.path.mid(5)}};
        }
        return small.answer(request);
    });
    small.download.mirrors = {server.url("old")};
    const auto done = fetchAll(small.download);
    VERIFY_RESULT(done);
    QVERIFY(small.isComplete());
}

void FetchTest::otherMirrorsHaveAFolderForEachDownload()
{
    SmallDownload small;
    LoopbackServer server([&](const LoopbackRequest& request) { return small.answer(request); });
    small.download.mirrors = {"http://127.0.0.1:1/usual"};
    qputenv("NUMERAL_MIRRORS", QByteArray::fromStdString(server.url("school") + '/'));
    const FetchSettings settings = fetchSettings();
    qunsetenv("NUMERAL_MIRRORS");
    const auto done = fetchAll(small.download, settings);
    VERIFY_RESULT(done);
    QVERIFY(small.isComplete());
    QCOMPARE(server.requests().front().path, QByteArray("/school/small/archive.zip"));
}

void FetchTest::twoAtOnceFetchOnce()
{
    SmallDownload small;
    LoopbackServer server([&](const LoopbackRequest& request) { return small.answer(request); });
    small.download.mirrors = {server.url()};
    std::atomic<bool> isSecondWaiting = false;
    // The first asks for nothing until the second waits.
    auto first = startFetching(small.download, [&](const FetchProgress& progress) {
        while (progress.stage == FetchStage::Downloading && !isSecondWaiting) {
            std::this_thread::yield();
        }
        return true;
    });
    QTRY_VERIFY(!small.files().isEmpty());
    auto second = startFetching(small.download, [&](const FetchProgress& progress) {
        isSecondWaiting = isSecondWaiting || progress.stage == FetchStage::Waiting;
        return true;
    });
    const auto one = waitFor(first);
    const auto other = waitFor(second);
    VERIFY_RESULT(one);
    VERIFY_RESULT(other);
    QVERIFY(one->isComplete && other->isComplete && small.isComplete());
    QCOMPARE(server.requests().size(), 2);
}

void FetchTest::whatASystemPackageHasIsLeftAlone()
{
    SmallDownload small;
    LoopbackServer server([&](const LoopbackRequest& request) { return small.answer(request); });
    small.download.mirrors = {server.url()};
    small.download.isPackaged = true;
    const auto report = fetchAll(small.download);
    VERIFY_RESULT(report);
    QVERIFY(report->isComplete);
    QCOMPARE(small.files(), QStringList());
    QCOMPARE(server.requests().size(), 0);
}

void FetchTest::aFolderIsTakenFrom_data()
{
    QTest::addColumn<bool>("isGzipped");
    QTest::newRow("as at the mirrors") << true;
    QTest::newRow("as they are kept") << false;
}

void FetchTest::aFolderIsTakenFrom()
{
    QFETCH(bool, isGzipped);
    const SmallDownload small;
    const Folder source;
    source.write("archive.zip", small.archive);
    source.write(isGzipped ? "images.gz" : "images", isGzipped ? small.packed : small.images);
    const auto report
        = fetchFromFolder(small.download, source.path(), [](const FetchProgress&) { return true; });
    VERIFY_RESULT(report);
    QVERIFY(report->isComplete && small.isComplete());
}

void FetchTest::aFolderWithTheWrongFilesIsRefused()
{
    const SmallDownload small;
    const Folder source;
    const auto fault = [&] {
        const auto report = fetchFromFolder(
            small.download, source.path(), [](const FetchProgress&) { return true; });
        return report ? QString() : QString::fromStdString(report.error().detail);
    };
    QVERIFY2(fault().contains(QLatin1String("no file archive.zip")), qPrintable(fault()));
    source.write("archive.zip", noise(300'001).last(300'000));
    QVERIFY2(fault().contains(QLatin1String("SHA-256")), qPrintable(fault()));
    QCOMPARE(small.files(), QStringList());
}

namespace {

/// A file system of 256 KiB, which only root can mount.
class SmallDisk {
public:
    explicit SmallDisk(const std::filesystem::path& folder)
        : m_folder(folder)
    {
        std::filesystem::create_directories(folder);
        m_isMounted = ::mount("tmpfs", folder.c_str(), "tmpfs", 0, "size=256k") == 0;
    }
    ~SmallDisk()
    {
        if (m_isMounted) {
            ::umount2(m_folder.c_str(), MNT_DETACH);
        }
    }
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;

    bool isMounted() const { return m_isMounted; }

private:
    std::filesystem::path m_folder;
    bool m_isMounted = false;
};

} // namespace

/// The mirror's file is less well packed than was to be expected, and so the disk fills up.
void FetchTest::aFullDiskIsSaid()
{
    SmallDownload small;
    const QByteArray content = noise(120'000) + QByteArray(30'000, '\0');
    small.download.files
        = {{"images.gz", 1000, small.download.files[1].sha256, std::uint64_t{150'000}}};
    LoopbackServer server(
        [&](const LoopbackRequest&) -> LoopbackAnswer { return {gzipped(content)}; });
    small.download.mirrors = {server.url()};
    const SmallDisk disk(small.download.folder);
    if (!disk.isMounted()) {
        QSKIP("a small file system can't be mounted here");
    }
    const auto report = fetchAll(small.download);
    QVERIFY(!report);
    QCOMPARE(report.error().code, ErrorCode::FileNotWritten);
    const QString sentence = QString::fromStdString(report.error().detail);
    QVERIFY2(sentence.contains(QLatin1String("No space left")), qPrintable(sentence));
}

void FetchTest::whatDoesNotFitIsNotBegun()
{
    SmallDownload small;
    LoopbackServer server([&](const LoopbackRequest& request) { return small.answer(request); });
    small.download.mirrors = {server.url()};
    const SmallDisk disk(small.download.folder);
    if (!disk.isMounted()) {
        QSKIP("a small file system can't be mounted here");
    }
    const auto report = fetchAll(small.download);
    QVERIFY(!report);
    QCOMPARE(report.error().code, ErrorCode::FileNotWritten);
    const QString sentence = QString::fromStdString(report.error().detail);
    QVERIFY2(sentence.contains(QLatin1String("SMALL needs 1 MB")), qPrintable(sentence));
    QCOMPARE(server.requests().size(), 0);
}

QTEST_GUILESS_MAIN(FetchTest)
#include "tst_fetch.moc"
