// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/reading/reading_order.h"

#include <QTest>

#include <algorithm>

using namespace numeral;

namespace {

/// Boxes of 20 × 30 pixels, whose tops lie on a line that falls by `slope` rows per column.
std::vector<PixelBox> line(int top, std::vector<int> lefts, double slope = 0)
{
    std::vector<PixelBox> boxes;
    for (const int left : lefts) {
        const int y = top + static_cast<int>(slope * left);
        boxes.push_back({left, y, left + 20, y + 30});
    }
    return boxes;
}

std::vector<PixelBox> together(const std::vector<std::vector<PixelBox>>& lines)
{
    std::vector<PixelBox> all;
    for (const std::vector<PixelBox>& boxes : lines) {
        all.insert(all.end(), boxes.begin(), boxes.end());
    }
    return all;
}

Word flat(const std::vector<TextLine>& lines)
{
    Word all;
    for (const TextLine& text : lines) {
        for (const Word& word : text) {
            all.insert(all.end(), word.begin(), word.end());
        }
    }
    return all;
}

} // namespace

class TestReadingOrder : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void linesMayRiseAndFall_data();
    void linesMayRiseAndFall();
    void wordsAreTold();
    void heightsMayDiffer();
    void nothingHasNoLines();
};

void TestReadingOrder::linesMayRiseAndFall_data()
{
    QTest::addColumn<double>("slope");
    for (const double slope : {-0.2, -0.1, 0.0, 0.1, 0.2}) {
        QTest::addRow("%g", slope) << slope;
    }
}

void TestReadingOrder::linesMayRiseAndFall()
{
    QFETCH(const double, slope);
    const std::vector<int> places{0, 30, 60, 90, 120, 150, 180, 210, 240};
    std::vector<PixelBox> boxes = together(
        {line(100, places, slope), line(150, places, slope), line(200, {0, 30, 60}, slope)});
    std::reverse(boxes.begin(), boxes.end());
    const std::vector<TextLine> lines = linesOf(boxes);
    QCOMPARE(lines.size(), std::size_t{3});
    Word expected(boxes.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
        expected[i] = expected.size() - 1 - i;
    }
    QCOMPARE(flat(lines), expected);
}

void TestReadingOrder::wordsAreTold()
{
    const std::vector<TextLine> lines = linesOf(line(0, {0, 24, 48, 110, 134, 158, 300}));
    QCOMPARE(lines.size(), std::size_t{1});
    QCOMPARE(lines[0].size(), std::size_t{3});
    QCOMPARE(lines[0][0], (Word{0, 1, 2}));
    QCOMPARE(lines[0][1], (Word{3, 4, 5}));
    QCOMPARE(lines[0][2], (Word{6}));
}

void TestReadingOrder::heightsMayDiffer()
{
    const std::vector<PixelBox> boxes{
        {0, 0, 20, 40}, {30, 12, 50, 38}, {60, -4, 80, 36}, {0, 60, 20, 95}, {30, 66, 50, 92}};
    QCOMPARE(flat(linesOf(boxes)), (Word{0, 1, 2, 3, 4}));
    QCOMPARE(linesOf(boxes).size(), std::size_t{2});
}

void TestReadingOrder::nothingHasNoLines()
{
    QVERIFY(linesOf({}).empty());
    QCOMPARE(linesOf({{3, 3, 4, 4}}).size(), std::size_t{1});
}

QTEST_GUILESS_MAIN(TestReadingOrder)
#include "tst_reading_order.moc"
