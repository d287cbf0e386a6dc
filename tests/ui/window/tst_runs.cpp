// SPDX-License-Identifier: GPL-3.0-or-later
#include "window_driver.h"

#include "core/history/run_history.h"
#include "core/training/run_setup.h"
#include "ui/charts/runs_chart.h"
#include "ui/runs/runs_panel.h"
#include "ui/runs/runs_view.h"

#include <QAction>
#include <QClipboard>
#include <QDialog>
#include <QDir>
#include <QFile>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QSettings>
#include <QSpinBox>
#include <QStatusBar>
#include <QTableView>
#include <QTemporaryDir>

#include <algorithm>
#include <set>

using namespace numeral;
using namespace numeral::ui;

namespace {

std::vector<HistoryRun> keptRuns()
{
    return RunHistory::open(historyFile()).value().runs().value();
}

/// The window with its table of runs.
class RunsDriver : public WindowDriver {
public:
    RunsDriver()
    {
        window().findChild<QAction*>(QStringLiteral("showRuns"))->trigger();
        window().resize(1400, 900);
        activate();
    }

    /// Keys go to the active window, which a dialog was before.
    void activate() const
    {
        window().activateWindow();
        if (!QTest::qWaitForWindowActive(&window())) {
            qFatal("the window isn't active");
        }
    }

    RunsPanel* panel() const { return window().findChild<RunsPanel*>(); }
    RunsView* view() const { return window().findChild<RunsView*>(); }
    QTableView* table() const { return find<QTableView>("runsTable"); }
    int rows() const { return table()->model()->rowCount(); }

    QStringList headers() const
    {
        QStringList titles;
        for (int column = 0; column < table()->model()->columnCount(); ++column) {
            titles += table()->model()->headerData(column, Qt::Horizontal).toString();
        }
        return titles;
    }

    QModelIndex cell(int row, const char* header) const
    {
        return table()->model()->index(
            row, static_cast<int>(headers().indexOf(QString::fromUtf8(header))));
    }

    QString text(int row, const char* header) const { return cell(row, header).data().toString(); }

    void click(const QModelIndex& place, Qt::KeyboardModifiers keys = {}) const
    {
        table()->scrollTo(place);
        QTest::mouseClick(
            table()->viewport(), Qt::LeftButton, keys, table()->visualRect(place).center());
    }

    /// Trains from so many seeds, as by the dialog.
    void trainSeveral(int seeds) const
    {
        action("trainSeveral")->trigger();
        auto* dialog = find<QDialog>("repeatDialog");
        dialog->findChild<QSpinBox*>(QStringLiteral("seeds"))->setValue(seeds);
        QTest::mouseClick(
            dialog->findChild<QPushButton*>(QStringLiteral("trainSeeds")), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(
            find<QLabel>("runsHeadline")->text().endsWith(QStringLiteral("%1 seeds").arg(seeds)),
            60'000);
        activate();
    }
};

} // namespace

class TestRuns : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QSettings().clear();
        QFile::remove(QString::fromStdString(historyFile().string()));
    }
    void anEmptyTableSaysWhatIsKept();
    void runsAreListedAsTheyGo();
    void onlySettingsThatDifferHaveColumns();
    void runsAreFilteredAndSorted();
    void oneRunOfAGroupIsPausedAndStopped();
    void thousandsOfRunsAreListed();
    void runsAreNamedStarredAndDeleted();
    void settingsAndWeightsAreUsedAgain();
    void aRunIsRepeatedBitForBit();
    void theTableIsCopiedAndExported();
    void curvesOfRunsAreShownTogether();
    void twoGroupsAreComparedAndMoreSeedsTrained();
};

void TestRuns::anEmptyTableSaysWhatIsKept()
{
    const RunsDriver driver;
    const auto* empty = driver.find<QLabel>("noRuns");
    QTRY_VERIFY(empty->text().contains(QLatin1String("on this computer, and nowhere else")));
    QVERIFY(empty->isVisible());
}

void TestRuns::runsAreListedAsTheyGo()
{
    const RunsDriver driver;
    driver.set("patience", 0);
    driver.set("epochs", 1000);
    driver.clickTrain();
    QTRY_COMPARE_WITH_TIMEOUT(driver.rows(), 1, 60'000);
    QTRY_VERIFY_WITH_TIMEOUT(
        driver.text(0, "Epoch").section(QLatin1Char(' '), -1).toInt() >= 2, 60'000);
    QCOMPARE(driver.text(0, "Ended"), QStringLiteral("not finished"));
    driver.action("stop")->trigger();
    QTRY_COMPARE_WITH_TIMEOUT(driver.text(0, "Ended"), QStringLiteral("stopped by hand"), 60'000);
    QVERIFY(driver.text(0, "Test").startsWith(QLatin1Char('9')));
    QCOMPARE(
        driver.find<QLabel>("runCount")->text(), QStringLiteral("1 run, on this computer only"));
}

void TestRuns::onlySettingsThatDifferHaveColumns()
{
    const RunsDriver driver;
    driver.set("epochs", 1);
    driver.clickTrain();
    QTRY_COMPARE_WITH_TIMEOUT(driver.rows(), 1, 60'000);
    QTRY_VERIFY_WITH_TIMEOUT(driver.action("train")->isEnabled(), 60'000);
    QVERIFY(!driver.headers().contains(QLatin1String("batch size")));
    driver.set("batchSize", 250);
    driver.clickTrain();
    QTRY_COMPARE_WITH_TIMEOUT(driver.rows(), 2, 60'000);
    QVERIFY(driver.headers().contains(QLatin1String("batch size")));
    QVERIFY(!driver.headers().contains(QLatin1String("epochs"))); // both have one
    QCOMPARE(driver.text(0, "batch size"), QStringLiteral("250"));
    QCOMPARE(driver.text(1, "batch size"), QString());
    QTRY_VERIFY_WITH_TIMEOUT(driver.action("train")->isEnabled(), 60'000);
}

void TestRuns::runsAreFilteredAndSorted()
{
    const RunsDriver driver;
    driver.set("epochs", 1);
    driver.trainSeveral(3);
    QTRY_COMPARE_WITH_TIMEOUT(driver.rows(), 3, 60'000);
    for (int row = 0; row < 3; ++row) { // until all are tested
        QTRY_VERIFY_WITH_TIMEOUT(driver.text(row, "Test").startsWith(QLatin1Char('9')), 60'000);
    }
    const int test = driver.cell(0, "Test").column();
    driver.table()->sortByColumn(test, Qt::DescendingOrder);
    QVERIFY(driver.text(0, "Test") >= driver.text(1, "Test"));
    QVERIFY(driver.text(1, "Test") >= driver.text(2, "Test"));
    driver.table()->sortByColumn(test, Qt::AscendingOrder);
    QVERIFY(driver.text(0, "Test") <= driver.text(1, "Test"));

    auto* filter = driver.find<QLineEdit>("filterRuns");
    QTest::keyClicks(filter, QStringLiteral("mnist run 2"));
    QTRY_COMPARE(driver.rows(), 1);
    QCOMPARE(driver.find<QLabel>("runCount")->text(), QStringLiteral("1 of 3 runs"));
    filter->setText(QStringLiteral("fashion"));
    QCOMPARE(driver.rows(), 0);
    QCOMPARE(driver.find<QLabel>("noRuns")->text(), QStringLiteral("No run fits the filter."));
}

void TestRuns::oneRunOfAGroupIsPausedAndStopped()
{
    const RunsDriver driver;
    driver.set("patience", 0);
    driver.set("epochs", 10'000);
    driver.action("trainSeveral")->trigger();
    auto* dialog = driver.find<QDialog>("repeatDialog");
    dialog->findChild<QSpinBox*>(QStringLiteral("seeds"))->setValue(2);
    dialog->findChild<QSpinBox*>(QStringLiteral("jobs"))->setValue(2);
    QTest::mouseClick(
        dialog->findChild<QPushButton*>(QStringLiteral("trainSeeds")), Qt::LeftButton);
    if (usableCores() < 2) {
        QSKIP("only one run is trained at once on this computer");
    }
    QTRY_COMPARE_WITH_TIMEOUT(driver.rows(), 2, 60'000);
    QTRY_VERIFY_WITH_TIMEOUT(
        driver.text(0, "Ended").startsWith(QLatin1String("training, epoch")), 60'000);
    const auto epochs = [&driver](int row) {
        const auto& runs = driver.view()->chart().series()[0].runs;
        return runs[static_cast<std::size_t>(1 - row)].epochs.size(); // the newest is first
    };
    driver.click(driver.cell(0, "Test"));
    driver.action("pauseRun")->trigger();
    QTRY_COMPARE(driver.text(0, "Ended"), QStringLiteral("paused"));
    const std::size_t other = epochs(1);
    QTRY_VERIFY_WITH_TIMEOUT(epochs(1) > other + 2, 60'000); // which goes on
    const std::size_t paused = epochs(0);
    QTRY_VERIFY_WITH_TIMEOUT(epochs(1) > other + 4, 60'000);
    QCOMPARE(epochs(0), paused);
    driver.action("pauseRun")->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(epochs(0) > paused, 60'000);
    driver.action("stopRun")->trigger();
    QTRY_COMPARE_WITH_TIMEOUT(driver.text(0, "Ended"), QStringLiteral("stopped by hand"), 60'000);
    QVERIFY(driver.text(1, "Ended").startsWith(QLatin1String("training, epoch")));
    driver.action("stop")->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(driver.action("train")->isEnabled(), 60'000);
}

void TestRuns::thousandsOfRunsAreListed()
{
    constexpr int many = 3000;
    {
        RunHistory history = RunHistory::open(historyFile()).value();
        Dataset data;
        data.name = "MNIST";
        TrainingConfig config;
        for (int i = 0; i < many; ++i) {
            config.seed = i + 1;
            config.batchSize = 8000 + i % 7;
            QVERIFY(history.beginRun(config, data).has_value());
        }
    }
    const RunsDriver driver;
    QTRY_COMPARE_WITH_TIMEOUT(driver.rows(), many, 30'000);
    QCOMPARE(driver.text(0, "Seed"), QString::number(many));
    auto* filter = driver.find<QLineEdit>("filterRuns");
    filter->setText(QStringLiteral("batch_size 8003"));
    QCOMPARE(driver.rows(), many / 7 + 1);
    QVERIFY(!driver.headers().contains(QLatin1String("batch size"))); // all have the same
}

void TestRuns::runsAreNamedStarredAndDeleted()
{
    const RunsDriver driver;
    driver.set("epochs", 1);
    driver.trainSeveral(2);
    QTRY_COMPARE_WITH_TIMEOUT(driver.rows(), 2, 60'000);
    driver.click(driver.cell(0, "Run"));
    driver.action("renameRun")->trigger();
    QTest::keyClicks(driver.table()->findChild<QLineEdit*>(), QStringLiteral("my best"));
    QTest::keyClick(driver.table()->findChild<QLineEdit*>(), Qt::Key_Return);
    QTRY_COMPARE(driver.text(0, "Run"), QStringLiteral("my best"));
    QCOMPARE(keptRuns().front().name, std::string("my best"));

    driver.click(driver.cell(0, "★"));
    QTRY_COMPARE(driver.text(0, "★"), QStringLiteral("★"));
    QVERIFY(keptRuns().front().isStarred);

    driver.click(driver.cell(0, "Test"));
    QTest::keyClick(driver.table(), Qt::Key_Delete);
    QTRY_COMPARE(driver.rows(), 1);
    QVERIFY(driver.find<QLabel>("removedRuns")->isVisible());
    QTest::mouseClick(driver.find<QPushButton>("undoRemoval"), Qt::LeftButton);
    QTRY_COMPARE(driver.rows(), 2);
    QCOMPARE(driver.text(0, "Run"), QStringLiteral("my best"));
    QVERIFY(!driver.find<QLabel>("removedRuns")->isVisible());

    // By keys, too: what is drawn meanwhile stays.
    driver.drawOne();
    driver.click(driver.cell(1, "Test"));
    QTest::keyClick(driver.table(), Qt::Key_Delete);
    QTRY_COMPARE(driver.rows(), 1);
    driver.table()->setFocus();
    QTest::keyClick(driver.table(), Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(driver.rows(), 2);
    QTRY_COMPARE(driver.answer(), 1);
}

void TestRuns::settingsAndWeightsAreUsedAgain()
{
    const RunsDriver driver;
    driver.set("epochs", 1);
    driver.set("batchSize", 300);
    driver.trainShortly();
    QTRY_COMPARE_WITH_TIMEOUT(driver.rows(), 1, 60'000);
    driver.set("batchSize", 100);
    driver.click(driver.cell(0, "Test"));
    driver.action("useSettings")->trigger();
    QTRY_COMPARE(driver.find<QSpinBox>("batchSize")->value(), 300);

    QTRY_VERIFY(driver.action("openWeights")->isEnabled());
    driver.drawOne();
    driver.action("openWeights")->trigger();
    const auto reads = [&driver](const char* what) {
        const QList<QLabel*> labels = driver.window().statusBar()->findChildren<QLabel*>();
        return std::ranges::any_of(labels,
            [what](const QLabel* label) { return label->text().contains(QLatin1String(what)); });
    };
    QTRY_VERIFY_WITH_TIMEOUT(reads("the network of run 1"), 60'000);
    QVERIFY(driver.headline().contains(QLatin1String("correct")));
}

void TestRuns::aRunIsRepeatedBitForBit()
{
    const RunsDriver driver;
    driver.set("epochs", 2);
    driver.trainSeveral(2);
    QTRY_COMPARE_WITH_TIMEOUT(driver.rows(), 2, 60'000);
    driver.click(driver.cell(0, "Test"));
    QTRY_VERIFY(driver.action("verifyRun")->isEnabled());
    driver.action("verifyRun")->trigger();
    QTRY_VERIFY2_WITH_TIMEOUT(
        driver.message().contains(QLatin1String("the same, bit for bit: 2 epochs")),
        qPrintable(driver.message()), 60'000);
}

void TestRuns::theTableIsCopiedAndExported()
{
    const RunsDriver driver;
    driver.set("epochs", 1);
    driver.trainSeveral(2);
    QTRY_COMPARE_WITH_TIMEOUT(driver.rows(), 2, 60'000);
    QTRY_VERIFY(driver.text(0, "Test").startsWith(QLatin1Char('9')));
    driver.table()->setFocus();
    QTest::keyClick(driver.table(), Qt::Key_C, Qt::ControlModifier);
    const QString copied = QGuiApplication::clipboard()->text();
    QVERIFY2(copied.startsWith(QLatin1String("| run | group |")), qPrintable(copied));
    QCOMPARE(copied.count(QLatin1Char('\n')), 4);

    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("runs.csv"));
    driver.action("exportRuns-csv")->trigger();
    driver.answerFileDialog(file);
    QFile written(file);
    QTRY_VERIFY(driver.message().startsWith(QLatin1String("Saved: ")));
    QVERIFY(written.open(QIODevice::ReadOnly));
    const QList<QByteArray> lines = written.readAll().trimmed().split('\n');
    QCOMPARE(lines.size(), 3);
    const auto column = lines[0].trimmed().split(',').indexOf("test_accuracy");
    QCOMPARE(lines[1].trimmed().split(',')[column].toDouble(),
        keptRuns().front().testAccuracy.value()); // to the last digit
}

void TestRuns::curvesOfRunsAreShownTogether()
{
    const RunsDriver driver;
    driver.set("epochs", 2);
    driver.trainSeveral(6);
    driver.set("batchSize", 400);
    driver.clickTrain();
    QTRY_COMPARE_WITH_TIMEOUT(driver.rows(), 7, 60'000);
    QTRY_VERIFY_WITH_TIMEOUT(driver.action("train")->isEnabled(), 60'000);
    QTRY_VERIFY(driver.text(0, "Test").startsWith(QLatin1Char('9')));
    driver.table()->setFocus();
    driver.table()->selectAll();
    QTest::keyClick(driver.table(), Qt::Key_Return);
    QTRY_VERIFY(driver.view()->isVisible());
    const std::vector<ChartSeries>& series = driver.view()->chart().series();
    QTRY_COMPARE(series.size(), std::size_t(2)); // the group is a band
    std::multiset<std::size_t> sizes;
    for (const ChartSeries& each : series) {
        sizes.insert(each.runs.size());
        QCOMPARE(each.runs.front().epochs.size(), std::size_t(2));
    }
    QCOMPARE(sizes, (std::multiset<std::size_t>{1, 6}));
    QVERIFY2(series.front().name.contains(QLatin1String("batch size 400")),
        qPrintable(series.front().name));

    // What is pointed at in the table lights up in the chart.
    const QModelIndex row = driver.cell(1, "Test");
    driver.table()->scrollTo(row);
    QTest::mouseMove(driver.table()->viewport(), driver.table()->visualRect(row).center());
    QTRY_COMPARE(driver.view()->chart().highlighted(), std::optional(keptRuns()[1].id));
}

void TestRuns::twoGroupsAreComparedAndMoreSeedsTrained()
{
    const RunsDriver driver;
    driver.set("epochs", 1);
    driver.trainSeveral(4);
    driver.set("batchSize", 1000);
    driver.trainSeveral(4);
    QTRY_COMPARE_WITH_TIMEOUT(driver.rows(), 8, 60'000);
    QTRY_VERIFY(driver.text(0, "Test").startsWith(QLatin1Char('8'))
        || driver.text(0, "Test").startsWith(QLatin1Char('9')));
    driver.table()->selectAll();
    QTRY_VERIFY(driver.action("compareGroups")->isEnabled());
    driver.action("compareGroups")->trigger();
    const auto* headline = driver.find<QLabel>("runsHeadline");
    QTRY_COMPARE(
        headline->text(), QStringLiteral("Too few seeds for a verdict: it takes 5 at least"));
    auto* offer = driver.find<QPushButton>("runsOffer");
    QCOMPARE(offer->text(), QStringLiteral("Train 1 more seed of each"));
    QTest::mouseClick(offer, Qt::LeftButton);
    // A batch of 1,000 learns less in an epoch, by far.
    QTRY_VERIFY2_WITH_TIMEOUT(
        headline->text().startsWith(QLatin1String("Group 1 (epochs 1) is better by"))
            || headline->text().contains(QLatin1String("is better by")),
        qPrintable(headline->text()), 60'000);
    QVERIFY2(
        headline->text().endsWith(QLatin1String("5 of 5 pairs")), qPrintable(headline->text()));
    QCOMPARE(keptRuns().size(), std::size_t(10));
    QVERIFY(!offer->isVisible());
    std::set<GroupId> groups;
    for (const HistoryRun& run : keptRuns()) {
        groups.insert(run.group.value());
    }
    QCOMPARE(groups.size(), std::size_t(2)); // the additional ones have joined theirs
}

int main(int argc, char* argv[])
{
    const QTemporaryDir folder; // other tests keep their runs together
    qputenv("NUMERAL_HISTORY", folder.filePath(QStringLiteral("runs.sqlite")).toLocal8Bit());
    return runInIsolatedHome<TestRuns>(argc, argv);
}

#include "tst_runs.moc"
