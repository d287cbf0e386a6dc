// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/platform/clock.h"

#include <QDateTime>
#include <QTest>

using namespace numeral;

class ClockTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theTimeStampIsTheLocalTime();
};

void ClockTest::theTimeStampIsTheLocalTime()
{
    const QString form = QStringLiteral("yyyy-MM-dd-HHmmss");
    const QString before = QDateTime::currentDateTime().toString(form);
    const QString stamp = QString::fromStdString(platform::timeStamp());
    const QString after = QDateTime::currentDateTime().toString(form);
    QVERIFY2(before <= stamp && stamp <= after, qPrintable(stamp));
}

QTEST_GUILESS_MAIN(ClockTest)
#include "tst_clock.moc"
