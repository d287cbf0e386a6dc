// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/job_tracker.h"

#include <QCoreApplication>
#include <QTest>
#include <QThread>

#include <latch>

using namespace numeral::ui;

class TestJobTracker : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theResultComesOnTheWindowsThread();
    void nothingIsDeliveredWhileStarting();
    void onlyTheLatestIsDelivered();
    void theLatestDoesNotWaitForTheOneBefore();
    void aCancelledJobDeliversNothing();
    void progressIsSeenWhileItRuns();
    void enqueuedJobsRunInTheirOrder();
    void enqueuedJobsAreDoneBeforeTheEnd();
    void nothingIsDeliveredBehindTheEnd();
};

void TestJobTracker::theResultComesOnTheWindowsThread()
{
    JobTracker tracker;
    QThread* working = nullptr;
    QThread* delivering = nullptr;
    tracker.startLatest(
        [&working](JobControl&) {
            working = QThread::currentThread();
            return 42;
        },
        [&delivering](int result) {
            QCOMPARE(result, 42);
            delivering = QThread::currentThread();
        });
    QTRY_COMPARE(delivering, QThread::currentThread());
    QVERIFY(working != nullptr && working != delivering);
    QVERIFY(tracker.latest() == nullptr);
}

/// Not even the result of a job that ends before it is fully started.
void TestJobTracker::nothingIsDeliveredWhileStarting()
{
    JobTracker tracker;
    int delivered = 0;
    for (int i = 0; i < 2000; ++i) {
        tracker.startLatest([](JobControl&) { return 0; }, [&delivered](int) { ++delivered; });
        tracker.enqueue([] { return 0; }, [&delivered](int) { ++delivered; });
    }
    QCOMPARE(delivered, 0);
    QTRY_COMPARE(delivered, 2001);
}

void TestJobTracker::onlyTheLatestIsDelivered()
{
    std::latch first(1);
    std::latch second(1);
    std::atomic<bool> firstWasCancelled = false;
    QList<int> delivered;
    const auto done = [&delivered](int result) { delivered.append(result); };
    JobTracker tracker; // destroyed first: waits for the jobs
    tracker.startLatest(
        [&](JobControl& control) {
            first.count_down();
            second.wait();
            firstWasCancelled = control.isCancelled.load();
            return 1;
        },
        done);
    first.wait();
    tracker.startLatest(
        [&second](JobControl&) {
            second.wait();
            return 2;
        },
        done);
    tracker.startLatest([](JobControl&) { return 3; }, done);
    second.count_down();
    QTRY_COMPARE(delivered, QList<int>{3});
    QTRY_VERIFY(firstWasCancelled);
}

/// A superseded job, such as the reading of a large file, may take long.
void TestJobTracker::theLatestDoesNotWaitForTheOneBefore()
{
    if (QThread::idealThreadCount() < 2) {
        QSKIP("One core runs one job.");
    }
    std::latch first(1);
    std::latch end(1);
    int delivered = 0;
    const auto done = [&delivered](int result) { delivered = result; };
    JobTracker tracker; // destroyed first: waits for the jobs
    tracker.startLatest(
        [&](JobControl&) {
            first.count_down();
            end.wait();
            return 1;
        },
        done);
    first.wait();
    tracker.startLatest([](JobControl&) { return 2; }, done);
    QTRY_COMPARE(delivered, 2);
    end.count_down();
}

void TestJobTracker::aCancelledJobDeliversNothing()
{
    std::latch cancelled(1);
    bool isDelivered = false;
    JobTracker tracker; // destroyed first: waits for the jobs
    tracker.startLatest(
        [&cancelled](JobControl&) {
            cancelled.wait();
            return 1;
        },
        [&isDelivered](int) { isDelivered = true; });
    tracker.cancel();
    QVERIFY(tracker.latest() == nullptr);
    cancelled.count_down();
    // A cancelled job may also never start.
    bool isNextDelivered = false;
    tracker.startLatest([](JobControl&) { return 2; }, [&](int) { isNextDelivered = true; });
    QTRY_VERIFY(isNextDelivered);
    QVERIFY(!isDelivered);
}

void TestJobTracker::progressIsSeenWhileItRuns()
{
    std::latch seen(1);
    bool isOver = false;
    JobTracker tracker; // destroyed first: waits for the jobs
    tracker.startLatest(
        [&seen](JobControl& control) {
            control.progress = 0.5;
            seen.wait();
            return 0;
        },
        [&isOver](int) { isOver = true; });
    QTRY_COMPARE(tracker.latest()->progress.load(), 0.5);
    seen.count_down();
    QTRY_VERIFY(isOver);
}

void TestJobTracker::enqueuedJobsRunInTheirOrder()
{
    JobTracker tracker;
    QList<int> done;
    for (int i = 0; i < 5; ++i) {
        tracker.enqueue([i] { return i; }, [&done](int result) { done.append(result); });
    }
    QTRY_COMPARE(done, (QList<int>{0, 1, 2, 3, 4}));
}

void TestJobTracker::enqueuedJobsAreDoneBeforeTheEnd()
{
    std::atomic<int> done = 0;
    {
        JobTracker tracker;
        for (int i = 0; i < 5; ++i) {
            tracker.enqueue([&done] { return ++done; }, [](int) {});
        }
    }
    QCOMPARE(done.load(), 5);
}

void TestJobTracker::nothingIsDeliveredBehindTheEnd()
{
    bool isDelivered = false;
    {
        JobTracker tracker;
        tracker.startLatest(
            [](JobControl& control) {
                while (!control.isCancelled) {
                    QThread::yieldCurrentThread();
                }
                return 1;
            },
            [&isDelivered](int) { isDelivered = true; });
    }
    QCoreApplication::processEvents();
    QVERIFY(!isDelivered);
}

QTEST_GUILESS_MAIN(TestJobTracker)
#include "tst_job_tracker.moc"
