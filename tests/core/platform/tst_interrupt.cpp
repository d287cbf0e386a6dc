// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/platform/interrupt.h"

#include <QTest>

#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <csignal>

using numeral::platform::InterruptWatcher;

/// Each test forks, since the watcher has to be created before any other thread of its process.
class InterruptTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theFirstCallsTheFunction_data();
    void theFirstCallsTheFunction();
    void moreInARowChangeNothing();
    void aSecondOneEndsTheProgram_data();
    void aSecondOneEndsTheProgram();
    void aProgramThatIsToOutliveItsTerminalDoes();
    void afterwardsASignalEndsTheProgramAgain();
};

namespace {

constexpr int calledOnce = 7; // a child's exit code if all went well

/// Counts the watcher's calls.
class Calls {
public:
    void count()
    {
        ++m_number;
        m_number.notify_one();
    }
    void await() const { m_number.wait(0); }
    int number() const { return m_number; }

private:
    std::atomic<int> m_number = 0;
};

/// Runs a function in a child process; returns its wait status, as waitpid does.
template <typename Function>
int statusOfChild(Function function)
{
    const pid_t child = ::fork();
    if (child == 0) {
        ::alarm(60); // in case it hangs
        ::_exit(function());
    }
    int status = -1;
    ::waitpid(child, &status, 0);
    return status;
}

} // namespace

void InterruptTest::theFirstCallsTheFunction_data()
{
    QTest::addColumn<int>("signal");
    QTest::newRow("Ctrl-C") << SIGINT;
    QTest::newRow("a request to terminate") << SIGTERM;
    QTest::newRow("a closed terminal") << SIGHUP;
}

void InterruptTest::theFirstCallsTheFunction()
{
    QFETCH(int, signal);
    const int status = statusOfChild([signal] {
        std::signal(signal, SIG_DFL); // the parent process may have it ignored
        Calls calls;
        const InterruptWatcher watcher([&calls] { calls.count(); });
        ::kill(::getpid(), signal);
        calls.await();
        return calledOnce;
    });
    QVERIFY(WIFEXITED(status));
    QCOMPARE(WEXITSTATUS(status), calledOnce);
}

void InterruptTest::moreInARowChangeNothing()
{
    const int status = statusOfChild([] {
        Calls calls;
        {
            const InterruptWatcher watcher([&calls] { calls.count(); });
            ::kill(::getpid(), SIGINT);
            calls.await();
            for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGTERM}) {
                ::kill(::getpid(), signal);
            }
        }
        return calls.number() == 1 ? calledOnce : 0;
    });
    QVERIFY(WIFEXITED(status));
    QCOMPARE(WEXITSTATUS(status), calledOnce);
}

void InterruptTest::aSecondOneEndsTheProgram_data()
{
    QTest::addColumn<int>("signal");
    QTest::newRow("Ctrl-C") << SIGINT;
    QTest::newRow("a request to terminate") << SIGTERM;
}

void InterruptTest::aSecondOneEndsTheProgram()
{
    QFETCH(int, signal);
    const int status = statusOfChild([signal] {
        const InterruptWatcher watcher([] {});
        while (true) {
            ::kill(::getpid(), signal);
        }
        return 0;
    });
    QVERIFY(WIFEXITED(status));
    QCOMPARE(WEXITSTATUS(status), 128 + signal);
}

void InterruptTest::aProgramThatIsToOutliveItsTerminalDoes()
{
    const int status = statusOfChild([] {
        std::signal(SIGHUP, SIG_IGN);
        Calls calls;
        {
            const InterruptWatcher watcher([&calls] { calls.count(); });
            ::kill(::getpid(), SIGHUP);
        }
        return calls.number() == 0 ? calledOnce : 0;
    });
    QVERIFY(WIFEXITED(status));
    QCOMPARE(WEXITSTATUS(status), calledOnce);
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
