// SPDX-License-Identifier: GPL-3.0-or-later
//
// The legend is never cut off. CTest runs this at 100% and at 200%.
#include "curves_driver.h"

#include <QAction>
#include <QTest>

using namespace numeral;
using namespace numeral::ui;

namespace {

void addBatches(LearningCurves& curves, int epochs)
{
    std::vector<BatchFigures> batches;
    for (int i = 1; i <= 10 * epochs; ++i) {
        batches.push_back({0.1 * i, 1.0 / i, 0.5});
    }
    curves.addBatches(batches);
}

/// Verifies that no two numbers left of a chart, whose axis is between the two points, share a row
/// of pixels.
void verifyLabels(
    const LearningCurves& curves, const QImage& image, const QPoint& top, const QPoint& bottom)
{
    const double scale = image.devicePixelRatio();
    const QColor paper = image.pixelColor(QPoint(4, 4) * scale);
    const QFontMetrics metrics(curves.font());
    const int line = qRound(scale * metrics.height());
    const int right = qRound(scale * (top.x() - 8)); // of the numbers; left of them is the title
    const int left = right - qRound(scale * metrics.horizontalAdvance(QStringLiteral("00")));
    int labels = 0;
    int run = 0;
    for (int y = qRound(scale * top.y()); y < qRound(scale * bottom.y()); ++y) {
        bool isInked = false;
        for (int x = left; x < right; ++x) {
            isInked = isInked || image.pixelColor(x, y) != paper;
        }
        labels += isInked && run == 0 ? 1 : 0;
        run = isInked ? run + 1 : 0;
        QVERIFY2(run <= line, qPrintable(QStringLiteral("at %1").arg(y)));
    }
    QVERIFY(labels >= 1);
}

} // namespace

class CurvesLegendTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theLegendIsInsideThePlot_data();
    void theLegendIsInsideThePlot();
    void batchesAreNamedOnlyWhereThereAreAny();
    void labelsDoNotOverlapInLowCharts_data();
    void labelsDoNotOverlapInLowCharts();
};

void CurvesLegendTest::theLegendIsInsideThePlot_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<double>("fontScale");
    QTest::addColumn<int>("rows"); // at least
    constexpr QSize least; // as small as it may become
    QTest::newRow("wide") << QSize(900, 600) << 1.0 << 1;
    QTest::newRow("as small as possible") << least << 1.0 << 2;
    QTest::newRow("large letters") << QSize(480, 500) << 1.5 << 2;
    QTest::newRow("large letters, small") << least << 1.5 << 3;
    QTest::newRow("huge letters, small") << least << 3.0 << 3;
}

void CurvesLegendTest::theLegendIsInsideThePlot()
{
    QFETCH(const QSize, size);
    QFETCH(const double, fontScale);
    QFETCH(const int, rows);
    auto curves = shownCurves();
    auto font = curves->font();
    font.setPointSizeF(fontScale * font.pointSizeF());
    curves->setFont(font);
    curves->resize(size.isEmpty() ? curves->minimumSizeHint() : size);
    curves->clear(100);
    addBatches(*curves, 5);
    addEpochs(*curves, 1, 5);
    QVERIFY(QTest::qWaitForWindowExposed(curves.get()));
    QTRY_VERIFY(curves->visibleEpochs().upper > 5);
    curves->clearFocus(); // no frame
    const auto image = curves->grab().toImage();
    const auto legend = curves->legendArea();
    QVERIFY(curves->rect().contains(legend));
    QVERIFY(legend.height() >= rows * QFontMetrics(font).height());
    QVERIFY(legend.bottom() < curves->lossPosition(0, curves->visibleLoss().upper).y());

    // Nothing is painted up to the legend's right end: there texts would be cut.
    const auto scale = image.devicePixelRatio();
    const auto paper = image.pixelColor(QPoint(4, 4) * scale);
    int inked = 0;
    for (int x = qRound(scale * (legend.right() - 8)); x < qRound(scale * legend.right()); ++x) {
        for (int y = qRound(scale * legend.top()); y < qRound(scale * legend.bottom()); ++y) {
            inked += image.pixelColor(x, y) == paper ? 0 : 1;
        }
    }
    QCOMPARE(inked, 0);
}

void CurvesLegendTest::batchesAreNamedOnlyWhereThereAreAny()
{
    auto curves = shownCurves();
    QVERIFY(QTest::qWaitForWindowExposed(curves.get()));
    curves->clear(100);
    curves->grab();
    const int all = curves->legendArea().width();
    addEpochs(*curves, 1, 5); // of a run of the past
    QTRY_VERIFY(curves->visibleEpochs().upper > 5);
    curves->grab();
    QVERIFY(curves->legendArea().width() < 0.8 * all);

    curves->clear(100);
    addBatches(*curves, 5);
    addEpochs(*curves, 1, 5);
    QTRY_VERIFY(curves->visibleEpochs().upper > 5);
    curves->grab();
    QCOMPARE(curves->legendArea().width(), all);
}

void CurvesLegendTest::labelsDoNotOverlapInLowCharts_data()
{
    QTest::addColumn<int>("height");
    QTest::addColumn<bool>("isLogarithmic");
    for (const bool isLogarithmic : {false, true}) {
        for (const int height : {220, 260, 320, 600}) {
            QTest::addRow("%d, %s", height, isLogarithmic ? "logarithmic" : "linear")
                << height << isLogarithmic;
        }
    }
}

void CurvesLegendTest::labelsDoNotOverlapInLowCharts()
{
    QFETCH(const int, height);
    QFETCH(const bool, isLogarithmic);
    auto curves = shownCurves();
    curves->logarithmicAction()->setChecked(isLogarithmic);
    curves->resize(500, height);
    curves->clear(100);
    addEpochs(*curves, 1, 30);
    QVERIFY(QTest::qWaitForWindowExposed(curves.get()));
    QTRY_VERIFY(curves->visibleEpochs().upper > 5);
    curves->grab();
    QCoreApplication::processEvents();
    const QImage image = curves->grab().toImage();

    const double first = curves->visibleEpochs().lower;
    const ValueRange loss = curves->visibleLoss();
    const ValueRange accuracy = curves->visibleAccuracy();
    verifyLabels(*curves, image, curves->lossPosition(first, loss.upper),
        curves->lossPosition(first, loss.lower));
    verifyLabels(*curves, image, curves->accuracyPosition(first, accuracy.upper / 100),
        curves->accuracyPosition(first, accuracy.lower / 100));
}

QTEST_MAIN(CurvesLegendTest)
#include "tst_curves_legend.moc"
