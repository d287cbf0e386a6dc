// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/clipped_line.h"

#include <QTest>

#include <limits>

using numeral::ui::clippedLine;

class ClippedLineTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void linesAreCutAtTheEdges_data();
    void linesAreCutAtTheEdges();
};

void ClippedLineTest::linesAreCutAtTheEdges_data()
{
    constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
    using Pieces = QList<QPolygonF>;
    QTest::addColumn<QPolygonF>("line");
    QTest::addColumn<Pieces>("expected");
    QTest::newRow("inside") << QPolygonF{{1, 1}, {5, 4}, {9, 1}}
                            << Pieces{{{{1, 1}, {5, 4}, {9, 1}}}};
    QTest::newRow("through") << QPolygonF{{-5, 5}, {15, 5}} << Pieces{{{{0, 5}, {10, 5}}}};
    QTest::newRow("beside") << QPolygonF{{-5, 5}, {-5, 20}} << Pieces{};
    QTest::newRow("around a corner") << QPolygonF{{-3, 8}, {5, 20}} << Pieces{};
    QTest::newRow("out and in again")
        << QPolygonF{{2, 8}, {4, 12}, {6, 8}} << Pieces{{{{2, 8}, {3, 10}}}, {{{5, 10}, {6, 8}}}};
    QTest::newRow("a gap") << QPolygonF{{1, 1}, {2, 2}, {3, nothing}, {4, 4}, {5, 5}}
                           << Pieces{{{{1, 1}, {2, 2}}}, {{{4, 4}, {5, 5}}}};
    QTest::newRow("a single point") << QPolygonF{{1, 1}} << Pieces{};
    QTest::newRow("nothing") << QPolygonF{} << Pieces{};
}

void ClippedLineTest::linesAreCutAtTheEdges()
{
    QFETCH(const QPolygonF, line);
    QFETCH(const QList<QPolygonF>, expected);
    QCOMPARE(clippedLine(line, QRectF(0, 0, 10, 10)), expected);
}

QTEST_GUILESS_MAIN(ClippedLineTest)
#include "tst_clipped_line.moc"
