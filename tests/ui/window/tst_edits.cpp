// SPDX-License-Identifier: GPL-3.0-or-later
//
// Images are left out or relabelled, networks trained with and without them, and two networks
// compared.

#include "window_driver.h"

#include "core/evaluation/answer_pairs.h"
#include "core/training/run_setup.h"
#include "core/training/trainer.h"
#include "ui/data/data_panel.h"
#include "ui/ink/ink_canvas.h"
#include "ui/mistakes/mistakes_panel.h"
#include "ui/mistakes/two_networks_view.h"
#include "ui/runs/runs_panel.h"
#include "ui/training/training_form.h"

#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLabel>
#include <QListView>
#include <QMenu>
#include <QPushButton>
#include <QSettings>
#include <QTableView>
#include <QTableWidget>
#include <QTemporaryDir>

#include <algorithm>

using namespace numeral;
using namespace numeral::ui;

namespace {

constexpr int patient = 120'000; // ms

/// The window in the arrangement that shows mistakes.
class EditsDriver : public WindowDriver {
public:
    EditsDriver()
    {
        window().resize(1400, 900);
        window().activateWindow();
        action("layout-mistakes")->trigger();
        if (!QTest::qWaitForWindowActive(&window())
            || !QTest::qWaitFor([this] { return panel()->data() != nullptr; }, patient)) {
            qFatal("no mistakes are shown");
        }
    }

    MistakesPanel* panel() const { return window().findChild<MistakesPanel*>(); }
    TwoNetworksView* pair() const { return window().findChild<TwoNetworksView*>(); }
    QListView* list() const { return find<QListView>("gallery"); }
    std::shared_ptr<const Dataset> dataset() const
    {
        return window().findChild<DataPanel*>()->dataset();
    }

    void click(int row, Qt::KeyboardModifiers modifiers = {}) const
    {
        const QModelIndex index = list()->model()->index(row, 0);
        list()->scrollTo(index);
        list()->setFocus();
        QTest::mouseClick(
            list()->viewport(), Qt::LeftButton, modifiers, list()->visualRect(index).center());
    }

    QString textOf(int row) const
    {
        return list()->model()->index(row, 0).data(Qt::DisplayRole).toString();
    }

    void showTrainingImages() const
    {
        auto* set = find<QComboBox>("mistakesSet");
        set->setFocus();
        QTest::keyClick(set, Qt::Key_Down);
        if (!QTest::qWaitFor([this] { return !panel()->data()->ofTest; }, patient)) {
            qFatal("the training images are not shown");
        }
    }

    /// Waits until two networks are compared.
    Readings readings() const
    {
        if (!QTest::qWaitFor(
                [this] { return pair()->isVisible() && pair()->readings(); }, patient)) {
            qFatal("nothing is compared");
        }
        return pair()->readings();
    }

    QString pairText() const { return find<QLabel>("pairDetail")->text(); }

    static QString file()
    {
        return qEnvironmentVariable("XDG_DATA_HOME")
            + QStringLiteral("/numeral/mnist/numeral-edits.json");
    }
};

} // namespace

class TestEdits : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QSettings().clear();
        QFile::remove(EditsDriver::file());
        m_history = std::make_unique<QTemporaryDir>();
        qputenv(
            "NUMERAL_HISTORY", m_history->filePath(QStringLiteral("runs.sqlite")).toLocal8Bit());
    }
    void leftOutImagesCountNoMore();
    void aLabelIsCorrected();
    void editsAreUndone();
    void editsAreThereAgain();
    void trainingAgainComparesBeforeAndAfter();
    void whatWasNeverSeenIsNotKnown();
    void otherImagesAreNotEditedByMistake();
    void twoNetworksAreCompared();
    void twoRunsAreCompared();

private:
    std::unique_ptr<QTemporaryDir> m_history;
};

void TestEdits::leftOutImagesCountNoMore()
{
    const EditsDriver driver;
    const std::size_t right = driver.panel()->data()->confusion.right();
    driver.click(0);
    driver.click(1, Qt::ShiftModifier);
    QTest::keyClick(driver.list(), Qt::Key_Delete);
    QCOMPARE(driver.textOf(0), QStringLiteral("left out")); // and stays where it was
    QCOMPARE(driver.textOf(1), QStringLiteral("left out"));
    QVERIFY(driver.textOf(2) != QStringLiteral("left out"));
    const Mistakes& data = driver.panel()->data();
    QCOMPARE(data->confusion.right(), right);
    QCOMPARE(data->confusion.images(), std::size_t(9998));
    QVERIFY(driver.find<QLabel>("mistakesNetwork")->text().contains(QStringLiteral("2 left out")));
    QCOMPARE(driver.dataset()->test.size(), std::size_t(9998)); // what is trained next is tested so
    QTRY_VERIFY(QFile::exists(EditsDriver::file()));
}

void TestEdits::aLabelIsCorrected()
{
    const EditsDriver driver;
    const std::size_t right = driver.panel()->data()->confusion.right();
    const Prediction first = driver.panel()->gallery().front();
    driver.click(0);
    QTest::keyClick(driver.list(), Qt::Key_F2);
    auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
    QVERIFY(menu);
    QTest::keyClick(menu, static_cast<Qt::Key>(Qt::Key_0 + first.answer));
    QCOMPARE(driver.panel()->data()->confusion.right(), right + 1);
    QCOMPARE(driver.textOf(0), QString::number(first.answer));
    QVERIFY(driver.panel()->gallery().front().isRight());
    QCOMPARE(driver.panel()->gallery().front().truthProbability, first.confidence);
    QCOMPARE(driver.dataset()->test.labels()[first.image], Label(first.answer));
}

void TestEdits::editsAreUndone()
{
    const EditsDriver driver;
    driver.click(3);
    QTest::keyClick(driver.list(), Qt::Key_Delete);
    QTRY_VERIFY(QFile::exists(EditsDriver::file()));
    driver.click(4);
    QTest::keyClick(driver.list(), Qt::Key_Delete);
    QCOMPARE(driver.panel()->data()->confusion.images(), std::size_t(9998));
    QTest::keyClick(driver.list(), Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(driver.panel()->data()->confusion.images(), std::size_t(9999));
    QTest::keyClick(driver.list(), Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(driver.panel()->data()->confusion.images(), std::size_t(10'000));
    QTRY_VERIFY(!QFile::exists(EditsDriver::file()));
    QTest::keyClick(driver.list(), Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(driver.panel()->data()->confusion.images(), std::size_t(9999));
    driver.click(3);
    driver.action("restore")->trigger();
    QCOMPARE(driver.panel()->data()->confusion.images(), std::size_t(10'000));
}

void TestEdits::editsAreThereAgain()
{
    {
        const EditsDriver driver;
        driver.click(0);
        QTest::keyClick(driver.list(), Qt::Key_Delete);
        QTRY_VERIFY(QFile::exists(EditsDriver::file()));
    }
    const EditsDriver driver;
    QCOMPARE(driver.panel()->data()->confusion.images(), std::size_t(9999));
    auto* kind = driver.find<QComboBox>("galleryKind");
    kind->setFocus();
    QTest::keyClick(kind, Qt::Key_Down);
    QTest::keyClick(kind, Qt::Key_Down);
    QCOMPARE(kind->currentText(), QStringLiteral("Edited images"));
    QCOMPARE(driver.panel()->gallery().size(), std::size_t(1));
    driver.click(0);
    driver.action("restore")->trigger();
    QVERIFY(driver.panel()->gallery().empty());
    QCOMPARE(driver.panel()->data()->confusion.images(), std::size_t(10'000));
}

/// From the same seed: the one before is the network that Train makes, bit for bit.
void TestEdits::trainingAgainComparesBeforeAndAfter()
{
    const EditsDriver driver;
    driver.set("epochs", 1);
    driver.showTrainingImages();
    driver.click(0);
    driver.click(4, Qt::ShiftModifier);
    QTest::keyClick(driver.list(), Qt::Key_Delete);
    driver.action("trainAgain")->trigger();
    const Readings readings = driver.readings();
    QCOMPARE(readings->pairs.size(), std::size_t(10'000));
    QCOMPARE(driver.find<QLabel>("pairHeadline")->text(),
        QStringLiteral("Before and after: 5 left out"));
    QVERIFY(driver.pairText().contains(QStringLiteral("Of the 5 training images themselves")));

    TrainingConfig config = driver.window().findChild<TrainingForm*>()->config();
    TrainingObserver nobody;
    RunControl control;
    const Dataset dataset = *loadDataset("mnist");
    const auto engine = engineFor(config, dataset, loadEngine);
    QVERIFY(engine);
    const auto alone = train(config, dataset, 1, *engine, nobody, control);
    QVERIFY(alone);
    QCOMPARE(readings->networks[0]->model.weights->values(), alone->weights->values());
    QVERIFY(readings->networks[1]->model.weights->values() != alone->weights->values());

    auto* more = driver.find<QPushButton>("pairOffer");
    QVERIFY(more->isEnabled());
    QTest::mouseClick(more, Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(
        driver.pairText().startsWith(QStringLiteral("From 11 seeds of each: ")), patient);
    QVERIFY(driver.pairText().contains(QStringLiteral("o difference can be seen")));
}

void TestEdits::whatWasNeverSeenIsNotKnown()
{
    const EditsDriver driver;
    driver.set("epochs", 1);
    QVERIFY(!driver.action("trainWithout")->isEnabled()); // test images are never seen
    driver.showTrainingImages();
    auto* kind = driver.find<QComboBox>("galleryKind");
    kind->setFocus();
    QTest::keyClick(kind, Qt::Key_End); // all images
    auto* scores = driver.find<QTableWidget>("classScores");
    const QRect seven = scores->visualItemRect(scores->item(7, 0));
    QTest::mouseClick(scores->viewport(), Qt::LeftButton, {}, seven.center());
    QCOMPARE(driver.panel()->gallery().size(), std::size_t(6265));
    driver.list()->setFocus();
    QTest::keySequence(driver.list(), QKeySequence::SelectAll);
    QVERIFY(driver.action("trainWithout")->text().contains(QStringLiteral("These 6265?")));
    driver.action("trainWithout")->trigger();
    const Readings readings = driver.readings();
    QVERIFY(*readings->networks[0]->scores[7].recall > 0.8);
    QVERIFY(*readings->networks[1]->scores[7].recall == 0);
    QVERIFY(*readings->networks[1]->scores[6].recall > 0.8);
    QVERIFY(driver.dataset()->edits.empty()); // it was only a question
    QVERIFY(!QFile::exists(EditsDriver::file()));
    QVERIFY(driver.pairText().contains(QStringLiteral("more than chance explains")));
}

/// As soon as other data are open, nothing can be done to the images that were shown.
void TestEdits::otherImagesAreNotEditedByMistake()
{
    const EditsDriver driver;
    driver.click(0);
    QVERIFY(driver.action("leaveOut")->isEnabled());
    const QTemporaryDir folder;
    const QDir mnist(QFileInfo(EditsDriver::file()).path());
    for (const QString& name : mnist.entryList({QStringLiteral("*ubyte*")}, QDir::Files)) {
        QVERIFY(QFile::copy(mnist.filePath(name), folder.filePath(name)));
    }
    bool isChecked = false;
    QObject::connect(driver.window().findChild<DataPanel*>(), &DataPanel::loaded, &driver.window(),
        [&driver, &isChecked] {
            isChecked = true;
            QVERIFY(driver.panel()->gallery().empty());
            QVERIFY(!driver.action("leaveOut")->isEnabled());
        });
    driver.openData(folder.path());
    QTRY_VERIFY_WITH_TIMEOUT(isChecked, patient);
    QTRY_VERIFY_WITH_TIMEOUT(driver.panel()->data() != nullptr, patient);
    driver.window().activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&driver.window()));
    QTRY_VERIFY((driver.click(0), driver.action("leaveOut")->isEnabled())); // once it is laid out
    QTest::keyClick(driver.list(), Qt::Key_Delete);
    QTRY_VERIFY(QFile::exists(folder.filePath(QStringLiteral("numeral-edits.json"))));
    QVERIFY(!QFile::exists(EditsDriver::file()));
}

void TestEdits::twoNetworksAreCompared()
{
    const EditsDriver driver;
    driver.trainShortly();
    auto* compare = driver.find<QPushButton>("compareNetworks");
    Q_EMIT compare->menu()->aboutToShow();
    const QList<QAction*> offered = compare->menu()->actions();
    QCOMPARE(offered.front()->text().remove(QLatin1Char('&')),
        QStringLiteral("With the Built-in Network"));
    offered.front()->trigger();
    const Readings readings = driver.readings();
    const auto counts = countKinds(readings->pairs);
    QCOMPARE(counts[0] + counts[1] + counts[2] + counts[3], std::size_t(10'000));
    QVERIFY(counts[1] > counts[0]); // the built-in one is better
    QCOMPARE(counts[1] + counts[3], readings->networks[1]->confusion.right());
    QVERIFY(driver.pairText().contains(QStringLiteral("more than chance explains")));

    auto* kind = driver.find<QComboBox>("pairKind");
    kind->setFocus();
    QTest::keyClick(kind, Qt::Key_Down);
    QTest::keyClick(kind, Qt::Key_Down);
    QVERIFY(kind->currentText().startsWith(QStringLiteral("Only the built-in network is right")));
    QCOMPARE(driver.pair()->gallery().size(), counts[1]);
    QVERIFY(std::ranges::all_of(driver.pair()->gallery(),
        [](const AnswerPair& pair) { return kindOf(pair) == PairKind::OnlySecondRight; }));
    auto* list = driver.find<QListView>("pairGallery");
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {},
        list->visualRect(list->model()->index(0, 0)).center());
    QVERIFY(driver.find<QLabel>("pairText")->text().startsWith(QStringLiteral("Image ")));
    QTest::mouseClick(driver.find<QPushButton>("pairToCanvas"), Qt::LeftButton);
    QVERIFY(!driver.window().findChild<InkCanvas*>()->isEmpty());
    QTest::mouseClick(driver.find<QWidget>("backToMistakes"), Qt::LeftButton);
    QVERIFY(driver.panel()->isVisible());
}

void TestEdits::twoRunsAreCompared()
{
    const EditsDriver driver;
    driver.trainShortly();
    driver.trainShortly();
    driver.action("showRuns")->trigger();
    auto* table = driver.find<QTableView>("runsTable");
    QTRY_VERIFY(table->model()->rowCount() >= 2);
    table->setFocus();
    QVERIFY(!driver.action("compareRunNetworks")->isEnabled());
    table->selectRow(0);
    table->selectionModel()->select(
        table->model()->index(1, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
    QTRY_VERIFY(driver.action("compareRunNetworks")->isEnabled());
    driver.action("compareRunNetworks")->trigger();
    const Readings readings = driver.readings();
    QCOMPARE(readings->pairs.size(), std::size_t(10'000));
    QVERIFY(driver.pair()->gallery().empty()); // the same settings from the same seed
    QVERIFY(driver.pairText().contains(QStringLiteral("that may be chance")));
}

int main(int argc, char* argv[])
{
    return runInIsolatedHome<TestEdits>(argc, argv);
}

#include "tst_edits.moc"
