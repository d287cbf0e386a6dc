// SPDX-License-Identifier: GPL-3.0-or-later
#include "window_driver.h"

#include "ui/charts/learning_curves.h"

#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>
#include <QMimeData>
#include <QPushButton>
#include <QSettings>
#include <QWheelEvent>

using namespace numeral;

class TestWindowCurves : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QSettings().clear(); }
    void withoutAnEpochThereIsNothingToSave();
    void exportsEveryFormat_data();
    void exportsEveryFormat();
    void theProposedNameTellsTheRun();
    void theChosenTypeIsTheFormat();
    void aNameWithADotGetsItsExtension();
    void aFailedExportSaysWhy();
    void copiesPictureAndTable();
    void ctrlCCopiesTheCurvesInFocus();
    void ctrlZeroShowsAllAgain();
    void theLogarithmicAxisIsRemembered();
    void theContextMenuHasItAll();
    void aNoteExplainsWhyTrainingIsHarder_data();
    void aNoteExplainsWhyTrainingIsHarder();

private:
    static ui::LearningCurves& curvesOf(const WindowDriver& driver)
    {
        return *driver.window().findChild<ui::LearningCurves*>();
    }
    QString file(const QString& name) const { return m_folder.filePath(name); }
    static QByteArray contentOf(const QString& path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    QTemporaryDir m_folder;
};

void TestWindowCurves::withoutAnEpochThereIsNothingToSave()
{
    const WindowDriver driver;
    const auto areEnabled = [&driver](bool enabled) {
        return driver.action("exportCurves")->isEnabled() == enabled
            && driver.action("copyCurves")->isEnabled() == enabled;
    };
    QVERIFY(areEnabled(false));
    QVERIFY(!driver.action("showAllCurves")->isEnabled());
    driver.trainShortly();
    QVERIFY(areEnabled(true));
    driver.set("batchSize", 2); // so that an epoch takes a while
    driver.clickTrain();
    QTRY_VERIFY(areEnabled(false));
    QTRY_VERIFY_WITH_TIMEOUT(areEnabled(true), 30'000);
}

void TestWindowCurves::exportsEveryFormat_data()
{
    QTest::addColumn<QString>("extension");
    QTest::addColumn<QByteArray>("start");
    QTest::newRow("png") << QStringLiteral("png") << QByteArray("\x89PNG\r\n");
    QTest::newRow("svg") << QStringLiteral("svg") << QByteArray("<?xml ");
    QTest::newRow("pdf") << QStringLiteral("pdf") << QByteArray("%PDF-");
    QTest::newRow("csv") << QStringLiteral("csv") << QByteArray("epoch,training_loss,");
    QTest::newRow("in capitals") << QStringLiteral("PDF") << QByteArray("%PDF-");
}

void TestWindowCurves::exportsEveryFormat()
{
    QFETCH(const QString, extension);
    QFETCH(const QByteArray, start);
    const WindowDriver driver;
    driver.trainShortly();
    const QString target = file(QStringLiteral("curves.") + extension);
    driver.action("exportCurves")->trigger();
    driver.answerFileDialog(target);
    QTRY_VERIFY(driver.message().contains(target));
    const QByteArray content = contentOf(target);
    QVERIFY(content.startsWith(start));
    const auto& epochs = curvesOf(driver).run().epochs;
    if (extension == QLatin1String("csv")) {
        const QList<QByteArray> fields = content.split('\n').at(1).split(',');
        QVERIFY(fields.at(1).toDouble() == epochs.front().trainingLoss);
        QVERIFY(fields.at(4).toDouble() == *epochs.front().validationAccuracy);
    } else if (extension == QLatin1String("svg")) {
        QVERIFY(content.contains(driver.headline().toUtf8()));
    } else if (extension == QLatin1String("png")) {
        QVERIFY(QImage::fromData(content).width() == 2 * curvesOf(driver).width());
    }
}

void TestWindowCurves::theProposedNameTellsTheRun()
{
    const WindowDriver driver;
    driver.trainShortly();
    driver.action("exportCurves")->trigger();
    const auto* name = driver.window().findChild<QFileDialog*>()->findChild<QLineEdit*>();
    const QString accuracy = driver.headline().section(QLatin1Char('%'), 0, 0); // "94.21"
    QCOMPARE(name->text(), QStringLiteral("mnist-16-%1-curves.png").arg(accuracy));
}

void TestWindowCurves::theChosenTypeIsTheFormat()
{
    const WindowDriver driver;
    driver.trainShortly();
    driver.action("exportCurves")->trigger();
    auto* dialog = driver.window().findChild<QFileDialog*>();
    const auto* name = dialog->findChild<QLineEdit*>();
    auto* type = dialog->findChild<QComboBox*>(QStringLiteral("fileTypeCombo"));
    QTest::keyClick(type, Qt::Key_End);
    QCOMPARE(dialog->selectedNameFilter(), QStringLiteral("CSV table (*.csv)"));
    QVERIFY(name->text().endsWith(QLatin1String("-curves.csv")));
    driver.answerFileDialog(file(QStringLiteral("table")));
    QTRY_VERIFY(driver.message().contains(QLatin1String("table.csv")));
    QVERIFY(contentOf(file(QStringLiteral("table.csv"))).startsWith("epoch,"));
}

/// The dialog takes what follows the dot for an extension.
void TestWindowCurves::aNameWithADotGetsItsExtension()
{
    const WindowDriver driver;
    driver.trainShortly();
    const QString target = file(QStringLiteral("run-97.16.png"));
    const auto choose = [&] {
        driver.action("exportCurves")->trigger();
        driver.answerFileDialog(file(QStringLiteral("run-97.16")));
    };
    choose();
    QTRY_VERIFY(driver.message().contains(target));
    QVERIFY(contentOf(target).startsWith("\x89PNG"));
    QVERIFY(!QFileInfo::exists(file(QStringLiteral("run-97.16"))));

    QFile(target).remove();
    QFile other(target);
    QVERIFY(other.open(QIODevice::WriteOnly) && other.write("mine") == 4);
    other.close();
    const auto answer = [&](QMessageBox::StandardButton button) {
        auto* question = driver.find<QMessageBox>("replaceQuestion");
        QVERIFY(question != nullptr);
        QTest::mouseClick(question->button(button), Qt::LeftButton);
        QTRY_VERIFY(driver.find<QMessageBox>("replaceQuestion") == nullptr);
    };
    choose();
    answer(QMessageBox::No);
    QCOMPARE(contentOf(target), QByteArray("mine"));
    choose();
    answer(QMessageBox::Yes);
    QTRY_VERIFY(contentOf(target).startsWith("\x89PNG"));
}

void TestWindowCurves::aFailedExportSaysWhy()
{
    const WindowDriver driver;
    driver.trainShortly();
    QVERIFY(QDir(m_folder.path()).mkdir(QStringLiteral("gone")));
    driver.action("exportCurves")->trigger();
    QVERIFY(QDir(m_folder.path()).rmdir(QStringLiteral("gone")));
    driver.answerFileDialog(file(QStringLiteral("gone/curves.svg")));
    QTRY_VERIFY2(driver.message().contains(QLatin1String("gone")), qPrintable(driver.message()));
    QVERIFY(driver.message().startsWith(QLatin1String("Cannot")));
}

void TestWindowCurves::copiesPictureAndTable()
{
    const WindowDriver driver;
    driver.trainShortly();
    QTest::keyClick(&driver.window(), Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
    const QMimeData* copied = QGuiApplication::clipboard()->mimeData();
    QVERIFY(copied->hasImage());
    const auto image = qvariant_cast<QImage>(copied->imageData());
    QCOMPARE(image.width(), 2 * curvesOf(driver).width());
    QCOMPARE(image.pixelColor(1, 1), QColor(Qt::white));
    QVERIFY(copied->text().startsWith(QLatin1String("epoch,training_loss,")));
    QCOMPARE(copied->text().count(QLatin1Char('\n')), 2);
}

void TestWindowCurves::ctrlCCopiesTheCurvesInFocus()
{
    const WindowDriver driver;
    driver.trainShortly();
    driver.drawOne(); // now the canvas has the focus
    QGuiApplication::clipboard()->clear();
    QTest::keyClick(driver.window().focusWidget(), Qt::Key_C, Qt::ControlModifier);
    QVERIFY(QGuiApplication::clipboard()->mimeData()->hasImage());
    QVERIFY(!QGuiApplication::clipboard()->mimeData()->hasText());
    curvesOf(driver).setFocus();
    QTest::keyClick(&curvesOf(driver), Qt::Key_C, Qt::ControlModifier);
    QVERIFY(QGuiApplication::clipboard()->text().startsWith(QLatin1String("epoch,")));
}

void TestWindowCurves::ctrlZeroShowsAllAgain()
{
    const WindowDriver driver;
    driver.set("patience", 0);
    driver.set("epochs", 6);
    driver.clickTrain();
    QTRY_VERIFY_WITH_TIMEOUT(driver.headline().contains(QLatin1String("correct")), 60'000);
    auto& curves = curvesOf(driver);
    QTRY_VERIFY(curves.visibleEpochs().upper > 6);
    QVERIFY(!driver.action("showAllCurves")->isEnabled());
    const QPointF middle = curves.rect().center();
    auto* plot = curves.childAt(middle.toPoint());
    QWheelEvent wheel(middle, plot->mapToGlobal(middle), {}, {0, 360}, Qt::NoButton, Qt::NoModifier,
        Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(plot, &wheel);
    QVERIFY(curves.visibleEpochs().lower > 0);
    QTRY_VERIFY(driver.action("showAllCurves")->isEnabled());
    QTest::keyClick(&driver.window(), Qt::Key_0, Qt::ControlModifier);
    QVERIFY(curves.visibleEpochs().lower == 0 && curves.visibleEpochs().upper > 6);
    QTRY_VERIFY(!driver.action("showAllCurves")->isEnabled());
}

void TestWindowCurves::theLogarithmicAxisIsRemembered()
{
    {
        const WindowDriver driver;
        QVERIFY(!driver.action("logarithmicLoss")->isChecked());
        driver.action("logarithmicLoss")->trigger();
        driver.window().close();
    }
    const WindowDriver driver;
    QVERIFY(driver.action("logarithmicLoss")->isChecked());
    driver.trainShortly();
    QVERIFY(curvesOf(driver).visibleLoss().lower > 0);
    driver.action("logarithmicLoss")->trigger();
    QCOMPARE(curvesOf(driver).visibleLoss().lower, 0.0);
}

void TestWindowCurves::theContextMenuHasItAll()
{
    const WindowDriver driver;
    driver.trainShortly();
    auto& curves = curvesOf(driver);
    const QPoint middle = curves.rect().center();
    auto* plot = curves.childAt(middle);
    QStringList names;
    QTimer::singleShot(0, &curves, [&names] { // while the menu is open
        auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
        if (menu != nullptr) {
            for (const QAction* action : menu->actions()) {
                names.append(action->objectName());
            }
            menu->close();
        }
    });
    QContextMenuEvent event(QContextMenuEvent::Mouse, middle, plot->mapToGlobal(middle));
    QCoreApplication::sendEvent(plot, &event);
    for (const char* name : {"copyCurves", "exportCurves", "showAllCurves", "logarithmicLoss"}) {
        QVERIFY2(names.contains(QLatin1String(name)), name);
        // and in the menus
        QVERIFY(std::any_of(driver.window().menuBar()->actions().cbegin(),
            driver.window().menuBar()->actions().cend(), [&](const QAction* menu) {
                return menu->menu()->actions().contains(driver.action(name));
            }));
    }
}

void TestWindowCurves::aNoteExplainsWhyTrainingIsHarder_data()
{
    QTest::addColumn<QString>("setting");
    QTest::addColumn<double>("value");
    QTest::addColumn<QString>("note");
    QTest::newRow("plain") << QString() << 0.0 << QString();
    QTest::newRow("augmented") << QStringLiteral("rotation") << 5.0 << QStringLiteral("augmented");
    QTest::newRow("dropout") << QStringLiteral("dropout") << 0.1 << QStringLiteral("Dropout");
}

void TestWindowCurves::aNoteExplainsWhyTrainingIsHarder()
{
    QFETCH(const QString, setting);
    QFETCH(const double, value);
    QFETCH(const QString, note);
    const WindowDriver driver;
    if (!setting.isEmpty()) {
        driver.find<QDoubleSpinBox>(qPrintable(setting))->setValue(value);
    }
    driver.trainShortly();
    const auto* label = driver.find<QLabel>("curvesNote");
    QCOMPARE(label->isVisible(), !note.isEmpty());
    QVERIFY2(label->text().contains(note), qPrintable(label->text()));
    if (!setting.isEmpty()) {
        driver.find<QDoubleSpinBox>(qPrintable(setting))->setValue(0);
        driver.trainShortly();
        QVERIFY(!label->isVisible()); // of this run
    }
}

int main(int argc, char* argv[])
{
    return runInIsolatedHome<TestWindowCurves>(argc, argv);
}
#include "tst_curves.moc"
