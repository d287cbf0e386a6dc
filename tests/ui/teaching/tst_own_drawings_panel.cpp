// SPDX-License-Identifier: GPL-3.0-or-later
//
// The panel that shows the user's digits and the result of a lesson.
#include "ui/base/english.h"
#include "ui/teaching/lesson.h"
#include "ui/teaching/own_drawings.h"
#include "ui/teaching/own_drawings_panel.h"

#include <QAbstractButton>
#include <QAction>
#include <QLabel>
#include <QListView>
#include <QLocale>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace numeral;
using namespace numeral::ui;

class TestOwnDrawingsPanel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void whatThereIsIsShown();
    void digitsAreDeletedAndRestored();
    void theResultOfALesson();
    void fitsManySizes_data();
    void fitsManySizes();

private:
    const EnglishPlurals m_plurals;

    void keep(int count)
    {
        for (int i = 0; i < count; ++i) {
            GreyImage pixels(28, 28);
            pixels.pixels[static_cast<std::size_t>(i)] = 255;
            m_digits->keep({{}, {}, std::to_string(i % 10), pixels});
        }
    }
    bool shows(const QString& text) const
    {
        const QList<QLabel*> labels = m_panel->findChildren<QLabel*>();
        return std::any_of(labels.begin(), labels.end(),
            [&text](const QLabel* label) { return label->isVisible() && label->text() == text; });
    }
    QString figure(const char* name) const
    {
        return m_panel->findChild<QLabel*>(QLatin1String(name))->text();
    }
    QAction* action(const char* name) const
    {
        return m_panel->findChild<QAction*>(QLatin1String(name));
    }

    std::unique_ptr<QTemporaryDir> m_home;
    std::unique_ptr<OwnDrawings> m_digits;
    std::unique_ptr<Lesson> m_lesson;
    std::unique_ptr<OwnDrawingsPanel> m_panel;
};

void TestOwnDrawingsPanel::init()
{
    QLocale::setDefault(QLocale::c());
    m_home = std::make_unique<QTemporaryDir>();
    m_digits = std::make_unique<OwnDrawings>(m_home->path().toStdString());
    m_lesson = std::make_unique<Lesson>([](const EngineInfo&) {
        return Result<EngineFactory>(failure(ErrorCode::EngineUnavailable, "There is none."));
    });
    m_panel = std::make_unique<OwnDrawingsPanel>(*m_digits, *m_lesson);
    m_panel->resize(700, 200);
    m_panel->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
}

void TestOwnDrawingsPanel::cleanup()
{
    m_panel.reset();
    m_lesson.reset();
    m_digits.reset();
}

void TestOwnDrawingsPanel::whatThereIsIsShown()
{
    const auto* list = m_panel->findChild<QListView*>();
    const auto explains = [this] {
        const auto labels = m_panel->findChildren<QLabel*>();
        return std::any_of(labels.begin(), labels.end(), [](const QLabel* label) {
            return label->isVisible()
                && label->text().startsWith(QLatin1String("Draw. If the answer"));
        });
    };
    QVERIFY(explains());
    QVERIFY(!action("exportDrawingInk")->isEnabled());
    keep(1);
    QVERIFY(!explains());
    QVERIFY(shows(QStringLiteral("1 drawing")));
    QVERIFY(action("exportDrawingInk")->isEnabled());
    QVERIFY(!action("exportDrawingImages")->isEnabled()); // no image to test with
    keep(12);
    QVERIFY(shows(QStringLiteral("12 drawings")));
    QVERIFY(action("exportDrawingImages")->isEnabled());
    QCOMPARE(list->model()->rowCount(), 12);
    // Side by side in one row.
    QVERIFY(list->visualRect(m_digits->index(1)).left()
        >= list->visualRect(m_digits->index(0)).right());
}

void TestOwnDrawingsPanel::digitsAreDeletedAndRestored()
{
    keep(5);
    auto* list = m_panel->findChild<QListView*>();
    QVERIFY(!action("deleteDrawings")->isEnabled());
    QTest::mouseClick(
        list->viewport(), Qt::LeftButton, {}, list->visualRect(m_digits->index(2)).center());
    QVERIFY(action("deleteDrawings")->isEnabled());
    QTest::keyClick(list, Qt::Key_Delete);
    QVERIFY(shows(QStringLiteral("4 drawings")));
    QCOMPARE(*m_digits->records()[2].label, std::string("1"));
    action("restoreDrawings")->trigger();
    QVERIFY(shows(QStringLiteral("5 drawings")));
    QVERIFY(!action("restoreDrawings")->isEnabled());
}

void TestOwnDrawingsPanel::theResultOfALesson()
{
    QCOMPARE(figure("ownBefore"), QStringLiteral("–"));
    FineTuningResult result;
    result.before = {{12, 0.5, 0.25}, {}, {10'000, 0.02, 0.9956}};
    result.after = {{12, 0.1, 1.0}, {}, {10'000, 0.03, 0.9949}};
    m_panel->setResult(result);
    QCOMPARE(figure("ownBefore"), QStringLiteral("3 of 12"));
    QCOMPARE(figure("ownAfter"), QStringLiteral("12 of 12"));
    QCOMPARE(figure("testBefore"), QStringLiteral("99.56%"));
    QCOMPARE(figure("testAfter"), QStringLiteral("99.49%"));
    m_panel->setResult(std::nullopt);
    QCOMPARE(figure("testAfter"), QStringLiteral("–"));
}

void TestOwnDrawingsPanel::fitsManySizes_data()
{
    QTest::addColumn<QSize>("size");
    QTest::newRow("low") << QSize(600, 160);
    QTest::newRow("wide") << QSize(1400, 220);
    QTest::newRow("a column") << QSize(280, 700);
}

/// No button lies outside the panel or overlaps another.
void TestOwnDrawingsPanel::fitsManySizes()
{
    QFETCH(const QSize, size);
    keep(30);
    m_panel->resize(size);
    QTRY_COMPARE(m_panel->size(), size);
    QList<QRect> places;
    for (const QAbstractButton* button : m_panel->findChildren<QAbstractButton*>()) {
        if (button->isVisible()) {
            const QRect place(button->mapTo(m_panel.get(), QPoint()), button->size());
            QVERIFY2(m_panel->rect().contains(place), qPrintable(button->text()));
            for (const QRect& other : places) {
                QVERIFY2(!other.intersects(place), qPrintable(button->text()));
            }
            places.append(place);
        }
    }
    QVERIFY(m_panel->findChild<QListView*>()->viewport()->height() > 60);
}

QTEST_MAIN(TestOwnDrawingsPanel)
#include "tst_own_drawings_panel.moc"
