// SPDX-License-Identifier: GPL-3.0-or-later
//
// The legend is never cut off. CTest runs this at 100% and at 200%.
#include "curves_driver.h"

#include <QTest>

using namespace numeral::ui;

class CurvesLegendTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theLegendIsInsideThePlot_data();
    void theLegendIsInsideThePlot();
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

QTEST_MAIN(CurvesLegendTest)
#include "tst_curves_legend.moc"
