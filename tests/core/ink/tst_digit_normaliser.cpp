// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ink/digit_normaliser.h"
#include "tests/core/mnist_images.h"

#include <QTest>

#include <cmath>
#include <numeric>

namespace numeral {

namespace {

constexpr ImageShape mnistShape{28, 28};

std::uint8_t peakOf(const GreyImage& image)
{
    return *std::max_element(image.pixels.begin(), image.pixels.end());
}

struct Centre {
    double row = 0;
    double column = 0;
};

Centre centreOfMass(const GreyImage& image)
{
    Centre moment;
    double ink = 0;
    for (std::size_t row = 0; row < image.rows; ++row) {
        for (std::size_t column = 0; column < image.columns; ++column) {
            ink += image.at(row, column);
            moment.row += image.at(row, column) * (static_cast<double>(row) + 0.5);
            moment.column += image.at(row, column) * (static_cast<double>(column) + 0.5);
        }
    }
    return {moment.row / ink, moment.column / ink};
}

GreyImage scaledToFullPeak(GreyImage image)
{
    const double peak = peakOf(image);
    for (std::uint8_t& grey : image.pixels) {
        grey = static_cast<std::uint8_t>(std::lround(255 * grey / peak));
    }
    return image;
}

GreyImage enlarged(const GreyImage& image, std::size_t factor)
{
    GreyImage result(image.rows * factor, image.columns * factor);
    for (std::size_t row = 0; row < result.rows; ++row) {
        for (std::size_t column = 0; column < result.columns; ++column) {
            result.at(row, column) = image.at(row / factor, column / factor);
        }
    }
    return result;
}

/// The image, shifted, on a larger canvas.
GreyImage moved(const GreyImage& image, std::size_t down, std::size_t right)
{
    GreyImage result(image.rows + down + 3, image.columns + right + 1);
    for (std::size_t row = 0; row < image.rows; ++row) {
        for (std::size_t column = 0; column < image.columns; ++column) {
            result.at(row + down, column + right) = image.at(row, column);
        }
    }
    return result;
}

GreyImage filled(std::size_t rows, std::size_t columns, std::uint8_t grey)
{
    GreyImage image(rows, columns);
    std::fill(image.pixels.begin(), image.pixels.end(), grey);
    return image;
}

/// The numbers of rows and of columns with ink.
ImageShape inkExtent(const GreyImage& image)
{
    std::vector<bool> rows(image.rows);
    std::vector<bool> columns(image.columns);
    for (std::size_t row = 0; row < image.rows; ++row) {
        for (std::size_t column = 0; column < image.columns; ++column) {
            if (image.at(row, column) != 0) {
                rows[row] = true;
                columns[column] = true;
            }
        }
    }
    const auto count = [](const std::vector<bool>& flags) {
        return static_cast<std::size_t>(std::count(flags.begin(), flags.end(), true));
    };
    return {count(rows), count(columns)};
}

} // namespace

class TestDigitNormaliser : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void givesMnistBack();
    void ignoresPlaceAndSize();
    void centresTheMass();
    void emptyGivesNothing_data();
    void emptyGivesNothing();
    void preparesAnyInk_data();
    void preparesAnyInk();
    void smallInkStaysSmall();
    void averagesByArea();
    void keepsProportionsInOtherShapes_data();
    void keepsProportionsInOtherShapes();
    void lopsidedInkIsCutOffAtTheEdge();
    void takesHugePictures();
    void fitFillsTheImage_data();
    void fitFillsTheImage();
    void fitLeavesFittingPicturesAlone();
    void choosesByPreprocessing();
};

void TestDigitNormaliser::givesMnistBack()
{
    const std::vector<GreyImage> images = tests::mnistImages(60'000);
    QVERIFY2(images.size() == 60'000, "MNIST is not installed; packaging/test fetches it");
    int same = 0;
    int sameButForPeak = 0;
    for (const GreyImage& image : images) {
        const std::optional<GreyImage> result = normaliseDigit(image, mnistShape);
        QVERIFY(result.has_value());
        QCOMPARE(peakOf(*result), 255);
        same += *result == image ? 1 : 0;
        // One in ten MNIST images has its peak at 254, not at 255.
        sameButForPeak += *result == scaledToFullPeak(image) ? 1 : 0;
    }
    qInfo("%d of 60,000 came back as they were, %d but for the peak", same, sameButForPeak);
    QVERIFY(sameButForPeak >= 59'940);
    QVERIFY(same >= 53'940);
}

void TestDigitNormaliser::ignoresPlaceAndSize()
{
    const std::vector<GreyImage> images = tests::mnistImages(200);
    QVERIFY2(images.size() == 200, "MNIST is not installed; packaging/test fetches it");
    for (const GreyImage& image : images) {
        QCOMPARE(
            normaliseDigit(moved(image, 5, 31), mnistShape), normaliseDigit(image, mnistShape));

        // Padding can't be symmetric where rows and columns differ by an odd number, as in half of
        // the images: these are compared from twice the size on.
        const ImageShape extent = inkExtent(image);
        const std::size_t base = (extent.rows + extent.columns) % 2 == 0 ? 1 : 2;
        const std::optional<GreyImage> plain = normaliseDigit(enlarged(image, base), mnistShape);
        for (const std::size_t factor : {2U, 3U, 7U}) {
            QCOMPARE(normaliseDigit(enlarged(image, base * factor), mnistShape), plain);
        }
        QCOMPARE(normaliseDigit(moved(enlarged(image, base * 5), 77, 2), mnistShape), plain);
    }
}

void TestDigitNormaliser::centresTheMass()
{
    for (const GreyImage& image : tests::mnistImages(2'000)) {
        const std::optional<GreyImage> result = normaliseDigit(moved(image, 9, 0), mnistShape);
        QVERIFY(result.has_value());
        const Centre centre = centreOfMass(*result);
        QVERIFY(centre.row > 14 && centre.row <= 15);
        QVERIFY(centre.column > 14 && centre.column <= 15);
    }
}

void TestDigitNormaliser::emptyGivesNothing_data()
{
    QTest::addColumn<std::size_t>("rows");
    QTest::addColumn<std::size_t>("columns");
    QTest::newRow("no pixels") << std::size_t{0} << std::size_t{0};
    QTest::newRow("one pixel") << std::size_t{1} << std::size_t{1};
    QTest::newRow("no columns") << std::size_t{5} << std::size_t{0};
    QTest::newRow("a sheet") << std::size_t{28} << std::size_t{28};
}

void TestDigitNormaliser::emptyGivesNothing()
{
    QFETCH(const std::size_t, rows);
    QFETCH(const std::size_t, columns);
    const GreyImage paper(rows, columns);
    QVERIFY(!normaliseDigit(paper, mnistShape).has_value());
    QVERIFY(!fitPicture(paper, mnistShape).has_value());
}

void TestDigitNormaliser::preparesAnyInk_data()
{
    QTest::addColumn<std::size_t>("rows");
    QTest::addColumn<std::size_t>("columns");
    QTest::addColumn<int>("grey");
    QTest::newRow("1×1") << std::size_t{1} << std::size_t{1} << 255;
    QTest::newRow("1×1, faintest") << std::size_t{1} << std::size_t{1} << 1;
    QTest::newRow("3000×2") << std::size_t{3000} << std::size_t{2} << 255;
    QTest::newRow("2×3000") << std::size_t{2} << std::size_t{3000} << 1;
    QTest::newRow("1×19") << std::size_t{1} << std::size_t{19} << 200;
}

void TestDigitNormaliser::preparesAnyInk()
{
    QFETCH(const std::size_t, rows);
    QFETCH(const std::size_t, columns);
    QFETCH(const int, grey);
    const GreyImage ink = filled(rows, columns, static_cast<std::uint8_t>(grey));
    for (const Preprocessing preprocessing : {Preprocessing::Mnist, Preprocessing::Fit}) {
        const std::optional<GreyImage> result = prepareImage(ink, mnistShape, preprocessing);
        QVERIFY(result.has_value());
        QCOMPARE(result->rows, std::size_t{28});
        QCOMPARE(result->columns, std::size_t{28});
        QCOMPARE(result->pixels.size(), std::size_t{784});
        QCOMPARE(peakOf(*result), 255);
    }
}

void TestDigitNormaliser::smallInkStaysSmall()
{
    // Ink smaller than 10 pixels is padded to a 10×10 square, so one pixel becomes 2×2 of 20×20.
    const std::optional<GreyImage> dot = normaliseDigit(filled(1, 1, 90), mnistShape);
    QVERIFY(dot.has_value());
    QCOMPARE(inkExtent(*dot), (ImageShape{2, 2}));
    QCOMPARE(dot->at(14, 14), 255);

    const std::optional<GreyImage> ten = normaliseDigit(filled(10, 5, 90), mnistShape);
    QVERIFY(ten.has_value());
    QCOMPARE(inkExtent(*ten), (ImageShape{20, 10}));
}

void TestDigitNormaliser::averagesByArea()
{
    // 40 columns, every second one inked: averaging pairs by area gives a uniform grey.
    GreyImage stripes(40, 40);
    for (std::size_t row = 0; row < 40; ++row) {
        for (std::size_t column = 0; column < 40; column += 2) {
            stripes.at(row, column) = 100;
        }
        stripes.at(row, 39) = 100;
    }
    const std::optional<GreyImage> result = normaliseDigit(stripes, mnistShape);
    QVERIFY(result.has_value());
    const std::size_t middle = 14;
    QCOMPARE(inkExtent(*result), (ImageShape{20, 20}));
    // Both columns of the last pair are inked, so the others are half as dark.
    QCOMPARE(std::count(result->pixels.begin(), result->pixels.end(), 255), 20);
    QCOMPARE(std::count(result->pixels.begin(), result->pixels.end(), 128), 380);
    QCOMPARE(result->at(middle, middle), 128);
}

void TestDigitNormaliser::keepsProportionsInOtherShapes_data()
{
    QTest::addColumn<std::size_t>("rows");
    QTest::addColumn<std::size_t>("columns");
    QTest::addColumn<std::size_t>("side");
    QTest::newRow("1×1") << std::size_t{1} << std::size_t{1} << std::size_t{1};
    QTest::newRow("8×8") << std::size_t{8} << std::size_t{8} << std::size_t{6};
    QTest::newRow("56×56") << std::size_t{56} << std::size_t{56} << std::size_t{40};
    QTest::newRow("32×60") << std::size_t{32} << std::size_t{60} << std::size_t{23};
    QTest::newRow("60×28") << std::size_t{60} << std::size_t{28} << std::size_t{20};
}

void TestDigitNormaliser::keepsProportionsInOtherShapes()
{
    QFETCH(const std::size_t, rows);
    QFETCH(const std::size_t, columns);
    QFETCH(const std::size_t, side);
    const std::optional<GreyImage> result = normaliseDigit(filled(300, 300, 255), {rows, columns});
    QVERIFY(result.has_value());
    QCOMPARE(result->rows, rows);
    QCOMPARE(result->columns, columns);
    QCOMPARE(inkExtent(*result), (ImageShape{side, side}));
    const Centre centre = centreOfMass(*result);
    const auto nearTarget = [](double at, std::size_t length) {
        const double target = 15.0 / 28.0 * static_cast<double>(length);
        return at > target - 1 && at <= target + 1e-9;
    };
    QVERIFY(nearTarget(centre.row, rows));
    QVERIFY(nearTarget(centre.column, columns));
}

void TestDigitNormaliser::lopsidedInkIsCutOffAtTheEdge()
{
    // A heavy bar at the top with a long faint line below it: the centre of mass is near the top of
    // the bounding box, so that the line's end lies outside the image.
    GreyImage ink = filled(20, 1, 1);
    ink = moved(ink, 0, 19);
    for (std::size_t column = 0; column < 20; ++column) {
        ink.at(0, column) = 255;
    }
    const std::optional<GreyImage> result = normaliseDigit(ink, mnistShape);
    QVERIFY(result.has_value());
    QCOMPARE(peakOf(*result), 255);
    QCOMPARE(result->at(14, 14), 255);
    QCOMPARE(inkExtent(*result).rows, std::size_t{14});
}

void TestDigitNormaliser::takesHugePictures()
{
    GreyImage line(1, 20'000'000);
    line.pixels.front() = 255;
    line.pixels.back() = 255;
    // Padded to a square, the bounding box would have 20 million by 20 million pixels.
    const std::optional<GreyImage> result = normaliseDigit(line, mnistShape);
    QVERIFY(result.has_value());
    QCOMPARE(inkExtent(*result), (ImageShape{1, 2}));

    const std::optional<GreyImage> square = normaliseDigit(filled(4000, 5000, 7), mnistShape);
    QVERIFY(square.has_value());
    QCOMPARE(inkExtent(*square), (ImageShape{16, 20}));
    QCOMPARE(square, normaliseDigit(filled(16, 20, 255), mnistShape));
}

void TestDigitNormaliser::fitFillsTheImage_data()
{
    QTest::addColumn<std::size_t>("rows");
    QTest::addColumn<std::size_t>("columns");
    QTest::addColumn<std::size_t>("inkRows");
    QTest::addColumn<std::size_t>("inkColumns");
    QTest::newRow("tall") << std::size_t{200} << std::size_t{100} << std::size_t{28}
                          << std::size_t{14};
    QTest::newRow("wide") << std::size_t{70} << std::size_t{140} << std::size_t{14}
                          << std::size_t{28};
    QTest::newRow("small") << std::size_t{2} << std::size_t{2} << std::size_t{28}
                           << std::size_t{28};
    QTest::newRow("thin") << std::size_t{3000} << std::size_t{2} << std::size_t{28}
                          << std::size_t{1};
}

void TestDigitNormaliser::fitFillsTheImage()
{
    QFETCH(const std::size_t, rows);
    QFETCH(const std::size_t, columns);
    QFETCH(const std::size_t, inkRows);
    QFETCH(const std::size_t, inkColumns);
    const std::optional<GreyImage> result
        = fitPicture(moved(filled(rows, columns, 40), 11, 6), mnistShape);
    QVERIFY(result.has_value());
    QCOMPARE(inkExtent(*result), (ImageShape{inkRows, inkColumns}));
    QCOMPARE(peakOf(*result), 255);
    const Centre centre = centreOfMass(*result);
    QVERIFY(std::abs(centre.row - 14) <= 0.5);
    QVERIFY(std::abs(centre.column - 14) <= 0.5);
}

void TestDigitNormaliser::fitLeavesFittingPicturesAlone()
{
    GreyImage picture(28, 28);
    for (std::size_t row = 0; row < 28; ++row) {
        for (std::size_t column = 9; column < 20; ++column) {
            picture.at(row, column) = static_cast<std::uint8_t>(255 - 7 * row - column + 9);
        }
    }
    QCOMPARE(fitPicture(picture, mnistShape), std::optional(picture));
}

void TestDigitNormaliser::choosesByPreprocessing()
{
    const GreyImage ink = filled(40, 40, 255);
    QCOMPARE(prepareImage(ink, mnistShape, Preprocessing::Mnist), normaliseDigit(ink, mnistShape));
    QCOMPARE(prepareImage(ink, mnistShape, Preprocessing::Fit), fitPicture(ink, mnistShape));
    QVERIFY(normaliseDigit(ink, mnistShape) != fitPicture(ink, mnistShape));
}

} // namespace numeral

QTEST_GUILESS_MAIN(numeral::TestDigitNormaliser)
#include "tst_digit_normaliser.moc"
