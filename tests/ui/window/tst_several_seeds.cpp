// SPDX-License-Identifier: GPL-3.0-or-later
#include "window_driver.h"

#include "core/history/run_history.h"
#include "ui/charts/runs_chart.h"
#include "ui/runs/runs_view.h"

#include <QAction>
#include <QDialog>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QRegularExpression>
#include <QSettings>
#include <QSpinBox>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QToolButton>

#include <algorithm>
#include <set>

using namespace numeral;
using namespace numeral::ui;

namespace {

/// Opens the dialog, as by its menu, and trains so many networks.
void trainSeveral(const WindowDriver& driver, int seeds)
{
    QAction* action = driver.action("trainSeveral");
    QVERIFY(action->isEnabled());
    action->trigger();
    auto* dialog = driver.find<QDialog>("repeatDialog");
    QVERIFY(dialog != nullptr);
    auto* field = dialog->findChild<QSpinBox*>(QStringLiteral("seeds"));
    field->selectAll();
    QTest::keyClicks(field, QString::number(seeds));
    QTest::mouseClick(
        dialog->findChild<QPushButton*>(QStringLiteral("trainSeeds")), Qt::LeftButton);
    QTRY_VERIFY(driver.find<QDialog>("repeatDialog") == nullptr);
}

QString headline(const WindowDriver& driver)
{
    return driver.find<QLabel>("runsHeadline")->text();
}

QString detail(const WindowDriver& driver)
{
    return driver.find<QLabel>("runsDetail")->text();
}

RunsView* view(const WindowDriver& driver)
{
    return driver.window().findChild<RunsView*>();
}

std::vector<HistoryRun> keptRuns()
{
    return RunHistory::open(historyFile()).value().runs().value();
}

} // namespace

class TestSeveralSeeds : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QSettings().clear(); }
    void theHeadlineTellsMeanAndInterval();
    void theFirstSeedGivesWhatTrainGives();
    void aGroupIsPausedResumedAndStopped();
    void aRunIsReadOutAndHighlighted();
    void whatEachSettingBringsIsShown();
    void quittingAsksAndKeepsWhatIsDone();
};

void TestSeveralSeeds::theHeadlineTellsMeanAndInterval()
{
    const WindowDriver driver;
    driver.set("epochs", 2);
    const std::size_t before = keptRuns().size();
    trainSeveral(driver, 4);
    QVERIFY(view(driver)->isVisible());
    QVERIFY(driver.action("stop")->isEnabled());
    QVERIFY(!driver.action("train")->isEnabled());
    QTRY_VERIFY_WITH_TIMEOUT(headline(driver).contains(QLatin1String("4 seeds")), 60'000);
    static const QRegularExpression mean(
        QStringLiteral("^9\\d\\.\\d\\d ± 0\\.\\d\\d% of MNIST’s test images correct"));
    QVERIFY2(mean.match(headline(driver)).hasMatch(), qPrintable(headline(driver)));
    QVERIFY2(detail(driver).startsWith(QLatin1String("Median 9")), qPrintable(detail(driver)));

    const std::vector<ChartSeries>& series = view(driver)->chart().series();
    QCOMPARE(series.size(), std::size_t(1));
    QCOMPARE(series[0].runs.size(), std::size_t(4));
    std::set<double> accuracies;
    for (const ChartRun& run : series[0].runs) {
        QCOMPARE(run.epochs.size(), std::size_t(2));
        accuracies.insert(run.epochs.back().validationAccuracy.value());
    }
    QVERIFY(accuracies.size() > 1); // they are different networks

    // Each is kept, as one of the group.
    const std::vector<HistoryRun> runs = keptRuns();
    QCOMPARE(runs.size(), before + 4);
    for (std::size_t i = 0; i < 4; ++i) {
        QVERIFY(runs[i].group && runs[i].group == runs[0].group);
        QVERIFY(runs[i].hasWeights);
    }

    // One click away are the curves of a single run.
    QTest::mouseClick(driver.find<QToolButton>("backToLastRun"), Qt::LeftButton);
    QVERIFY(!view(driver)->isVisible());
    QVERIFY(driver.find<QLabel>("headline")->isVisible());
}

void TestSeveralSeeds::theFirstSeedGivesWhatTrainGives()
{
    const WindowDriver driver;
    driver.set("epochs", 2);
    driver.clickTrain();
    QTRY_VERIFY_WITH_TIMEOUT(driver.headline().contains(QLatin1String("correct")), 60'000);
    const double single = keptRuns().front().testLoss.value();
    trainSeveral(driver, 2);
    QTRY_VERIFY_WITH_TIMEOUT(headline(driver).contains(QLatin1String("2 seeds")), 60'000);
    const std::vector<HistoryRun> runs = keptRuns();
    const HistoryRun& first = runs[0].seed < runs[1].seed ? runs[0] : runs[1];
    QCOMPARE(first.testLoss.value(), single); // bit for bit
}

void TestSeveralSeeds::aGroupIsPausedResumedAndStopped()
{
    const WindowDriver driver;
    driver.set("patience", 0);
    driver.set("epochs", 1000);
    trainSeveral(driver, 5);
    const auto epochs = [&driver] {
        std::size_t count = 0;
        for (const ChartRun& run : view(driver)->chart().series()[0].runs) {
            count += run.epochs.size();
        }
        return count;
    };
    QTRY_VERIFY_WITH_TIMEOUT(epochs() > 0, 60'000);
    driver.action("pause")->trigger();
    QVERIFY(headline(driver).endsWith(QLatin1String("paused")));
    QCOMPARE(driver.action("pause")->text(), QStringLiteral("Res&ume"));
    driver.action("pause")->trigger();
    const std::size_t resumedAt = epochs();
    QTRY_VERIFY_WITH_TIMEOUT(epochs() > resumedAt, 60'000);
    driver.action("stop")->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(driver.action("train")->isEnabled(), 60'000);
    QCOMPARE(headline(driver), QStringLiteral("No network was trained to its end and tested"));
    QVERIFY2(
        detail(driver).contains(QLatin1String("5 runs not counted")), qPrintable(detail(driver)));
}

void TestSeveralSeeds::aRunIsReadOutAndHighlighted()
{
    const WindowDriver driver;
    driver.set("epochs", 3);
    trainSeveral(driver, 3);
    QTRY_VERIFY_WITH_TIMEOUT(headline(driver).contains(QLatin1String("3 seeds")), 60'000);
    RunsChart& chart = view(driver)->chart();
    const ChartRun& run = chart.series()[0].runs[1];
    const QPoint place
        = chart.position(Metric::Accuracy, 2, run.epochs[1].validationAccuracy.value());
    QWidget* under = chart.childAt(place);
    QTest::mouseMove(under, under->mapFrom(&chart, place));
    QVERIFY(chart.highlighted().has_value());
    QVERIFY2(chart.readOut().startsWith(QLatin1String("Epoch 2")), qPrintable(chart.readOut()));
    QVERIFY(chart.readOut().contains(QLatin1String("median accuracy 9")));

    // The same by keys.
    chart.setFocus();
    QTest::keyClick(&chart, Qt::Key_Escape);
    QVERIFY(!chart.highlighted() && chart.readOut().isEmpty());
    QTest::keyClick(&chart, Qt::Key_End);
    QVERIFY(chart.readOut().startsWith(QLatin1String("Epoch 3")));
    QTest::keyClick(&chart, Qt::Key_Down);
    QCOMPARE(chart.highlighted(), std::optional(chart.series()[0].runs[0].id));
    QVERIFY2(
        chart.readOut().contains(QLatin1String("Seed 1: loss 0.")), qPrintable(chart.readOut()));
}

void TestSeveralSeeds::whatEachSettingBringsIsShown()
{
    const WindowDriver driver;
    driver.action("ablation")->trigger();
    QVERIFY(driver.message().startsWith(QLatin1String("There is nothing to leave out")));
    driver.set("epochs", 1);
    driver.set("batchSize", 2000);
    driver.action("ablation")->trigger();
    auto* dialog = driver.find<QDialog>("repeatDialog");
    QVERIFY(dialog != nullptr);
    dialog->findChild<QSpinBox*>(QStringLiteral("seeds"))->setValue(5);
    QTest::mouseClick(
        dialog->findChild<QPushButton*>(QStringLiteral("trainSeeds")), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(headline(driver), QStringLiteral("What each setting brings"), 60'000);
    const auto* table = driver.find<QTableWidget>("ablationTable");
    QVERIFY(table->isVisible());
    QCOMPARE(table->rowCount(), 1); // how long may be trained is no option
    QCOMPARE(table->item(0, 0)->text(), QStringLiteral("batch size 2000"));
    QCOMPARE(table->item(0, 4)->text(), QStringLiteral("better without it"));
    QCOMPARE(view(driver)->chart().series().size(), std::size_t(2));
    QCOMPARE(view(driver)->chart().series()[1].name, QStringLiteral("batch size 100 (default)"));
}

void TestSeveralSeeds::quittingAsksAndKeepsWhatIsDone()
{
    const WindowDriver driver;
    driver.set("patience", 0);
    driver.set("epochs", 1000);
    trainSeveral(driver, 3);
    QTRY_VERIFY_WITH_TIMEOUT(!view(driver)->chart().series()[0].runs[0].epochs.empty(), 60'000);
    driver.window().close();
    QVERIFY(driver.isOpen());
    auto* question = driver.find<QMessageBox>("closeQuestion");
    QVERIFY(question != nullptr && question->text().startsWith(QLatin1String("Networks are")));
    QTest::mouseClick(
        question->findChild<QPushButton*>(QStringLiteral("saveAndQuit")), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(!driver.isOpen(), 60'000);
    const auto runs = keptRuns();
    QVERIFY(std::ranges::any_of(runs, [](const HistoryRun& run) {
        return run.reason == StopReason::Stopped && run.hasWeights && run.testAccuracy;
    }));
}

int main(int argc, char* argv[])
{
    const QTemporaryDir folder; // other tests keep their runs together
    qputenv("NUMERAL_HISTORY", folder.filePath(QStringLiteral("runs.sqlite")).toLocal8Bit());
    return runInIsolatedHome<TestSeveralSeeds>(argc, argv);
}

#include "tst_several_seeds.moc"
