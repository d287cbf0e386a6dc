// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/platform/shared_library.h"

#include <QTest>

using namespace numeral;

class SharedLibraryTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aFunctionIsFoundAndCanBeCalled();
    void whatCannotBeLoaded_data();
    void whatCannotBeLoaded();
};

/// Uses the system's math library.
void SharedLibraryTest::aFunctionIsFoundAndCanBeCalled()
{
    const Result<void*> symbol = platform::loadSymbol("libm.so.6", "cbrt");
    QVERIFY2(symbol, symbol ? "" : symbol.error().detail.c_str());
    const auto cubeRoot = reinterpret_cast<double (*)(double)>(*symbol);
    QCOMPARE(cubeRoot(27.0), 3.0);
}

void SharedLibraryTest::whatCannotBeLoaded_data()
{
    QTest::addColumn<QByteArray>("library");
    QTest::addColumn<QByteArray>("symbol");
    QTest::addColumn<QString>("named");
    QTest::newRow("no such library") << QByteArray("/absent/libabsent.so") << QByteArray("cbrt")
                                     << QStringLiteral("/absent/libabsent.so");
    QTest::newRow("no such function")
        << QByteArray("libm.so.6") << QByteArray("makeCoffee") << QStringLiteral("makeCoffee");
    QTest::newRow("no library at all") << QByteArray("/proc/self/status") << QByteArray("cbrt")
                                       << QStringLiteral("/proc/self/status");
}

void SharedLibraryTest::whatCannotBeLoaded()
{
    QFETCH(QByteArray, library);
    QFETCH(QByteArray, symbol);
    QFETCH(QString, named);
    const Result<void*> found = platform::loadSymbol(library.constData(), symbol.constData());
    QVERIFY(!found);
    QCOMPARE(found.error().code, ErrorCode::EngineUnavailable);
    const QString sentence = QString::fromStdString(found.error().detail);
    QVERIFY2(sentence.startsWith(QStringLiteral("The training engine cannot be loaded: ")),
        qPrintable(sentence));
    QVERIFY2(sentence.contains(named), qPrintable(sentence));
}

QTEST_GUILESS_MAIN(SharedLibraryTest)
#include "tst_shared_library.moc"
