// SPDX-License-Identifier: GPL-3.0-or-later
#include "window_driver.h"

#include "core/history/run_history.h"
#include "ui/runs/parallel_view.h"
#include "ui/runs/sweep_dialog.h"
#include "ui/runs/sweep_view.h"
#include "ui/training/training_form.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QSpinBox>
#include <QTableWidget>
#include <QTemporaryDir>

#include <algorithm>

using namespace numeral;
using namespace numeral::ui;

namespace {

constexpr int patient = 120'000; // ms

class SweepDriver : public WindowDriver {
public:
    SweepDriver()
    {
        window().resize(1300, 900);
        window().activateWindow();
        if (!QTest::qWaitForWindowActive(&window())) {
            qFatal("the window is not active");
        }
        set("epochs", 1);
    }

    QTableWidget* table() const { return find<QTableWidget>("sweepTable"); }
    ParallelView* parallel() const { return find<ParallelView>("sweepParallel"); }
    QString headline() const { return find<QLabel>("sweepHeadline")->text(); }

    SweepDialog* dialog() const
    {
        action("sweep")->trigger();
        return window().findChild<SweepDialog*>();
    }

    /// Opens the dialog, types values of the two settings that it proposes, and accepts it.
    void sweep(const QString& hidden, const QString& rates, int runs) const
    {
        SweepDialog* asked = dialog();
        const auto edits = asked->findChildren<QLineEdit*>(QStringLiteral("sweptValues"));
        QCOMPARE(edits.size(), 2);
        edits[0]->setText(hidden);
        edits[1]->setText(rates);
        asked->findChild<QSpinBox*>(QStringLiteral("sweepRuns"))->setValue(runs);
        auto* train = asked->findChild<QPushButton*>(QStringLiteral("trainSweep"));
        QVERIFY(train->isEnabled());
        QTest::mouseClick(train, Qt::LeftButton);
        window().activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window()));
    }

    void waitFor(const QString& wanted) const
    {
        QTRY_COMPARE_WITH_TIMEOUT(headline(), wanted, patient);
    }

    /// The table's text.
    QString cell(int row, int column) const { return table()->item(row, column)->text(); }
};

} // namespace

class TestSweep : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QSettings().clear();
        m_history = std::make_unique<QTemporaryDir>();
        qputenv(
            "NUMERAL_HISTORY", m_history->filePath(QStringLiteral("runs.sqlite")).toLocal8Bit());
    }
    void theBestIsOnTop();
    void brushingChoosesRuns();
    void theSameSweepGoesOn();
    void aStopLosesNothing();
    void wrongValuesAreSaid();
    void settingsCanBeAdded();

private:
    std::unique_ptr<QTemporaryDir> m_history;
};

void TestSweep::theBestIsOnTop()
{
    const SweepDriver driver;
    driver.sweep(QStringLiteral("2 32"), QStringLiteral("0.002 0.005"), 10);
    driver.waitFor(QStringLiteral("4 runs trained"));
    QCOMPARE(driver.table()->rowCount(), 4);
    QCOMPARE(driver.cell(0, 0), QStringLiteral("32")); // two units can't tell ten digits
    QCOMPARE(driver.cell(3, 0), QStringLiteral("2"));
    QVERIFY(driver.find<QLabel>("sweepDetail")
                ->text()
                .contains(QStringLiteral("best by validation: hidden layers 32, learning rate ")));
    const auto loss = [&driver](int row) { return QLocale().toDouble(driver.cell(row, 2)); };
    QVERIFY(loss(0) <= loss(1) && loss(1) <= loss(2) && loss(2) <= loss(3));
    QVERIFY(driver.cell(0, 4).endsWith(QLatin1Char('%'))); // it was tested, too
    // Enter takes the run's settings into the form.
    driver.table()->setFocus();
    driver.table()->setCurrentCell(3, 0);
    QTest::keyClick(driver.table(), Qt::Key_Return);
    const TrainingConfig config = driver.window().findChild<TrainingForm*>()->config();
    QCOMPARE(config.hiddenLayers, std::vector<int>{2});
    QCOMPARE(QString::number(config.learningRate), driver.cell(3, 1));
    QCOMPARE(config.engine, EngineChoice::Auto);
}

void TestSweep::brushingChoosesRuns()
{
    const SweepDriver driver;
    driver.sweep(QStringLiteral("2 32"), QStringLiteral("0.002 0.005"), 10);
    driver.waitFor(QStringLiteral("4 runs trained"));
    // Drag along the upper half of the first axis: 32.
    ParallelView* view = driver.parallel();
    const int x = 60; // pixels beside the first axis
    QTest::mousePress(view, Qt::LeftButton, {}, {x, 10});
    QTest::mouseMove(view, {x, view->height() / 4});
    QMouseEvent drag(QEvent::MouseMove, QPointF(x, view->height() / 2.0),
        view->mapToGlobal(QPointF(x, view->height() / 2.0)), Qt::NoButton, Qt::LeftButton, {});
    QApplication::sendEvent(view, &drag);
    QTest::mouseRelease(view, Qt::LeftButton, {}, {x, view->height() / 2});
    QCOMPARE(view->chosen().size(), std::size_t(2));
    QCOMPARE(driver.table()->rowCount(), 2);
    QCOMPARE(driver.cell(0, 0), QStringLiteral("32"));
    QCOMPARE(driver.cell(1, 0), QStringLiteral("32"));
    view->setFocus();
    QTest::keyClick(view, Qt::Key_Escape);
    QCOMPARE(driver.table()->rowCount(), 4);
    // With the keyboard: the upper half of the last axis, the validation loss.
    QTest::keyClick(view, Qt::Key_Left);
    QTest::keyClick(view, Qt::Key_Up);
    const int better = driver.table()->rowCount();
    QVERIFY(better >= 1 && better < 4);
    QCOMPARE(driver.cell(0, 0), QStringLiteral("32"));
    for (int i = 0; i < 5; ++i) {
        QTest::keyClick(view, Qt::Key_Down, Qt::ShiftModifier);
    }
    QCOMPARE(driver.table()->rowCount(), 4);
    QTest::keyClick(view, Qt::Key_Escape);
    QVERIFY(!view->hasBrushes());
}

void TestSweep::theSameSweepGoesOn()
{
    const SweepDriver driver;
    driver.sweep(QStringLiteral("8 16"), QStringLiteral("0.001..0.01"), 3);
    driver.waitFor(QStringLiteral("3 runs trained"));
    driver.table()->setCurrentCell(2, 0); // of which nothing may be left
    driver.sweep(QStringLiteral("8 16"), QStringLiteral("0.001..0.01"), 5);
    driver.waitFor(QStringLiteral("5 runs trained"));
    QCOMPARE(driver.table()->rowCount(), 5);
    // Away and back.
    QTest::mouseClick(driver.find<QWidget>("backFromSweep"), Qt::LeftButton);
    QVERIFY(!driver.table()->isVisible());
    driver.action("lastSweep")->trigger();
    QVERIFY(driver.table()->isVisible());
    QTRY_VERIFY_WITH_TIMEOUT(driver.action("sweep")->isEnabled(), patient);
    driver.sweep(QStringLiteral("8 16"), QStringLiteral("0.001..0.01"), 5);
    driver.waitFor(QStringLiteral("5 runs trained")); // there is nothing left to train
    const auto history = RunHistory::open(historyFile());
    QVERIFY(history);
    QCOMPARE(history->runs()->size(), std::size_t(5));
    QCOMPARE(history->groups()->size(), std::size_t(1));
}

void TestSweep::aStopLosesNothing()
{
    const SweepDriver driver;
    driver.sweep(QStringLiteral("16 32"), QStringLiteral("0.001..0.01"), 60);
    QTRY_VERIFY_WITH_TIMEOUT(driver.table()->rowCount() >= 2, patient);
    driver.action("stop")->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(driver.headline().endsWith(QStringLiteral("runs trained")), patient);
    const int done = driver.table()->rowCount();
    QVERIFY(done < 60);
    driver.sweep(QStringLiteral("16 32"), QStringLiteral("0.001..0.01"), 60);
    driver.waitFor(QStringLiteral("60 runs trained"));
    // At most two were cut off, and have been trained again.
    QVERIFY(RunHistory::open(historyFile())->runs()->size() <= 62);
}

void TestSweep::wrongValuesAreSaid()
{
    const SweepDriver driver;
    SweepDialog* dialog = driver.dialog();
    const auto edits = dialog->findChildren<QLineEdit*>(QStringLiteral("sweptValues"));
    auto* train = dialog->findChild<QPushButton*>(QStringLiteral("trainSweep"));
    QVERIFY(train->isEnabled());
    for (const char* wrong : {"0.1..0.01", "x", "0.1 0.1", ""}) {
        edits[1]->setText(QString::fromLatin1(wrong));
        QVERIFY(!train->isEnabled());
    }
    edits[1]->setText(QStringLiteral("0.01"));
    QVERIFY(train->isEnabled()); // it is the same for all, then
    dialog->reject();
}

void TestSweep::settingsCanBeAdded()
{
    const SweepDriver driver;
    SweepDialog* dialog = driver.dialog();
    QTest::mouseClick(
        dialog->findChild<QPushButton*>(QStringLiteral("addSweptSetting")), Qt::LeftButton);
    const auto settings = dialog->findChildren<QComboBox*>(QStringLiteral("sweptSetting"));
    const auto edits = dialog->findChildren<QLineEdit*>(QStringLiteral("sweptValues"));
    QCOMPARE(settings.size(), 3);
    const int optimizer = settings[2]->findData(QStringLiteral("optimizer"));
    QVERIFY(optimizer > 0);
    QCOMPARE(settings[2]->findData(QStringLiteral("seed")), -1);
    settings[2]->setCurrentIndex(optimizer);
    Q_EMIT settings[2]->activated(optimizer);
    QCOMPARE(edits[2]->text(), QStringLiteral("adam")); // what the form has
    edits[2]->setText(QStringLiteral("adam adamw"));
    edits[1]->setText(QStringLiteral("0.001"));
    edits[0]->setText(QStringLiteral("8 16"));
    QTest::mouseClick(
        dialog->findChild<QPushButton*>(QStringLiteral("trainSweep")), Qt::LeftButton);
    driver.waitFor(QStringLiteral("4 runs trained"));
    QCOMPARE(driver.table()->columnCount(), 2 + 1 + 4);
    // What was chosen is there again.
    QCOMPARE(driver.dialog()->findChildren<QComboBox*>(QStringLiteral("sweptSetting")).size(), 3);
}

int main(int argc, char* argv[])
{
    return runInIsolatedHome<TestSweep>(argc, argv);
}

#include "tst_sweep.moc"
