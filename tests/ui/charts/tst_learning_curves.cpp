// SPDX-License-Identifier: GPL-3.0-or-later
#include "curves_driver.h"

#include <QLabel>
#include <QTest>

#include <limits>

using namespace numeral;
using namespace numeral::ui;

class LearningCurvesTest : public QObject {
    Q_OBJECT

    void addEpochs(int from, int to) { ::addEpochs(*m_curves, from, to); }
    QImage painted();

    std::unique_ptr<LearningCurves> m_curves;

private Q_SLOTS:
    void init();
    void cleanup() { m_curves.reset(); }

    void invitesUntilTheFirstRun();
    void pointsAppearWhereTheyBelong();
    void batchesAppearAsAFineLine();
    void axesFollowTheData();
    void theFirstBatchesDontFlattenTheRest();
    void wheelZoomsEpochsAndADoubleClickReturns();
    void wheelOverAValueAxisZoomsThatAxisAlone();
    void draggingMovesWithinTheData();
    void zoomedOutFullyItFollowsAgain();
    void bestEpochAndEndAreMarked();
    void aNewRunStartsEmpty();
    void readOutTellsTheNearestEpoch();
    void readOutFollowsTheMouse();
    void readOutWithoutValidation();
    void numbersFollowTheLocale();
    void colourFollowsThePalette();
    void screenReadersHearTheNewestFigures();
    void divergedFiguresDoNoHarm();
};

void LearningCurvesTest::init()
{
    m_curves = shownCurves();
    QVERIFY(QTest::qWaitForWindowExposed(m_curves.get()));
}

QImage LearningCurvesTest::painted()
{
    return m_curves->grab().toImage();
}

void LearningCurvesTest::invitesUntilTheFirstRun()
{
    m_curves->setInvitation(QStringLiteral("Press Train"));
    QVERIFY(visibleLabel(*m_curves, QStringLiteral("Press Train")));
    m_curves->clear(100);
    QVERIFY(!visibleLabel(*m_curves, QStringLiteral("Press Train")));
    QCOMPARE(m_curves->visibleEpochs().lower, 0.0);
    QCOMPARE(m_curves->visibleEpochs().upper, 5.0);
}

void LearningCurvesTest::pointsAppearWhereTheyBelong()
{
    m_curves->clear(100);
    addEpochs(1, 6);
    QTRY_VERIFY(m_curves->visibleEpochs().upper > 6);
    for (int epoch = 1; epoch <= 6; ++epoch) {
        const auto expected = figures(epoch);
        const auto& curves = *m_curves;
        QTRY_VERIFY(
            count(painted(), curves.lossPosition(epoch, expected.trainingLoss), 2, trainingOnLight)
            > 12);
        QTRY_VERIFY(count(painted(), curves.accuracyPosition(epoch, expected.trainingAccuracy), 2,
                        trainingOnLight)
            > 12);
        QTRY_VERIFY(count(painted(), curves.lossPosition(epoch, *expected.validationLoss), 5,
                        validationOnLight)
            > 8);
        QTRY_VERIFY(count(painted(), curves.accuracyPosition(epoch, *expected.validationAccuracy),
                        5, validationOnLight)
            > 8);
    }
}

void LearningCurvesTest::batchesAppearAsAFineLine()
{
    m_curves->clear(100);
    addEpochs(1, 1);
    std::vector<BatchFigures> batches;
    for (int i = 1; i <= 20; ++i) {
        batches.push_back({i / 20.0, 0.2, 0.9});
    }
    m_curves->addBatches(batches);
    const auto isTinted = [this](const QPoint& position) {
        const auto image = painted();
        for (int y = position.y() - 1; y <= position.y() + 1; ++y) {
            const auto colour = image.pixelColor(position.x(), y);
            if (colour.hue() > 190 && colour.hue() < 215 && !alike(colour, trainingOnLight)) {
                return true;
            }
        }
        return false;
    };
    QTRY_VERIFY(isTinted(m_curves->lossPosition(0.52, 0.2)));
    QTRY_VERIFY(isTinted(m_curves->accuracyPosition(0.52, 0.9)));
    QVERIFY(!isTinted(m_curves->lossPosition(0.52, 0.1)));
}

void LearningCurvesTest::axesFollowTheData()
{
    m_curves->clear(100);
    addEpochs(1, 3);
    QTRY_VERIFY(m_curves->visibleAccuracy().lower > 80);
    QVERIFY(m_curves->visibleAccuracy().lower < 88);
    QVERIFY(m_curves->visibleAccuracy().upper >= 100);
    QCOMPARE(m_curves->visibleLoss().lower, 0.0);
    QVERIFY(m_curves->visibleLoss().upper > 0.4 && m_curves->visibleLoss().upper < 0.6);
    addEpochs(4, 40);
    QTRY_VERIFY(m_curves->visibleEpochs().upper > 40);
    QVERIFY(m_curves->visibleEpochs().upper < 44);
}

void LearningCurvesTest::theFirstBatchesDontFlattenTheRest()
{
    m_curves->clear(100);
    std::vector<BatchFigures> batches;
    for (int i = 1; i <= 500; ++i) {
        batches.push_back({i / 500.0, 0.3 + 20 * std::exp(-i), 0.9});
    }
    m_curves->addBatches(batches);
    QTRY_VERIFY(m_curves->visibleLoss().upper < 1);
    addEpochs(1, 1);
    QTRY_VERIFY(m_curves->visibleLoss().upper < 0.5);

    // Zooming out still reaches the first loss.
    const auto axis = QPoint(5, m_curves->lossPosition(0, 0).y() - 5);
    turnWheel(*m_curves, axis, -50);
    QVERIFY(m_curves->visibleLoss().upper > 7);
}

void LearningCurvesTest::wheelZoomsEpochsAndADoubleClickReturns()
{
    m_curves->clear(100);
    addEpochs(1, 20);
    QTRY_VERIFY(m_curves->visibleEpochs().upper > 20);
    const auto all = m_curves->visibleEpochs();
    const auto loss = m_curves->visibleLoss();
    const auto position = m_curves->lossPosition(10, 0.2);

    turnWheel(*m_curves, position, 2);
    const auto zoomed = m_curves->visibleEpochs();
    QVERIFY(zoomed.size() < 0.8 * all.size());
    QVERIFY(zoomed.lower < 10 && zoomed.upper > 10);
    QCOMPARE(m_curves->visibleLoss(), loss);
    // Both charts show the same epochs.
    QCOMPARE(m_curves->accuracyPosition(10, 0.9).x(), m_curves->lossPosition(10, 0.2).x());

    addEpochs(21, 30); // the zoomed view stays
    QTRY_VERIFY(m_curves->accessibleDescription().contains(QStringLiteral("30")));
    QCoreApplication::processEvents();
    QCOMPARE(m_curves->visibleEpochs(), zoomed);

    QTest::mouseDClick(&plotOf(*m_curves, position), Qt::LeftButton, {}, position);
    QVERIFY(m_curves->visibleEpochs().lower == 0 && m_curves->visibleEpochs().upper > 30);
    addEpochs(31, 40);
    QTRY_VERIFY(m_curves->visibleEpochs().upper > 40);
}

void LearningCurvesTest::wheelOverAValueAxisZoomsThatAxisAlone()
{
    m_curves->clear(100);
    addEpochs(1, 10);
    QTRY_VERIFY(m_curves->visibleEpochs().upper > 10);
    static_cast<void>(painted());
    const auto epochs = m_curves->visibleEpochs();
    const auto loss = m_curves->visibleLoss();
    const auto accuracy = m_curves->visibleAccuracy();
    turnWheel(*m_curves, {10, m_curves->accuracyPosition(0, 0.95).y()}, 2);
    QVERIFY(m_curves->visibleAccuracy().size() < 0.8 * accuracy.size());
    QCOMPARE(m_curves->visibleEpochs(), epochs);
    QCOMPARE(m_curves->visibleLoss(), loss);
}

void LearningCurvesTest::draggingMovesWithinTheData()
{
    m_curves->clear(100);
    addEpochs(1, 20);
    QTRY_VERIFY(m_curves->visibleEpochs().upper > 20);
    const auto all = m_curves->visibleEpochs();
    const auto from = m_curves->lossPosition(10, 0.2);
    turnWheel(*m_curves, from, 4);
    const auto zoomed = m_curves->visibleEpochs();
    auto& plot = plotOf(*m_curves, from);
    const auto drag = [&plot, &from](int pixels) {
        QTest::mousePress(&plot, Qt::LeftButton, {}, from);
        const QPoint to(from.x() + pixels, from.y());
        QMouseEvent move(QEvent::MouseMove, to, plot.mapToGlobal(to), Qt::NoButton, Qt::LeftButton,
            Qt::NoModifier);
        QApplication::sendEvent(&plot, &move);
        QTest::mouseRelease(&plot, Qt::LeftButton, {}, to);
    };
    drag(-60);
    QVERIFY(m_curves->visibleEpochs().lower > zoomed.lower);
    QVERIFY(qFuzzyCompare(m_curves->visibleEpochs().size(), zoomed.size()));
    drag(100'000); // no further than the data
    QCOMPARE(m_curves->visibleEpochs().lower, all.lower);
    QVERIFY(qFuzzyCompare(m_curves->visibleEpochs().size(), zoomed.size()));
}

void LearningCurvesTest::zoomedOutFullyItFollowsAgain()
{
    m_curves->clear(100);
    addEpochs(1, 20);
    QTRY_VERIFY(m_curves->visibleEpochs().upper > 20);
    const auto position = m_curves->lossPosition(10, 0.2);
    turnWheel(*m_curves, position, 2);
    turnWheel(*m_curves, position, -6);
    addEpochs(21, 40);
    QTRY_VERIFY(m_curves->visibleEpochs().upper > 40);
}

void LearningCurvesTest::bestEpochAndEndAreMarked()
{
    m_curves->clear(100);
    addEpochs(1, 12);
    QTRY_VERIFY(m_curves->visibleEpochs().upper > 12);
    const auto star = m_curves->lossPosition(10, *figures(10).validationLoss);
    const auto unmarked = painted();
    QVERIFY(count(unmarked, star, 1, validationOnLight) < 9); // a hollow diamond

    m_curves->markBest(10);
    m_curves->markEnd(12, QStringLiteral("stopped early"));
    QTRY_COMPARE(count(painted(), star, 1, validationOnLight), 9); // a solid star
    // Marker lines and their labels are painted over the charts.
    const auto differs = [&unmarked, this](const QRect& area) {
        return painted().copy(area) != unmarked.copy(area);
    };
    const auto best = m_curves->lossPosition(10, 0.3);
    const auto end = m_curves->lossPosition(12, 0.3);
    QVERIFY(differs({best.x() - 1, best.y() - 10, 3, 20}));
    QVERIFY(differs({end.x() - 1, end.y() - 10, 3, 20}));
    const auto top = m_curves->lossPosition(12, m_curves->visibleLoss().upper);
    QVERIFY(differs({top.x() - 60, top.y(), 50, 20})); // "stopped early" beside the line

    QVERIFY(m_curves->readOutAt(best).contains(QStringLiteral("best")));
    QVERIFY(!m_curves->readOutAt(end).contains(QStringLiteral("best")));
    auto better = figures(13);
    better.best = true;
    m_curves->addEpoch(better);
    QVERIFY(!m_curves->readOutAt(best).contains(QStringLiteral("best")));
}

void LearningCurvesTest::aNewRunStartsEmpty()
{
    m_curves->clear(100);
    addEpochs(1, 12);
    m_curves->markBest(3);
    m_curves->markEnd(12, QStringLiteral("stopped early"));
    QTRY_VERIFY(m_curves->visibleEpochs().upper > 12);
    const auto middle = m_curves->rect().center();
    const auto inCharts
        = [this, &middle](const QColor& colour) { return count(painted(), middle, 180, colour); };
    QTRY_VERIFY(inCharts(trainingOnLight) > 100 && inCharts(validationOnLight) > 100);
    m_curves->clear(100);
    QTRY_COMPARE(inCharts(trainingOnLight) + inCharts(validationOnLight), 0);
    QVERIFY(m_curves->readOutAt(m_curves->lossPosition(2, 0.1)).isEmpty());
}

void LearningCurvesTest::readOutTellsTheNearestEpoch()
{
    m_curves->clear(100);
    QVERIFY(m_curves->readOutAt(m_curves->lossPosition(1, 0.2)).isEmpty());
    addEpochs(1, 4);
    m_curves->markBest(2);
    static_cast<void>(painted());
    QCOMPARE(m_curves->readOutAt(m_curves->lossPosition(2.3, 0.2)),
        QStringLiteral("Epoch 2 (best)\n"
                       "Training: loss 0.2000, accuracy 94.00%\n"
                       "Validation: loss 0.2500, accuracy 91.50%"));
    const auto onAccuracy = m_curves->readOutAt(m_curves->accuracyPosition(2.7, 0.95));
    QVERIFY(onAccuracy.startsWith(QStringLiteral("Epoch 3\n")));
    const auto atTheEnd = m_curves->readOutAt(m_curves->lossPosition(4.9, 0.2));
    QVERIFY(atTheEnd.startsWith(QStringLiteral("Epoch 4\n")));
    QVERIFY(m_curves->readOutAt({2, 2}).isEmpty());
}

void LearningCurvesTest::readOutFollowsTheMouse()
{
    m_curves->clear(100);
    addEpochs(1, 4);
    QTRY_VERIFY(m_curves->visibleAccuracy().lower > 80);
    static_cast<void>(painted());
    const auto position = m_curves->lossPosition(3, 0.2);
    auto& plot = plotOf(*m_curves, position);
    const auto without = painted();
    QTest::mouseMove(&plot, position);
    QTRY_VERIFY(visibleLabel(*m_curves, QStringLiteral("Epoch 3\n")));
    // A vertical line through the charts, away from the text.
    const auto line = QRect(m_curves->accuracyPosition(3, 0.99), QSize(1, 20));
    QTRY_VERIFY(painted().copy(line) != without.copy(line));

    QTest::mouseMove(&plot, m_curves->lossPosition(1, 0.2));
    QTRY_VERIFY(visibleLabel(*m_curves, QStringLiteral("Epoch 1\n")));

    QEvent leave(QEvent::Leave);
    QApplication::sendEvent(&plot, &leave);
    QVERIFY(!visibleLabel(*m_curves, QStringLiteral("Epoch")));
}

void LearningCurvesTest::readOutWithoutValidation()
{
    m_curves->clear(100);
    auto alone = figures(1);
    alone.validationLoss.reset();
    alone.validationAccuracy.reset();
    m_curves->addEpoch(alone);
    m_curves->markBest(1);
    static_cast<void>(painted());
    const auto text = m_curves->readOutAt(m_curves->lossPosition(1, 0.2));
    QVERIFY(text.contains(QStringLiteral("Training")));
    QVERIFY(!text.contains(QStringLiteral("Validation")));
}

void LearningCurvesTest::numbersFollowTheLocale()
{
    m_curves->clear(100);
    addEpochs(1, 2);
    const auto english = painted();
    m_curves->setLocale(QLocale(QLocale::German, QLocale::Germany));
    QTRY_VERIFY(painted() != english); // the tick labels
    QVERIFY(m_curves->readOutAt(m_curves->lossPosition(1, 0.2)).contains(QStringLiteral("0,4000")));
}

void LearningCurvesTest::colourFollowsThePalette()
{
    m_curves->clear(100);
    addEpochs(1, 6);
    QTRY_VERIFY(m_curves->visibleEpochs().upper > 6);
    const auto point = m_curves->lossPosition(2, figures(2).trainingLoss);
    QTRY_VERIFY(count(painted(), point, 2, trainingOnLight) > 12);
    QVERIFY(painted().pixelColor(3, 3).lightness() > 200);

    QPalette dark(QColor(0x303030));
    dark.setColor(QPalette::Base, QColor(0x202020));
    dark.setColor(QPalette::Text, Qt::white);
    m_curves->setPalette(dark);
    QTRY_VERIFY(count(painted(), point, 2, trainingOnDark) > 12);
    QVERIFY(painted().pixelColor(3, 3).lightness() < 60);
}

void LearningCurvesTest::screenReadersHearTheNewestFigures()
{
    QVERIFY(!m_curves->accessibleName().isEmpty());
    m_curves->clear(100);
    addEpochs(1, 4);
    QVERIFY(m_curves->accessibleDescription().contains(QStringLiteral("Epoch 4")));
    QVERIFY(m_curves->accessibleDescription().contains(QStringLiteral("0.1000")));
}

void LearningCurvesTest::divergedFiguresDoNoHarm()
{
    m_curves->clear(100);
    addEpochs(1, 3);
    auto diverged = figures(4);
    diverged.trainingLoss = std::numeric_limits<double>::infinity();
    diverged.validationLoss = std::numeric_limits<double>::quiet_NaN();
    const BatchFigures batch{4, std::numeric_limits<double>::quiet_NaN(), 0.1};
    m_curves->addBatches({&batch, 1});
    m_curves->addEpoch(diverged);
    m_curves->markBest(3);
    QTRY_VERIFY(m_curves->visibleLoss().upper > 0.4 && m_curves->visibleLoss().upper < 0.6);
    QTRY_VERIFY(count(painted(), m_curves->lossPosition(1, 0.4), 2, trainingOnLight) > 12);
}

QTEST_MAIN(LearningCurvesTest)
#include "tst_learning_curves.moc"
