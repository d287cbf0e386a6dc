// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/ordered_blocks.h"

#include <QTest>

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

using namespace numeral;

class OrderedBlocksTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void blocksComeInTheirOrder_data();
    void blocksComeInTheirOrder();
    void makersRunOnThreadsOfTheirOwn();
    void fewBlocksAreHeldAtATime();
    void takingMayStop();
    void takingMayFail();
};

namespace {

/// Block n is n bytes of value n, both modulo 256.
std::size_t makeBlock(std::uint64_t block, std::span<std::uint8_t> buffer)
{
    const auto size = static_cast<std::size_t>(block % 256);
    std::fill_n(buffer.begin(), size, static_cast<std::uint8_t>(block));
    return size;
}

} // namespace

void OrderedBlocksTest::blocksComeInTheirOrder_data()
{
    QTest::addColumn<quint64>("count");
    QTest::addColumn<int>("threads");
    for (const int threads : {1, 2, 3, 8}) {
        for (const quint64 count : {0U, 1U, 5U, 3000U}) {
            QTest::addRow("%d blocks on %d threads", static_cast<int>(count), threads)
                << count << threads;
        }
    }
}

void OrderedBlocksTest::blocksComeInTheirOrder()
{
    QFETCH(quint64, count);
    QFETCH(int, threads);
    std::uint64_t taken = 0;
    bool right = true;
    const Result<bool> done = makeBlocksInOrder(
        count, 256, threads, [] { return makeBlock; },
        [&](std::span<const std::uint8_t> block) -> Result<bool> {
            right = right && block.size() == taken % 256
                && std::all_of(block.begin(), block.end(),
                    [&](std::uint8_t byte) { return byte == static_cast<std::uint8_t>(taken); });
            ++taken;
            return true;
        });
    QVERIFY(done && *done && right);
    QCOMPARE(quint64{taken}, count);
}

void OrderedBlocksTest::makersRunOnThreadsOfTheirOwn()
{
    std::atomic<int> here = 0;
    int makers = 0;
    const auto self = std::this_thread::get_id();
    const auto newMaker = [&]() -> BlockProducer {
        ++makers;
        return [&](std::uint64_t /*block*/, std::span<std::uint8_t> /*buffer*/) -> std::size_t {
            here += std::this_thread::get_id() == self ? 1 : 0;
            return 1;
        };
    };
    const auto take = [](std::span<const std::uint8_t>) -> Result<bool> { return true; };
    QVERIFY(makeBlocksInOrder(100, 1, 3, newMaker, take).value_or(false));
    QCOMPARE(makers, 3);
    QCOMPARE(here.load(), 0);
    makers = 0;
    QVERIFY(makeBlocksInOrder(2, 1, 3, newMaker, take).value_or(false));
    QCOMPARE(makers, 2); // a third one would have nothing to do
}

/// Even if the consumer is slow.
void OrderedBlocksTest::fewBlocksAreHeldAtATime()
{
    constexpr int threads = 4;
    std::atomic<std::int64_t> made = 0;
    std::int64_t taken = 0;
    std::int64_t most = 0;
    const Result<bool> done = makeBlocksInOrder(
        500, 1, threads,
        [&made]() -> BlockProducer {
            return [&made](std::uint64_t, std::span<std::uint8_t>) -> std::size_t {
                ++made;
                return 1;
            };
        },
        [&](std::span<const std::uint8_t>) -> Result<bool> {
            std::this_thread::yield();
            most = std::max(most, made - taken);
            ++taken;
            return true;
        });
    QVERIFY(done && *done);
    QVERIFY2(most <= threads + 2, std::to_string(most).c_str());
}

void OrderedBlocksTest::takingMayStop()
{
    int taken = 0;
    const Result<bool> done = makeBlocksInOrder(
        1000, 256, 2, [] { return makeBlock; },
        [&taken](std::span<const std::uint8_t>) -> Result<bool> { return ++taken < 7; });
    QVERIFY(done && !*done);
    QCOMPARE(taken, 7);
}

void OrderedBlocksTest::takingMayFail()
{
    const Result<bool> done = makeBlocksInOrder(
        1000, 256, 2, [] { return makeBlock; },
        [](std::span<const std::uint8_t>) -> Result<bool> {
            return failure(ErrorCode::FileNotWritten, "The disk is full.");
        });
    QVERIFY(!done);
    QCOMPARE(done.error().detail, std::string("The disk is full."));
}

QTEST_GUILESS_MAIN(OrderedBlocksTest)
#include "tst_ordered_blocks.moc"
