// SPDX-License-Identifier: GPL-3.0-or-later
#include "window_driver.h"

#include "ui/window/run_keeper.h"

#include <QAction>
#include <QDoubleSpinBox>
#include <QFileDialog>
#include <QMessageBox>
#include <QPushButton>
#include <QScopeGuard>
#include <QSettings>

#include <sys/mount.h>

using namespace numeral;

/// Chooses a file in the open dialog, and closes the window before anything can be written.
void closeOnceChosen(const WindowDriver& driver, const QString& file)
{
    auto* window = &driver.window();
    QObject::connect(window->findChild<QFileDialog*>(), &QFileDialog::fileSelected, window,
        [window] { window->close(); });
    driver.answerFileDialog(file);
}

class TestWindowClose : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QSettings().clear(); }
    void closesAtOnceWithoutARun();
    void closingInMidTrainingAsksAndKeeps();
    void closingInMidTrainingAsksAndDiscards();
    void closingBeforeTheFirstEpochSparesTheRunBefore();
    void closingInMidTrainingAsksAndGoesOn();
    void closingWhilePausedEndsTheRunToo();
    void whatCannotBeKeptKeepsTheWindowOpen();
    void whatIsBeingSavedIsWaitedFor();
    void whatCannotBeSavedKeepsTheWindowOpen();

private:
    /// Starts a long run, waits until its first weights are saved and asks the window to close.
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

/// Only the run that has just begun is discarded.
void TestWindowClose::closingBeforeTheFirstEpochSparesTheRunBefore()
{
    const QStringList before = IsolatedHome::models();
    {
        const WindowDriver driver;
        driver.trainShortly();
        QTRY_COMPARE(IsolatedHome::models().size(), before.size() + 1);
        driver.find<QDoubleSpinBox>("penDrawings")->setValue(100); // drawn before the first epoch
        driver.clickTrain();
        driver.window().close();
        click(driver, "discardAndQuit");
        QTRY_VERIFY_WITH_TIMEOUT(!driver.isOpen(), 30'000);
    }
    QCOMPARE(IsolatedHome::models().size(), before.size() + 1);
    QVERIFY(!QSettings().value(QStringLiteral("model/last")).toString().isEmpty());
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

void TestWindowClose::whatCannotBeKeptKeepsTheWindowOpen()
{
    const QString folder
        = qEnvironmentVariable("XDG_DATA_HOME") + QStringLiteral("/numeral/models");
    QDir().mkpath(folder);
    const QByteArray path = folder.toLocal8Bit();
    if (::mount("tmpfs", path.constData(), "tmpfs", 0, "size=40k") != 0) {
        QSKIP("a small file system can't be mounted here");
    }
    const auto unmount = qScopeGuard([&path] { ::umount2(path.constData(), MNT_DETACH); });
    const WindowDriver driver;
    driver.set("patience", 0);
    driver.clickTrain();
    QTRY_VERIFY_WITH_TIMEOUT(driver.message().contains(QLatin1String("No space left")), 30'000);
    driver.window().close();
    click(driver, "keepAndQuit");
    QTRY_VERIFY_WITH_TIMEOUT(driver.headline().contains(QLatin1String("correct")), 30'000);
    QTRY_VERIFY(driver.find<QMessageBox>("closeQuestion") == nullptr);
    const auto* keeper = driver.window().findChild<numeral::ui::RunKeeper*>();
    QTRY_VERIFY(!keeper->isBusy());
    QCoreApplication::processEvents();
    QVERIFY(driver.message().contains(QLatin1String("No space left")));
    QVERIFY(driver.isOpen());
    QVERIFY(IsolatedHome::models().isEmpty());
    driver.window().close(); // the second request closes it
    QVERIFY(!driver.isOpen());
}

void TestWindowClose::whatIsBeingSavedIsWaitedFor()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("kept.safetensors"));
    const WindowDriver driver;
    driver.action("saveModel")->trigger();
    closeOnceChosen(driver, file);
    QTRY_VERIFY(!driver.isOpen());
    QVERIFY(QFileInfo(file).size() > 1'000'000);
}

void TestWindowClose::whatCannotBeSavedKeepsTheWindowOpen()
{
    const WindowDriver driver;
    driver.action("saveModel")->trigger();
    closeOnceChosen(driver, QStringLiteral("/proc/kept.safetensors")); // nothing can be made there
    QTRY_VERIFY(driver.message().contains(QLatin1String("/proc/kept.safetensors")));
    QCoreApplication::processEvents();
    QVERIFY(driver.isOpen());
    driver.window().close();
    QVERIFY(!driver.isOpen());
}

int main(int argc, char* argv[])
{
    return runInIsolatedHome<TestWindowClose>(argc, argv);
}
#include "tst_close.moc"
