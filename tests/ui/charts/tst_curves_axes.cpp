// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the axes show: nothing that a loss or an accuracy can't be; a logarithmic loss; the way back
// from zooming.
#include "curves_driver.h"

#include <QAbstractButton>
#include <QAction>
#include <QSignalSpy>
#include <QTest>

#include <cmath>

using namespace numeral;
using namespace numeral::ui;

namespace {

/// Positions in the charts.
constexpr QPoint inLoss(350, 150);
constexpr QPoint inAccuracy(350, 350);

} // namespace

class CurvesAxesTest : public QObject {
    Q_OBJECT

    void showRun(int epochs);
    void turnEverywhere(int notches);
    void drag(const QPoint& from, const QPoint& distance);
    bool isWithinBounds() const;
    QAbstractButton& button() const;
    QImage painted() { return m_curves->grab().toImage(); }

    std::unique_ptr<LearningCurves> m_curves;

private Q_SLOTS:
    void init();
    void cleanup() { m_curves.reset(); }

    void theAxesNeverLeaveTheirBounds_data();
    void theAxesNeverLeaveTheirBounds();
    void perfectFiguresAreSeenWhole();
    void aLogarithmicLossShowsEveryEpoch();
    void zeroLossesDontBreakALogarithmicAxis_data();
    void zeroLossesDontBreakALogarithmicAxis();
    void aLogarithmicAxisZoomsWithinTheData();
    void backToALinearAxis();
    void aButtonLeadsBackFromZooming_data();
    void aButtonLeadsBackFromZooming();
    void zoomingOutAgainHidesTheButton();
};

void CurvesAxesTest::init()
{
    m_curves = shownCurves();
    QVERIFY(QTest::qWaitForWindowExposed(m_curves.get()));
}

void CurvesAxesTest::showRun(int epochs)
{
    m_curves->clear(100);
    addEpochs(*m_curves, 1, epochs);
    QTRY_VERIFY(m_curves->visibleEpochs().upper > epochs);
    static_cast<void>(painted());
}

/// Over the charts and over each axis.
void CurvesAxesTest::turnEverywhere(int notches)
{
    for (const auto& position :
        {inLoss, inAccuracy, QPoint(5, inLoss.y()), QPoint(5, inAccuracy.y())}) {
        turnWheel(*m_curves, position, notches);
    }
}

void CurvesAxesTest::drag(const QPoint& from, const QPoint& distance)
{
    auto& plot = plotOf(*m_curves, from);
    QTest::mousePress(&plot, Qt::LeftButton, {}, from);
    QMouseEvent move(QEvent::MouseMove, from + distance, plot.mapToGlobal(from + distance),
        Qt::NoButton, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&plot, &move);
    QTest::mouseRelease(&plot, Qt::LeftButton, {}, from + distance);
}

bool CurvesAxesTest::isWithinBounds() const
{
    return m_curves->visibleEpochs().lower >= 0 && m_curves->visibleLoss().lower >= 0
        && m_curves->visibleAccuracy().lower >= 0 && m_curves->visibleAccuracy().upper <= 100;
}

QAbstractButton& CurvesAxesTest::button() const
{
    return *m_curves->findChild<QAbstractButton*>(QStringLiteral("showAllButton"));
}

void CurvesAxesTest::theAxesNeverLeaveTheirBounds_data()
{
    QTest::addColumn<double>("worst"); // accuracy of the first epoch
    QTest::addColumn<bool>("logarithmic");
    QTest::newRow("usual") << 0.88 << false;
    QTest::newRow("nothing right") << 0.0 << false;
    QTest::newRow("all right") << 1.0 << false;
    QTest::newRow("logarithmic") << 0.88 << true;
}

void CurvesAxesTest::theAxesNeverLeaveTheirBounds()
{
    QFETCH(const double, worst);
    QFETCH(const bool, logarithmic);
    m_curves->clear(100);
    QVERIFY(isWithinBounds());
    m_curves->logarithmicAction()->setChecked(logarithmic);
    auto first = figures(1);
    first.trainingAccuracy = worst;
    first.validationAccuracy = worst;
    m_curves->addEpoch(first);
    addEpochs(*m_curves, 2, 10);
    QTRY_VERIFY(m_curves->visibleEpochs().upper > 10);
    static_cast<void>(painted());
    QVERIFY(isWithinBounds());
    for (const int notches : {-20, 7, -3, 1, -20}) {
        turnEverywhere(notches);
        QVERIFY(isWithinBounds());
        for (const auto& distance :
            {QPoint(5000, 0), QPoint(0, 5000), QPoint(-5000, 0), QPoint(0, -5000)}) {
            drag(inLoss, distance);
            drag(inAccuracy, distance);
            QVERIFY(isWithinBounds());
        }
    }
}

/// Points at 100% and at a loss of 0 are not cut in half at the ends of the axes.
void CurvesAxesTest::perfectFiguresAreSeenWhole()
{
    m_curves->clear(100);
    addEpochs(*m_curves, 1, 3);
    auto perfect = figures(4);
    perfect.trainingLoss = 0;
    perfect.trainingAccuracy = 1;
    m_curves->addEpoch(perfect);
    QTRY_VERIFY(m_curves->visibleAccuracy().lower > 80);
    QCOMPARE(m_curves->visibleAccuracy().upper, 100.0);
    const auto isWhole = [this](const QPoint& point) {
        const auto image = painted();
        return count(image, point + QPoint(0, 2), 1, trainingOnLight) >= 6
            && count(image, point - QPoint(0, 2), 1, trainingOnLight) >= 6;
    };
    QTRY_VERIFY(isWhole(m_curves->accuracyPosition(4, 1)));
    QTRY_VERIFY(isWhole(m_curves->lossPosition(4, 0)));
}

void CurvesAxesTest::aLogarithmicLossShowsEveryEpoch()
{
    showRun(10);
    const auto accuracy = m_curves->visibleAccuracy();
    m_curves->logarithmicAction()->setChecked(true);
    static_cast<void>(painted());
    // Equal ratios have equal distances.
    const auto y = [this](double loss) { return m_curves->lossPosition(1, loss).y(); };
    QVERIFY(std::abs((y(0.1) - y(0.2)) - (y(0.05) - y(0.1))) <= 1);
    QVERIFY(m_curves->visibleLoss().lower < 0.04 && m_curves->visibleLoss().lower > 0.02);
    QVERIFY(m_curves->visibleLoss().upper > 0.4 && m_curves->visibleLoss().upper < 0.6);
    QCOMPARE(m_curves->visibleAccuracy(), accuracy);
    QTRY_VERIFY(count(painted(), m_curves->lossPosition(10, 0.04), 2, trainingOnLight) > 12);

    // Small losses of later epochs stay in view.
    auto small = figures(11);
    small.trainingLoss = 1e-5;
    m_curves->addEpoch(small);
    QTRY_VERIFY(m_curves->visibleLoss().lower < 1e-5);
    QTRY_VERIFY(count(painted(), m_curves->lossPosition(11, 1e-5), 2, trainingOnLight) > 12);
}

void CurvesAxesTest::zeroLossesDontBreakALogarithmicAxis_data()
{
    QTest::addColumn<int>("zerosFrom"); // epoch
    QTest::newRow("some") << 4;
    QTest::newRow("all") << 1;
}

void CurvesAxesTest::zeroLossesDontBreakALogarithmicAxis()
{
    QFETCH(const int, zerosFrom);
    m_curves->logarithmicAction()->setChecked(true);
    m_curves->clear(100);
    std::vector<BatchFigures> batches;
    for (int i = 1; i <= 1000; ++i) {
        batches.push_back({i / 200.0, i % 2 == 0 ? 0.0 : 0.1, 1.0});
    }
    m_curves->addBatches(batches);
    for (int epoch = 1; epoch <= 6; ++epoch) {
        auto run = figures(epoch);
        if (epoch >= zerosFrom) {
            run.trainingLoss = 0;
            run.validationLoss = 0;
        }
        m_curves->addEpoch(run);
    }
    m_curves->markBest(5);
    QTRY_VERIFY(m_curves->visibleEpochs().upper > 6);
    static_cast<void>(painted());
    turnEverywhere(-3);
    turnEverywhere(2);
    m_curves->showAllAction()->trigger();
    const auto shown = m_curves->visibleLoss();
    QVERIFY(shown.lower > 0 && shown.upper > shown.lower && std::isfinite(shown.upper));
    if (zerosFrom > 1) {
        QVERIFY(shown.lower > 0.05 && shown.upper < 1);
        QTRY_VERIFY(count(painted(), m_curves->lossPosition(1, 0.4), 2, trainingOnLight) > 12);
    }
    QVERIFY(m_curves->readOutAt(m_curves->accuracyPosition(5, 0.9))
                .contains(zerosFrom <= 5 ? QStringLiteral("0.0000") : QString()));
}

void CurvesAxesTest::aLogarithmicAxisZoomsWithinTheData()
{
    m_curves->logarithmicAction()->setChecked(true);
    showRun(10);
    const auto all = m_curves->visibleLoss();
    const auto axis = QPoint(5, m_curves->lossPosition(1, 0.1).y());
    turnWheel(*m_curves, axis, 3);
    QVERIFY(m_curves->visibleLoss().lower > all.lower);
    QVERIFY(m_curves->visibleLoss().upper < all.upper);
    QVERIFY(m_curves->isZoomed() || QTest::qWaitFor([this] { return m_curves->isZoomed(); }));
    turnWheel(*m_curves, axis, -20);
    QCOMPARE(m_curves->visibleLoss(), all);
    QTRY_VERIFY(!m_curves->isZoomed());
}

void CurvesAxesTest::backToALinearAxis()
{
    showRun(10);
    const auto linear = m_curves->visibleLoss();
    m_curves->logarithmicAction()->setChecked(true);
    m_curves->logarithmicAction()->setChecked(false);
    QCOMPARE(m_curves->visibleLoss(), linear);
}

void CurvesAxesTest::aButtonLeadsBackFromZooming_data()
{
    QTest::addColumn<QString>("axis");
    QTest::newRow("epochs") << QStringLiteral("epochs");
    QTest::newRow("loss") << QStringLiteral("loss");
    QTest::newRow("accuracy") << QStringLiteral("accuracy");
}

void CurvesAxesTest::aButtonLeadsBackFromZooming()
{
    QFETCH(const QString, axis);
    showRun(20);
    QVERIFY(!button().isVisible());
    const QList all{
        m_curves->visibleEpochs(), m_curves->visibleLoss(), m_curves->visibleAccuracy()};
    const QSignalSpy changes(m_curves.get(), &LearningCurves::isZoomedChanged);
    const auto loss = m_curves->lossPosition(10, 0.2);
    turnWheel(*m_curves,
        axis == QLatin1String("epochs")     ? loss
            : axis == QLatin1String("loss") ? QPoint(5, loss.y())
                                            : QPoint(5, m_curves->accuracyPosition(10, 0.95).y()),
        2);
    QTRY_VERIFY(button().isVisible());
    QVERIFY(m_curves->isZoomed());
    QVERIFY(button().toolTip().contains(QStringLiteral("Ctrl+0")));
    QVERIFY(m_curves->rect().contains(button().geometry()));
    QCOMPARE(changes.size(), 1);

    addEpochs(*m_curves, 21, 21); // the zoomed view and the button stay
    QTRY_VERIFY(m_curves->accessibleDescription().contains(QStringLiteral("21")));
    static_cast<void>(painted());
    QVERIFY(button().isVisible());

    QTest::mouseClick(&button(), Qt::LeftButton);
    QTRY_VERIFY(!button().isVisible());
    QVERIFY(!m_curves->isZoomed());
    QVERIFY(m_curves->visibleEpochs().upper > 21 && m_curves->visibleEpochs().lower == 0);
    QCOMPARE(m_curves->visibleLoss(), all[1]);
    QCOMPARE(m_curves->visibleAccuracy(), all[2]);
}

void CurvesAxesTest::zoomingOutAgainHidesTheButton()
{
    showRun(20);
    turnEverywhere(3);
    QTRY_VERIFY(button().isVisible());
    turnEverywhere(-30);
    QTRY_VERIFY(!button().isVisible());
}

QTEST_MAIN(CurvesAxesTest)
#include "tst_curves_axes.moc"
