// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/platform/paths.h"

#include <QCoreApplication>
#include <QTest>

using namespace numeral;

class PathsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void dataHomeFollowsTheEnvironment_data();
    void dataHomeFollowsTheEnvironment();
    void withoutAHomeTheUsersOwnIsTaken();
    void theExecutableIsThisTest();
    void sharedDatasetsIsAnAbsoluteFolder();
};

void PathsTest::dataHomeFollowsTheEnvironment_data()
{
    QTest::addColumn<QByteArray>("variable");
    QTest::addColumn<QByteArray>("folder");
    QTest::newRow("set") << QByteArray("/data") << QByteArray("/data/numeral");
    QTest::newRow("not set") << QByteArray() << QByteArray("/home/someone/.local/share/numeral");
    QTest::newRow("relative, which the specification has ignored")
        << QByteArray("data") << QByteArray("/home/someone/.local/share/numeral");
}

void PathsTest::dataHomeFollowsTheEnvironment()
{
    QFETCH(QByteArray, variable);
    QFETCH(QByteArray, folder);
    qputenv("HOME", "/home/someone");
    if (variable.isEmpty()) {
        qunsetenv("XDG_DATA_HOME");
    } else {
        qputenv("XDG_DATA_HOME", variable);
    }
    QCOMPARE(QByteArray::fromStdString(platform::dataHome().string()), folder);
}

void PathsTest::withoutAHomeTheUsersOwnIsTaken()
{
    qunsetenv("XDG_DATA_HOME");
    qunsetenv("HOME");
    const std::filesystem::path folder = platform::dataHome();
    QVERIFY(folder.is_absolute());
    QVERIFY(folder.string().ends_with("/.local/share/numeral"));
}

void PathsTest::theExecutableIsThisTest()
{
    QCOMPARE(QString::fromStdString(platform::executable().string()),
        QCoreApplication::applicationFilePath());
}

void PathsTest::sharedDatasetsIsAnAbsoluteFolder()
{
    QVERIFY(platform::sharedDatasets().is_absolute());
}

QTEST_GUILESS_MAIN(PathsTest)
#include "tst_paths.moc"
