// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/idx.h"
#include "tests/core/data/idx_files.h"

#include <QTest>

#include <atomic>
#include <cstdlib>
#include <new>

namespace {

/// Total number of bytes that this program has requested with `new`.
std::atomic<std::size_t> requested = 0;

/// Larger requests fail, as when memory runs out.
std::atomic<std::size_t> largestPermitted = ~std::size_t{0};

} // namespace

void* operator new(std::size_t size)
{
    requested += size;
    void* const memory = size <= largestPermitted ? std::malloc(size) : nullptr;
    if (memory == nullptr) {
        throw std::bad_alloc();
    }
    return memory;
}

void operator delete(void* memory) noexcept
{
    std::free(memory);
}

void operator delete(void* memory, std::size_t /*size*/) noexcept
{
    std::free(memory);
}

using namespace numeral;
using namespace numeral::test;

class IdxMemoryTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { largestPermitted = ~std::size_t{0}; }

    void hugeHeaderSizesAllocateNothing_data();
    void hugeHeaderSizesAllocateNothing();
    void zipBombsAreRejectedEarly();
    void aFileTakesItsSizeOnce_data();
    void aFileTakesItsSizeOnce();
    void aMappedFileTakesNothing();
    void runningOutOfMemoryIsAnError();
};

namespace {

constexpr std::size_t megabyte = 1'048'576;

/// The number of bytes that `read` requests with `new`.
template <typename Reader>
std::size_t bytesRequestedBy(Reader read)
{
    const std::size_t before = requested;
    read();
    return requested - before;
}

} // namespace

void IdxMemoryTest::hugeHeaderSizesAllocateNothing_data()
{
    QTest::addColumn<QByteArray>("content");
    const QByteArray lie = words({0x0803, 200, 4096, 4096}) + risingBytes(68);
    QTest::newRow("plain") << lie;
    QTest::newRow("gzipped") << gzipped(lie);
}

void IdxMemoryTest::hugeHeaderSizesAllocateNothing()
{
    QFETCH(QByteArray, content);
    QVERIFY(content.size() <= 150);
    const Folder folder;
    const std::filesystem::path file = folder.write("images", content);
    std::string sentence;
    const std::size_t bytes = bytesRequestedBy([&] {
        const auto images = readIdxImages(file);
        sentence = images ? "" : images.error().detail;
    });
    QVERIFY2(sentence.find("truncated") != std::string::npos, sentence.c_str());
    QVERIFY2(bytes < 2 * megabyte, std::to_string(bytes).c_str());
}

void IdxMemoryTest::zipBombsAreRejectedEarly()
{
    const QByteArray bomb = gzipped(imagesFile(1, 2, 2) + QByteArray(100 * megabyte, '\0'));
    const Folder folder;
    const std::filesystem::path file = folder.write("images", bomb);
    std::string sentence;
    const std::size_t bytes = bytesRequestedBy([&] {
        const auto images = readIdxImages(file);
        sentence = images ? "" : images.error().detail;
    });
    QVERIFY2(sentence.find("goes on after the 4 bytes") != std::string::npos, sentence.c_str());
    QVERIFY2(bytes < 2 * megabyte, std::to_string(bytes).c_str());
}

void IdxMemoryTest::aFileTakesItsSizeOnce_data()
{
    QTest::addColumn<QByteArray>("content");
    const QByteArray plain = imagesFile(20'000, 28, 28);
    QTest::newRow("plain") << plain;
    QTest::newRow("gzipped") << gzipped(plain);
}

void IdxMemoryTest::aFileTakesItsSizeOnce()
{
    QFETCH(QByteArray, content);
    const Folder folder;
    const std::filesystem::path file = folder.write("images", content);
    bool read = false;
    const std::size_t bytes = bytesRequestedBy([&] { read = readIdxImages(file).has_value(); });
    QVERIFY(read);
    QVERIFY2(bytes < std::size_t{20'000} * 28 * 28 + megabyte / 2, std::to_string(bytes).c_str());
}

void IdxMemoryTest::aMappedFileTakesNothing()
{
    const Folder folder;
    const std::filesystem::path file = folder.write("images", imagesFile(20'000, 28, 28));
    bool read = false;
    const std::size_t bytes = bytesRequestedBy([&] { read = readIdxImages(file, 1).has_value(); });
    QVERIFY(read);
    QVERIFY2(bytes < megabyte / 4, std::to_string(bytes).c_str());
}

void IdxMemoryTest::runningOutOfMemoryIsAnError()
{
    const Folder folder;
    const QByteArray large = imagesFile(4, 1024, 1024);
    for (const QByteArray& content : {large, gzipped(large)}) {
        const std::filesystem::path file = folder.write("images", content);
        largestPermitted = megabyte + megabyte / 2;
        const auto images = readIdxImages(file);
        cleanup();
        QVERIFY(!images);
        QCOMPARE(images.error().code, ErrorCode::FileUnreadable);
        QCOMPARE(QString::fromStdString(images.error().detail),
            QString::fromStdString("There is not enough memory for “" + file.string() + "”."));
    }
}

QTEST_GUILESS_MAIN(IdxMemoryTest)
#include "tst_idx_memory.moc"
