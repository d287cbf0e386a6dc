// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/platform/mapped_file.h"
#include "core/platform/shared_library.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <filesystem>
#include <thread>
#include <vector>

using namespace numeral;
using numeral::platform::MappedFile;

class MappedFileTest : public QObject {
    Q_OBJECT

    std::filesystem::path write(const char* name, const QByteArray& bytes) const
    {
        QFile file(m_folder.filePath(QString::fromUtf8(name)));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size()) {
            qFatal("The test cannot write %s", qPrintable(file.fileName()));
        }
        return file.fileName().toStdString();
    }

    QTemporaryDir m_folder;

private Q_SLOTS:
    /// Qt Test's own handler would report the signal that ends a child on purpose.
    void initTestCase() { std::signal(SIGBUS, SIG_DFL); }

    void theBytesAreTheFiles_data();
    void theBytesAreTheFiles();
    void whatCannotBeMapped();
    void moreThanTheAddressSpaceHasIsAnError();
    void aShorterFileIsZerosAndNotIntact();
    void aFileThatLostItsLastByteIsNotIntact();
    void onlyTheDamagedFileIsNotIntact();
    void severalThreadsMayMeetTheEnd();
    void theHandlerSurvivesLoadingALibrary();
    void manyFilesAfterEachOther();
    void otherBusErrorsStillEndTheProgram_data();
    void otherBusErrorsStillEndTheProgram();
};

namespace {

constexpr qsizetype manyPages = 1'000'003;

bool isZero(std::uint8_t byte)
{
    return byte == 0;
}

} // namespace

void MappedFileTest::theBytesAreTheFiles_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("one byte") << QByteArray("x");
    QTest::newRow("many pages") << QByteArray(manyPages, 'y');
}

void MappedFileTest::theBytesAreTheFiles()
{
    QFETCH(QByteArray, bytes);
    const auto mapped = MappedFile::open(write("file", bytes));
    QVERIFY(mapped);
    (*mapped)->adviseSequential();
    (*mapped)->adviseRandom();
    const auto span = (*mapped)->bytes();
    QVERIFY(std::equal(span.begin(), span.end(), bytes.begin(), bytes.end(),
        [](std::uint8_t a, char b) { return a == static_cast<std::uint8_t>(b); }));
    QVERIFY((*mapped)->intact());
}

void MappedFileTest::whatCannotBeMapped()
{
    const std::filesystem::path folder = m_folder.path().toStdString();
    for (const auto& [file, reason] : {std::pair(folder / "absent", "No such file or directory"),
             std::pair(folder, "it is not a file"),
             std::pair(std::filesystem::path("/dev/zero"), "it is not a file")}) {
        const auto mapped = MappedFile::open(file);
        QVERIFY(!mapped);
        QCOMPARE(mapped.error().code, ErrorCode::FileUnreadable);
        QCOMPARE(QString::fromStdString(mapped.error().detail),
            QStringLiteral("Cannot read “%1”: %2.")
                .arg(QString::fromStdString(file.string()), QString::fromUtf8(reason)));
    }
}

void MappedFileTest::moreThanTheAddressSpaceHasIsAnError()
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    QSKIP("a sanitizer takes more addresses for itself than are left here");
#endif
    // As with 32-bit addresses; the file is sparse.
    const std::filesystem::path file = write("large", "x");
    std::filesystem::resize_file(file, std::uintmax_t{1} << 40U);
    rlimit before{};
    QCOMPARE(::getrlimit(RLIMIT_AS, &before), 0);
    rlimit little = before;
    little.rlim_cur = rlim_t{1} << 39U;
    QCOMPARE(::setrlimit(RLIMIT_AS, &little), 0);
    const auto mapped = MappedFile::open(file);
    QCOMPARE(::setrlimit(RLIMIT_AS, &before), 0);
    QVERIFY(!mapped);
    QVERIFY(mapped.error().detail.find("Cannot allocate memory") != std::string::npos);
}

void MappedFileTest::aShorterFileIsZerosAndNotIntact()
{
    const std::filesystem::path file = write("file", QByteArray(manyPages, 'x'));
    const auto mapped = MappedFile::open(file);
    QVERIFY(mapped);
    const auto bytes = (*mapped)->bytes();
    QCOMPARE(bytes[10], std::uint8_t{'x'});
    std::filesystem::resize_file(file, 100'000);
    QCOMPARE(bytes[99'999], std::uint8_t{'x'});
    QCOMPARE(bytes[500'000], std::uint8_t{0});
    QVERIFY(!(*mapped)->intact());
    QVERIFY(std::all_of(bytes.begin(), bytes.end(), isZero));
}

/// Its last page still exists, so that no SIGBUS is raised.
void MappedFileTest::aFileThatLostItsLastByteIsNotIntact()
{
    const std::filesystem::path file = write("file", QByteArray(manyPages, 'x'));
    const auto mapped = MappedFile::open(file);
    QVERIFY(mapped);
    std::filesystem::resize_file(file, manyPages - 1);
    QCOMPARE((*mapped)->bytes()[manyPages - 1], std::uint8_t{0});
    QVERIFY(!(*mapped)->intact());
}

void MappedFileTest::onlyTheDamagedFileIsNotIntact()
{
    const std::filesystem::path one = write("one", QByteArray(manyPages, '1'));
    const auto first = MappedFile::open(one);
    const auto second = MappedFile::open(write("two", QByteArray(manyPages, '2')));
    QVERIFY(first && second);
    std::filesystem::resize_file(one, 0);
    QCOMPARE((*first)->bytes()[0], std::uint8_t{0});
    QVERIFY(!(*first)->intact());
    QVERIFY((*second)->intact());
    QCOMPARE((*second)->bytes()[manyPages - 1], std::uint8_t{'2'});
}

void MappedFileTest::severalThreadsMayMeetTheEnd()
{
    const std::filesystem::path file = write("file", QByteArray(manyPages, 'x'));
    const auto mapped = MappedFile::open(file);
    QVERIFY(mapped);
    std::filesystem::resize_file(file, 0);
    std::array<bool, 4> zeros{};
    {
        std::vector<std::jthread> threads;
        threads.reserve(zeros.size());
        for (bool& zero : zeros) {
            threads.emplace_back([&zero, bytes = (*mapped)->bytes()] {
                zero = std::all_of(bytes.begin(), bytes.end(), isZero);
            });
        }
    }
    QVERIFY(zeros == (std::array<bool, 4>{true, true, true, true}));
    QVERIFY(!(*mapped)->intact());
}

void MappedFileTest::theHandlerSurvivesLoadingALibrary()
{
    const std::filesystem::path file = write("file", QByteArray(manyPages, 'x'));
    const auto mapped = MappedFile::open(file);
    QVERIFY(mapped);
    QVERIFY(platform::loadSymbol(NUMERAL_SIGBUS_RESETTER, "numeral_sigbus_resetter"));
    std::filesystem::resize_file(file, 0);
    QCOMPARE((*mapped)->bytes()[0], std::uint8_t{0});
    QVERIFY(!(*mapped)->intact());
}

/// The damage of one mapping doesn't carry over to the next.
void MappedFileTest::manyFilesAfterEachOther()
{
    const std::filesystem::path file = m_folder.filePath(QStringLiteral("file")).toStdString();
    for (int i = 0; i < 1000; ++i) {
        write("file", "content");
        const auto mapped = MappedFile::open(file);
        QVERIFY(mapped);
        QVERIFY((*mapped)->intact());
        std::filesystem::resize_file(file, 0);
        QCOMPARE((*mapped)->bytes()[0], std::uint8_t{0});
        QVERIFY(!(*mapped)->intact());
    }
}

void MappedFileTest::otherBusErrorsStillEndTheProgram_data()
{
    QTest::addColumn<bool>("sent");
    QTest::newRow("sent by a program") << true;
    QTest::newRow("a fault") << false;
}

void MappedFileTest::otherBusErrorsStillEndTheProgram()
{
    QFETCH(bool, sent);
    QVERIFY(MappedFile::open(write("file", "x"))); // installs the handler
    const std::filesystem::path other = write("other", "x");
    const pid_t child = ::fork();
    if (child == 0) {
        const rlimit noCore{};
        ::setrlimit(RLIMIT_CORE, &noCore);
        if (sent) {
            ::raise(SIGBUS);
        } else {
            const int descriptor = ::open(other.c_str(), O_RDONLY | O_CLOEXEC);
            const auto* byte = static_cast<const volatile char*>(
                ::mmap(nullptr, 1, PROT_READ, MAP_SHARED, descriptor, 0));
            std::filesystem::resize_file(other, 0);
            ::_exit(*byte);
        }
        ::_exit(0);
    }
    int status = 0;
    QCOMPARE(::waitpid(child, &status, 0), child);
    QVERIFY(WIFSIGNALED(status));
    QCOMPARE(WTERMSIG(status), SIGBUS);
}

QTEST_GUILESS_MAIN(MappedFileTest)
#include "tst_mapped_file.moc"
