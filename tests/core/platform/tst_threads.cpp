// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/platform/threads.h"

#include <QTest>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace numeral;

class TestThreads : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void threadsCanUsuallyStart();
    void aLimitOfProcessesIsNoticed();
};

void TestThreads::threadsCanUsuallyStart()
{
    QVERIFY(platform::checkThreadsCanStart(0));
    QVERIFY(platform::checkThreadsCanStart(8));
}

void TestThreads::aLimitOfProcessesIsNoticed()
{
    if (::geteuid() != 0) {
        QSKIP("only root can become a user without other processes");
    }
    const pid_t child = ::fork();
    if (child == 0) {
        const rlimit limit{3, 3};
        ::setrlimit(RLIMIT_NPROC, &limit); // root itself isn't limited
        constexpr uid_t nobody = 65'534;
        if (::setuid(nobody) != 0) {
            ::_exit(2);
        }
        const Result<void> can = platform::checkThreadsCanStart(4);
        ::_exit(!can && can.error().detail == platform::noMoreThreads ? 0 : 1);
    }
    int status = -1;
    ::waitpid(child, &status, 0);
    QVERIFY(WIFEXITED(status));
    QCOMPARE(WEXITSTATUS(status), 0);
}

QTEST_APPLESS_MAIN(TestThreads)
#include "tst_threads.moc"
