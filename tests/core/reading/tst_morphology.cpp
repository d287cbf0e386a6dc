// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/small_random.h"
#include "core/reading/morphology.h"

#include <QTest>

#include <algorithm>

using namespace numeral;

namespace {

GreyImage randomImage(std::size_t rows, std::size_t columns)
{
    GreyImage image(rows, columns);
    SmallRandom random(7, RandomStream::Shuffle, rows);
    for (std::uint8_t& grey : image.pixels) {
        grey = static_cast<std::uint8_t>(random.below(256));
    }
    return image;
}

/// By definition: the extreme over the square around each pixel.
template <typename Extreme>
GreyImage extremeAround(const GreyImage& image, int reach, const Extreme& extreme)
{
    GreyImage result = image;
    for (int row = 0; row < int(image.rows); ++row) {
        for (int column = 0; column < int(image.columns); ++column) {
            std::uint8_t best = image.at(std::size_t(row), std::size_t(column));
            for (int r = row - reach; r <= row + reach; ++r) {
                for (int c = column - reach; c <= column + reach; ++c) {
                    if (r >= 0 && c >= 0 && r < int(image.rows) && c < int(image.columns)) {
                        best = extreme(best, image.at(std::size_t(r), std::size_t(c)));
                    }
                }
            }
            result.at(std::size_t(row), std::size_t(column)) = best;
        }
    }
    return result;
}

GreyImage widened(const GreyImage& image, std::size_t by)
{
    GreyImage result(image.rows + 2 * by, image.columns + 2 * by);
    for (std::size_t row = 0; row < result.rows; ++row) {
        for (std::size_t column = 0; column < result.columns; ++column) {
            result.at(row, column) = image.at(std::clamp(row, by, by + image.rows - 1) - by,
                std::clamp(column, by, by + image.columns - 1) - by);
        }
    }
    return result;
}

} // namespace

class TestMorphology : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void areThoseOfTheDefinition();
    void thinThingsGoAndBroadOnesStay();
    void whatReachesTheBorderIsAsIfItWentOn();
};

void TestMorphology::areThoseOfTheDefinition()
{
    const auto most = [](std::uint8_t a, std::uint8_t b) { return std::max(a, b); };
    const auto least = [](std::uint8_t a, std::uint8_t b) { return std::min(a, b); };
    for (const auto& [rows, columns] : {std::pair{1, 1}, {1, 20}, {17, 3}, {23, 31}}) {
        const GreyImage image = randomImage(std::size_t(rows), std::size_t(columns));
        for (const int reach : {1, 2, 5, 40}) {
            const GreyImage wide = widened(image, std::size_t(reach));
            const GreyImage expected
                = extremeAround(extremeAround(wide, reach, most), reach, least);
            const GreyImage found = closed(image, std::size_t(reach));
            for (std::size_t row = 0; row < image.rows; ++row) {
                for (std::size_t column = 0; column < image.columns; ++column) {
                    QCOMPARE(found.at(row, column),
                        expected.at(row + std::size_t(reach), column + std::size_t(reach)));
                }
            }
        }
    }
    QVERIFY(closed({}, 3).pixels.empty());
}

void TestMorphology::thinThingsGoAndBroadOnesStay()
{
    GreyImage page(60, 60);
    std::fill(page.pixels.begin(), page.pixels.end(), std::uint8_t{200});
    for (std::size_t row = 10; row < 50; ++row) {
        page.at(row, 20) = 10; // a line
        std::fill_n(page.pixels.begin() + static_cast<std::ptrdiff_t>(row * 60 + 30), 25,
            std::uint8_t{50}); // a block
    }
    const GreyImage paper = closed(page, 4);
    QCOMPARE(int(paper.at(30, 20)), 200);
    QCOMPARE(int(paper.at(30, 40)), 50);
    // The same for light on dark.
    for (std::uint8_t& grey : page.pixels) {
        grey = static_cast<std::uint8_t>(255 - grey);
    }
    const GreyImage board = opened(page, 4);
    QCOMPARE(int(board.at(30, 20)), 55);
    QCOMPARE(int(board.at(30, 40)), 205);
}

void TestMorphology::whatReachesTheBorderIsAsIfItWentOn()
{
    GreyImage page(40, 40);
    std::fill(page.pixels.begin(), page.pixels.end(), std::uint8_t{200});
    for (std::size_t row = 0; row < 40; ++row) {
        page.at(row, 0) = page.at(row, 1) = 20; // a dark bar at the left
    }
    QCOMPARE(int(closed(page, 8).at(20, 0)), 20);
}

QTEST_GUILESS_MAIN(TestMorphology)
#include "tst_morphology.moc"
