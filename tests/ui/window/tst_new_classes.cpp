// SPDX-License-Identifier: GPL-3.0-or-later
//
// Classes from nothing: a user names shapes, draws each a few times, trains, draws, and is read.

#include "window_driver.h"

#include "core/base/small_random.h"
#include "ui/ink/ink_canvas.h"
#include "ui/ink/recognition_panel.h"
#include "ui/teaching/drawing_prompt.h"
#include "ui/teaching/new_classes_dialog.h"

#include <QAction>
#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QListWidget>
#include <QPushButton>
#include <QTest>

using namespace numeral;
using namespace numeral::ui;

namespace {

/// A triangle or a square, a little different each time.
QList<QPointF> corners(const QString& name, int number)
{
    SmallRandom random(7, RandomStream::TestImages, static_cast<std::uint64_t>(number));
    const auto near = [&random](double x, double y) {
        constexpr double miss = 0.05;
        return QPointF(x + miss * static_cast<double>(random.symmetric()),
            y + miss * static_cast<double>(random.symmetric()));
    };
    const QList<QPointF> places = name == QStringLiteral("△")
        ? QList<QPointF>{near(0.5, 0.15), near(0.85, 0.8), near(0.15, 0.8)}
        : QList<QPointF>{near(0.2, 0.2), near(0.8, 0.2), near(0.8, 0.8), near(0.2, 0.8)};
    constexpr int steps = 8;
    QList<QPointF> points;
    for (qsizetype i = 0; i < places.size(); ++i) {
        const QPointF& from = places[i];
        const QPointF& to = places[(i + 1) % places.size()];
        for (int step = 0; step < steps; ++step) {
            points.append(from + (to - from) * step / steps);
        }
    }
    points.append(places.front());
    return points;
}

/// The dialog, as its user sees it.
struct Dialog {
    NewClassesDialog* window = nullptr;

    template <typename T>
    T* find(const char* name) const
    {
        return window->findChild<T*>(QLatin1String(name));
    }
    QString question() const { return find<QLabel>("whatToDraw")->text(); }
    QString advice() const { return find<QWidget>("classesAdvice")->property("text").toString(); }
    bool canTrain() const { return find<QPushButton>("trainClasses")->isEnabled(); }

    void name(const QString& names) const
    {
        auto* field = find<QLineEdit>("className");
        field->setText(names); // no key of a test's keyboard types △
        QTest::keyClick(field, Qt::Key_Return);
    }

    /// Draws what is asked for, as often as is said.
    void draw(int times) const
    {
        auto* prompt = window->findChild<DrawingPrompt*>();
        for (int i = 0; i < times; ++i) {
            const QString asked = question().split(QLatin1Char(' '), Qt::SkipEmptyParts).at(1);
            WindowDriver::drawOn(prompt->canvas(), corners(asked, i));
            QTest::keyClick(&prompt->canvas(), Qt::Key_Return);
        }
    }
};

Dialog opened(const WindowDriver& driver)
{
    driver.action("newClasses")->trigger();
    Dialog dialog;
    dialog.window = driver.window().findChild<NewClassesDialog*>();
    return dialog;
}

} // namespace

class TestWindowNewClasses : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void shapesAreNamedDrawnAndRead();
    void drawingsOutliveTheDialog();
    void whatIsWantedIsSaid();
};

void TestWindowNewClasses::shapesAreNamedDrawnAndRead()
{
    const WindowDriver driver;
    const Dialog dialog = opened(driver);
    QVERIFY(dialog.window->isVisible());
    dialog.name(QStringLiteral("△, □"));
    QCOMPARE(dialog.find<QListWidget>("newClasses")->count(), 2);
    QCOMPARE(dialog.question(), QStringLiteral("Draw  △   (1 of 10)"));
    dialog.draw(1);
    QCOMPARE(dialog.question(), QStringLiteral("Draw  □   (1 of 10)")); // in turn
    dialog.draw(9);
    QVERIFY(dialog.canTrain());
    QTest::mouseClick(dialog.find<QPushButton>("trainClasses"), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(
        driver.message().startsWith(QStringLiteral("Your network reads")), 120'000);
    QTRY_VERIFY(driver.window().findChild<NewClassesDialog*>() == nullptr);
    driver.draw(corners(QStringLiteral("□"), 100));
    QTRY_COMPARE(driver.answer(), 1);
    driver.window().findChild<RecognitionPanel*>()->canvas()->clear();
    driver.draw(corners(QStringLiteral("△"), 101));
    QTRY_COMPARE(driver.answer(), 0);
}

/// They are in My drawings at once, and count when the dialog is opened again.
void TestWindowNewClasses::drawingsOutliveTheDialog()
{
    const WindowDriver driver;
    const int before = driver.find<QListView>("ownDrawings")->model()->rowCount();
    const Dialog dialog = opened(driver);
    dialog.name(QStringLiteral("△2 □2"));
    dialog.draw(3);
    dialog.window->close();
    QTRY_VERIFY(driver.window().findChild<NewClassesDialog*>() == nullptr);
    QCOMPARE(driver.find<QListView>("ownDrawings")->model()->rowCount(), before + 3);
    const Dialog again = opened(driver);
    again.name(QStringLiteral("△2 □2"));
    QVERIFY(again.question().startsWith(QStringLiteral("Draw  □2   (2 of 10)")));
}

void TestWindowNewClasses::whatIsWantedIsSaid()
{
    const WindowDriver driver;
    const Dialog dialog = opened(driver);
    QVERIFY(!dialog.canTrain());
    QVERIFY(dialog.advice().startsWith(QStringLiteral("Name at least two classes")));
    QVERIFY(!dialog.find<QPushButton>("keepDrawing")->isEnabled());
    dialog.name(QStringLiteral("one"));
    QVERIFY(dialog.advice().contains(QStringLiteral("at least two classes")));
    dialog.find<QCheckBox>("keepKnown")->click(); // with the ten digits it is the eleventh
    QVERIFY2(dialog.advice().contains(QStringLiteral("“one” has been drawn 0 times")),
        qPrintable(dialog.advice()));
    dialog.find<QCheckBox>("keepKnown")->click();
    dialog.name(QStringLiteral("two"));
    QVERIFY(dialog.advice().contains(QStringLiteral("at least 4 are needed")));
    QVERIFY(!dialog.canTrain());
    QTest::mouseClick(dialog.find<QPushButton>("removeClass"), Qt::LeftButton);
    QCOMPARE(dialog.find<QListWidget>("newClasses")->count(), 1);
}

int main(int argc, char* argv[])
{
    return runInIsolatedHome<TestWindowNewClasses>(argc, argv);
}

#include "tst_new_classes.moc"
