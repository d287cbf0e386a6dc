// SPDX-License-Identifier: GPL-3.0-or-later
#include "window_driver.h"

#include "app/bundled_model.h"
#include "core/engine/engine_table.h"
#include "core/reading/digit_groups.h"
#include "ui/ink/ink_canvas.h"
#include "ui/ink/recognition_panel.h"
#include "ui/window/main_window.h"

#include <QAbstractButton>
#include <QAction>
#include <QComboBox>
#include <QDialog>
#include <QDockWidget>
#include <QLabel>
#include <QMenuBar>
#include <QSettings>
#include <QSlider>
#include <QSpinBox>
#include <QToolButton>
#include <QWheelEvent>

using namespace numeral;

class TestWindow : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QSettings().clear(); }
    void aFirstLaunchReadsADigitAtOnce();
    void whereADataSetIsGoneOneCanDrawAndTrain();
    void theMouseDrawsAndTheMenuUndoes();
    void digitsThatTouchAreReadOneByOne();
    void actionsAreDisabledWhileTheyMakeNoSense();
    void settingsAndDataAreRememberedForTheNextTime();
    void theLayoutIsRemembered();
    void aPanelComesUpBeforeOthers();
    void damagedSettingsDoNoHarm();
    void everyShortcutIsListedAndUsedOnce();
    void escapeLeavesTheFullScreen();
    void theLayoutCanBeReset();
    void layoutsAreOneClickApart();
    void theWheelScrollsPastTheSettings();
    void helpOpensAndCloses();
};

void TestWindow::aFirstLaunchReadsADigitAtOnce()
{
    const WindowDriver driver;
    QCOMPARE(driver.answer(), -1); // no drawing, no answer
    driver.drawOne();
    QCOMPARE(driver.answer(), 1);
}

void TestWindow::whereADataSetIsGoneOneCanDrawAndTrain()
{
    QSettings().setValue(QStringLiteral("data/last"), QStringLiteral("/nowhere"));
    ui::MainWindow window(
        bundledModel().value(), bundledModel(Bundled::Letters).value(), &loadEngine);
    window.show();
    const auto* headline = window.findChild<QLabel*>(QStringLiteral("headline"));
    QTRY_VERIFY(window.findChild<QLabel*>(QStringLiteral("message"))
                    ->text()
                    .contains(QLatin1String("/nowhere")));
    QCOMPARE(headline->text(), QStringLiteral("Ready to train")); // with MNIST
    QVERIFY(window.findChild<QAction*>(QStringLiteral("train"))->isEnabled());
    auto* canvas = window.findChild<ui::InkCanvas*>();
    QTest::mousePress(canvas, Qt::LeftButton, {}, {150, 80});
    QTest::mouseMove(canvas, {150, 200});
    QTest::mouseRelease(canvas, Qt::LeftButton, {}, {150, 200});
    QVERIFY(window.findChild<ui::RecognitionPanel*>()->recognition());
    // The message leaves when another data set is chosen.
    QTest::keyClick(window.findChild<QComboBox*>(QStringLiteral("datasets")), Qt::Key_Down);
    QTRY_VERIFY_WITH_TIMEOUT(
        !window.findChild<QLabel*>(QStringLiteral("message"))->isVisible(), 30'000);
    QVERIFY(window.findChild<QAction*>(QStringLiteral("train"))->isEnabled());
}

void TestWindow::theMouseDrawsAndTheMenuUndoes()
{
    const WindowDriver driver;
    const auto* canvas = driver.window().findChild<ui::InkCanvas*>();
    driver.drawOne();
    driver.draw({{0.3, 0.85}, {0.5, 0.85}, {0.7, 0.85}});
    QCOMPARE(canvas->ink().size(), std::size_t{2});
    QTest::keyClick(&driver.window(), Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(canvas->ink().size(), std::size_t{1});
    QTest::keyClick(&driver.window(), Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(driver.answer(), -1);
    QTest::keyClick(&driver.window(), Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(driver.answer(), 1);
}

/// The built-in network reads digits without gaps between them.
void TestWindow::digitsThatTouchAreReadOneByOne()
{
    const WindowDriver driver;
    const QList<QList<QPointF>> strokes{
        {{0.06, 0.38}, {0.11, 0.29}, {0.19, 0.29}, {0.21, 0.38}, {0.13, 0.52}, {0.06, 0.64},
            {0.15, 0.63}, {0.25, 0.64}},
        {{0.38, 0.3}, {0.3, 0.38}, {0.28, 0.5}, {0.32, 0.62}, {0.4, 0.6}, {0.45, 0.48},
            {0.43, 0.36}, {0.38, 0.3}},
        {{0.46, 0.36}, {0.5, 0.29}, {0.58, 0.28}, {0.62, 0.36}, {0.55, 0.5}, {0.48, 0.63},
            {0.57, 0.62}, {0.67, 0.64}},
        {{0.87, 0.28}, {0.78, 0.38}, {0.74, 0.52}, {0.77, 0.63}, {0.86, 0.64}, {0.91, 0.56},
            {0.86, 0.48}, {0.77, 0.53}},
    };
    Ink all;
    for (const QList<QPointF>& stroke : strokes) {
        driver.draw(stroke);
        Stroke& same = all.emplace_back();
        for (const QPointF& point : stroke) {
            same.push_back({point.x(), point.y()});
        }
    }
    QVERIFY(groupStrokes(all).size() < all.size()); // grouped by position alone
    QCOMPARE(driver.window().findChild<ui::RecognitionPanel*>()->text(), QStringLiteral("2026"));
}

void TestWindow::actionsAreDisabledWhileTheyMakeNoSense()
{
    const WindowDriver driver;
    QVERIFY(driver.action("train")->isEnabled());
    QVERIFY(!driver.action("pause")->isEnabled());
    QVERIFY(!driver.action("stop")->isEnabled());

    driver.action("train")->trigger();
    QVERIFY(!driver.action("train")->isEnabled());
    QVERIFY(driver.action("pause")->isEnabled());
    QVERIFY(driver.action("stop")->isEnabled());
    QVERIFY(!driver.action("openData")->isEnabled());
    QVERIFY(!driver.action("openModel")->isEnabled());
    QVERIFY(!driver.find<QSpinBox>("batchSize")->isEnabled());

    driver.action("stop")->trigger();
    QVERIFY(!driver.action("stop")->isEnabled());
    QTRY_VERIFY_WITH_TIMEOUT(driver.action("train")->isEnabled(), 30'000);
    QVERIFY(driver.action("openModel")->isEnabled());
    QVERIFY(driver.find<QSpinBox>("batchSize")->isEnabled());
}

void TestWindow::settingsAndDataAreRememberedForTheNextTime()
{
    {
        const WindowDriver driver;
        driver.set("batchSize", 321);
        driver.set("seed", 99);
        driver.find<QSlider>("penWidth")->setValue(120);
        driver.window().close();
    }
    const WindowDriver driver;
    QCOMPARE(driver.find<QSpinBox>("batchSize")->value(), 321);
    QCOMPARE(driver.find<QSpinBox>("seed")->value(), 99);
    QCOMPARE(driver.find<QSpinBox>("epochs")->value(), 100);
    QCOMPARE(driver.find<QSlider>("penWidth")->value(), 120);
}

void TestWindow::theLayoutIsRemembered()
{
    {
        const WindowDriver driver;
        driver.window().resize(1100, 700);
        driver.find<QDockWidget>("data")->hide();
        driver.window().close();
    }
    const WindowDriver driver;
    QCOMPARE(driver.window().size(), QSize(1100, 700));
    QVERIFY(!driver.find<QDockWidget>("data")->isVisible());
    QVERIFY(driver.find<QDockWidget>("training")->isVisible());
}

/// Of two tabbed docks, the one that was asked for is raised.
void TestWindow::aPanelComesUpBeforeOthers()
{
    const WindowDriver driver;
    const auto show = [&driver](const char* dock) {
        driver.find<QDockWidget>(dock)->toggleViewAction()->trigger();
        return driver.find<QDockWidget>(dock)->widget();
    };
    const QWidget* digits = show("digits");
    QTRY_VERIFY(!digits->visibleRegion().isEmpty());
    const QWidget* network = show("network");
    QTRY_VERIFY(!network->visibleRegion().isEmpty());
    QVERIFY(digits->visibleRegion().isEmpty());
}

void TestWindow::damagedSettingsDoNoHarm()
{
    QSettings().setValue(QStringLiteral("training/config"), QStringLiteral("{\"epochs\":-5}"));
    QSettings().setValue(QStringLiteral("window/geometry"), QByteArray("nonsense"));
    QSettings().setValue(QStringLiteral("window/state"), QByteArray("nonsense"));
    QSettings().setValue(QStringLiteral("model/last"), QStringLiteral("/gone.safetensors"));
    const WindowDriver driver;
    QCOMPARE(driver.find<QSpinBox>("epochs")->value(), 100);
    QVERIFY(driver.find<QDockWidget>("drawing")->isVisible());
    QCOMPARE(driver.message(), QString());
}

void TestWindow::everyShortcutIsListedAndUsedOnce()
{
    const WindowDriver driver;
    QStringList used;
    for (const QAction* action : driver.window().findChildren<QAction*>()) {
        // Those of a table with the focus are no others' concern.
        if (!action->shortcut().isEmpty() && action->shortcutContext() != Qt::WidgetShortcut) {
            used.append(action->shortcut().toString());
        }
    }
    QVERIFY(used.size() >= 12);
    QCOMPARE(QSet<QString>(used.begin(), used.end()).size(), used.size());

    QTest::keyClick(&driver.window(), Qt::Key_Slash, Qt::ControlModifier);
    auto* dialog = driver.find<QDialog>("shortcuts");
    QVERIFY(dialog != nullptr);
    QStringList listed;
    for (const QLabel* label : dialog->findChildren<QLabel*>()) {
        listed.append(label->text());
    }
    for (const QString& shortcut : used) {
        QVERIFY2(listed.contains(shortcut), qPrintable(shortcut));
    }
}

void TestWindow::escapeLeavesTheFullScreen()
{
    const WindowDriver driver;
    QTest::keyClick(&driver.window(), Qt::Key_F11);
    QTRY_VERIFY(driver.window().isFullScreen());
    QVERIFY(driver.action("fullScreen")->isChecked());
    QTest::keyClick(&driver.window(), Qt::Key_Escape);
    QTRY_VERIFY(!driver.window().isFullScreen());
    QVERIFY(!driver.action("fullScreen")->isChecked());
}

void TestWindow::theLayoutCanBeReset()
{
    const WindowDriver driver;
    auto* data = driver.find<QDockWidget>("data");
    auto* training = driver.find<QDockWidget>("training");
    const int height = data->height();
    data->hide();
    training->setFloating(true);
    driver.action("resetLayout")->trigger();
    QVERIFY(data->isVisible());
    QVERIFY(!training->isFloating());
    QTRY_COMPARE(data->height(), height);
}

void TestWindow::layoutsAreOneClickApart()
{
    const WindowDriver driver;
    const auto shown = [&driver] {
        QStringList names;
        for (const QDockWidget* dock : driver.window().findChildren<QDockWidget*>()) {
            if (dock->isVisible()) {
                names += dock->objectName();
            }
        }
        names.sort();
        return names.join(QLatin1Char(' '));
    };
    const auto press = [&driver](const char* title) {
        const auto* corner = driver.find<QWidget>("layouts");
        for (auto* button : corner->findChildren<QToolButton*>()) {
            if (button->text() == QLatin1String(title)) {
                QTest::mouseClick(button, Qt::LeftButton);
            }
        }
    };
    const QString first = shown();
    QCOMPARE(first, QStringLiteral("data drawing training"));
    const QSize size = driver.window().size();
    press("Mistakes");
    QCOMPARE(shown(), QStringLiteral("drawing mistakes"));
    press("Compare");
    QCOMPARE(shown(), QStringLiteral("runs training"));
    press("Draw");
    QCOMPARE(shown(), QStringLiteral("drawing network"));
    press("Train");
    QCOMPARE(shown(), first);
    QCOMPARE(driver.window().size(), size); // none makes it grow
}

void TestWindow::theWheelScrollsPastTheSettings()
{
    const WindowDriver driver;
    auto* epochs = driver.find<QSpinBox>("epochs");
    const auto turnWheel = [epochs] {
        const QPointF middle = epochs->rect().center();
        QWheelEvent event(middle, epochs->mapToGlobal(middle), {}, {0, 120}, Qt::NoButton,
            Qt::NoModifier, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(epochs, &event);
    };
    turnWheel();
    QCOMPARE(epochs->value(), 100);
    QTest::mouseClick(epochs, Qt::LeftButton);
    turnWheel();
    QCOMPARE(epochs->value(), 101);
}

void TestWindow::helpOpensAndCloses()
{
    const WindowDriver driver;
    for (QAction* action : driver.window().menuBar()->actions().constLast()->menu()->actions()) {
        if (action->isSeparator()) {
            continue;
        }
        action->trigger();
        auto* dialog = qobject_cast<QDialog*>(QApplication::activeModalWidget());
        QVERIFY2(dialog != nullptr, qPrintable(action->text()));
        QTest::keyClick(dialog, Qt::Key_Escape);
        QTRY_VERIFY(QApplication::activeModalWidget() == nullptr);
    }
}

int main(int argc, char* argv[])
{
    return runInIsolatedHome<TestWindow>(argc, argv);
}
#include "tst_window.moc"
