// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/platform/network.h"

#include <QTest>

using namespace numeral;

class NetworkTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void thisMachineReachesItselfByLoopback();
    void anUnknownHostIsNotReached();
    void loopbackAddressesAreKnown();
};

void NetworkTest::thisMachineReachesItselfByLoopback()
{
    QCOMPARE(platform::addressTowards("127.0.0.1"), std::optional<std::string>("127.0.0.1"));
    const std::optional<std::string> address = platform::addressTowards("localhost");
    QVERIFY(address);
    QVERIFY2(platform::isLoopback(*address), address->c_str());
}

void NetworkTest::anUnknownHostIsNotReached()
{
    QVERIFY(!platform::addressTowards("a name with spaces"));
}

void NetworkTest::loopbackAddressesAreKnown()
{
    QVERIFY(platform::isLoopback("127.0.1.1")); // as Debian calls a machine by its own name
    QVERIFY(platform::isLoopback("::1"));
    QVERIFY(!platform::isLoopback("192.168.127.1"));
    QVERIFY(!platform::isLoopback("fe80::1"));
}

QTEST_GUILESS_MAIN(NetworkTest)
#include "tst_network.moc"
