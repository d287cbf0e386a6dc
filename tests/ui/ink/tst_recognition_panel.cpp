// SPDX-License-Identifier: GPL-3.0-or-later
#include "panel_models.h"

#include "core/ink/ink_renderer.h"
#include "ui/ink/answer_view.h"
#include "ui/ink/correction_row.h"
#include "ui/ink/digit_preview.h"
#include "ui/ink/ink_canvas.h"
#include "ui/ink/probability_bars.h"
#include "ui/ink/reader_switch.h"
#include "ui/ink/recognition_panel.h"
#include "ui/ink/widget_colours.h"

#include <QAction>
#include <QApplication>
#include <QLabel>
#include <QPainter>
#include <QSignalSpy>
#include <QSlider>
#include <QTest>
#include <QToolButton>

#include <cmath>
#include <numeric>

namespace numeral::ui {

class TestRecognitionPanel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void emptyCanvasHasNoAnswer();
    void answersWhileDrawing();
    void closesAmidAStroke();
    void newWeightsChangeTheAnswer();
    void foreignWeightsArePassedOver();
    void modelOfAnotherSize();
    void undoRedoClear();
    void buttonsAndSlider();
    void keysUndoAndClear();
    void previewShowsWhatTheNetworkSees();
    void previewShowsWhatSpeaksForTheAnswer();
    void barsShowProbabilities();
    void barsAreMirroredFromRightToLeft();
    void barsOfManyClasses_data();
    void barsOfManyClasses();
    void theAnswerOfFewClassesHasRoom_data();
    void theAnswerOfFewClassesHasRoom();
    void describesItselfToScreenReaders();
    void fitsManySizes_data();
    void fitsManySizes();

private:
    std::unique_ptr<RecognitionPanel> m_panel;
};

void TestRecognitionPanel::init()
{
    m_panel = std::make_unique<RecognitionPanel>();
    m_panel->setModel(halvesModel());
    m_panel->resize(360, 680);
    m_panel->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
}

void TestRecognitionPanel::cleanup()
{
    m_panel.reset();
}

void TestRecognitionPanel::emptyCanvasHasNoAnswer()
{
    QVERIFY(!m_panel->recognition().has_value());
    QVERIFY(!m_panel->findChild<DigitPreview*>()->image().has_value());
    QVERIFY(!m_panel->clearAction()->isEnabled());

    RecognitionPanel withoutModel;
    withoutModel.canvas()->setInk({{{0.2, 0.2}, {0.7, 0.7}}});
    QVERIFY(!withoutModel.recognition().has_value());
}

void TestRecognitionPanel::answersWhileDrawing()
{
    QSignalSpy answers(m_panel.get(), &RecognitionPanel::answered);
    InkCanvas& canvas = *m_panel->canvas();
    const QPoint middle = canvas.rect().center();
    QTest::mousePress(&canvas, Qt::LeftButton, {}, middle);
    QTest::mouseMove(&canvas, middle + QPoint(0, 40));
    answers.clear();
    QTRY_VERIFY(answers.count() > 0); // with the button still down
    QVERIFY(m_panel->recognition().has_value());
    QTest::mouseRelease(&canvas, Qt::LeftButton, {}, middle + QPoint(0, 40));
    canvas.clear();
    QVERIFY(!m_panel->recognition().has_value());

    drawL(canvas);
    QCOMPARE(m_panel->recognition()->label, std::size_t{3});
    QVERIFY(m_panel->recognition()->probabilities[3] > 0.9F);
}

void TestRecognitionPanel::closesAmidAStroke()
{
    InkCanvas& canvas = *m_panel->canvas();
    canvas.setFocus();
    QVERIFY(canvas.hasFocus());
    QTest::mousePress(&canvas, Qt::LeftButton, {}, canvas.rect().center());
    QTest::mouseMove(&canvas, canvas.rect().center() + QPoint(0, 40));
    QVERIFY(!canvas.isEmpty());
    m_panel.reset();
}

void TestRecognitionPanel::newWeightsChangeTheAnswer()
{
    drawL(*m_panel->canvas());
    QSignalSpy answers(m_panel.get(), &RecognitionPanel::answered);
    m_panel->setWeights(halvesNetwork(5, 6));
    QCOMPARE(answers.count(), 1);
    QCOMPARE(m_panel->recognition()->label, std::size_t{5});
}

void TestRecognitionPanel::foreignWeightsArePassedOver()
{
    drawL(*m_panel->canvas());
    m_panel->setWeights(nullptr);
    m_panel->setWeights(initialWeights(Perceptron{100, {}, 10}, 1));
    m_panel->setWeights(initialWeights(Perceptron{pixels, {4}, 11}, 1));
    QCOMPARE(m_panel->recognition()->label, std::size_t{3});
}

void TestRecognitionPanel::modelOfAnotherSize()
{
    drawL(*m_panel->canvas());
    Model model;
    model.image = {8, 12};
    model.weights = initialWeights(Perceptron{96, {}, 2}, 1);
    model.classes = {"a", "b"};
    m_panel->setModel(model);
    QCOMPARE(m_panel->recognition()->probabilities.size(), std::size_t{2});
    QCOMPARE(m_panel->findChild<DigitPreview*>()->image()->columns, std::size_t{12});
}

void TestRecognitionPanel::undoRedoClear()
{
    QVERIFY(!m_panel->undoAction()->isEnabled());
    drawL(*m_panel->canvas());
    const Ink ink = m_panel->canvas()->ink();
    const std::vector<float> probabilities = m_panel->recognition()->probabilities;
    m_panel->clearAction()->trigger();
    QVERIFY(!m_panel->recognition().has_value());
    QVERIFY(!m_panel->clearAction()->isEnabled());
    m_panel->undoAction()->trigger();
    QCOMPARE(m_panel->canvas()->ink(), ink);
    QCOMPARE(m_panel->recognition()->probabilities, probabilities);
    m_panel->redoAction()->trigger();
    QVERIFY(!m_panel->recognition().has_value());
}

void TestRecognitionPanel::buttonsAndSlider()
{
    drawL(*m_panel->canvas());
    QList<QToolButton*> buttons = m_panel->findChildren<QToolButton*>();
    buttons.removeIf([this](QToolButton* button) {
        return m_panel->correction().isAncestorOf(button) || m_panel->readers().isAncestorOf(button)
            || !button->isVisibleTo(m_panel.get());
    });
    QCOMPARE(buttons.size(), qsizetype{3});
    QStringList texts;
    for (const QToolButton* button : buttons) {
        texts.append(button->text());
    }
    QCOMPARE(texts,
        (QStringList{QStringLiteral("Undo"), QStringLiteral("Redo"), QStringLiteral("Clear")}));
    QTest::mouseClick(buttons.at(2), Qt::LeftButton);
    QVERIFY(m_panel->canvas()->isEmpty());
    QTest::mouseClick(buttons.at(0), Qt::LeftButton);
    QCOMPARE(m_panel->canvas()->ink().size(), std::size_t{2});

    auto* slider = m_panel->findChild<QSlider*>();
    QCOMPARE(slider->value(), 70);
    slider->setFocus();
    QTest::keyClick(slider, Qt::Key_End);
    QCOMPARE(m_panel->canvas()->penWidth(), 0.15);
}

void TestRecognitionPanel::keysUndoAndClear()
{
    drawL(*m_panel->canvas());
    m_panel->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_panel.get()));
    m_panel->canvas()->setFocus();
    QTest::keyClick(m_panel->canvas(), Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(m_panel->canvas()->ink().size(), std::size_t{1});
    QTest::keyClick(m_panel->canvas(), Qt::Key_Delete);
    QVERIFY(m_panel->canvas()->isEmpty());
}

void TestRecognitionPanel::previewShowsWhatTheNetworkSees()
{
    DigitPreview preview;
    preview.resize(58, 58);
    GreyImage image(28, 28);
    image.at(3, 5) = 255;
    preview.setImage(image);
    const QImage shown = grabbed(preview);
    // Each pixel is enlarged to 2×2, sharp, inside a frame of one pixel.
    const QColor ink = preview.palette().color(QPalette::Text);
    const QColor paper = preview.palette().color(QPalette::Base);
    for (const QPoint& corner : {QPoint(11, 7), QPoint(12, 8)}) {
        QCOMPARE(shown.pixelColor(corner), ink);
    }
    for (const QPoint& neighbour : {QPoint(10, 7), QPoint(13, 7), QPoint(11, 6), QPoint(11, 9)}) {
        QCOMPARE(shown.pixelColor(neighbour), paper);
    }

    drawL(*m_panel->canvas());
    QCOMPARE(m_panel->findChild<DigitPreview*>()->image(),
        prepareInk(m_panel->canvas()->ink(), {28, 28}, Preprocessing::Fit));
}

/// Until the next stroke, since that may change the attribution.
void TestRecognitionPanel::previewShowsWhatSpeaksForTheAnswer()
{
    auto* preview = m_panel->findChild<DigitPreview*>();
    drawL(*m_panel->canvas());
    QCOMPARE(colouredPixels(*preview), 0);
    std::vector<float> attribution(pixels);
    std::fill_n(attribution.begin(), 28 * 14, 1.0F);
    m_panel->setAttribution(attribution);
    const int coloured = colouredPixels(*preview);
    const int side = std::min(preview->width(), preview->height()); // the image is square
    QVERIFY(2 * coloured > side * side / 2);
    drawLine(*m_panel->canvas(), {100, 100}, {120, 140});
    QCOMPARE(colouredPixels(*preview), 0);
}

void TestRecognitionPanel::barsShowProbabilities()
{
    ProbabilityBars bars;
    bars.resize(300, 200);
    bars.setClasses({QStringLiteral("yes"), QStringLiteral("no")});
    const QImage empty = grabbed(bars);
    QCOMPARE(colouredPixels(bars), 0);

    bars.setProbabilities(std::vector<float>{0.9F, 0.1F});
    const int high = colouredPixels(bars);
    bars.setProbabilities(std::vector<float>{0.6F, 0.4F});
    const int low = colouredPixels(bars);
    QVERIFY2(std::abs(low * 1.5 - high) < 0.05 * high,
        qPrintable(QStringLiteral("%1 and %2").arg(low).arg(high)));
    const QImage upper = grabbed(bars).copy(0, 0, 300, 100);
    bars.setProbabilities(std::vector<float>{0.4F, 0.6F});
    QVERIFY(grabbed(bars).copy(0, 0, 300, 100) != upper);

    bars.setProbabilities(std::nullopt);
    QCOMPARE(grabbed(bars), empty);
    bars.setProbabilities(std::vector<float>{1}); // of another number of classes
    QCOMPARE(grabbed(bars), empty);
}

void TestRecognitionPanel::barsAreMirroredFromRightToLeft()
{
    ProbabilityBars bars;
    bars.setClasses({QStringLiteral("cat"), QStringLiteral("dog")});
    bars.setProbabilities(std::vector<float>{0.4F, 0.6F});
    bars.resize(300, 80);
    /// Where the middle of the longest bar is.
    const auto middle = [&bars] {
        const QImage picture = bars.grab().toImage();
        double sum = 0;
        int count = 0;
        for (int y = 0; y < picture.height(); ++y) {
            for (int x = 0; x < picture.width(); ++x) {
                if (picture.pixelColor(x, y) == accentColour(bars.palette())) {
                    sum += x;
                    ++count;
                }
            }
        }
        return sum / count;
    };
    const double fromLeft = middle();
    bars.setLayoutDirection(Qt::RightToLeft);
    const double fromRight = middle();
    QVERIFY(fromRight > fromLeft + 20);
    QVERIFY(std::abs(fromLeft + fromRight - bars.width()) < 3);
}

void TestRecognitionPanel::barsOfManyClasses_data()
{
    QTest::addColumn<int>("classes");
    QTest::addColumn<QSize>("size");
    QTest::addColumn<int>("shown");
    QTest::newRow("2") << 2 << QSize(200, 60) << 2;
    QTest::newRow("10") << 10 << QSize(200, 180) << 10;
    QTest::newRow("26, in columns") << 26 << QSize(200, 180) << 26;
    QTest::newRow("47, in columns") << 47 << QSize(360, 220) << 47;
    QTest::newRow("47, with less room") << 47 << QSize(120, 180) << -1;
    QTest::newRow("200") << 200 << QSize(360, 220) << -1;
    QTest::newRow("1000") << 1000 << QSize(200, 180) << -1;
}

/// All have a bar in its place or, where there is no room, as many as there is room for, the most
/// probable ones first. Each row is high enough for its name.
void TestRecognitionPanel::barsOfManyClasses()
{
    QFETCH(int, classes);
    QFETCH(QSize, size);
    QFETCH(int, shown);
    ProbabilityBars bars;
    QStringList names;
    for (int i = 0; i < classes; ++i) {
        names.append(classes > 100 ? QStringLiteral("thing %1").arg(i) : QString(QChar('A' + i)));
    }
    bars.setClasses(names);
    bars.resize(size);
    std::vector<float> probabilities(std::size_t(classes), 0.001F);
    const std::size_t best = std::size_t(classes) - 1;
    probabilities[best] = 0.5F;
    probabilities[0] = 0.25F;
    bars.setProbabilities(probabilities);
    const std::vector<std::size_t> order = bars.shownClasses();
    if (shown > 0) {
        QCOMPARE(order.size(), std::size_t(shown));
        QVERIFY(std::is_sorted(order.begin(), order.end()));
    } else {
        const auto room = std::size_t(size.height() / bars.fontMetrics().height());
        QCOMPARE(order.size(), room);
        QCOMPARE(order[0], best);
        QCOMPARE(order[1], std::size_t{0});
        QCOMPARE(order[2], std::size_t{1});
    }
    QVERIFY(colouredPixels(bars) > 0);
    if (classes > int(ProbabilityBars::maxInColumn)) {
        bars.setSearch(names.at(7).toLower());
        const std::vector<std::size_t> found = bars.shownClasses();
        QVERIFY(std::find(found.begin(), found.end(), std::size_t{7}) != found.end());
        QVERIFY(found.size() < order.size() || classes == 1000);
        bars.setSearch(QStringLiteral("no such class"));
        QVERIFY(bars.shownClasses().empty());
    }
}

void TestRecognitionPanel::theAnswerOfFewClassesHasRoom_data()
{
    QTest::addColumn<int>("classes");
    for (const int classes : {1, 2, 3, 10, 26}) {
        QTest::addRow("%d", classes) << classes;
    }
}

/// However few or many bars there are, answer and picture are as large as for ten classes.
void TestRecognitionPanel::theAnswerOfFewClassesHasRoom()
{
    QFETCH(const int, classes);
    Model model;
    model.weights = initialWeights(Perceptron{pixels, {}, static_cast<std::size_t>(classes)}, 1);
    for (int i = 0; i < classes; ++i) {
        model.classes.push_back(std::to_string(i));
    }
    m_panel->setModel(model);
    drawL(*m_panel->canvas());
    QApplication::processEvents();
    const auto* answer = m_panel->findChild<AnswerView*>();
    const auto* preview = m_panel->findChild<DigitPreview*>();
    QVERIFY(answer->height() >= answer->sizeHint().height());
    QVERIFY(preview->height() >= 80);
    QVERIFY(m_panel->recognition().has_value());
    const auto* bars = m_panel->findChild<ProbabilityBars*>();
    QVERIFY(bars->height() >= bars->minimumSizeHint().height());
    QVERIFY(bars->height() <= 2 * bars->sizeHint().height()); // still one chart
}

void TestRecognitionPanel::describesItselfToScreenReaders()
{
    auto* bars = m_panel->findChild<ProbabilityBars*>();
    const QString none = bars->accessibleDescription();
    drawL(*m_panel->canvas());
    QVERIFY(bars->accessibleDescription() != none);
    QVERIFY(bars->accessibleDescription().contains(QLatin1Char('3')));
    m_panel->setWeights(halvesNetwork(9, 0));
    QVERIFY(bars->accessibleDescription().contains(QStringLiteral("Ankle boot")));
    QVERIFY(!m_panel->canvas()->accessibleName().isEmpty());
}

void TestRecognitionPanel::fitsManySizes_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<bool>("hasOwnNetwork");
    for (const QSize& size :
        {QSize(320, 600), QSize(360, 680), QSize(700, 1200), QSize(900, 420)}) {
        QTest::addRow("%d×%d", size.width(), size.height()) << size << false;
        QTest::addRow("%d×%d, two networks", size.width(), size.height()) << size << true;
    }
}

void TestRecognitionPanel::fitsManySizes()
{
    QFETCH(const QSize, size);
    QFETCH(const bool, hasOwnNetwork);
    if (hasOwnNetwork) {
        m_panel->readers().setNetworks(QStringLiteral("99.6%"), QStringLiteral("97.2%"));
        m_panel->setSecondModel(QStringLiteral("Yours"), m_panel->model());
    }
    drawL(*m_panel->canvas());
    m_panel->setWeights(halvesNetwork(9, 0));
    m_panel->resize(size);
    QApplication::processEvents();
    QCOMPARE(m_panel->size(), size); // the minimum size isn't larger
    QRegion taken;
    for (const QWidget* child : m_panel->findChildren<QWidget*>(Qt::FindDirectChildrenOnly)) {
        if (child->isHidden()) {
            continue;
        }
        QVERIFY(m_panel->rect().contains(child->geometry()));
        QVERIFY(!taken.intersects(child->geometry()));
        taken += child->geometry();
    }
    QVERIFY(m_panel->canvas()->width() >= 200 && m_panel->canvas()->height() >= 200);
}

} // namespace numeral::ui

QTEST_MAIN(numeral::ui::TestRecognitionPanel)
#include "tst_recognition_panel.moc"
