// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/image_look.h"

#include <QTest>

#include <numeric>

using namespace numeral;

class TestImageLook : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void plainImagesStayAsTheyAre();
    void greysAreMappedBetweenPaperAndInk_data();
    void greysAreMappedBetweenPaperAndInk();
    void transposingSwapsRowsAndColumns();
    void thereAndBackIsTheSameImage_data();
    void thereAndBackIsTheSameImage();
};

namespace {

/// 16×16 pixels with every grey.
GreyImage allGreys()
{
    GreyImage image(16, 16);
    std::iota(image.pixels.begin(), image.pixels.end(), std::uint8_t{0});
    return image;
}

GreyImage converted(const GreyImage& image, const ImageLook& from, const ImageLook& to)
{
    return withLook(plainOf(image, from), to);
}

} // namespace

void TestImageLook::plainImagesStayAsTheyAre()
{
    QVERIFY(ImageLook().isPlain() && ImageLook().hasFullContrast() && !ImageLook().isInverted());
    QVERIFY(withLook(allGreys(), {}) == allGreys());
}

void TestImageLook::greysAreMappedBetweenPaperAndInk_data()
{
    QTest::addColumn<int>("paper");
    QTest::addColumn<int>("ink");
    QTest::addColumn<QList<int>>("from"); // greys of an image of that look
    QTest::addColumn<QList<int>>("plain");
    QTest::newRow("inverted") << 255 << 0 << QList<int>{255, 0, 200} << QList<int>{0, 255, 55};
    QTest::newRow("0 and 1") << 0 << 1 << QList<int>{0, 1, 7} << QList<int>{0, 255, 255};
    QTest::newRow("1 and 0") << 1 << 0 << QList<int>{1, 0} << QList<int>{0, 255};
    QTest::newRow("grey paper") << 170 << 20 << QList<int>{170, 20, 95, 200, 5}
                                << QList<int>{0, 255, 128, 0, 255};
    QTest::newRow("pale ink") << 0 << 51 << QList<int>{0, 51, 10, 60}
                              << QList<int>{0, 255, 50, 255};
}

void TestImageLook::greysAreMappedBetweenPaperAndInk()
{
    QFETCH(int, paper);
    QFETCH(int, ink);
    QFETCH(QList<int>, from);
    QFETCH(QList<int>, plain);
    const ImageLook look{static_cast<std::uint8_t>(paper), static_cast<std::uint8_t>(ink), false};
    GreyImage image(1, static_cast<std::size_t>(from.size()));
    std::copy(from.begin(), from.end(), image.pixels.begin());
    const GreyImage result = converted(image, look, {});
    QCOMPARE(QList<int>(result.pixels.begin(), result.pixels.end()), plain);
}

void TestImageLook::transposingSwapsRowsAndColumns()
{
    GreyImage image(3, 3);
    image.pixels = {1, 2, 3, 4, 5, 6, 7, 8, 9};
    QCOMPARE(withLook(image, {0, 255, true}).pixels,
        (std::vector<std::uint8_t>{1, 4, 7, 2, 5, 8, 3, 6, 9}));
}

void TestImageLook::thereAndBackIsTheSameImage_data()
{
    QTest::addColumn<int>("paper");
    QTest::addColumn<int>("ink");
    QTest::addColumn<bool>("transposed");
    QTest::newRow("inverted") << 255 << 0 << false;
    QTest::newRow("transposed") << 0 << 255 << true;
    QTest::newRow("both") << 255 << 0 << true;
}

void TestImageLook::thereAndBackIsTheSameImage()
{
    QFETCH(int, paper);
    QFETCH(int, ink);
    QFETCH(bool, transposed);
    const ImageLook look{
        static_cast<std::uint8_t>(paper), static_cast<std::uint8_t>(ink), transposed};
    const GreyImage there = withLook(allGreys(), look);
    QVERIFY(!(there == allGreys()));
    QVERIFY(converted(there, look, {}) == allGreys());
}

QTEST_APPLESS_MAIN(TestImageLook)
#include "tst_image_look.moc"
