// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/native/strategy_tuner.h"
#include "core/engine/native/thread_team.h"

#include <QDeadlineTimer>
#include <QTest>

#include <algorithm>
#include <atomic>
#include <limits>
#include <thread>
#include <vector>

using namespace numeral;

class TestThreadTeam : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyTaskIsDoneOnce_data();
    void everyTaskIsDoneOnce();
    void aJobIsOverWhenItReturns();
    void idleThreadsStealWork();
    void sleepersWakeUp();
    void noTwoTasksShareAThreadsNumber();
    void tasksAreSparedDenormals();
    void theFasterStrategyIsChosen_data();
    void theFasterStrategyIsChosen();
};

void TestThreadTeam::everyTaskIsDoneOnce_data()
{
    QTest::addColumn<int>("size");
    QTest::addColumn<int>("threads");
    for (const int size : {1, 2, 3, 8}) {
        for (const int threads : {1, 2, 8}) {
            QTest::addRow("%d of %d", threads, size) << size << threads;
        }
    }
}

void TestThreadTeam::everyTaskIsDoneOnce()
{
    QFETCH(int, size);
    QFETCH(int, threads);
    ThreadTeam team(static_cast<std::size_t>(size));
    for (std::size_t count = 0; count < 300; ++count) {
        std::vector<std::atomic<int>> done(count);
        runTasks(team, count, static_cast<std::size_t>(threads),
            [&](std::size_t task, std::size_t) { ++done[task]; });
        for (const std::atomic<int>& times : done) {
            QCOMPARE(times.load(), 1);
        }
    }
}

/// Each job overwrites the values of the last one without locks, so that a late task shows.
void TestThreadTeam::aJobIsOverWhenItReturns()
{
    ThreadTeam team(3);
    std::vector<int> values(64);
    for (int round = 1; round <= 20'000; ++round) {
        runTasks(team, values.size(), 3,
            [&](std::size_t task, std::size_t) { values[task] = round + static_cast<int>(task); });
        for (std::size_t i = 0; i < values.size(); ++i) {
            if (values[i] != round + static_cast<int>(i)) {
                QFAIL("a task was not done when its job returned");
            }
        }
    }
}

/// Work stealing: the caller's first task waits until all others are done, including the remaining
/// ones of its own share.
void TestThreadTeam::idleThreadsStealWork()
{
    ThreadTeam team(2);
    std::atomic<int> done = 0;
    runTasks(team, 10, 2, [&](std::size_t task, std::size_t) {
        while (task == 0 && done < 9) {
            std::this_thread::yield();
        }
        ++done;
    });
    QCOMPARE(done.load(), 10);
}

/// Both tasks must run concurrently, after the caller has worked alone for so long that the other
/// thread has gone to sleep.
void TestThreadTeam::sleepersWakeUp()
{
    ThreadTeam team(2);
    for (int round = 0; round < 20; ++round) {
        const QDeadlineTimer alone(2);
        while (!alone.hasExpired()) {
            runTasks(team, 100, 1, [](std::size_t, std::size_t thread) { QCOMPARE(thread, 0U); });
        }
        std::atomic<int> begun = 0;
        runTasks(team, 2, 2, [&](std::size_t, std::size_t) {
            ++begun;
            while (begun < 2) {
                std::this_thread::yield();
            }
        });
        QCOMPARE(begun.load(), 2);
    }
}

void TestThreadTeam::noTwoTasksShareAThreadsNumber()
{
    ThreadTeam team(4);
    std::vector<std::atomic<int>> inUse(4);
    std::atomic<bool> shared = false;
    for (int round = 0; round < 1000; ++round) {
        runTasks(team, 16, 4, [&](std::size_t, std::size_t thread) {
            shared = shared || inUse[thread].fetch_add(1) != 0;
            --inUse[thread];
        });
    }
    QVERIFY(!shared);
}

/// Arithmetic with denormals is so slow that a network with inputs that are often 0 took 1.4 times
/// as long. The calling thread's own arithmetic must not change.
void TestThreadTeam::tasksAreSparedDenormals()
{
#ifndef __SSE2__
    QSKIP("Only x86 processors are told to treat denormals as zero.");
#endif
    const auto halved = [] {
        const volatile float smallest = std::numeric_limits<float>::min();
        return smallest * 0.5F;
    };
    for (const std::size_t size : {1, 3}) {
        ThreadTeam team(size);
        std::vector<float> results(300, 1.0F);
        runTasks(team, results.size(), size,
            [&](std::size_t task, std::size_t) { results[task] = halved(); });
        QCOMPARE(results, std::vector<float>(300, 0.0F));
        QVERIFY(halved() > 0);
    }
}

void TestThreadTeam::theFasterStrategyIsChosen_data()
{
    QTest::addColumn<std::vector<int>>("times"); // µs for a piece of work, by strategy
    QTest::addColumn<int>("atFirst"); // extra µs for the first piece after a change
    QTest::newRow("the first") << std::vector<int>{60, 80, 100} << 0;
    QTest::newRow("the second") << std::vector<int>{80, 60, 100} << 0;
    QTest::newRow("the last") << std::vector<int>{130, 150, 100} << 0;
    QTest::newRow("the first of two") << std::vector<int>{60, 100} << 0;
    QTest::newRow("the last of two") << std::vector<int>{150, 100} << 0;
    QTest::newRow("the first, slow at first") << std::vector<int>{60, 80, 64} << 400;
    QTest::newRow("the first of two, slow at first") << std::vector<int>{60, 64} << 400;
}

/// Times are simulated, not measured.
void TestThreadTeam::theFasterStrategyIsChosen()
{
    QFETCH(const std::vector<int>, times);
    QFETCH(const int, atFirst);
    StrategyTuner choice(times.size());
    std::size_t before = 0;
    int sinceChange = 0;
    const auto work = [&](int pieces, const std::vector<int>& timesNow) {
        int sum = 0;
        for (int i = 0; i < pieces; ++i) {
            const std::size_t strategy = choice.strategy();
            sinceChange = strategy == before ? sinceChange + 1 : 0;
            before = strategy;
            const bool isLast = strategy + 1 == times.size(); // one thread shares no data
            const int time = timesNow[strategy] + (sinceChange < 1 && !isLast ? atFirst : 0);
            choice.report(100, std::chrono::microseconds(time));
            sum += time;
        }
        return static_cast<double>(sum) / pieces;
    };
    const double best = *std::min_element(times.begin(), times.end());
    QVERIFY(work(10'000, times) < 1.05 * best);
    // Another program occupies a core for a while.
    std::vector<int> disturbed(times.size(), 1000);
    disturbed.back() = times.back();
    QVERIFY(work(10'000, disturbed) < 1.3 * times.back());
    work(10'000, times);
    QVERIFY(work(10'000, times) < 1.05 * best);
}

QTEST_GUILESS_MAIN(TestThreadTeam)
#include "tst_thread_team.moc"
