// SPDX-License-Identifier: GPL-3.0-or-later

// The window without a mouse, and as a screen reader sees it.

#include "window_driver.h"

#include "ui/charts/learning_curves.h"
#include "ui/data/sample_strip.h"
#include "ui/ink/answer_view.h"
#include "ui/ink/digit_preview.h"
#include "ui/ink/ink_canvas.h"
#include "ui/ink/probability_bars.h"
#include "ui/window/message_bar.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QAction>
#include <QApplication>
#include <QDockWidget>
#include <QLabel>
#include <QMenuBar>
#include <QScopeGuard>
#include <QSpinBox>
#include <QStatusBar>
#include <QTabBar>
#include <QTest>
#include <QToolButton>

using namespace numeral;
using namespace numeral::ui;

namespace {

QAccessibleInterface& interfaceOf(QWidget& widget)
{
    return *QAccessible::queryAccessibleInterface(&widget);
}

/// The widgets to which the Tab key leads, from the list of data sets on.
std::vector<QWidget*> tabStops(const WindowDriver& driver)
{
    driver.find<QWidget>("datasets")->setFocus();
    std::vector<QWidget*> stops;
    for (QWidget* stop = QApplication::focusWidget();
         stop != nullptr && std::find(stops.begin(), stops.end(), stop) == stops.end();
         stop = QApplication::focusWidget()) {
        stops.push_back(stop);
        QTest::keyClick(stop, Qt::Key_Tab);
    }
    return stops;
}

/// The dock that a widget is in, "tabs" for those of docks, "curves" for what is in the middle.
QString panelOf(const QWidget& widget)
{
    for (const QWidget* around = &widget; around != nullptr; around = around->parentWidget()) {
        if (qobject_cast<const QTabBar*>(around) != nullptr) {
            return QStringLiteral("tabs");
        }
        if (const auto* dock = qobject_cast<const QDockWidget*>(around)) {
            return dock->objectName();
        }
    }
    return QStringLiteral("curves");
}

/// Whether the eye comes to `second` after `first`: in the same row or below.
bool isInReadingOrder(const QWidget& first, const QWidget& second)
{
    const QRect a(first.mapTo(first.window(), QPoint()), first.size());
    const QRect b(second.mapTo(second.window(), QPoint()), second.size());
    const bool isSameRow = a.top() < b.center().y() && b.top() < a.center().y();
    return isSameRow ? a.left() < b.left() : a.top() < b.top();
}

QString described(const QWidget& widget)
{
    return QStringLiteral("%1 “%2” in %3")
        .arg(QString::fromLatin1(widget.metaObject()->className()), widget.objectName(),
            panelOf(widget));
}

/// What screen readers were told last.
QString announced(const WindowDriver& driver)
{
    auto* notification = driver.find<QWidget>("announcement");
    if (notification == nullptr || !notification->isVisible()
        || interfaceOf(*notification).role() != QAccessible::Notification) {
        return {};
    }
    return interfaceOf(*notification).text(QAccessible::Name);
}

bool isRunning(const WindowDriver& driver)
{
    return driver.action("stop")->isEnabled();
}

} // namespace

class WindowKeyboardTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tabFollowsTheEyeAndFindsNames_data();
    void tabFollowsTheEyeAndFindsNames();
    void trainingKeepsTheFocus_data();
    void trainingKeepsTheFocus();
    void trainingLeavesTheFocusThatTheUserMoved();
    void aLessonKeepsTheFocus();
    void everyControlHasAKey();
    void keysChooseWhoReads();
    void keysCorrectTheAnswer();
    void rolesAreRight();
    void theEndOfARunIsAnnounced();
    void rightToLeftIsMirrored();
};

void WindowKeyboardTest::tabFollowsTheEyeAndFindsNames_data()
{
    QTest::addColumn<bool>("isTrained");
    QTest::addColumn<QStringList>("docks");
    QTest::newRow("first screen") << false << QStringList();
    QTest::newRow("after a run") << true << QStringList();
    QTest::newRow("with one panel below") << true << QStringList{QStringLiteral("network")};
    QTest::newRow("with both panels below")
        << true << QStringList{QStringLiteral("digits"), QStringLiteral("network")};
}

void WindowKeyboardTest::tabFollowsTheEyeAndFindsNames()
{
    QFETCH(bool, isTrained);
    QFETCH(QStringList, docks);
    const WindowDriver driver;
    if (isTrained) {
        driver.drawOne();
        driver.trainShortly();
    }
    for (const QString& dock : docks) {
        driver.window().findChild<QDockWidget*>(dock)->toggleViewAction()->trigger();
    }
    QCoreApplication::processEvents(); // the window lays them out

    const std::vector<QWidget*> stops = tabStops(driver);
    QStringList panels;
    for (std::size_t i = 0; i < stops.size(); ++i) {
        QWidget& stop = *stops[i];
        QVERIFY2(driver.window().rect().contains(stop.mapTo(&driver.window(), QPoint())),
            qPrintable(described(stop)));
        const QAccessibleInterface& read = interfaceOf(stop);
        QVERIFY2(!read.text(QAccessible::Name).isEmpty(), qPrintable(described(stop)));
        QVERIFY2(read.role() != QAccessible::NoRole && read.role() != QAccessible::Client,
            qPrintable(described(stop)));
        const QString panel = panelOf(stop);
        if (!panels.isEmpty() && panel == panels.back()) {
            QVERIFY2(isInReadingOrder(*stops[i - 1], stop),
                qPrintable(described(*stops[i - 1]) + QStringLiteral(", then ") + described(stop)));
        } else {
            QVERIFY2(!panels.contains(panel), qPrintable(described(stop)));
            panels.append(panel);
        }
    }
    QVERIFY(panels.join(QLatin1Char(' '))
                .startsWith(isTrained ? QStringLiteral("data training curves drawing")
                                      : QStringLiteral("data training drawing")));
}

void WindowKeyboardTest::trainingKeepsTheFocus_data()
{
    QTest::addColumn<QString>("from");
    QTest::addColumn<bool>("isInactive");
    QTest::addColumn<QString>("back");
    const auto row = [](const char* from, bool isInactive, const char* back) {
        QTest::addRow("%s%s", from, isInactive ? ", another window is active" : "")
            << QString::fromLatin1(from) << isInactive << QString::fromLatin1(back);
    };
    for (const bool isInactive : {false, true}) {
        row("trainButton", isInactive, "trainButton");
        row("batchSize", isInactive, "batchSize");
        row("datasets", isInactive, "datasets");
    }
}

void WindowKeyboardTest::trainingKeepsTheFocus()
{
    QFETCH(const QString, from);
    QFETCH(const bool, isInactive);
    QFETCH(const QString, back);
    const WindowDriver driver;
    const auto focus = [&driver] { return driver.window().focusWidget(); };
    const auto name = [focus] {
        return focus() == nullptr ? QString() : interfaceOf(*focus()).text(QAccessible::Name);
    };
    driver.set("patience", 0); // else the run may be over before it is looked at
    driver.set("epochs", 10'000);
    auto* start = driver.window().findChild<QWidget*>(from);
    start->setFocus();
    QTest::keyClick(start, Qt::Key_R, Qt::ControlModifier);
    QTRY_VERIFY(isRunning(driver));
    QTRY_COMPARE(name(), QStringLiteral("Stop"));
    QWidget other;
    if (isInactive) {
        other.show();
        other.activateWindow();
        QTRY_VERIFY(!driver.window().isActiveWindow());
        driver.action("stop")->trigger();
    } else {
        QTest::keyClick(focus(), Qt::Key_Space);
    }
    QTRY_COMPARE_WITH_TIMEOUT(focus(), driver.window().findChild<QWidget*>(back), 30'000);
    QVERIFY(!isRunning(driver));
}

void WindowKeyboardTest::trainingLeavesTheFocusThatTheUserMoved()
{
    const WindowDriver driver;
    driver.set("patience", 0); // else the run may be over before it is looked at
    driver.set("epochs", 10'000);
    auto* train = driver.find<QWidget>("trainButton");
    train->setFocus();
    QTest::keyClick(train, Qt::Key_Space);
    QTRY_VERIFY(driver.epoch() > 0);
    auto* canvas = driver.window().findChild<InkCanvas*>();
    canvas->setFocus();
    driver.action("stop")->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(!isRunning(driver) && train->isEnabled(), 30'000);
    QCoreApplication::processEvents(); // what follows the end of the run
    QCOMPARE(QApplication::focusWidget(), canvas);
}

void WindowKeyboardTest::aLessonKeepsTheFocus()
{
    const WindowDriver driver;
    driver.drawOne();
    QTRY_COMPARE(driver.answer(), 1);
    QTest::keyClick(&driver.window(), Qt::Key_1, Qt::AltModifier);
    auto* learn = driver.find<QWidget>("learnButton");
    QTRY_VERIFY(learn->isVisible() && learn->isEnabled());
    learn->setFocus();
    QTest::keyClick(learn, Qt::Key_Space);
    auto* cancel = driver.find<QWidget>("cancelLesson");
    QTRY_VERIFY(cancel->hasFocus());
    QTRY_VERIFY_WITH_TIMEOUT(learn->hasFocus(), 120'000);
    QTRY_VERIFY2(
        announced(driver).startsWith(QStringLiteral("My drawings: 1 of 1 correct before, 1")),
        qPrintable(announced(driver)));
}

/// With Alt and an underlined letter, or a shortcut of its own; no letter twice.
void WindowKeyboardTest::everyControlHasAKey()
{
    const WindowDriver driver;
    driver.drawOne();
    QStringList keys;
    for (const QAction* menu : driver.window().menuBar()->actions()) {
        keys.append(QKeySequence::mnemonic(menu->text()).toString());
    }
    for (const QLabel* label : driver.window().findChildren<QLabel*>()) {
        if (label->isVisible() && label->buddy() != nullptr) {
            QVERIFY2(!QKeySequence::mnemonic(label->text()).isEmpty(), qPrintable(label->text()));
            keys.append(QKeySequence::mnemonic(label->text()).toString());
        }
    }
    for (const auto* button : driver.window().findChildren<QAbstractButton*>()) {
        const auto* tool = qobject_cast<const QToolButton*>(button);
        const bool isIcon = tool != nullptr && tool->toolButtonStyle() == Qt::ToolButtonIconOnly
            && !tool->icon().isNull();
        if (button->isVisible() && !isIcon && !button->text().isEmpty()) {
            const QAction* action = tool == nullptr ? nullptr : tool->defaultAction();
            const QKeySequence key = button->shortcut().isEmpty() && action != nullptr
                ? action->shortcut()
                : button->shortcut();
            QVERIFY2(!key.isEmpty(), qPrintable(button->text()));
            keys.append(key.toString());
        }
    }
    QVERIFY(keys.size() > 20);
    keys.sort();
    QVERIFY2(keys.removeDuplicates() == 0, qPrintable(keys.join(QLatin1Char(' '))));
    QVERIFY(!keys.contains(QString()));

    QTest::keyClick(&driver.window(), Qt::Key_D, Qt::AltModifier);
    QVERIFY(driver.find<QSpinBox>("seed")->hasFocus());
    QTest::keyClick(&driver.window(), Qt::Key_Y, Qt::AltModifier);
    QVERIFY(driver.find<QSpinBox>("hiddenLayerCount")->hasFocus());
}

void WindowKeyboardTest::keysChooseWhoReads()
{
    const WindowDriver driver;
    driver.trainShortly();
    auto* builtIn = driver.find<QToolButton>("readBuiltIn");
    auto* own = driver.find<QToolButton>("readOwn");
    QTRY_VERIFY(own->isChecked());
    QTest::keyClick(&driver.window(), Qt::Key_1, Qt::ControlModifier);
    QTRY_VERIFY(builtIn->isChecked());
    QTest::keyClick(&driver.window(), Qt::Key_2, Qt::ControlModifier);
    QTRY_VERIFY(own->isChecked());
    QTest::keyClick(&driver.window(), Qt::Key_3, Qt::ControlModifier);
    QTRY_VERIFY(driver.find<QAbstractButton>("readBoth")->isChecked());
}

void WindowKeyboardTest::keysCorrectTheAnswer()
{
    const WindowDriver driver;
    driver.drawOne();
    QTRY_COMPARE(driver.answer(), 1);
    QVERIFY(
        driver.find<QToolButton>("itIs7")->toolTip().endsWith(QStringLiteral("as “7” (Alt+7)")));
    QTest::keyClick(&driver.window(), Qt::Key_7, Qt::AltModifier);
    QTRY_VERIFY(driver.find<QToolButton>("itIs7")->isChecked());
    QCOMPARE(driver.window().statusBar()->currentMessage(),
        QStringLiteral("Added to My drawings as “7”."));
}

void WindowKeyboardTest::rolesAreRight()
{
    const WindowDriver driver;
    driver.drawOne();
    QTRY_COMPARE(driver.answer(), 1);
    const auto role = [&driver](auto* widget) {
        return interfaceOf(*driver.window().findChild<std::remove_pointer_t<decltype(widget)>*>())
            .role();
    };
    QCOMPARE(role(static_cast<InkCanvas*>(nullptr)), QAccessible::Canvas);
    QCOMPARE(role(static_cast<AnswerView*>(nullptr)), QAccessible::StaticText);
    QCOMPARE(role(static_cast<ProbabilityBars*>(nullptr)), QAccessible::Chart);
    QCOMPARE(role(static_cast<LearningCurves*>(nullptr)), QAccessible::Chart);
    QCOMPARE(role(static_cast<DigitPreview*>(nullptr)), QAccessible::Graphic);
    QCOMPARE(role(static_cast<SampleStrip*>(nullptr)), QAccessible::Graphic);
    const QAccessibleInterface& answer = interfaceOf(*driver.window().findChild<AnswerView*>());
    QCOMPARE(answer.text(QAccessible::Name), QStringLiteral("Answer"));
    QVERIFY(answer.text(QAccessible::Value).startsWith(QStringLiteral("1, ")));
    QCOMPARE(
        interfaceOf(*driver.find<QWidget>("seed")).text(QAccessible::Name), QStringLiteral("Seed"));
}

void WindowKeyboardTest::theEndOfARunIsAnnounced()
{
    const WindowDriver driver;
    QCOMPARE(announced(driver), QString());
    driver.trainShortly();
    QVERIFY(driver.headline().contains(QStringLiteral("correct")));
    QTRY_VERIFY(announced(driver).startsWith(driver.headline() + QStringLiteral(". Best epoch 1")));
    driver.window().findChild<MessageBar*>()->showError({ErrorCode::EngineFailed, "It fails."});
    QTRY_VERIFY(announced(driver).contains(QStringLiteral("It fails.")));
}

void WindowKeyboardTest::rightToLeftIsMirrored()
{
    const auto restore = qScopeGuard([] { QApplication::setLayoutDirection(Qt::LeftToRight); });
    QApplication::setLayoutDirection(Qt::RightToLeft);
    const WindowDriver driver;
    driver.drawOne();
    QTRY_COMPARE(driver.answer(), 1);
    const auto middle = [&driver](const QWidget* widget) {
        return widget->mapTo(&driver.window(), widget->rect().center()).x();
    };
    auto* canvas = driver.window().findChild<InkCanvas*>();
    auto* curves = driver.window().findChild<LearningCurves*>();
    QVERIFY(middle(driver.find<QWidget>("batchSize")) > middle(curves));
    QVERIFY(middle(canvas) < middle(curves));
    QVERIFY(middle(driver.find<QWidget>("randomiseSeed")) < middle(driver.find<QWidget>("seed")));
    QVERIFY(middle(driver.window().findChild<ProbabilityBars*>())
        < middle(driver.window().findChild<AnswerView*>()));
}

int main(int argc, char* argv[])
{
    return runInIsolatedHome<WindowKeyboardTest>(argc, argv);
}

#include "tst_keyboard.moc"
