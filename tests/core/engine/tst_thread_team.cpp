// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/thread_choice.h"
#include "core/engine/thread_team.h"

#include <QDeadlineTimer>
#include <QtTest>

#include <atomic>
#include <thread>

using namespace numeral;

class TestThreadTeam : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyTaskIsDoneOnce_data();
    void everyTaskIsDoneOnce();
    void aJobIsOverWhenItReturns();
    void whoIsDoneHelps();
    void sleepersWakeUp();
    void noTwoTasksShareAThreadsNumber();
    void theFasterWayIsChosen_data();
    void theFasterWayIsChosen();
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

/// Each job overwrites what the last wrote, without locks: a straggler would be seen.
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

/// The caller's first task waits until all others are done, among them those of its own share.
void TestThreadTeam::whoIsDoneHelps()
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

/// Both tasks must be under way at once, after the caller has worked alone for so long that the
/// other thread fell asleep.
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

void TestThreadTeam::theFasterWayIsChosen_data()
{
    QTest::addColumn<int>("together"); // µs for a piece of work, on all threads
    QTest::addColumn<int>("alone");
    QTest::newRow("threads pay") << 60 << 100;
    QTest::newRow("threads lose") << 150 << 100;
}

/// Times are told, not measured.
void TestThreadTeam::theFasterWayIsChosen()
{
    QFETCH(int, together);
    QFETCH(int, alone);
    ThreadChoice choice(2);
    const auto work = [&](int pieces, int togetherTime) {
        int sum = 0;
        for (int i = 0; i < pieces; ++i) {
            const int time = choice.threads() == 1 ? alone : togetherTime;
            choice.took(100, std::chrono::microseconds(time));
            sum += time;
        }
        return static_cast<double>(sum) / pieces;
    };
    const double best = std::min(together, alone);
    QVERIFY(work(10'000, together) < 1.05 * best);
    // Another program comes, takes a core, and goes again.
    QVERIFY(work(10'000, 1000) < 1.3 * alone);
    work(10'000, together);
    QVERIFY(work(10'000, together) < 1.05 * best);
}

QTEST_GUILESS_MAIN(TestThreadTeam)
#include "tst_thread_team.moc"
