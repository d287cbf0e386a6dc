// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/platform/interrupt.h"

#include <QTest>

#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <csignal>

using numeral::platform::InterruptWatcher;

/// In a process of its own each time, since the watcher wants to be there before any other thread.
class InterruptTest : public QObject {
    Q_OBJECT

public:
    /// What a child process does with the signals that it sends itself; its exit code.
    static int childWithSignals(int signal, int times);

private Q_SLOTS:
    void theFirstCallsTheFunctionAndTheSecondEndsTheProgram_data();
    void theFirstCallsTheFunctionAndTheSecondEndsTheProgram();
    void afterwardsASignalEndsTheProgramAgain();
};

namespace {

constexpr int calledOnce = 7;

/// Runs a function in a child process; how that ended, as waitpid has it.
template <typename Function>
int statusOfChild(Function function)
{
    const pid_t child = ::fork();
    if (child == 0) {
        ::alarm(60); // should it hang
        ::_exit(function());
    }
    int status = -1;
    ::waitpid(child, &status, 0);
    return status;
}

} // namespace

int InterruptTest::childWithSignals(int signal, int times)
{
    std::atomic<int> calls = 0;
    const InterruptWatcher watcher([&calls] {
        ++calls;
        calls.notify_one();
    });
    ::kill(::getpid(), signal);
    calls.wait(0);
    if (times == 2) {
        ::kill(::getpid(), signal);
        ::pause();
    }
    return calls == 1 ? calledOnce : 0;
}

void InterruptTest::theFirstCallsTheFunctionAndTheSecondEndsTheProgram_data()
{
    QTest::addColumn<int>("signal");
    QTest::addColumn<int>("times");
    QTest::addColumn<int>("exitCode");
    QTest::newRow("Ctrl-C") << SIGINT << 1 << calledOnce;
    QTest::newRow("a request to terminate") << SIGTERM << 1 << calledOnce;
    QTest::newRow("a closed terminal") << SIGHUP << 1 << calledOnce;
    QTest::newRow("Ctrl-C twice") << SIGINT << 2 << 130;
}

void InterruptTest::theFirstCallsTheFunctionAndTheSecondEndsTheProgram()
{
    QFETCH(int, signal);
    QFETCH(int, times);
    QFETCH(int, exitCode);
    const int status = statusOfChild([&] { return childWithSignals(signal, times); });
    QVERIFY(WIFEXITED(status));
    QCOMPARE(WEXITSTATUS(status), exitCode);
}

void InterruptTest::afterwardsASignalEndsTheProgramAgain()
{
    const int status = statusOfChild([] {
        std::signal(SIGINT, SIG_DFL);
        {
            const InterruptWatcher watcher([] {});
        }
        std::raise(SIGINT);
        return 0;
    });
    QVERIFY(WIFSIGNALED(status));
    QCOMPARE(WTERMSIG(status), SIGINT);
}

QTEST_APPLESS_MAIN(InterruptTest)
#include "tst_interrupt.moc"
