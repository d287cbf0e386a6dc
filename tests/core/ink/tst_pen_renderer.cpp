// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ink/pen_renderer.h"

#include <QtTest>

#include <algorithm>
#include <numeric>

using namespace numeral;

namespace {

double ink(const GreyImage& image)
{
    return std::accumulate(image.pixels.begin(), image.pixels.end(), 0.0) / 255.0;
}

} // namespace

class TestPenRenderer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aLineIsAsWideAsThePen();
    void sizeAndPlaceDoNotMatter();
    void aDotIsRound();
    void nothingGivesNothing();
    void fewPointsMakeACurve();
};

void TestPenRenderer::aLineIsAsWideAsThePen()
{
    for (const double pen : {0.05, 0.1}) {
        const GreyImage image = renderPen({{{0, 0}, {0, 5}}}, pen);
        const std::size_t middle = image.rows / 2;
        double width = 0;
        for (std::size_t column = 0; column < image.columns; ++column) {
            width += image.at(middle, column) / 255.0;
        }
        QVERIFY2(std::abs(width - 80 * pen) < 0.15, qPrintable(QString::number(width)));
        QVERIFY(image.at(0, 0) == 0); // there is a margin
        // A capsule: a rectangle and a circle.
        const double area = 80 * 80 * pen + 3.14159 / 4 * 80 * pen * 80 * pen;
        QVERIFY(std::abs(ink(image) - area) < 0.02 * area);
    }
}

void TestPenRenderer::sizeAndPlaceDoNotMatter()
{
    const PenStroke small{{0.1, 0.2}, {0.3, 0.1}, {0.2, 0.5}};
    PenStroke large;
    for (const PenPoint& point : small) {
        large.push_back({1000 * point.x + 7000, 1000 * point.y - 5000});
    }
    const GreyImage a = renderPen({small}, 0.08);
    const GreyImage b = renderPen({large}, 0.08);
    QCOMPARE(b.columns, a.columns);
    int differing = 0;
    for (std::size_t i = 0; i < a.pixels.size(); ++i) {
        differing += std::abs(int(a.pixels[i]) - int(b.pixels[i])) > 1 ? 1 : 0;
    }
    QCOMPARE(differing, 0);
}

void TestPenRenderer::aDotIsRound()
{
    const GreyImage image = renderPen({{{3, 4}}}, 0.1);
    QCOMPARE(image.rows, image.columns);
    QVERIFY(std::abs(ink(image) - 3.14159 * 16) < 1);
}

void TestPenRenderer::nothingGivesNothing()
{
    QVERIFY(renderPen({}, 0.1).pixels.empty());
    QVERIFY(renderPen({{}}, 0.1).pixels.empty());
}

/// A square's corners are cut, so its ink is shorter than that of four straight lines.
void TestPenRenderer::fewPointsMakeACurve()
{
    const GreyImage curved = renderPen({{{0, 0}, {1, 0}, {1, 1}, {0, 1}, {0, 0}}}, 0.05);
    const GreyImage straight
        = renderPen({{{0, 0}, {1, 0}}, {{1, 0}, {1, 1}}, {{1, 1}, {0, 1}}, {{0, 1}, {0, 0}}}, 0.05);
    QVERIFY(ink(curved) < 0.92 * ink(straight));
    QVERIFY(ink(curved) > 0.6 * ink(straight));
}

QTEST_GUILESS_MAIN(TestPenRenderer)
#include "tst_pen_renderer.moc"
