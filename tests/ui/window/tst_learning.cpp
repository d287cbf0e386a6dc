// SPDX-License-Identifier: GPL-3.0-or-later
#include "window_driver.h"

#include "core/exchange/safetensors.h"
#include "ui/charts/learning_curves.h"

#include <QAction>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QProcess>
#include <QSettings>
#include <QSpinBox>
#include <QToolButton>

using namespace numeral;

class TestWindowLearning : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QSettings().clear(); }
    void theTimeIsToldBeforeTheStart();
    void theEstimateIsHiddenDuringARun();
    void preparingIsToldAndCanBePaused();
    void trainPauseResumeStop();
    void theAnswerChangesAsTheNetworkLearns();
    void everyRunIsKeptAndThereAgainNextTime();
    void aRunThatDiesLeavesItsBestWeights();
    void theSameRunAsInTheTerminal();
    void libTorchIsLoadedOnlyWhenItIsChosen();
    void theEnginesAreComparedOnRequest();
};

/// Whether this process has loaded LibTorch.
bool hasLibTorch()
{
    QFile maps(QStringLiteral("/proc/self/maps"));
    return maps.open(QIODevice::ReadOnly) && maps.readAll().contains("libtorch");
}

void TestWindowLearning::libTorchIsLoadedOnlyWhenItIsChosen()
{
    const WindowDriver driver;
    const auto* engine = driver.find<QLabel>("chosenEngine");
    QCOMPARE(engine->text(), QStringLiteral("Engine: Native, the fastest for this network."));
    driver.trainShortly();
    QVERIFY(!hasLibTorch());

    auto* choice = driver.find<QComboBox>("engine");
    choice->setCurrentText(QStringLiteral("LibTorch"));
    QVERIFY(engine->text().startsWith(QLatin1String("Engine: LibTorch, as chosen.")));
    driver.trainShortly();
    QVERIFY(hasLibTorch());
    QVERIFY2(engine->text().contains(QLatin1String("Loaded in")), qPrintable(engine->text()));
}

void TestWindowLearning::theEnginesAreComparedOnRequest()
{
    const WindowDriver driver;
    QTRY_VERIFY_WITH_TIMEOUT(driver.action("checkEngines")->isEnabled(), 30'000);
    driver.action("checkEngines")->trigger();
    QVERIFY(!driver.action("checkEngines")->isEnabled());
    QTRY_VERIFY_WITH_TIMEOUT(
        driver.message().contains(QLatin1String("The native engine and LibTorch agree")), 60'000);
    QVERIFY(driver.action("checkEngines")->isEnabled());
}

void TestWindowLearning::theTimeIsToldBeforeTheStart()
{
    const WindowDriver driver;
    const auto* estimate = driver.find<QLabel>("estimate");
    const auto told
        = [estimate](const char* what) { return estimate->text().contains(QLatin1String(what)); };
    QTRY_VERIFY_WITH_TIMEOUT(told("At most") && told("100 epochs of"), 30'000);
    QVERIFY(told("train ") && told("validate ") && !told("augment "));
    driver.set("patience", 0);
    driver.set("epochs", 7);
    QTRY_VERIFY_WITH_TIMEOUT(told("About") && told("7 epochs of"), 30'000);
    driver.find<QDoubleSpinBox>("elasticStrength")->setValue(30);
    QTRY_VERIFY_WITH_TIMEOUT(told("augment "), 30'000);
    driver.trainShortly(); // starts before there is an estimate
    QTRY_VERIFY_WITH_TIMEOUT(told("Usually 1 epoch, "), 30'000);
}

/// While a run goes on, its progress says how long it takes.
void TestWindowLearning::theEstimateIsHiddenDuringARun()
{
    const WindowDriver driver;
    const auto* estimate = driver.find<QLabel>("estimate");
    QTRY_VERIFY_WITH_TIMEOUT(!estimate->text().isEmpty(), 30'000);
    driver.set("patience", 0);
    driver.clickTrain();
    QVERIFY(estimate->text().isEmpty());
    QTRY_VERIFY_WITH_TIMEOUT(driver.epoch() >= 1, 30'000);
    QVERIFY(estimate->text().isEmpty());
    driver.action("stop")->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(!estimate->text().isEmpty(), 30'000);
}

/// Drawing with the pen takes a while: it is told, can be paused and stopped, and the run before is
/// gone.
void TestWindowLearning::preparingIsToldAndCanBePaused()
{
    const WindowDriver driver;
    driver.trainShortly();
    const auto* curves = driver.window().findChild<numeral::ui::LearningCurves*>();
    QVERIFY(!curves->isEmpty());
    driver.find<QDoubleSpinBox>("penDrawings")->setValue(100);
    driver.clickTrain();
    QVERIFY(curves->isEmpty());
    QTRY_VERIFY_WITH_TIMEOUT(driver.detail().startsWith(QStringLiteral("Drawing")), 30'000);
    driver.action("pause")->trigger();
    QCOMPARE(driver.headline(), QStringLiteral("Preparing, paused"));
    driver.action("pause")->trigger();
    QCOMPARE(driver.headline(), QStringLiteral("Preparing…"));
    driver.action("stop")->trigger();
    QTRY_COMPARE_WITH_TIMEOUT(
        driver.headline(), QStringLiteral("Stopped before anything was learnt"), 30'000);
}

void TestWindowLearning::trainPauseResumeStop()
{
    const WindowDriver driver;
    driver.set("patience", 0);
    driver.clickTrain();
    QTRY_VERIFY_WITH_TIMEOUT(driver.epoch() >= 2, 30'000);

    QTest::keyClick(&driver.window(), Qt::Key_P, Qt::ControlModifier);
    QVERIFY(driver.headline().contains(QLatin1String("paused")));
    const int pausedAt = driver.epoch();
    QVERIFY(driver.action("pause")->text().contains(QLatin1String("ume")));
    QTest::keyClick(&driver.window(), Qt::Key_P, Qt::ControlModifier);
    QVERIFY(!driver.headline().contains(QLatin1String("paused")));
    QTRY_VERIFY_WITH_TIMEOUT(driver.epoch() > pausedAt, 30'000);

    QTest::keyClick(&driver.window(), Qt::Key_Period, Qt::ControlModifier);
    QTRY_VERIFY_WITH_TIMEOUT(driver.headline().contains(QLatin1String("correct")), 30'000);
    QVERIFY2(
        driver.detail().contains(QLatin1String("stopped by you")), qPrintable(driver.detail()));
}

void TestWindowLearning::theAnswerChangesAsTheNetworkLearns()
{
    const WindowDriver driver;
    driver.drawOne();
    const std::vector<float> before = driver.probabilities();
    driver.set("patience", 0);
    driver.set("batchSize", 2000);
    driver.clickTrain();
    QTRY_VERIFY_WITH_TIMEOUT(driver.probabilities() != before, 30'000);
    const std::vector<float> untrained = driver.probabilities();
    QTRY_VERIFY_WITH_TIMEOUT(driver.probabilities() != untrained, 30'000);
    QTRY_VERIFY_WITH_TIMEOUT(driver.answer() == 1 && driver.probabilities()[1] > 0.5F, 60'000);
    driver.action("stop")->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(driver.action("train")->isEnabled(), 30'000);
    QCOMPARE(driver.answer(), 1);
}

void TestWindowLearning::everyRunIsKeptAndThereAgainNextTime()
{
    const QStringList before = IsolatedHome::models();
    std::vector<float> probabilities;
    {
        const WindowDriver driver;
        driver.drawOne();
        driver.trainShortly();
        probabilities = driver.probabilities();
        QTRY_COMPARE(IsolatedHome::models().size(), before.size() + 1);
        driver.window().close();
    }
    const WindowDriver driver;
    driver.drawOne();
    QTRY_COMPARE(driver.probabilities(), probabilities);
}

void TestWindowLearning::aRunThatDiesLeavesItsBestWeights()
{
    const QStringList before = IsolatedHome::models();
    const WindowDriver driver;
    driver.set("patience", 0);
    driver.clickTrain();
    // The file during training, as it would be found after a power cut.
    QTRY_COMPARE_WITH_TIMEOUT(IsolatedHome::models().size(), before.size() + 1, 30'000);
    QVERIFY(driver.action("stop")->isEnabled());
    QStringList files = IsolatedHome::models();
    files.removeIf([&before](const QString& file) { return before.contains(file); });
    const Result<Model> model = readSafeTensors(files.constFirst().toStdString());
    QVERIFY2(model, model ? "" : model.error().detail.c_str());
    QCOMPARE(model->weights->architecture().hidden(), (std::vector<std::size_t>{50, 50}));
}

void TestWindowLearning::theSameRunAsInTheTerminal()
{
    const QStringList before = IsolatedHome::models();
    {
        const WindowDriver driver;
        driver.set("seed", 7);
        driver.set("patience", 0);
        driver.set("epochs", 2);
        driver.clickTrain();
        QTRY_VERIFY_WITH_TIMEOUT(driver.headline().contains(QLatin1String("correct")), 60'000);
    } // the destructor waits until the model is written
    QStringList files = IsolatedHome::models();
    files.removeIf([&before](const QString& file) { return before.contains(file); });
    QCOMPARE(files.size(), 1);

    QTemporaryDir folder;
    const QString terminal = folder.filePath(QStringLiteral("terminal.safetensors"));
    QProcess process;
    process.start(QStringLiteral(NUMERAL_CLI),
        {QStringLiteral("train"), QStringLiteral("--seed"), QStringLiteral("7"),
            QStringLiteral("--epochs"), QStringLiteral("2"), QStringLiteral("--patience"),
            QStringLiteral("0"), QStringLiteral("--output"), terminal});
    QVERIFY(process.waitForFinished(60'000));
    QFile one(files.constFirst());
    QFile other(terminal);
    QVERIFY(one.open(QIODevice::ReadOnly) && other.open(QIODevice::ReadOnly));
    const QByteArray bytes = one.readAll();
    QVERIFY(bytes.size() > 42'310 * 4);
    QVERIFY(bytes == other.readAll()); // the whole file, to the last bit
}

int main(int argc, char* argv[])
{
    return runInIsolatedHome<TestWindowLearning>(argc, argv);
}
#include "tst_learning.moc"
