// SPDX-License-Identifier: GPL-3.0-or-later
#include "fetch_driver.h"

using namespace numeral;
using namespace numeral::test;

/// Mirrors that fail, stall, lie or lead astray.
class BadMirrorsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theNextMirrorIsTaken_data();
    void theNextMirrorIsTaken();
    void aDeadMirrorIsPassedOver();
    void aPlainMirrorCannotBeReachedFromASecureOne();
    void onlyWebAddressesAreAsked();
    void allThatFailedAreNamed();
    void aMirrorThatBreaksOffOnceGetsAnotherChance();
    void nothingOfAWrongFileIsKept();
};

namespace {

using Misbehaviour = LoopbackAnswer (*)(const SmallDownload& small, const LoopbackRequest& request);

} // namespace

Q_DECLARE_METATYPE(Misbehaviour)

void BadMirrorsTest::theNextMirrorIsTaken_data()
{
    QTest::addColumn<Misbehaviour>("answer");
    QTest::addColumn<QString>("fault");
    const auto row = [](const char* name, const char* fault, Misbehaviour answer) {
        QTest::newRow(name) << answer << QString::fromLatin1(fault);
    };
    row("not found", "answered 404", [](const SmallDownload&, const LoopbackRequest&) {
        return LoopbackAnswer{"not here", "404 Not Found"};
    });
    row("a fault of the server", "answered 500", [](const SmallDownload&, const LoopbackRequest&) {
        return LoopbackAnswer{{}, "500 Internal Server Error"};
    });
    row("never answers", "did not answer", [](const SmallDownload&, const LoopbackRequest&) {
        LoopbackAnswer answer;
        answer.announced = 300'000;
        answer.hangs = true;
        return answer;
    });
    row("stalls", "for 1 second", [](const SmallDownload& small, const LoopbackRequest& request) {
        LoopbackAnswer answer = small.answer(request);
        answer.sent = 1000;
        answer.hangs = true;
        return answer;
    });
    row("breaks off", "broke off", [](const SmallDownload& small, const LoopbackRequest& request) {
        LoopbackAnswer answer = small.answer({request.path, std::nullopt});
        answer.sent = 1000;
        return answer;
    });
    row("breaks off and does not say so", "broke off",
        [](const SmallDownload& small, const LoopbackRequest& request) {
            LoopbackAnswer answer = small.answer({request.path, std::nullopt});
            answer.sent = 1000;
            answer.announcesNoLength = true;
            return answer;
        });
    row("sends other bytes", "SHA-256", [](const SmallDownload& small, const LoopbackRequest&) {
        return LoopbackAnswer{noise(small.archive.size() + 1).mid(1)};
    });
    row("has a page to log in", "another file, of 13 bytes",
        [](const SmallDownload&, const LoopbackRequest&) {
            return LoopbackAnswer{"<html></html>"};
        });
    row("announces a larger file", "another file",
        [](const SmallDownload& small, const LoopbackRequest& request) {
            LoopbackAnswer answer = small.answer(request);
            answer.announced = 100'000'000'000;
            return answer;
        });
    row("sends without end", "more bytes", [](const SmallDownload&, const LoopbackRequest&) {
        LoopbackAnswer answer{noise(1'000'000)};
        answer.announcesNoLength = true;
        answer.hangs = true;
        return answer;
    });
    row("is empty", "broke off",
        [](const SmallDownload&, const LoopbackRequest&) { return LoopbackAnswer{}; });
    row("redirects in a circle", "redirects too often",
        [](const SmallDownload&, const LoopbackRequest& request) {
            return LoopbackAnswer{{}, "302 Found", {"Location: " + request.path}};
        });
    row("redirects to a file", "not allowed", [](const SmallDownload&, const LoopbackRequest&) {
        return LoopbackAnswer{{}, "302 Found", {"Location: file:///etc/hostname"}};
    });
    row("redirects to another protocol", "not allowed",
        [](const SmallDownload&, const LoopbackRequest&) {
            return LoopbackAnswer{{}, "302 Found", {"Location: ftp://127.0.0.1/archive.zip"}};
        });
}

void BadMirrorsTest::theNextMirrorIsTaken()
{
    QFETCH(Misbehaviour, answer);
    QFETCH(QString, fault);
    SmallDownload small;
    small.write("images", small.images);
    LoopbackServer bad([&](const LoopbackRequest& request) { return answer(small, request); });
    LoopbackServer good([&](const LoopbackRequest& request) { return small.answer(request); });
    small.download.mirrors = {bad.url("bad"), good.url("good")};
    const auto report = fetchAll(small.download, patientFor(std::chrono::seconds(1)));
    VERIFY_RESULT(report);
    QVERIFY2(
        report->isComplete && small.isComplete(), qPrintable(small.files().join(QLatin1Char(' '))));
    QCOMPARE(report->passedOver.size(), std::size_t{1});
    const QString sentence = QString::fromStdString(report->passedOver.front());
    QVERIFY2(sentence.contains(QString::fromStdString(bad.url("bad"))) && sentence.contains(fault),
        qPrintable(sentence));
}

void BadMirrorsTest::aDeadMirrorIsPassedOver()
{
    SmallDownload small;
    LoopbackServer good([&](const LoopbackRequest& request) { return small.answer(request); });
    small.download.mirrors = {"http://127.0.0.1:1/dead", good.url()};
    const auto report = fetchAll(small.download);
    VERIFY_RESULT(report);
    QVERIFY(report->isComplete && small.isComplete());
    QCOMPARE(report->passedOver,
        std::vector<std::string>{"Passed over http://127.0.0.1:1/dead: it could not be reached."});
}

/// The certificate of a server that has none can't be verified; nothing falls back to plain HTTP.
void BadMirrorsTest::aPlainMirrorCannotBeReachedFromASecureOne()
{
    SmallDownload small;
    LoopbackServer plain([&](const LoopbackRequest& request) { return small.answer(request); });
    std::string secure = plain.url();
    secure.replace(0, 4, "https");
    small.download.mirrors = {secure};
    QVERIFY(!fetchAll(small.download, patientFor(std::chrono::seconds(2))));
    QVERIFY(!small.isComplete());
}

void BadMirrorsTest::onlyWebAddressesAreAsked()
{
    SmallDownload small;
    const Folder folder;
    folder.write("archive.zip", small.archive);
    small.write("images", small.images);
    small.download.mirrors = {"file://" + folder.path().string()};
    const auto report = fetchAll(small.download);
    QVERIFY(!report);
    const QString sentence = QString::fromStdString(report.error().detail);
    QVERIFY2(sentence.contains(QLatin1String("not allowed")), qPrintable(sentence));
}

void BadMirrorsTest::allThatFailedAreNamed()
{
    SmallDownload small;
    LoopbackServer server([](const LoopbackRequest&) -> LoopbackAnswer {
        return {{}, "404 Not Found"};
    });
    small.download.mirrors = {server.url("first"), "http://127.0.0.1:1/second"};
    const auto report = fetchAll(small.download);
    QVERIFY(!report);
    QCOMPARE(report.error().code, ErrorCode::DataMissing);
    const std::string& sentence = report.error().detail;
    for (const std::string& words :
        {std::string("SMALL could not be fetched"), hostOf(server.url()) + " answered 404",
            std::string("127.0.0.1:1 could not be reached"), std::string("archive.zip, images"),
            small.download.folder.string()}) {
        QVERIFY2(sentence.find(words) != std::string::npos, sentence.c_str());
    }
    QCOMPARE(small.files(), QStringList());
}

void BadMirrorsTest::aMirrorThatBreaksOffOnceGetsAnotherChance()
{
    SmallDownload small;
    LoopbackServer server([&](const LoopbackRequest& request) {
        LoopbackAnswer answer = small.answer(request);
        answer.sent = std::min<qsizetype>(answer.body.size(), 120'000); // at a time
        return answer;
    });
    small.download.mirrors = {server.url()};
    const auto report = fetchAll(small.download);
    VERIFY_RESULT(report);
    QVERIFY(report->isComplete && small.isComplete());
    QVERIFY(report->passedOver.empty());
}

void BadMirrorsTest::nothingOfAWrongFileIsKept()
{
    SmallDownload small;
    const QByteArray other = imagesFile(99, 28, 28);
    LoopbackServer server([&](const LoopbackRequest& request) -> LoopbackAnswer {
        return {request.path.endsWith(".gz") ? gzipped(other) : noise(300'001).mid(1)};
    });
    small.download.mirrors = {server.url()};
    QVERIFY(!fetchAll(small.download));
    QCOMPARE(small.files(), QStringList());
    small.write("archive.zip", small.archive);
    QVERIFY(!fetchAll(small.download));
    QCOMPARE(small.files(), QStringList{QStringLiteral("archive.zip")});
}

QTEST_GUILESS_MAIN(BadMirrorsTest)
#include "tst_bad_mirrors.moc"
