// SPDX-License-Identifier: GPL-3.0-or-later
#include "window_driver.h"

#include "ui/window/run_keeper.h"

#include <QAbstractButton>
#include <QAction>
#include <QDoubleSpinBox>
#include <QFileDialog>
#include <QMessageBox>
#include <QPushButton>
#include <QSettings>

#include <sys/mount.h>

#include <utility>

using namespace numeral;

/// Chooses a file in the open dialog, and closes the window before anything can be written.
void closeOnceChosen(const WindowDriver& driver, const QString& file)
{
    auto* window = &driver.window();
    QObject::connect(window->findChild<QFileDialog*>(), &QFileDialog::fileSelected, window,
        [window] { window->close(); });
    driver.answerFileDialog(file);
}

/// A folder of the user's data on a file system that is full, until there is space.
class FullFolder {
public:
    FullFolder(const char* name, const char* limit)
        : m_path((qEnvironmentVariable("XDG_DATA_HOME") + QStringLiteral("/numeral/")
            + QLatin1String(name))
                     .toLocal8Bit())
    {
        QDir().mkpath(QString::fromLocal8Bit(m_path));
        m_isFull = ::mount("tmpfs", m_path.constData(), "tmpfs", 0, limit) == 0;
    }
    FullFolder(const FullFolder&) = delete;
    FullFolder& operator=(const FullFolder&) = delete;
    ~FullFolder() { makeSpace(); }

    bool isFull() const { return m_isFull; }
    void makeSpace()
    {
        if (std::exchange(m_isFull, false)) {
            ::umount2(m_path.constData(), MNT_DETACH);
        }
    }

private:
    QByteArray m_path;
    bool m_isFull;
};

/// The question that is open; empty without one.
QString question(const WindowDriver& driver)
{
    const auto* box = driver.find<QMessageBox>("closeQuestion");
    return box != nullptr ? box->text() : QString();
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
    void aDigitThatCannotBeKeptKeepsTheWindowOpen();
    void theQuestionFollowsTheRun();
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
        click(driver, "saveAndQuit");
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
        click(driver, "quitWithoutSaving");
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
        click(driver, "quitWithoutSaving");
        QTRY_VERIFY_WITH_TIMEOUT(!driver.isOpen(), 30'000);
    }
    QCOMPARE(IsolatedHome::models().size(), before.size() + 1);
    QVERIFY(!QSettings().value(QStringLiteral("model/last")).toString().isEmpty());
}

void TestWindowClose::closingInMidTrainingAsksAndGoesOn()
{
    const WindowDriver driver;
    closeInMidTraining(driver);
    click(driver, "continueTraining");
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
    click(driver, "saveAndQuit");
    QTRY_VERIFY_WITH_TIMEOUT(!driver.isOpen(), 30'000);
}

void TestWindowClose::whatCannotBeKeptKeepsTheWindowOpen()
{
    const qsizetype before = IsolatedHome::models().size();
    FullFolder models("models", "size=40k");
    if (!models.isFull()) {
        QSKIP("a small file system can't be mounted here");
    }
    const WindowDriver driver;
    driver.set("patience", 0);
    driver.clickTrain();
    QTRY_VERIFY_WITH_TIMEOUT(driver.message().contains(QLatin1String("No space left")), 30'000);
    driver.window().close();
    click(driver, "saveAndQuit");
    QTRY_VERIFY_WITH_TIMEOUT(driver.headline().contains(QLatin1String("correct")), 30'000);
    const auto* keeper = driver.window().findChild<numeral::ui::RunKeeper*>();
    QTRY_VERIFY(!keeper->isBusy());
    QCoreApplication::processEvents();
    QVERIFY(driver.message().contains(QLatin1String("No space left")));
    QVERIFY(driver.isOpen());
    QVERIFY(IsolatedHome::models().isEmpty());
    // However often it is closed, it tries again and asks.
    for (int i = 0; i < 3; ++i) {
        driver.window().close();
        QTRY_COMPARE(question(driver), QStringLiteral("The trained network could not be saved."));
        QVERIFY(driver.isOpen());
        click(driver, "keepOpen");
        QTRY_COMPARE(question(driver), QString());
    }
    // Once there is space, closing saves it.
    models.makeSpace();
    driver.window().close();
    QTRY_VERIFY(!driver.isOpen());
    QCOMPARE(IsolatedHome::models().size(), before + 1);
}

void TestWindowClose::aDigitThatCannotBeKeptKeepsTheWindowOpen()
{
    FullFolder digits("digits", "nr_inodes=1");
    if (!digits.isFull()) {
        QSKIP("a small file system can't be mounted here");
    }
    const WindowDriver driver;
    driver.drawOne();
    QTRY_VERIFY(driver.answer() >= 0);
    QTest::mouseClick(driver.find<QAbstractButton>("itIs1"), Qt::LeftButton);
    QTRY_VERIFY(!driver.message().isEmpty());
    for (int i = 0; i < 3; ++i) {
        driver.window().close();
        QTRY_COMPARE(
            question(driver), QStringLiteral("Changes to your digits could not be saved."));
        QVERIFY(driver.isOpen());
        click(driver, "tryAgain"); // in vain
        QTRY_VERIFY(!question(driver).isEmpty());
        click(driver, "keepOpen");
        QTRY_COMPARE(question(driver), QString());
    }
    driver.window().close();
    QTRY_VERIFY(!question(driver).isEmpty());
    click(driver, "quitWithoutSaving");
    QTRY_VERIFY(!driver.isOpen());
}

/// What it asks is true when it is answered.
void TestWindowClose::theQuestionFollowsTheRun()
{
    const WindowDriver driver;
    closeInMidTraining(driver);
    QVERIFY(question(driver).contains(QStringLiteral("still being trained")));
    driver.action("stop")->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(question(driver).contains(QStringLiteral("has ended")), 30'000);
    click(driver, "saveAndQuit");
    QTRY_VERIFY(!driver.isOpen());
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
