// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/engine_table.h"

#include <QTcpServer>
#include <QTest>

using namespace numeral;

class WorkerGroupTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whoNeverComesIsWaitedForNoLonger_data();
    void whoNeverComesIsWaitedForNoLonger();
};

void WorkerGroupTest::whoNeverComesIsWaitedForNoLonger_data()
{
    QTest::addColumn<int>("rank");
    QTest::newRow("the first waits") << 0;
    QTest::newRow("the second waits") << 1;
}

void WorkerGroupTest::whoNeverComesIsWaitedForNoLonger()
{
    QFETCH(const int, rank);
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    WorkerPlace place;
    place.rank = rank;
    place.size = 2;
    place.address = "127.0.0.1";
    place.port = server.serverPort();
    place.patience = std::chrono::seconds(3);
    server.close();
    const auto group = joinWorkers(place, [] { return true; });
    QVERIFY(!group);
    QCOMPARE(group.error().code, ErrorCode::EngineFailed);
    QCOMPARE(group.error().detail,
        "The 2 processes that should train together did not meet at 127.0.0.1:"
            + std::to_string(place.port) + " within 3 seconds.");
}

QTEST_GUILESS_MAIN(WorkerGroupTest)
#include "tst_worker_group.moc"
