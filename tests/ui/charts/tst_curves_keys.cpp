// SPDX-License-Identifier: GPL-3.0-or-later
//
// The learning curves by keyboard and by ear.
#include "curves_driver.h"

#include <QAccessible>
#include <QAction>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

using namespace numeral;
using namespace numeral::ui;

class CurvesKeysTest : public QObject {
    Q_OBJECT

    void press(int key, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(m_curves, static_cast<Qt::Key>(key), modifiers);
    }
    QString shown() const { return m_curves->readOut().section(u'\n', 0, 0); }
    QImage painted() { return m_window->grab().toImage(); }

    std::unique_ptr<QWidget> m_window; ///< a field above the curves
    QLineEdit* m_field = nullptr;
    LearningCurves* m_curves = nullptr;

private Q_SLOTS:
    void init();
    void cleanup() { m_window.reset(); }

    void tabLeadsToTheCurvesAndOn();
    void arrowsReadOutEpochByEpoch();
    void theCursorStaysInView();
    void plusAndMinusZoom();
    void shiftAndArrowsPan();
    void otherKeysAreLeftToTheWindow();
    void ctrlCCopiesTheCurves();
    void theReadOutEndsWithTheFocus();
    void screenReadersHearTheReadOut();
};

void CurvesKeysTest::init()
{
    m_window = std::make_unique<QWidget>();
    m_window->setLocale(QLocale(QLocale::English, QLocale::UnitedKingdom));
    auto* column = new QVBoxLayout(m_window.get());
    m_field = new QLineEdit;
    m_curves = new LearningCurves;
    column->addWidget(m_field);
    column->addWidget(m_curves, 1);
    m_window->resize(700, 560);
    m_window->show();
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    m_curves->clear(100);
    addEpochs(*m_curves, 1, 20);
    m_curves->markBest(2);
    QTRY_VERIFY(m_curves->visibleEpochs().upper > 20);
    static_cast<void>(painted());
    m_curves->setFocus();
}

void CurvesKeysTest::tabLeadsToTheCurvesAndOn()
{
    LearningCurves invitation;
    QCOMPARE(invitation.focusPolicy(), Qt::NoFocus); // nothing to see yet
    m_field->setFocus();
    QTRY_VERIFY(m_field->hasFocus());
    const auto unmarked = painted().copy(m_curves->geometry());
    QTest::keyClick(m_field, Qt::Key_Tab);
    QVERIFY(m_curves->hasFocus());
    const auto marked = painted().copy(m_curves->geometry());
    const auto accent = m_curves->palette().color(QPalette::Highlight);
    for (const auto& edge : {QPoint(300, 0), QPoint(0, 200), QPoint(300, m_curves->height() - 1),
             QPoint(m_curves->width() - 1, 200)}) {
        QVERIFY(marked.pixelColor(edge) == accent);
        QVERIFY(unmarked.pixelColor(edge) != accent);
    }
    press(Qt::Key_Tab);
    QVERIFY(!m_curves->hasFocus());
    QCOMPARE(painted().copy(m_curves->geometry()).pixelColor(300, 0), unmarked.pixelColor(300, 0));
}

void CurvesKeysTest::arrowsReadOutEpochByEpoch()
{
    QCOMPARE(shown(), QString());
    press(Qt::Key_Right);
    QCOMPARE(shown(), QStringLiteral("Epoch 1"));
    press(Qt::Key_Right);
    QCOMPARE(m_curves->readOut(),
        QStringLiteral("Epoch 2 (best)\n"
                       "Training: loss 0.2000, accuracy 94.00%\n"
                       "Validation: loss 0.2500, accuracy 91.50%"));
    const auto* label = visibleLabel(*m_curves, QStringLiteral("Epoch 2"));
    QVERIFY(label != nullptr);
    QVERIFY(label->x() > m_curves->lossPosition(2, 0.2).x());
    press(Qt::Key_Left);
    press(Qt::Key_Left);
    QCOMPARE(shown(), QStringLiteral("Epoch 1"));
    press(Qt::Key_End);
    QCOMPARE(shown(), QStringLiteral("Epoch 20"));
    press(Qt::Key_Right);
    QCOMPARE(shown(), QStringLiteral("Epoch 20"));
    press(Qt::Key_PageDown);
    QCOMPARE(shown(), QStringLiteral("Epoch 10"));
    press(Qt::Key_Up);
    QCOMPARE(shown(), QStringLiteral("Epoch 11"));
    press(Qt::Key_Home);
    QCOMPARE(shown(), QStringLiteral("Epoch 1"));
    addEpochs(*m_curves, 21, 30); // the cursor stays
    QTRY_VERIFY(m_curves->visibleEpochs().upper > 30);
    QCOMPARE(shown(), QStringLiteral("Epoch 1"));
    press(Qt::Key_Escape);
    QCOMPARE(shown(), QString());
    QVERIFY(visibleLabel(*m_curves, QStringLiteral("Epoch")) == nullptr);
    m_curves->clear(100);
    press(Qt::Key_Right); // no epoch, no harm
    press(Qt::Key_End);
    QCOMPARE(shown(), QString());
}

void CurvesKeysTest::theCursorStaysInView()
{
    press(Qt::Key_Home);
    for (int i = 0; i < 8; ++i) {
        press(Qt::Key_Plus);
    }
    const auto zoomed = m_curves->visibleEpochs();
    QVERIFY(zoomed.lower <= 1 && zoomed.upper < 10);
    for (int i = 0; i < 12; ++i) {
        press(Qt::Key_Right);
    }
    QCOMPARE(shown(), QStringLiteral("Epoch 13"));
    QVERIFY(m_curves->visibleEpochs().lower < 13 && m_curves->visibleEpochs().upper >= 13);
    QVERIFY(qFuzzyCompare(m_curves->visibleEpochs().size(), zoomed.size()));
    QVERIFY(visibleLabel(*m_curves, QStringLiteral("Epoch 13")) != nullptr);
    press(Qt::Key_Home);
    QVERIFY(m_curves->visibleEpochs().lower <= 1);
}

void CurvesKeysTest::plusAndMinusZoom()
{
    const auto all = m_curves->visibleEpochs();
    press(Qt::Key_Plus, Qt::ShiftModifier);
    press(Qt::Key_Equal);
    press(Qt::Key_Plus, Qt::KeypadModifier);
    QVERIFY(m_curves->visibleEpochs().size() < 0.6 * all.size());
    QTRY_VERIFY(m_curves->isZoomed());
    press(Qt::Key_Minus);
    QVERIFY(m_curves->visibleEpochs().size() > 0.6 * all.size());
    press(Qt::Key_0);
    QCOMPARE(m_curves->visibleEpochs(), all);
    QTRY_VERIFY(!m_curves->isZoomed());
    press(Qt::Key_Minus);
    QCOMPARE(m_curves->visibleEpochs(), all);
}

void CurvesKeysTest::shiftAndArrowsPan()
{
    press(Qt::Key_Plus);
    press(Qt::Key_Plus);
    const auto zoomed = m_curves->visibleEpochs();
    press(Qt::Key_Right, Qt::ShiftModifier);
    QVERIFY(m_curves->visibleEpochs().lower > zoomed.lower);
    press(Qt::Key_Left, Qt::ShiftModifier);
    QVERIFY(std::abs(m_curves->visibleEpochs().lower - zoomed.lower) < 1e-9);
    for (int i = 0; i < 20; ++i) {
        press(Qt::Key_Left, Qt::ShiftModifier);
    }
    QCOMPARE(m_curves->visibleEpochs().lower, 0.0);
    QCOMPARE(shown(), QString());
}

void CurvesKeysTest::otherKeysAreLeftToTheWindow()
{
    const auto isTaken = [this](int key, Qt::KeyboardModifiers modifiers) {
        QKeyEvent event(QEvent::KeyPress, key, modifiers);
        QCoreApplication::sendEvent(m_curves, &event);
        return event.isAccepted();
    };
    QVERIFY(isTaken(Qt::Key_Right, Qt::NoModifier));
    QVERIFY(isTaken(Qt::Key_Escape, Qt::NoModifier));
    QVERIFY(!isTaken(Qt::Key_Escape, Qt::NoModifier)); // nothing is read out any more
    QVERIFY(!isTaken(Qt::Key_Right, Qt::ControlModifier));
    QVERIFY(!isTaken(Qt::Key_F5, Qt::NoModifier));
}

void CurvesKeysTest::ctrlCCopiesTheCurves()
{
    QAction other; // as the window's, which copies the drawing
    other.setShortcut(QKeySequence::Copy);
    m_window->addAction(&other);
    const QSignalSpy drawingCopied(&other, &QAction::triggered);
    const QSignalSpy curvesCopied(m_curves, &LearningCurves::copyRequested);
    press(Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(curvesCopied.size(), 1);
    QCOMPARE(drawingCopied.size(), 0);
}

void CurvesKeysTest::theReadOutEndsWithTheFocus()
{
    press(Qt::Key_Right);
    QVERIFY(!shown().isEmpty());
    m_field->setFocus();
    QTRY_COMPARE(shown(), QString());
}

void CurvesKeysTest::screenReadersHearTheReadOut()
{
    const auto* curves = QAccessible::queryAccessibleInterface(m_curves);
    QVERIFY(curves != nullptr);
    QCOMPARE(curves->role(), QAccessible::Chart);
    QVERIFY(curves->text(QAccessible::Name).startsWith(QStringLiteral("Learning curves: loss")));
    QVERIFY(curves->text(QAccessible::Description).contains(QStringLiteral("Epoch 20")));

    // A changed description is announced, as the curves have the focus.
    const auto told = [curves] { return curves->text(QAccessible::Description); };
    press(Qt::Key_Home);
    QVERIFY(told().startsWith(QStringLiteral("Epoch 1\nTraining: loss 0.4000")));
    QCOMPARE(curves->text(QAccessible::Value), told());
    press(Qt::Key_Right);
    QVERIFY(told().startsWith(QStringLiteral("Epoch 2 (best)\n")));
    addEpochs(*m_curves, 21, 21); // doesn't interrupt the user
    QVERIFY(told().startsWith(QStringLiteral("Epoch 2 (best)\n")));
    press(Qt::Key_Escape);
    QVERIFY(told().startsWith(QStringLiteral("Epoch 21\n"))); // the newest again
    QCOMPARE(curves->text(QAccessible::Value), QString());
}

QTEST_MAIN(CurvesKeysTest)
#include "tst_curves_keys.moc"
