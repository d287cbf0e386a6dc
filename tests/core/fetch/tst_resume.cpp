// SPDX-License-Identifier: GPL-3.0-or-later
#include "fetch_driver.h"

using namespace numeral;
using namespace numeral::test;

/// Downloads that were cancelled or killed go on where they were.
class ResumeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aCancelledOneGoesOnFromAnyMirror();
    void cancellingDoesNotWaitForASilentMirror();
    void aServerThatKnowsNoRangesStartsAgain();
    void aRestOfAnotherFileIsNotTaken();
    void aFileThatHasChangedIsFetchedAnew_data();
    void aFileThatHasChangedIsFetchedAnew();
    void aPartThatIsCompleteIsOnlyChecked();
    void whatAKilledProgramLeftIsUsed();
};

namespace {

constexpr qsizetype half = 150'000;

FetchCallback toTheEnd()
{
    return [](const FetchProgress&) { return true; };
}

} // namespace

void ResumeTest::aCancelledOneGoesOnFromAnyMirror()
{
    SmallDownload small;
    small.write("images", small.images);
    LoopbackServer stalling([&](const LoopbackRequest& request) {
        LoopbackAnswer answer = small.answer(request);
        answer.sent = half;
        answer.hangs = true;
        return answer;
    });
    small.download.mirrors = {stalling.url()};
    const std::uint64_t wanted = small.download.files[1].size + static_cast<std::uint64_t>(half);
    auto fetching = startFetching(small.download,
        [wanted](const FetchProgress& progress) { return progress.bytes < wanted; });
    const auto cancelled = waitFor(fetching);
    VERIFY_RESULT(cancelled);
    QVERIFY(!cancelled->isComplete);
    QCOMPARE(small.content("archive.zip.part"), small.archive.left(half));
    QCOMPARE(fetchedBytes(small.download), wanted);

    LoopbackServer other([&](const LoopbackRequest& request) { return small.answer(request); });
    small.download.mirrors = {other.url("elsewhere")};
    std::vector<std::uint64_t> told;
    fetching = startFetching(small.download, [&told](const FetchProgress& progress) {
        if (progress.stage == FetchStage::Downloading) {
            told.push_back(progress.bytes);
        }
        return true;
    });
    const auto report = waitFor(fetching);
    VERIFY_RESULT(report);
    QVERIFY(report->isComplete && small.isComplete());
    QCOMPARE(other.requests().size(), 1);
    QCOMPARE(other.requests().front().from, std::optional<qsizetype>(half));
    QCOMPARE(told.front(), wanted);
}

void ResumeTest::cancellingDoesNotWaitForASilentMirror()
{
    SmallDownload small;
    LoopbackServer silent([](const LoopbackRequest&) {
        LoopbackAnswer answer;
        answer.announced = 300'000;
        answer.hangs = true;
        return answer;
    });
    small.download.mirrors = {silent.url()};
    std::atomic<bool> isCancelled = false;
    auto fetching = startFetching(
        small.download, [&isCancelled](const FetchProgress&) { return !isCancelled; },
        patientFor(std::chrono::hours(1)));
    QTRY_VERIFY(!silent.requests().isEmpty());
    isCancelled = true;
    const auto report = waitFor(fetching);
    VERIFY_RESULT(report);
    QVERIFY(!report->isComplete);
    QCOMPARE(small.files(), QStringList()); // no empty part
}

void ResumeTest::aServerThatKnowsNoRangesStartsAgain()
{
    SmallDownload small;
    small.write("archive.zip.part", small.archive.left(half));
    LoopbackServer server([&](const LoopbackRequest& request) {
        return small.answer({request.path, std::nullopt});
    });
    small.download.mirrors = {server.url()};
    const auto done = fetchAll(small.download);
    VERIFY_RESULT(done);
    QVERIFY(small.isComplete());
    QCOMPARE(server.requests().front().from, std::optional<qsizetype>(half));
}

/// The answer says that it is no rest to the part; waiting for it would be in vain.
void ResumeTest::aRestOfAnotherFileIsNotTaken()
{
    for (const char* range : {"bytes 0-299999/300000", "bytes 150000-399999/400000", "nonsense"}) {
        SmallDownload small;
        small.write("images", small.images);
        small.write("archive.zip.part", small.archive.left(half));
        LoopbackServer server([&](const LoopbackRequest& request) {
            LoopbackAnswer answer = small.answer({request.path, std::nullopt});
            if (request.from) {
                answer.status = "206 Partial Content";
                answer.headers = {QByteArray("Content-Range: ") + range};
                answer.sent = 1000;
                answer.hangs = true;
            }
            return answer;
        });
        small.download.mirrors = {server.url()};
        const auto report = fetchAll(small.download, patientFor(std::chrono::seconds(2)));
        VERIFY_RESULT(report);
        QVERIFY(report->isComplete && small.isComplete());
        QVERIFY2(report->passedOver.empty(), range);
    }
}

void ResumeTest::aFileThatHasChangedIsFetchedAnew_data()
{
    QTest::addColumn<QByteArray>("part");
    QTest::newRow("other bytes") << QByteArray(half, 'x');
    QTest::newRow("as many bytes, but others") << QByteArray(300'000, 'x');
    QTest::newRow("more bytes than there should be") << QByteArray(300'001, 'x');
}

void ResumeTest::aFileThatHasChangedIsFetchedAnew()
{
    QFETCH(QByteArray, part);
    SmallDownload small;
    small.write("archive.zip.part", part);
    small.write("images.part", part.left(3000));
    LoopbackServer server([&](const LoopbackRequest& request) { return small.answer(request); });
    small.download.mirrors = {server.url()};
    const auto report = fetchAll(small.download);
    VERIFY_RESULT(report);
    QVERIFY(report->isComplete && small.isComplete());
    QVERIFY(report->passedOver.empty()); // the part was wrong, not the mirror
}

void ResumeTest::aPartThatIsCompleteIsOnlyChecked()
{
    SmallDownload small;
    small.write("archive.zip.part", small.archive);
    small.write("images.part", small.packed);
    LoopbackServer server([&](const LoopbackRequest& request) { return small.answer(request); });
    small.download.mirrors = {server.url()};
    const auto done = fetchAll(small.download);
    VERIFY_RESULT(done);
    QVERIFY(small.isComplete());
    for (const LoopbackRequest& request : server.requests()) {
        QVERIFY(request.from.has_value()); // nothing was sent again
    }
}

/// Its lock ended with it, and its part is there.
void ResumeTest::whatAKilledProgramLeftIsUsed()
{
    SmallDownload small;
    small.write("images.part", small.packed.left(100));
    LoopbackServer server([&](const LoopbackRequest& request) { return small.answer(request); });
    small.download.mirrors = {server.url()};
    auto fetching = startFetching(small.download, toTheEnd());
    const auto done = waitFor(fetching);
    VERIFY_RESULT(done);
    QVERIFY(small.isComplete());
    QCOMPARE(server.requests().last().from, std::optional<qsizetype>(100));
}

QTEST_GUILESS_MAIN(ResumeTest)
#include "tst_resume.moc"
