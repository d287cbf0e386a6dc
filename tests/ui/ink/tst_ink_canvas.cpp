// SPDX-License-Identifier: GPL-3.0-or-later
#include "draw_line.h"
#include "network_input.h"

#include "ui/ink/ink_canvas.h"

#include <QApplication>
#include <QPointingDevice>
#include <QSignalSpy>
#include <QTabletEvent>
#include <QTest>

#include <cmath>

namespace numeral::ui {

namespace {

/// Moves the mouse onto the canvas, or off it.
void point(InkCanvas& canvas, bool isOver)
{
    canvas.setAttribute(Qt::WA_UnderMouse, isOver);
    QEnterEvent enter({200, 100}, {200, 100}, {200, 100});
    QEvent leave(QEvent::Leave);
    QCoreApplication::sendEvent(&canvas, isOver ? static_cast<QEvent*>(&enter) : &leave);
}

/// Swallows a widget's mouse releases, as a popup window may.
class MouseReleaseFilter : public QObject {
public:
    bool eventFilter(QObject* /*watched*/, QEvent* event) override
    {
        return event->type() == QEvent::MouseButtonRelease;
    }
};

void releaseUnseen(InkCanvas& canvas)
{
    MouseReleaseFilter filter;
    canvas.installEventFilter(&filter);
    QTest::mouseRelease(&canvas, Qt::LeftButton, {}, {200, 300});
}

/// Counts the pixels in the regions of paint events.
class PaintArea : public QObject {
public:
    int pixels = 0;

    bool eventFilter(QObject* /*watched*/, QEvent* event) override
    {
        if (event->type() == QEvent::Paint) {
            for (const QRect& rect : static_cast<QPaintEvent*>(event)->region()) {
                pixels += rect.width() * rect.height();
            }
        }
        return false;
    }
};

} // namespace

class TestInkCanvas : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void drawsWithTheMouse();
    void undoRedoClear();
    void resizingKeepsTheInk();
    void drawingOutsideStaysOnTheSheet();
    void otherButtonsDoNotDraw();
    void interruptedStrokesAreKept_data();
    void interruptedStrokesAreKept();
    void changesAmidAStroke();
    void fastStrokesKeepAllPoints();
    void hiddenSheetsLetMovesGo();
    void pointsThatComeTogetherAreToldOnce();
    void drawsWithAPen();
    void penWidthIsOnlyLooks();
    void copiesBlackOnWhite();
    void showsInkAndHint();
    void repaintsOnlyWhatChanged();

private:
    std::unique_ptr<InkCanvas> m_canvas;
};

void TestInkCanvas::init()
{
    m_canvas = std::make_unique<InkCanvas>();
    m_canvas->resize(400, 400);
    m_canvas->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_canvas.get()));
}

void TestInkCanvas::cleanup()
{
    m_canvas.reset();
}

void TestInkCanvas::drawsWithTheMouse()
{
    QSignalSpy changes(m_canvas.get(), &InkCanvas::contentChanged);
    QVERIFY(m_canvas->isEmpty());
    QVERIFY(!networkInput(*m_canvas).has_value());

    QTest::mousePress(m_canvas.get(), Qt::LeftButton, {}, {200, 100});
    QTest::mouseMove(m_canvas.get(), {200, 200});
    changes.clear();
    QTRY_VERIFY(changes.count() > 0); // while the button is still down
    QVERIFY(networkInput(*m_canvas).has_value());
    QTest::mouseMove(m_canvas.get(), {200, 300});
    QTest::mouseRelease(m_canvas.get(), Qt::LeftButton, {}, {200, 300});

    const Ink ink = m_canvas->ink();
    QCOMPARE(ink.size(), std::size_t{1});
    QCOMPARE(ink.front().size(), std::size_t{3});
    const Point last = ink.front().back();
    QVERIFY(std::abs(last.x - 0.5) < 0.01);
    QVERIFY(std::abs(last.y - 0.75) < 0.01);

    drawLine(*m_canvas, {100, 100}, {150, 150});
    QCOMPARE(m_canvas->ink().size(), std::size_t{2});
    QCOMPARE(m_canvas->ink().front(), ink.front());
}

void TestInkCanvas::undoRedoClear()
{
    QUndoStack* stack = m_canvas->undoStack();
    drawLine(*m_canvas, {100, 100}, {300, 100});
    const Ink one = m_canvas->ink();
    drawLine(*m_canvas, {300, 100}, {200, 350});
    const Ink two = m_canvas->ink();
    m_canvas->clear();
    QVERIFY(m_canvas->isEmpty());
    QVERIFY(!networkInput(*m_canvas).has_value());
    m_canvas->clear(); // nothing more to clear, nothing to undo
    QCOMPARE(stack->count(), 3);

    stack->undo();
    QCOMPARE(m_canvas->ink(), two);
    stack->undo();
    QCOMPARE(m_canvas->ink(), one);
    stack->undo();
    QVERIFY(m_canvas->isEmpty());
    QVERIFY(!stack->canUndo());
    stack->redo();
    QCOMPARE(m_canvas->ink(), one);
    stack->redo();
    stack->redo();
    QVERIFY(m_canvas->isEmpty());
}

void TestInkCanvas::resizingKeepsTheInk()
{
    drawLine(*m_canvas, {100, 100}, {300, 100});
    const Ink ink = m_canvas->ink();
    const std::optional<GreyImage> input = networkInput(*m_canvas);
    m_canvas->resize(900, 250);
    QCOMPARE(m_canvas->ink(), ink);
    QCOMPARE(networkInput(*m_canvas), input);

    // Ink keeps its place on the sheet, whatever the widget's size.
    const QImage shown = m_canvas->grab().toImage();
    const QColor text = m_canvas->palette().color(QPalette::Text);
    QCOMPARE(shown.pixelColor(450, 62), text);
    QVERIFY(shown.pixelColor(450, 125) != text);
}

void TestInkCanvas::drawingOutsideStaysOnTheSheet()
{
    m_canvas->resize(600, 300);
    drawLine(*m_canvas, {50, 150}, {300, 150}); // begins beside the sheet
    QVERIFY(m_canvas->isEmpty());

    drawLine(*m_canvas, {300, 150}, {590, -40});
    QVERIFY(!m_canvas->isEmpty());
    const Ink ink = m_canvas->ink();
    for (const Point& point : ink.front()) {
        QVERIFY(QRectF(0, 0, 1, 1).contains(QPointF(point.x, point.y)));
    }
}

void TestInkCanvas::otherButtonsDoNotDraw()
{
    QTest::mousePress(m_canvas.get(), Qt::RightButton, {}, {100, 100});
    QTest::mouseMove(m_canvas.get(), {200, 200});
    QTest::mouseRelease(m_canvas.get(), Qt::RightButton, {}, {200, 200});
    QVERIFY(m_canvas->isEmpty());
}

void TestInkCanvas::interruptedStrokesAreKept_data()
{
    QTest::addColumn<QString>("interruption");
    for (const char* name : {"focus", "hidden", "disabled", "left", "release unseen", "pressed"}) {
        QTest::newRow(name) << QString::fromLatin1(name);
    }
}

void TestInkCanvas::interruptedStrokesAreKept()
{
    QFETCH(const QString, interruption);
    QTest::mousePress(m_canvas.get(), Qt::LeftButton, {}, {100, 100});
    QTest::mouseMove(m_canvas.get(), {200, 200});
    QTest::mouseMove(m_canvas.get(), {200, 300});
    const Ink drawn = m_canvas->ink();

    if (interruption == u"focus") {
        QFocusEvent event(QEvent::FocusOut);
        QApplication::sendEvent(m_canvas.get(), &event);
    } else if (interruption == u"hidden") {
        m_canvas->hide();
    } else if (interruption == u"disabled") {
        m_canvas->setEnabled(false);
    } else if (interruption == u"left") {
        releaseUnseen(*m_canvas);
        QEvent event(QEvent::Leave);
        QApplication::sendEvent(m_canvas.get(), &event);
    } else if (interruption == u"release unseen") {
        releaseUnseen(*m_canvas);
        QTest::mouseMove(m_canvas.get(), {50, 50});
    } else {
        QTest::mousePress(m_canvas.get(), Qt::LeftButton, {}, {350, 350});
        QTest::mouseRelease(m_canvas.get(), Qt::LeftButton, {}, {350, 350});
        m_canvas->undoStack()->undo();
    }
    QCOMPARE(m_canvas->ink(), drawn);
    QCOMPARE(m_canvas->undoStack()->count() > 0, true);
    m_canvas->undoStack()->undo();
    QVERIFY(m_canvas->isEmpty());
    m_canvas->undoStack()->redo();
    QCOMPARE(m_canvas->ink(), drawn);
}

void TestInkCanvas::changesAmidAStroke()
{
    QTest::mousePress(m_canvas.get(), Qt::LeftButton, {}, {100, 100});
    QTest::mouseMove(m_canvas.get(), {200, 200});
    const Ink drawn = m_canvas->ink();
    m_canvas->clear();
    QVERIFY(m_canvas->isEmpty());
    QTest::mouseRelease(m_canvas.get(), Qt::LeftButton, {}, {200, 200});
    QVERIFY(m_canvas->isEmpty());
    m_canvas->undoStack()->undo();
    QCOMPARE(m_canvas->ink(), drawn);
}

/// On X11, moves are dropped while the window is busy unless this is off when they are fetched:
/// from before the stroke begins to its end, and at no other time.
void TestInkCanvas::fastStrokesKeepAllPoints()
{
    constexpr auto dropping = Qt::AA_CompressHighFrequencyEvents;
    point(*m_canvas, false);
    QCoreApplication::setAttribute(dropping, true);
    point(*m_canvas, true);
    QVERIFY(!QCoreApplication::testAttribute(dropping));
    drawLine(*m_canvas, {200, 100}, {200, 300});
    QVERIFY(!QCoreApplication::testAttribute(dropping)); // for the next stroke
    point(*m_canvas, false);
    QVERIFY(QCoreApplication::testAttribute(dropping));

    // A finger is nowhere before it touches the sheet.
    QTest::mousePress(m_canvas.get(), Qt::LeftButton, {}, {200, 100});
    QVERIFY(!QCoreApplication::testAttribute(dropping));
    QTest::mouseRelease(m_canvas.get(), Qt::LeftButton, {}, {200, 100});
    QVERIFY(QCoreApplication::testAttribute(dropping));
    QCoreApplication::setAttribute(dropping, false);
}

void TestInkCanvas::hiddenSheetsLetMovesGo()
{
    constexpr auto dropping = Qt::AA_CompressHighFrequencyEvents;
    point(*m_canvas, false);
    QCoreApplication::setAttribute(dropping, true);
    QTest::mousePress(m_canvas.get(), Qt::LeftButton, {}, {200, 100});
    m_canvas->hide();
    QVERIFY(QCoreApplication::testAttribute(dropping));
    m_canvas->show();
    QTest::mousePress(m_canvas.get(), Qt::LeftButton, {}, {200, 100});
    QVERIFY(!QCoreApplication::testAttribute(dropping));
    m_canvas.reset();
    QVERIFY(QCoreApplication::testAttribute(dropping));
    QCoreApplication::setAttribute(dropping, false);
}

/// So that reading them doesn't hold up those that follow.
void TestInkCanvas::pointsThatComeTogetherAreToldOnce()
{
    QSignalSpy changes(m_canvas.get(), &InkCanvas::contentChanged);
    QTest::mousePress(m_canvas.get(), Qt::LeftButton, {}, {200, 100});
    QTRY_VERIFY(changes.count() > 0);
    changes.clear();
    constexpr int points = 100;
    for (int i = 0; i < points; ++i) {
        const QPointF place(200, 100 + 2 * i);
        QMouseEvent move(QEvent::MouseMove, place, m_canvas->mapToGlobal(place), Qt::NoButton,
            Qt::LeftButton, {});
        QCoreApplication::sendEvent(m_canvas.get(), &move);
    }
    QTRY_COMPARE(changes.count(), 1);
    QCOMPARE(m_canvas->ink().front().size(), std::size_t{1 + points});
    QTest::mouseRelease(m_canvas.get(), Qt::LeftButton, {}, {200, 298});
    QCOMPARE(changes.count(), 2);
    QCoreApplication::processEvents();
    QCOMPARE(changes.count(), 2);
}

void TestInkCanvas::drawsWithAPen()
{
    const QPointingDevice pen(QStringLiteral("pen"), 7, QInputDevice::DeviceType::Stylus,
        QPointingDevice::PointerType::Pen, QInputDevice::Capability::Position, 1, 2);
    const auto send = [&](QEvent::Type type, const QPointF& at, Qt::MouseButtons buttons) {
        QTabletEvent event(type, &pen, at, m_canvas->mapToGlobal(at), 0.4, 0, 0, 0, 0, 0, {},
            Qt::LeftButton, buttons);
        QApplication::sendEvent(m_canvas.get(), &event);
        QVERIFY(event.isAccepted());
    };
    const auto sendMouse = [&](QEvent::Type type, const QPointF& at) {
        QMouseEvent event(
            type, at, m_canvas->mapToGlobal(at), Qt::LeftButton, Qt::LeftButton, {}, &pen);
        QApplication::sendEvent(m_canvas.get(), &event);
    };
    send(QEvent::TabletPress, {100.25, 100.5}, Qt::LeftButton);
    sendMouse(QEvent::MouseButtonPress, {100, 100});
    send(QEvent::TabletMove, {150.125, 220}, Qt::LeftButton);
    sendMouse(QEvent::MouseMove, {150, 220});
    send(QEvent::TabletMove, {180.5, 300}, Qt::LeftButton);
    sendMouse(QEvent::MouseButtonRelease, {180, 300});
    send(QEvent::TabletRelease, {180.5, 300}, Qt::NoButton);
    send(QEvent::TabletMove, {10, 10}, Qt::NoButton); // hovers

    QCOMPARE(m_canvas->ink().size(), std::size_t{1});
    QCOMPARE(m_canvas->ink().front().size(), std::size_t{3});
    QCOMPARE(m_canvas->undoStack()->count(), 1);
}

void TestInkCanvas::penWidthIsOnlyLooks()
{
    drawLine(*m_canvas, {200, 100}, {200, 300});
    const std::optional<GreyImage> input = networkInput(*m_canvas);
    const QColor text = m_canvas->palette().color(QPalette::Text);
    m_canvas->setPenWidth(0.02);
    QVERIFY(m_canvas->grab().toImage().pixelColor(210, 200) != text);
    m_canvas->setPenWidth(0.15);
    QCOMPARE(m_canvas->grab().toImage().pixelColor(210, 200), text);
    QCOMPARE(networkInput(*m_canvas), input);
    m_canvas->setPenWidth(0.9);
    QCOMPARE(m_canvas->penWidth(), 0.15);
    m_canvas->setPenWidth(0);
    QCOMPARE(m_canvas->penWidth(), 0.02);
}

void TestInkCanvas::copiesBlackOnWhite()
{
    drawLine(*m_canvas, {200, 80}, {200, 320});
    const QImage image = m_canvas->copyImage();
    QVERIFY(image.width() >= 512);
    QCOMPARE(image.width(), image.height());
    QCOMPARE(image.pixelColor(image.rect().center()), QColor(Qt::black));
    QCOMPARE(image.pixelColor(5, 5), QColor(Qt::white));
    QVERIFY(!image.hasAlphaChannel());

    // Pasting the copy gives nearly the same digit.
    const std::optional<GreyImage> input = networkInput(*m_canvas);
    m_canvas->setPicture(image);
    const std::optional<GreyImage> copied = networkInput(*m_canvas);
    QVERIFY(copied.has_value());
    QCOMPARE(copied->at(14, 14), input->at(14, 14));
}

void TestInkCanvas::showsInkAndHint()
{
    QPalette dark;
    dark.setColor(QPalette::Base, QColor(30, 30, 30));
    dark.setColor(QPalette::Text, QColor(240, 240, 240));
    m_canvas->setPalette(dark);
    const QImage hinted = m_canvas->grab().toImage();
    drawLine(*m_canvas, {100, 60}, {300, 60});
    const QImage drawn = m_canvas->grab().toImage();
    QCOMPARE(drawn.pixelColor(200, 60), QColor(240, 240, 240));
    QCOMPARE(drawn.pixelColor(200, 120), QColor(30, 30, 30));
    const QRect middle(50, 150, 300, 100);
    QVERIFY(hinted.copy(middle) != drawn.copy(middle)); // the hint is gone
    m_canvas->clear();
    QCOMPARE(m_canvas->grab().toImage().copy(middle), hinted.copy(middle));
}

void TestInkCanvas::repaintsOnlyWhatChanged()
{
    drawLine(*m_canvas, {50, 50}, {350, 50});
    QTest::mousePress(m_canvas.get(), Qt::LeftButton, {}, {50, 350});
    QTest::mouseMove(m_canvas.get(), {60, 350});
    QApplication::processEvents();

    PaintArea painted;
    m_canvas->installEventFilter(&painted);
    QTest::mouseMove(m_canvas.get(), {70, 350});
    QTRY_VERIFY(painted.pixels > 0);
    QVERIFY2(painted.pixels < 400 * 400 / 10, qPrintable(QString::number(painted.pixels)));
    painted.pixels = 0;
    QTest::mouseRelease(m_canvas.get(), Qt::LeftButton, {}, {70, 350});
    m_canvas->undoStack()->undo();
    QTRY_VERIFY(painted.pixels > 0);
    QVERIFY2(painted.pixels < 400 * 400 / 10, qPrintable(QString::number(painted.pixels)));
}

} // namespace numeral::ui

QTEST_MAIN(numeral::ui::TestInkCanvas)
#include "tst_ink_canvas.moc"
