// SPDX-License-Identifier: GPL-3.0-or-later
//
// The window on screens of several sizes; CTest runs this on each of them.
#include "window_driver.h"

#include "ui/window/message_bar.h"

#include <QAbstractButton>
#include <QAbstractSlider>
#include <QAction>
#include <QComboBox>
#include <QDialog>
#include <QDockWidget>
#include <QLabel>
#include <QMenuBar>
#include <QScreen>
#include <QScrollArea>
#include <QScrollBar>
#include <QSettings>
#include <QStyleOptionSpinBox>
#include <QToolButton>

using namespace numeral;
using namespace numeral::ui;

namespace {

QString nameOf(const QWidget& widget)
{
    const auto* button = qobject_cast<const QAbstractButton*>(&widget);
    const auto* label = qobject_cast<const QLabel*>(&widget);
    return QStringLiteral("%1 %2 '%3'")
        .arg(QLatin1String(widget.metaObject()->className()), widget.objectName(),
            button != nullptr      ? button->text()
                : label != nullptr ? label->text()
                                   : QString());
}

constexpr std::array pictures{"numeral::ui::InkCanvas", "numeral::ui::AnswerView",
    "numeral::ui::ProbabilityBars", "numeral::ui::DigitPreview", "numeral::ui::LearningCurves"};

/// Whether there is something in the widget to read or to use.
bool isOfUse(const QWidget& widget)
{
    const auto* label = qobject_cast<const QLabel*>(&widget);
    return (label != nullptr && !label->text().isEmpty())
        || qobject_cast<const QAbstractButton*>(&widget) != nullptr
        || qobject_cast<const QAbstractSpinBox*>(&widget) != nullptr
        || qobject_cast<const QComboBox*>(&widget) != nullptr
        || std::any_of(pictures.begin(), pictures.end(),
            [&widget](const char* name) { return widget.inherits(name); })
        || (qobject_cast<const QAbstractSlider*>(&widget) != nullptr
            && qobject_cast<const QScrollBar*>(&widget) == nullptr);
}

/// The size at which nothing of the widget is cut off.
QSize neededSize(const QWidget& widget)
{
    if (const auto* label = qobject_cast<const QLabel*>(&widget)) {
        return label->wordWrap() ? QSize(0, label->heightForWidth(label->width()))
                                 : label->sizeHint();
    }
    if (const auto* button = qobject_cast<const QAbstractButton*>(&widget)) {
        if (button->inherits("QDockWidgetTitleButton")) {
            return {}; // paints its icon smaller
        }
        const auto* tool = qobject_cast<const QToolButton*>(&widget);
        const bool showsText = tool == nullptr || tool->icon().isNull()
            || tool->toolButtonStyle() != Qt::ToolButtonIconOnly;
        const bool showsIcon = !button->icon().isNull()
            && (tool == nullptr || tool->toolButtonStyle() != Qt::ToolButtonTextOnly);
        const QSize text = button->fontMetrics().size(Qt::TextShowMnemonic, button->text());
        return {(showsText ? text.width() : 0) + (showsIcon ? button->iconSize().width() : 0),
            showsText ? text.height() : button->iconSize().height()};
    }
    return {widget.minimumSizeHint().width(), widget.minimumSizeHint().height()};
}

/// Brings up the dock around the widget, which another tab may cover.
void bringUp(QWidget& widget)
{
    for (QWidget* around = &widget; around != nullptr; around = around->parentWidget()) {
        if (auto* dock = qobject_cast<QDockWidget*>(around);
            dock != nullptr && dock->visibleRegion().isEmpty()) {
            dock->raise();
            QCoreApplication::processEvents();
        }
    }
}

/// Scrolls the widget into view, as one can with the mouse.
void scrollTo(QWidget& widget)
{
    for (QWidget* around = widget.parentWidget(); around != nullptr;
         around = around->parentWidget()) {
        if (auto* area = qobject_cast<QScrollArea*>(around)) {
            const QRect place(widget.mapTo(area->widget(), QPoint()), widget.size());
            area->ensureVisible(
                place.center().x(), place.center().y(), place.width() / 2, place.height() / 2 + 1);
        }
    }
    QCoreApplication::processEvents();
}

/// How much of the widget its parents show.
QSize seenSize(const QWidget& widget)
{
    QRect seen = widget.rect();
    for (const QWidget* part = &widget; !part->isWindow(); part = part->parentWidget()) {
        seen = seen.translated(part->pos()).intersected(part->parentWidget()->rect());
    }
    return seen.size();
}

/// What is cut off in the window, or can't be reached.
QStringList faults(QWidget& window)
{
    QStringList faults;
    for (QWidget* widget : window.findChildren<QWidget*>()) {
        if (!isOfUse(*widget) || !widget->isVisibleTo(&window) || widget->window() != &window) {
            continue;
        }
        bringUp(*widget);
        const QSize needed = neededSize(*widget);
        if (widget->width() < needed.width() || widget->height() < needed.height()) {
            faults.append(QStringLiteral("%1 has %2×%3 of %4×%5")
                              .arg(nameOf(*widget))
                              .arg(widget->width())
                              .arg(widget->height())
                              .arg(needed.width())
                              .arg(needed.height()));
        }
        scrollTo(*widget);
        const QSize seen = seenSize(*widget);
        constexpr int enough = 60; // pixels of what is higher than the place it is shown in
        if (seen.width() < widget->width() || seen.height() < std::min(enough, widget->height())) {
            faults.append(QStringLiteral("%1: of %2×%3 only %4×%5 can be seen")
                              .arg(nameOf(*widget))
                              .arg(widget->width())
                              .arg(widget->height())
                              .arg(seen.width())
                              .arg(seen.height()));
        }
    }
    return faults;
}

QString text(const QSize& size)
{
    return QStringLiteral("%1×%2").arg(size.width()).arg(size.height());
}

} // namespace

class TestSizes : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QSettings().clear(); }
    void theWindowOpensInsideTheScreen();
    void everythingCanBeReached_data();
    void everythingCanBeReached();
    void theAnswerIsInViewWhileDrawing();
    void dialogsFitTheScreen();
    void docksGrowBack();
    void draggedDocksGrowBack();
    void draggedSizesAreRemembered();
    void aPanelThatNeedsMoreRoomGetsIt();

private:
    static QSize screen() { return QGuiApplication::primaryScreen()->availableSize(); }
    static void show(const WindowDriver& driver, const char* dock)
    {
        driver.find<QDockWidget>(dock)->toggleViewAction()->trigger();
        QCoreApplication::processEvents();
    }
    static void resize(const WindowDriver& driver, const QSize& size)
    {
        driver.window().showNormal();
        driver.window().resize(size);
        QCoreApplication::processEvents();
        QCOMPARE(driver.window().size(), size);
    }
    static void makeSmallest(const WindowDriver& driver)
    {
        driver.window().showNormal();
        QSize before;
        do { // scroll bars take some width when they come
            before = driver.window().size();
            driver.window().resize(1, 1);
            QCoreApplication::processEvents();
        } while (driver.window().size() != before);
    }
    /// Drags the edge of a dock at the window's side.
    static void dragEdge(const WindowDriver& driver, const QPoint& edge, const QPoint& by)
    {
        QTest::mousePress(&driver.window(), Qt::LeftButton, {}, edge);
        QMouseEvent move(QEvent::MouseMove, edge + by, driver.window().mapToGlobal(edge + by),
            Qt::LeftButton, Qt::LeftButton, {});
        QCoreApplication::sendEvent(&driver.window(), &move);
        QCoreApplication::processEvents();
        QTest::mouseRelease(&driver.window(), Qt::LeftButton, {}, edge + by);
        QCoreApplication::processEvents();
    }
    static QSize sizeOf(const WindowDriver& driver, const char* dock)
    {
        return driver.find<QDockWidget>(dock)->size();
    }
};

void TestSizes::theWindowOpensInsideTheScreen()
{
    const WindowDriver driver;
    const QSize size = driver.window().frameGeometry().size();
    QVERIFY2(size.width() <= screen().width() && size.height() <= screen().height(),
        qPrintable(text(size)));
    driver.window().showNormal();
    QCoreApplication::processEvents();
    constexpr int titleBar = 30; // of a window manager, which there isn't here
    QVERIFY2(driver.window().width() <= screen().width()
            && driver.window().height() + titleBar <= screen().height(),
        qPrintable(text(driver.window().size())));
}

void TestSizes::everythingCanBeReached_data()
{
    QTest::addColumn<QStringList>("shown");
    QTest::addColumn<bool>("isSmallest");
    QTest::newRow("first screen") << QStringList() << false;
    QTest::newRow("first screen, smallest") << QStringList() << true;
    const QStringList sections{QStringLiteral("learningSection"),
        QStringLiteral("regularisationSection"), QStringLiteral("deformationSection")};
    QTest::newRow("settings") << sections << false;
    QTest::newRow("settings, smallest") << sections << true;
    QTest::newRow("digits") << QStringList{QStringLiteral("digits")} << false;
    const QStringList all{QStringLiteral("network"), QStringLiteral("digits"),
        QStringLiteral("message"), QStringLiteral("answer"), QStringLiteral("run")};
    QTest::newRow("all") << all << false;
    QTest::newRow("all, smallest") << all << true;
}

void TestSizes::everythingCanBeReached()
{
    QFETCH(const QStringList, shown);
    QFETCH(const bool, isSmallest);
    const WindowDriver driver;
    for (const QString& what : shown) {
        if (what.endsWith(QLatin1String("Section"))) {
            auto* section = driver.find<QToolButton>(what.toLatin1());
            section->click();
        } else if (what == QLatin1String("message")) {
            driver.window().findChild<MessageBar*>()->showError({ErrorCode::EngineFailed,
                "The engine cannot compute a step of training with these settings on this "
                "computer; "
                "choose another one under Optimisation."});
        } else if (what == QLatin1String("answer")) {
            driver.drawOne();
        } else if (what == QLatin1String("run")) {
            driver.trainShortly();
        } else {
            show(driver, what.toLatin1());
        }
    }
    if (isSmallest) {
        makeSmallest(driver);
        const QSize least = driver.window().size();
        QVERIFY2(least.width() <= 800 && least.height() <= 440, qPrintable(text(least)));
    } else {
        resize(driver, screen());
    }
    const QStringList found = faults(driver.window());
    QVERIFY2(found.isEmpty(), qPrintable(found.join(QLatin1Char('\n'))));
}

/// One sees at once what one's drawing is read as.
void TestSizes::theAnswerIsInViewWhileDrawing()
{
    const WindowDriver driver;
    driver.drawOne();
    QCOMPARE(driver.answer(), 1);
    for (const char* type :
        {"numeral::ui::InkCanvas", "numeral::ui::AnswerView", "numeral::ui::ProbabilityBars"}) {
        for (const QWidget* widget : driver.window().findChildren<QWidget*>()) {
            if (widget->inherits(type)) {
                QCOMPARE(widget->visibleRegion().boundingRect(), widget->rect());
            }
        }
    }
}

void TestSizes::dialogsFitTheScreen()
{
    const WindowDriver driver;
    for (QAction* action : driver.window().menuBar()->actions().constLast()->menu()->actions()) {
        if (action->isSeparator()) {
            continue;
        }
        action->trigger();
        QCoreApplication::processEvents();
        auto* dialog = qobject_cast<QDialog*>(QApplication::activeModalWidget());
        QVERIFY(dialog != nullptr);
        const QSize size = dialog->frameGeometry().size();
        QVERIFY2(size.width() <= screen().width() && size.height() <= screen().height(),
            qPrintable(action->text() + text(size)));
        const QStringList found = faults(*dialog);
        QVERIFY2(found.isEmpty(), qPrintable(found.join(QLatin1Char('\n'))));
        QTest::keyClick(dialog, Qt::Key_Escape);
        QTRY_VERIFY(QApplication::activeModalWidget() == nullptr);
    }
}

void TestSizes::docksGrowBack()
{
    if (screen().width() < 1440) {
        QSKIP("There is no room to grow.");
    }
    const WindowDriver driver;
    show(driver, "digits");
    resize(driver, {1440, 900});
    const QStringList docks{QStringLiteral("data"), QStringLiteral("training"),
        QStringLiteral("drawing"), QStringLiteral("digits")};
    QList<QSize> before;
    for (const QString& dock : docks) {
        before.append(sizeOf(driver, dock.toLatin1()));
    }
    makeSmallest(driver);
    QVERIFY(sizeOf(driver, "drawing").width() < before.at(2).width());
    QVERIFY(sizeOf(driver, "digits").height() < before.at(3).height());
    resize(driver, {1440, 900});
    for (qsizetype i = 0; i < docks.size(); ++i) {
        QCOMPARE(sizeOf(driver, docks.at(i).toLatin1()), before.at(i));
    }
}

void TestSizes::draggedDocksGrowBack()
{
    if (screen().width() < 1440) {
        QSKIP("There is no room to grow.");
    }
    const WindowDriver driver;
    resize(driver, {1440, 900});
    const QRect drawing = driver.find<QDockWidget>("drawing")->geometry();
    dragEdge(driver, {drawing.left() - 2, drawing.center().y()}, {-100, 0});
    QCOMPARE(sizeOf(driver, "drawing").width(), drawing.width() + 100);
    const QRect data = driver.find<QDockWidget>("data")->geometry();
    dragEdge(driver, {data.center().x(), data.bottom() + 3}, {0, 60});
    QCOMPARE(sizeOf(driver, "data").height(), data.height() + 60);

    makeSmallest(driver);
    QVERIFY(sizeOf(driver, "drawing").width() < drawing.width());
    QVERIFY(sizeOf(driver, "data").height() < data.height() + 60);
    resize(driver, {1440, 900});
    QCOMPARE(sizeOf(driver, "drawing").width(), drawing.width() + 100);
    QCOMPARE(sizeOf(driver, "data").height(), data.height() + 60);

    driver.action("resetLayout")->trigger();
    QTRY_COMPARE(sizeOf(driver, "drawing").width(), drawing.width());
    QTRY_COMPARE(sizeOf(driver, "data").height(), data.height());
}

void TestSizes::draggedSizesAreRemembered()
{
    if (screen().width() < 1440) {
        QSKIP("There is no room to grow.");
    }
    int width = 0;
    {
        const WindowDriver driver;
        resize(driver, {1440, 900});
        const QRect drawing = driver.find<QDockWidget>("drawing")->geometry();
        dragEdge(driver, {drawing.left() - 2, drawing.center().y()}, {-100, 0});
        width = sizeOf(driver, "drawing").width();
        QCOMPARE(width, drawing.width() + 100);
        makeSmallest(driver);
        driver.window().close();
    }
    const WindowDriver driver;
    resize(driver, {1440, 900});
    QCOMPARE(sizeOf(driver, "drawing").width(), width);
}

void TestSizes::aPanelThatNeedsMoreRoomGetsIt()
{
    if (screen().width() < 1440) {
        QSKIP("There is no room to grow.");
    }
    const WindowDriver driver;
    resize(driver, {1440, 900});
    const int before = sizeOf(driver, "data").height();
    auto* summary = driver.find<QLabel>("datasetSummary");
    summary->setMinimumHeight(summary->minimumHeight() + 80);
    QTRY_COMPARE(sizeOf(driver, "data").height(), before + 80);
}

int main(int argc, char* argv[])
{
    return runInIsolatedHome<TestSizes>(argc, argv);
}
#include "tst_sizes.moc"
