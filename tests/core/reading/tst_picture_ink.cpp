// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ink/digit_normaliser.h"
#include "core/reading/picture_ink.h"
#include "tests/core/mnist_images.h"

#include <QTest>

using namespace numeral;

namespace {

/// 120 × 90 pixels with a bar of 10 × 50.
GreyImage sheet(std::uint8_t paper, std::uint8_t ink)
{
    GreyImage picture(90, 120);
    std::fill(picture.pixels.begin(), picture.pixels.end(), paper);
    for (std::size_t row = 20; row < 70; ++row) {
        for (std::size_t column = 40; column < 50; ++column) {
            picture.at(row, column) = ink;
        }
    }
    return picture;
}

GreyImage inverted(GreyImage picture)
{
    for (std::uint8_t& grey : picture.pixels) {
        grey = static_cast<std::uint8_t>(255 - grey);
    }
    return picture;
}

std::ptrdiff_t inkedPixels(const GreyImage& image)
{
    return std::count_if(
        image.pixels.begin(), image.pixels.end(), [](int grey) { return grey != 0; });
}

} // namespace

class TestPictureInk : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void mnistComesThroughUntouched_data();
    void mnistComesThroughUntouched();
    void anyPaperAndInk_data();
    void anyPaperAndInk();
    void blankPicturesHaveNoInk();
};

void TestPictureInk::mnistComesThroughUntouched_data()
{
    QTest::addColumn<bool>("darkOnLight");
    QTest::newRow("light on dark") << false;
    QTest::newRow("dark on light") << true;
}

void TestPictureInk::mnistComesThroughUntouched()
{
    QFETCH(const bool, darkOnLight);
    const std::vector<GreyImage> images = tests::mnistImages(200);
    QVERIFY2(images.size() == 200, "MNIST is not installed; packaging/test fetches it");
    for (const GreyImage& image : images) {
        const std::optional<FoundInk> found
            = inkOfWholePicture(darkOnLight ? inverted(image) : image);
        QVERIFY(found.has_value());
        QCOMPARE(normaliseDigit(found->ink, {28, 28}), normaliseDigit(image, {28, 28}));
    }
}

void TestPictureInk::anyPaperAndInk_data()
{
    QTest::addColumn<int>("paper");
    QTest::addColumn<int>("ink");
    QTest::newRow("black on white") << 255 << 0;
    QTest::newRow("white on black") << 0 << 255;
    QTest::newRow("dark on grey") << 150 << 40;
    QTest::newRow("light on grey") << 100 << 220;
}

void TestPictureInk::anyPaperAndInk()
{
    QFETCH(const int, paper);
    QFETCH(const int, ink);
    const GreyImage picture
        = sheet(static_cast<std::uint8_t>(paper), static_cast<std::uint8_t>(ink));
    const std::optional<FoundInk> found = inkOfWholePicture(picture);
    QVERIFY(found.has_value());
    QCOMPARE(found->box, (Box{40, 20, 50, 70}));
    QCOMPARE(inkedPixels(found->ink), std::ptrdiff_t{500});
}

void TestPictureInk::blankPicturesHaveNoInk()
{
    for (const std::uint8_t grey : {0, 90, 255}) {
        for (const std::size_t side : {std::size_t{1}, std::size_t{50}, std::size_t{90}}) {
            GreyImage picture(side, side + 7);
            std::fill(picture.pixels.begin(), picture.pixels.end(), grey);
            QVERIFY(!inkOfWholePicture(picture));
        }
    }
    QVERIFY(!inkOfWholePicture({}));
}

QTEST_GUILESS_MAIN(TestPictureInk)
#include "tst_picture_ink.moc"
