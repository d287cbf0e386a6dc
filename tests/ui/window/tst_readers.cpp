// SPDX-License-Identifier: GPL-3.0-or-later
//
// Tests who reads drawings: the built-in network or the user's, and what a restart brings back.
#include "window_driver.h"

#include "app/bundled_model.h"
#include "core/exchange/formats.h"
#include "core/exchange/safetensors.h"
#include "ui/charts/learning_curves.h"
#include "ui/ink/recognition_panel.h"
#include "ui/window/run_keeper.h"

#include <QLabel>
#include <QPushButton>
#include <QSettings>
#include <QThreadPool>
#include <QToolButton>

using namespace numeral;
using namespace numeral::ui;

namespace {

QString textOf(const WindowDriver& driver, const char* label)
{
    const auto* shown = driver.find<QLabel>(label);
    return shown->isVisible() ? shown->text() : QString();
}

void click(const WindowDriver& driver, const char* button)
{
    auto* shown = driver.find<QAbstractButton>(button);
    QVERIFY2(shown->isVisible(), button);
    QTest::mouseClick(shown, Qt::LeftButton);
}

void closeWhenWritten(const WindowDriver& driver)
{
    driver.window().close();
    QTRY_VERIFY(!driver.isOpen());
}

/// The built-in network as one of clothes.
Model clothesModel()
{
    Model model = bundledModel().value();
    model.classes = {"T-shirt", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt",
        "Sneaker", "Bag", "Boot"};
    return model;
}

} // namespace

class TestWindowReaders : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void thereIsNothingToChooseAtFirst();
    void theSwitchChoosesWhoReads();
    void bothAnswersAreShownOnRequest();
    void theBuiltInNetworkReadsDuringARun();
    void aRestartBringsTheRunBack();
    void aRestartKeepsWhoReads();
    void anInterruptedRunIsShownAsSuch();
    void aNetworkOfOtherClassesSaysSo();

private:
    QTemporaryDir m_folder;
};

void TestWindowReaders::init()
{
    QSettings().clear();
    for (const QString& file : IsolatedHome::models()) {
        QVERIFY(QFile::remove(file));
    }
}

void TestWindowReaders::thereIsNothingToChooseAtFirst()
{
    const WindowDriver driver;
    QVERIFY(!driver.find<QToolButton>("readBuiltIn")->isVisible());
    QVERIFY(!driver.find<QPushButton>("readerOffer")->isVisible());
}

void TestWindowReaders::theSwitchChoosesWhoReads()
{
    const WindowDriver driver;
    driver.drawOne();
    const std::vector<float> builtIn = driver.probabilities();
    driver.trainShortly();
    const std::vector<float> own = driver.probabilities();
    QVERIFY(own != builtIn);
    const QString accuracy = driver.headline().section(QLatin1Char('.'), 0, 0);
    QVERIFY2(driver.find<QToolButton>("readOwn")->text().contains(accuracy),
        qPrintable(driver.find<QToolButton>("readOwn")->text()));
    QVERIFY(driver.find<QToolButton>("readBuiltIn")->text().contains(QLatin1String("99.5%")));
    QVERIFY(driver.find<QToolButton>("readOwn")->isChecked());

    click(driver, "readBuiltIn");
    QCOMPARE(driver.probabilities(), builtIn);
    click(driver, "readOwn");
    QCOMPARE(driver.probabilities(), own);
}

void TestWindowReaders::bothAnswersAreShownOnRequest()
{
    const WindowDriver driver;
    driver.trainShortly();
    driver.drawOne();
    QCOMPARE(textOf(driver, "secondAnswer"), QString());
    click(driver, "readBoth");
    QVERIFY2(textOf(driver, "secondAnswer").startsWith(QStringLiteral("Built-in: 1 · ")),
        qPrintable(textOf(driver, "secondAnswer")));
    click(driver, "readBuiltIn");
    QVERIFY2(textOf(driver, "secondAnswer").startsWith(QLatin1String("Yours: ")),
        qPrintable(textOf(driver, "secondAnswer")));
    driver.window().findChild<RecognitionPanel*>()->clearAction()->trigger();
    QCOMPARE(textOf(driver, "secondAnswer"), QStringLiteral("Yours: –"));
    click(driver, "readBoth");
    QCOMPARE(textOf(driver, "secondAnswer"), QString());
}

void TestWindowReaders::theBuiltInNetworkReadsDuringARun()
{
    const WindowDriver driver;
    driver.drawOne();
    const std::vector<float> builtIn = driver.probabilities();
    driver.set("patience", 0);
    driver.clickTrain();
    QTRY_VERIFY_WITH_TIMEOUT(driver.epoch() >= 2, 30'000);
    QVERIFY(driver.probabilities() != builtIn);
    click(driver, "readBuiltIn");
    QCOMPARE(driver.probabilities(), builtIn);
    const int epoch = driver.epoch();
    QTRY_VERIFY_WITH_TIMEOUT(driver.epoch() > epoch, 30'000);
    QCOMPARE(driver.probabilities(), builtIn);
    driver.action("stop")->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(driver.headline().contains(QLatin1String("correct")), 30'000);
    QVERIFY(driver.find<QToolButton>("readOwn")->isChecked()); // what was learnt is what one wants
}

void TestWindowReaders::aRestartBringsTheRunBack()
{
    QString headline;
    QString best;
    int epochs = 0;
    {
        const WindowDriver driver;
        driver.set("epochs", 2);
        driver.clickTrain();
        QTRY_VERIFY_WITH_TIMEOUT(driver.headline().contains(QLatin1String("correct")), 60'000);
        headline = driver.headline();
        best = driver.detail().section(QLatin1Char(','), 0, 0);
        epochs
            = static_cast<int>(driver.window().findChild<LearningCurves*>()->run().epochs.size());
        closeWhenWritten(driver);
    }
    QCOMPARE(epochs, 2);
    const WindowDriver driver;
    QTRY_COMPARE(driver.headline(), headline);
    QVERIFY2(driver.detail().startsWith(best), qPrintable(driver.detail()));
    QCOMPARE(driver.window().findChild<LearningCurves*>()->run().epochs.size(), std::size_t(2));
    QVERIFY(driver.find<QToolButton>("readOwn")->isChecked());
}

void TestWindowReaders::aRestartKeepsWhoReads()
{
    {
        const WindowDriver driver;
        driver.trainShortly();
        click(driver, "readBuiltIn");
        closeWhenWritten(driver);
    }
    const WindowDriver driver;
    QTRY_VERIFY(driver.find<QToolButton>("readOwn")->isVisible());
    QVERIFY(driver.find<QToolButton>("readBuiltIn")->isChecked());
}

/// As after a power cut in the fourth epoch.
void TestWindowReaders::anInterruptedRunIsShownAsSuch()
{
    Model model = bundledModel().value();
    model.provenance.result = R"({"reason":"unfinished","epochs":3,"best_epoch":2})";
    model.provenance.curves
        = R"({"training_loss":[0.9,0.5,0.4],"training_accuracy":[0.8,0.9,0.95],)"
          R"("validation_loss":[0.6,0.3,0.35],)"
          R"("validation_accuracy":[0.85,0.925,0.9]})";
    const QString file = m_folder.filePath(QStringLiteral("cut.safetensors"));
    QVERIFY(exportModel(model, *findExportFormat("safetensors"), file.toStdString()));
    QSettings().setValue(QStringLiteral("model/last"), file);
    const WindowDriver driver;
    QTRY_COMPARE(driver.headline(), QStringLiteral("Training ended in epoch 4 of 200"));
    QVERIFY(driver.detail().contains(QLatin1String("Best epoch 2 of 3; the run was not finished")));
    QVERIFY(driver.detail().contains(QLatin1String("validation accuracy 92.50%")));
}

void TestWindowReaders::aNetworkOfOtherClassesSaysSo()
{
    const QString file = m_folder.filePath(QStringLiteral("clothes.safetensors"));
    QVERIFY(exportModel(clothesModel(), *findExportFormat("safetensors"), file.toStdString()));
    const WindowDriver driver;
    driver.window().openModel(file);
    QTRY_VERIFY(driver.find<QToolButton>("readOwn")->isVisible());
    QCOMPARE(textOf(driver, "readerNote"),
        QStringLiteral("Your network reads T-shirt, Trouser, Pullover …, not MNIST’s 0–9."));
    click(driver, "readerOffer");
    QVERIFY(driver.find<QToolButton>("readBuiltIn")->isChecked());
    QCOMPARE(textOf(driver, "readerNote"), QString());
}

int main(int argc, char* argv[])
{
    return runInIsolatedHome<TestWindowReaders>(argc, argv);
}
#include "tst_readers.moc"
