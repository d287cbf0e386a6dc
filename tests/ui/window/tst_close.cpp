// SPDX-License-Identifier: GPL-3.0-or-later
#include "window_driver.h"

#include <QAction>
#include <QMessageBox>
#include <QPushButton>
#include <QSettings>

using namespace numeral;

class TestWindowClose : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QSettings().clear(); }
    void closesAtOnceWithoutARun();
    void closingInMidTrainingAsksAndKeeps();
    void closingInMidTrainingAsksAndDiscards();
    void closingInMidTrainingAsksAndGoesOn();
    void closingWhilePausedEndsTheRunToo();

private:
    /// Starts a long run, waits for its first kept weights and asks the window to close.
    static void closeInMidTraining(const WindowDriver& driver)
    {
        const qsizetype before = IsolatedHome::models().size();
        driver.set("patience", 0);
        driver.clickTrain();
        QTRY_COMPARE_WITH_TIMEOUT(IsolatedHome::models().size(), before + 1, 30'000);
        driver.window().close();
        QVERIFY(driver.isOpen());
        QVERIFY(driver.find<QMessageBox>("closeQuestion") != nullptr);
    }

    static void click(const WindowDriver& driver, const char* button)
    {
        QTest::mouseClick(driver.find<QPushButton>(button), Qt::LeftButton);
    }
};

void TestWindowClose::closesAtOnceWithoutARun()
{
    const WindowDriver driver;
    driver.window().close();
    QVERIFY(!driver.isOpen());
}

void TestWindowClose::closingInMidTrainingAsksAndKeeps()
{
    const qsizetype before = IsolatedHome::models().size();
    {
        const WindowDriver driver;
        closeInMidTraining(driver);
        click(driver, "keepAndQuit");
        QTRY_VERIFY_WITH_TIMEOUT(!driver.isOpen(), 30'000);
    }
    QCOMPARE(IsolatedHome::models().size(), before + 1);
}

void TestWindowClose::closingInMidTrainingAsksAndDiscards()
{
    const qsizetype before = IsolatedHome::models().size();
    {
        const WindowDriver driver;
        closeInMidTraining(driver);
        click(driver, "discardAndQuit");
        QTRY_VERIFY_WITH_TIMEOUT(!driver.isOpen(), 30'000);
    }
    QCOMPARE(IsolatedHome::models().size(), before);
    QCOMPARE(QSettings().value(QStringLiteral("model/last")).toString(), QString());
}

void TestWindowClose::closingInMidTrainingAsksAndGoesOn()
{
    const WindowDriver driver;
    closeInMidTraining(driver);
    click(driver, "goOn");
    QTRY_VERIFY(driver.find<QMessageBox>("closeQuestion") == nullptr);
    QVERIFY(driver.isOpen());
    QVERIFY(driver.action("stop")->isEnabled());
    const QString now = driver.headline();
    QTRY_VERIFY_WITH_TIMEOUT(driver.headline() != now, 30'000); // it does go on
}

void TestWindowClose::closingWhilePausedEndsTheRunToo()
{
    const WindowDriver driver;
    closeInMidTraining(driver);
    driver.action("pause")->trigger();
    click(driver, "keepAndQuit");
    QTRY_VERIFY_WITH_TIMEOUT(!driver.isOpen(), 30'000);
}

int main(int argc, char* argv[])
{
    return runInIsolatedHome<TestWindowClose>(argc, argv);
}
#include "tst_close.moc"
