// SPDX-License-Identifier: GPL-3.0-or-later
//
// A learning rate is found, and how many images are needed.

#include "window_driver.h"

#include "core/history/run_history.h"
#include "ui/charts/xy_chart.h"
#include "ui/training/rate_dialog.h"
#include "ui/training/training_form.h"
#include "ui/window/main_window.h"

#include <QLabel>
#include <QPushButton>
#include <QSettings>
#include <QTemporaryDir>

using namespace numeral;
using namespace numeral::ui;

namespace {

constexpr int patient = 120'000; // ms

} // namespace

class TestStudies : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QSettings().clear();
        m_history = std::make_unique<QTemporaryDir>();
        qputenv(
            "NUMERAL_HISTORY", m_history->filePath(QStringLiteral("runs.sqlite")).toLocal8Bit());
    }
    void aLearningRateIsFoundAndUsed();
    void closingTheDialogChangesNothing();
    void howMuchDataIsNeededIsTold();
    void aStoppedStudySaysNoMoreThanItKnows();

private:
    std::unique_ptr<QTemporaryDir> m_history;
};

void TestStudies::aLearningRateIsFoundAndUsed()
{
    const WindowDriver driver;
    driver.action("findRate")->trigger();
    auto* dialog = driver.window().findChild<RateDialog*>();
    QVERIFY(dialog);
    auto* use = dialog->findChild<QPushButton*>(QStringLiteral("useRate"));
    QVERIFY(!use->isEnabled());
    QTRY_VERIFY_WITH_TIMEOUT(use->isEnabled(), patient);
    const QString rate = use->text().section(QLatin1Char(' '), 1);
    QVERIFY(dialog->findChild<QLabel*>(QStringLiteral("rateText"))->text().contains(rate));
    QTest::mouseClick(use, Qt::LeftButton);
    const TrainingConfig config = driver.window().findChild<TrainingForm*>()->config();
    QCOMPARE(QLocale().toString(config.learningRate), rate);
    QVERIFY(config.learningRate > 0.001 && config.learningRate < 0.1);
    QVERIFY(RunHistory::open(historyFile())->runs()->empty()); // it was no run
    QVERIFY(driver.headline().contains(QStringLiteral("Ready"))); // and no network is another
}

void TestStudies::closingTheDialogChangesNothing()
{
    const WindowDriver driver;
    driver.action("findRate")->trigger();
    driver.window().findChild<RateDialog*>()->reject(); // while it tries
    QCOMPARE(driver.window().findChild<TrainingForm*>()->config(), TrainingConfig());
}

void TestStudies::howMuchDataIsNeededIsTold()
{
    const WindowDriver driver;
    driver.set("epochs", 2);
    driver.action("dataNeed")->trigger();
    const auto headline = [&driver] { return driver.find<QLabel>("dataNeedHeadline")->text(); };
    QTRY_VERIFY_WITH_TIMEOUT(
        headline().startsWith(QStringLiteral("Ten times more images would bring ")), patient);
    QVERIFY(driver.find<QLabel>("dataNeedHeadline")->isVisible());
    QVERIFY(driver.find<QLabel>("dataNeedDetail")->text().contains(QStringLiteral("power law")));
    // Five seeds of 100, 300, 1,000, 3,000, 10,000, 30,000 and all images, each size a group.
    const auto history = RunHistory::open(historyFile());
    QCOMPARE(history->runs()->size(), std::size_t(35));
    QCOMPARE(history->groups()->size(), std::size_t(7));
    QTest::mouseClick(driver.find<QWidget>("backFromDataNeed"), Qt::LeftButton);
    QVERIFY(!driver.find<QLabel>("dataNeedHeadline")->isVisible());
}

void TestStudies::aStoppedStudySaysNoMoreThanItKnows()
{
    const WindowDriver driver;
    driver.action("dataNeed")->trigger();
    driver.action("stop")->trigger();
    QTRY_COMPARE_WITH_TIMEOUT(driver.find<QLabel>("dataNeedHeadline")->text(),
        QStringLiteral("Nothing can be said of more images yet"), patient);
}

int main(int argc, char* argv[])
{
    return runInIsolatedHome<TestStudies>(argc, argv);
}

#include "tst_studies.moc"
