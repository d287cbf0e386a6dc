// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/platform/terminal.h"

#include <QTest>

#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdlib>

using namespace numeral;

class TerminalTest : public QObject {
    Q_OBJECT

    int m_standardError = -1;

private Q_SLOTS:
    void init() { m_standardError = ::dup(STDERR_FILENO); }
    void cleanup()
    {
        ::dup2(m_standardError, STDERR_FILENO);
        ::close(m_standardError);
    }

    void aFileIsNoTerminal();
    void aTerminalSaysHowWideItIs();
};

void TerminalTest::aFileIsNoTerminal()
{
    const int nothing = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
    QVERIFY(::dup2(nothing, STDERR_FILENO) >= 0);
    ::close(nothing);
    QVERIFY(!platform::standardErrorIsTerminal());
    QCOMPARE(platform::terminalWidth(), std::size_t{80});
}

void TerminalTest::aTerminalSaysHowWideItIs()
{
    const int master = ::posix_openpt(O_RDWR | O_NOCTTY);
    QVERIFY(master >= 0);
    QVERIFY(::grantpt(master) == 0 && ::unlockpt(master) == 0);
    const int terminal
        = ::open(::ptsname(master), O_RDWR | O_NOCTTY | O_CLOEXEC); // NOLINT(concurrency-mt-unsafe)
    QVERIFY(terminal >= 0);
    QVERIFY(::dup2(terminal, STDERR_FILENO) >= 0);

    QVERIFY(platform::standardErrorIsTerminal());
    winsize size{};
    QVERIFY(::ioctl(master, TIOCSWINSZ, &size) == 0);
    QCOMPARE(platform::terminalWidth(), std::size_t{80});
    size.ws_col = 123;
    QVERIFY(::ioctl(master, TIOCSWINSZ, &size) == 0);
    QCOMPARE(platform::terminalWidth(), std::size_t{123});
    ::close(terminal);
    ::close(master);
}

QTEST_GUILESS_MAIN(TerminalTest)
#include "tst_terminal.moc"
