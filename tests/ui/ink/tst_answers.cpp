// SPDX-License-Identifier: GPL-3.0-or-later
//
// The recognition panel's answers for several digits, its doubts, and their correction.
#include "panel_models.h"

#include "ui/ink/answer_view.h"
#include "ui/ink/correction_row.h"
#include "ui/ink/digit_preview.h"
#include "ui/ink/recognition_panel.h"

#include <QAction>
#include <QLabel>
#include <QPainter>
#include <QSignalSpy>
#include <QToolButton>

#include <algorithm>

namespace numeral::ui {

class TestAnswers : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void severalDigitsAreReadFromLeftToRight();
    void anotherDigitCanBeChosen();
    void manyDigitsAreNotCutOff();
    void theAnswerCanBeCorrected();
    void twoLongNamesCanBeCorrected();
    void aStrokeAfterAPictureIsWhatCounts();
    void aPictureIsReadWithTheNewestWeights();
    void digitsInAPictureAreFramed();
    void aDotAfterADigitChangesNothing();
    void aDoubtfulAnswerNamesTwo();
    void whatLooksLikeNoneIsNoDigit();
    void theProbabilityOfSeveralIsOfAll();

private:
    std::unique_ptr<RecognitionPanel> m_panel;
};

void TestAnswers::init()
{
    m_panel = std::make_unique<RecognitionPanel>();
    m_panel->setModel(halvesModel());
    m_panel->resize(360, 680);
    m_panel->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
}
void TestAnswers::severalDigitsAreReadFromLeftToRight()
{
    m_panel->setModel(feetModel());
    InkCanvas& canvas = *m_panel->canvas();
    const auto* answer = m_panel->findChild<AnswerView*>();
    canvas.setInk({footLeft});
    QCOMPARE(m_panel->text(), QStringLiteral("8"));
    canvas.clearFocus();
    QCOMPARE(colouredPixels(canvas), 0); // one digit needs no frame
    canvas.setInk({footLeft, footRight});
    QCOMPARE(m_panel->text(), QStringLiteral("38"));
    QVERIFY(answer->accessibleDescription().startsWith(QStringLiteral("38, ")));
    QCOMPARE(m_panel->recognition()->label, std::size_t{3}); // the one drawn last
    QVERIFY(colouredPixels(canvas) > 200);
    m_panel->undoAction()->trigger();
    QCOMPARE(m_panel->text(), QStringLiteral("8"));
    QCOMPARE(colouredPixels(canvas), 0);
}

/// In the answer, with mouse and keyboard, until the next stroke selects the newest digit again.
void TestAnswers::anotherDigitCanBeChosen()
{
    m_panel->setModel(feetModel());
    auto* answer = m_panel->findChild<AnswerView*>();
    const QSignalSpy answered(m_panel.get(), &RecognitionPanel::answered);
    m_panel->canvas()->setInk({footLeft, footRight});
    QCOMPARE(m_panel->recognition()->label, std::size_t{3}); // the one drawn last
    const auto input = [this] { return m_panel->findChild<DigitPreview*>()->image(); };
    const auto newest = input();

    const auto before = answered.size();
    QTest::mouseClick(answer, Qt::LeftButton, {}, answer->letterRect(1).center().toPoint());
    QCOMPARE(m_panel->recognition()->label, std::size_t{8});
    QVERIFY(input() != newest);
    QCOMPARE(answered.size(), before + 1);
    QTest::keyClick(answer, Qt::Key_Right); // no digit further right
    QCOMPARE(m_panel->recognition()->label, std::size_t{8});
    QTest::keyClick(answer, Qt::Key_Left);
    QCOMPARE(m_panel->recognition()->label, std::size_t{3});
    QTest::keyClick(answer, Qt::Key_Right);
    m_panel->setModel(feetModel()); // as after teaching
    QCOMPARE(m_panel->recognition()->label, std::size_t{8});
    m_panel->undoAction()->trigger();
    m_panel->redoAction()->trigger();
    QCOMPARE(m_panel->recognition()->label, std::size_t{3});
    QVERIFY(input() == newest);
}

/// They wrap into rows; each letter is inside the view, and a click on it chooses it.
void TestAnswers::manyDigitsAreNotCutOff()
{
    AnswerView view;
    view.resize(150, 120);
    const QString digits = QStringLiteral("60757478550303538227487488058682244379419683");
    view.setAnswer(Answer{digits, QStringLiteral("not sure"), true});
    view.setChosen(0);
    const QSignalSpy chosen(&view, &AnswerView::letterChosen);
    for (int letter = 0; letter < digits.size(); ++letter) {
        const QRectF rect = view.letterRect(letter);
        QVERIFY2(QRectF(view.rect()).contains(rect), qPrintable(QString::number(letter)));
        QVERIFY(rect.height() > 12); // legible
        QTest::mouseClick(&view, Qt::LeftButton, {}, rect.center().toPoint());
        QCOMPARE(chosen.size(), letter + 1);
        QCOMPARE(chosen.back().front().toInt(), letter);
    }
}

void TestAnswers::theAnswerCanBeCorrected()
{
    m_panel->setModel(feetModel());
    CorrectionRow& correction = m_panel->correction();
    const QSignalSpy chosen(&correction, &CorrectionRow::chosen);
    auto* seven = correction.findChild<QToolButton*>(QStringLiteral("itIs7"));
    const auto words = [&correction] { return correction.findChild<QLabel*>()->text(); };
    QVERIFY(!seven->isEnabled()); // there is nothing to correct
    m_panel->canvas()->setInk({footLeft});
    QCOMPARE(words(), QStringLiteral("No, it's a"));
    QTest::mouseClick(seven, Qt::LeftButton);
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(chosen.front().front().toInt(), 7);
    QVERIFY(seven->isChecked());
    QTest::mouseClick(seven, Qt::LeftButton); // by accident
    QCOMPARE(chosen.size(), 1);
    QVERIFY(seven->isChecked());
    correction.setUserLabel(8);
    QVERIFY(!seven->isChecked());
    QCOMPARE(words(), QStringLiteral("Yes, it's a"));
}

/// Fewer classes than there are buttons for the most probable ones.
void TestAnswers::twoLongNamesCanBeCorrected()
{
    CorrectionRow row;
    const QSignalSpy chosen(&row, &CorrectionRow::chosen);
    row.setClasses(
        {QStringLiteral("written with the left hand"), QStringLiteral("with the right")});
    row.setAnswer({0.2F, 0.8F}, true);
    QTest::mouseClick(row.findChild<QToolButton*>(QStringLiteral("itIs0")), Qt::LeftButton);
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(chosen.front().front().toULongLong(), 0U);
    row.setClasses({}); // without a network
    QVERIFY(row.findChild<QToolButton*>() == nullptr);
}

/// A photo of two digits, light on dark, in uneven light.
QImage photoOfTwo()
{
    QImage photo(400, 200, QImage::Format_RGB32);
    for (int x = 0; x < 400; ++x) {
        const int shade = 20 + x / 8;
        QPainter(&photo).fillRect(x, 0, 1, 200, qRgb(shade, shade, shade));
    }
    QPainter painter(&photo);
    painter.setPen(QPen(QColor(220, 220, 220), 14, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPolyline(QPolygonF{{60, 40}, {60, 160}, {130, 160}});
    painter.drawPolyline(QPolygonF{{340, 40}, {340, 160}, {270, 160}});
    painter.end();
    return photo;
}

void TestAnswers::aStrokeAfterAPictureIsWhatCounts()
{
    m_panel->setModel(feetModel());
    m_panel->canvas()->setPicture(photoOfTwo());
    QVERIFY(m_panel->isReading());
    QCOMPARE(m_panel->text(), QString()); // the previous answer is gone
    m_panel->canvas()->setInk({footLeft});
    QVERIFY(!m_panel->isReading());
    QCOMPARE(m_panel->text(), QStringLiteral("8"));
    m_panel->undoAction()->trigger();
    QTRY_COMPARE(m_panel->text(), QStringLiteral("38"));
}

void TestAnswers::aPictureIsReadWithTheNewestWeights()
{
    const Model model = feetModel();
    Model other = model;
    other.weights = initialWeights(model.weights->architecture(), 1);
    m_panel->setModel(other);
    m_panel->canvas()->setPicture(photoOfTwo());
    QVERIFY(m_panel->isReading());
    m_panel->setWeights(model.weights);
    QTRY_COMPARE(m_panel->text(), QStringLiteral("38"));
}

void TestAnswers::digitsInAPictureAreFramed()
{
    m_panel->setModel(feetModel());
    InkCanvas& canvas = *m_panel->canvas();
    canvas.clearFocus();
    canvas.setPicture(photoOfTwo());
    QTRY_COMPARE(m_panel->text(), QStringLiteral("38"));
    QVERIFY(colouredPixels(canvas) > 200);
    // The picture is centred on the sheet, and so are the frames: nothing is drawn above them.
    const QImage shown = grabbed(canvas);
    int above = 0;
    for (int y = 2; y < shown.height() / 5; ++y) {
        for (int x = 0; x < shown.width(); ++x) {
            above += shown.pixelColor(x, y).hsvSaturation() > 150 ? 1 : 0;
        }
    }
    QCOMPARE(above, 0);
    m_panel->undoAction()->trigger();
    QCOMPARE(colouredPixels(canvas), 0);
}

/// A dot beside a digit is no digit itself, and doesn't clear the answer.
void TestAnswers::aDotAfterADigitChangesNothing()
{
    m_panel->setModel(feetModel());
    m_panel->canvas()->setInk({footLeft});
    const auto* shown = m_panel->findChild<AnswerView*>();
    const QString before = shown->accessibleDescription();
    m_panel->canvas()->setInk({footLeft, {{0.2, 0.5}}});
    QCOMPARE(shown->accessibleDescription(), before);
    QVERIFY(m_panel->recognition().has_value());
}

/// With a foot on both sides it may be either.
void TestAnswers::aDoubtfulAnswerNamesTwo()
{
    m_panel->setModel(feetModel());
    m_panel->canvas()->setInk({{{0.5, 0.2}, {0.5, 0.8}}, {{0.2, 0.8}, {0.8, 0.8}}});
    const QString answer = m_panel->findChild<AnswerView*>()->accessibleDescription();
    QVERIFY2(answer.endsWith(QStringLiteral("not sure")), qPrintable(answer));
    QVERIFY(answer.contains(QLatin1Char('3')) && answer.contains(QLatin1Char('8')));
    QCOMPARE(m_panel->correction().findChild<QLabel*>()->text(), QStringLiteral("It's a"));
    const std::vector<float> probabilities = m_panel->recognition()->probabilities;
    QVERIFY(*std::max_element(probabilities.begin(), probabilities.end()) < 0.9F);
}

/// And no class has a high probability.
void TestAnswers::whatLooksLikeNoneIsNoDigit()
{
    Model model = feetModel();
    m_panel->setModel(model);
    m_panel->canvas()->setInk({footLeft});
    const auto* answer = m_panel->findChild<AnswerView*>();
    QVERIFY(answer->accessibleDescription().startsWith(QLatin1Char('8')));
    QVERIFY(!answer->accessibleDescription().contains(QStringLiteral("not sure")));
    model.calibration.minLogit = 1000;
    m_panel->setModel(model);
    QCOMPARE(answer->accessibleDescription(), QStringLiteral("no digit, 100.0%"));
    QCOMPARE(m_panel->correction().findChild<QLabel*>()->text(), QStringLiteral("It's a"));
    const std::vector<float> probabilities = m_panel->recognition()->probabilities;
    QVERIFY(*std::max_element(probabilities.begin(), probabilities.end()) < 0.1F);
    // Other weights aren't calibrated yet.
    m_panel->setWeights(model.weights);
    QVERIFY(answer->accessibleDescription().startsWith(QStringLiteral("8, ")));
}

/// The caption below several digits states their joint probability.
void TestAnswers::theProbabilityOfSeveralIsOfAll()
{
    m_panel->setModel(feetModel());
    m_panel->canvas()->setInk({footLeft, footRight});
    const QString answer = m_panel->findChild<AnswerView*>()->accessibleDescription();
    QVERIFY2(answer.startsWith(QStringLiteral("38, all correct: ")), qPrintable(answer));
    // What looks like no digit is shown as a question mark.
    Model model = feetModel();
    model.calibration.minLogit = 1000;
    m_panel->setModel(model);
    QCOMPARE(m_panel->text(), QStringLiteral("??"));
}

} // namespace numeral::ui

QTEST_MAIN(numeral::ui::TestAnswers)
#include "tst_answers.moc"
